"""The goals of the print engine beside what was measured: reached or not.

Where the book a goal speaks of was not set, the figure of the largest that was stands there,
and no verdict.
"""

import ours
from rivals import COUNTED, SINGLE

SMALL, LARGE, WHOLE = 300, 1_000, None

_PAGE_MS = 80
_WALL_SHARE = 0.6
_EDIT_S, _KEPT_WORD_S, _KEPT_PAGES_S, _NOTHING_S = 3.0, 1.5, 3.0, 1.0
_PEAK_MB = {LARGE: 400, WHOLE: 600}


def lines_of(tables):
    """Write the table of goals."""
    yield from ("## Goals", "", "| Goal | Measured | |", "|---|---|---|")
    by_size = {table.size: table for table in tables}
    for goal, measured, reached in _judged(by_size):
        verdict = {True: "reached", False: "**not reached**", None: ""}[reached]
        yield f"| {goal} | {measured} | {verdict} |"
    yield ""


def _judged(tables):
    yield from _cold(tables.get(SMALL))
    for name, goal, limit in (
        (ours.WORD, "one word changed, 1,000 pages, fresh process", _EDIT_S),
        (
            ours.PREVIEW["word", "pages"],
            "one word changed, 1,000 pages, in `preview`, until its pages are shown",
            _KEPT_WORD_S,
        ),
        (
            ours.PREVIEW["insertion", "pages"],
            "two pages inserted, 1,000 pages, in `preview`, until its pages are shown",
            _KEPT_PAGES_S,
        ),
        (ours.UNCHANGED, "nothing changed, 1,000 pages", _NOTHING_S),
    ):
        row, instead = _row(tables, LARGE, name)
        wall = row and row.cost.wall
        yield _line(f"{goal}: at most {limit:g} s", wall, limit, "{:.2f} s", instead)
    for size, limit in _PEAK_MB.items():
        pages = "the whole" if size is None else f"{size:,} pages"
        row, instead = _row(tables, size, ours.COLD)
        peak = row and row.cost.peak
        goal = f"peak of all processes, {pages}: at most {limit} MB"
        yield _line(goal, peak, limit, "{:.0f} MB", instead)
    yield _right(tables)


def _row(tables, size, name):
    """Find a row of the book a goal speaks of, or of another; say of which then."""
    sizes = (size, *(each for each in (LARGE, SMALL, *tables) if each != size))
    for each in sizes:
        table = tables.get(each)
        row = table.row(name) if table else None
        if row:
            return row, "" if each == size else f" (at {row.verdict.pages:,} pages)"
    return None, ""


def _cold(table):
    row = table.row(ours.COLD) if table else None
    cpu = row and row.cost.cpu
    for name, most in ((COUNTED, 1 / 5), (SINGLE, 1 / 1.3)):
        other = table.row(name) if table else None
        ratio = cpu / other.cost.cpu if cpu and other else None
        goal = f"cold, 300 pages: CPU at most 1/{1 / most:.1f} of {name}"
        shown = f"1/{1 / ratio:.1f}" if ratio else "{}"
        yield _line(goal, ratio, most, shown)
    a_page = cpu and cpu / row.verdict.pages * 1000
    goal = f"cold, 300 pages: at most {_PAGE_MS} ms CPU a page"
    yield _line(goal, a_page, _PAGE_MS, "{:.0f} ms")
    goal = f"cold, 300 pages: wall at most {_WALL_SHARE} of CPU on two cores"
    yield _line(goal, cpu and row.cost.wall / cpu, _WALL_SHARE, "{:.2f}")


def _right(tables):
    """Judge the whole book: everything right, or at least reported."""
    goal = "whole Gibbon builds cold, every reference and note right or reported"
    row, instead = _row(tables, WHOLE, ours.COLD)
    if row is None:
        return goal, "not run", None
    verdict = row.verdict
    right, written = verdict.references
    shown = (
        f"{right:,} of {written:,} references, {verdict.notes[0]:,} of "
        f"{verdict.notes[1]:,} notes, {verdict.astray} on another page "
        f"({row.reported} reported); {row.cost.wall:.0f} s, {row.cost.peak:.0f} MB"
    )
    whole = right == written and not verdict.lost and not verdict.twice
    reached = whole and verdict.astray <= row.reported
    return goal, shown + instead, None if instead and reached else reached


def _line(goal, figure, limit, shown, instead=""):
    if figure is None:
        return goal, "not run", None
    reached = None if instead else figure <= limit
    return goal, shown.format(figure) + instead, reached
