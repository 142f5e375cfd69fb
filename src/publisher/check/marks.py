"""Marks in the text: pages of earlier editions, and the ranges of the index."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from publisher import rules
from publisher.diagnostics import Diagnostic
from publisher.graph import Graph, Point, Sort
from publisher.model import Book

SPARSE = 0.5
"""Above this share of missing steps an edition is marked here and there, on purpose."""

_NUMBER = re.compile(r"[\[(]?(?:(\d+)|([ivxlcdm]+)|([IVXLCDM]+))([a-z]?|bis)[\])]?$")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def page_marks(graph: Graph, book: Book) -> Iterator[Diagnostic]:
    """Find pages of each earlier edition that are out of order, missing or there twice.

    The text alone counts: a page that begins in a note was begun in the text.
    """
    notes = book.notes.keys()
    marks: dict[str, list[Point]] = {}
    noted: dict[str, dict[str, Point]] = {}
    for point in graph.of(Sort.PAGE_MARK):
        if point.within not in notes:
            marks.setdefault(point.kind, []).append(point)
        else:
            noted.setdefault(point.kind, {}).setdefault(point.name, point)
    for edition, points in marks.items():
        yield from _in_sequence(points, noted.get(edition, {}))


def _in_sequence(
    points: list[Point], noted: Mapping[str, Point]
) -> Iterator[Diagnostic]:
    seen: dict[str, Point] = {}
    counted: list[tuple[int, Point]] = []
    for point in points:
        if first := seen.get(point.name):
            yield rules.PAGE_TWICE.at(
                point.span,
                f"page {point.name} is marked already",
                hint=f"first marked at {first.span}",
            )
            continue
        seen[point.name] = point
        number = _counted(point.name)
        if number is not None:
            counted.append((number, point))
    steps = [
        (before, after)
        for before, after in pairwise(counted)
        if _same_row(before, after)
    ]
    yield from _disorder(steps)
    yield from _holes(steps, {number for number, _ in counted}, noted)


_Step = tuple[tuple[int, Point], tuple[int, Point]]


def _same_row(before: tuple[int, Point], after: tuple[int, Point]) -> bool:
    """Tell whether two pages are counted in one row: roman pages come before arabic."""
    return before[1].name.isascii() and (
        _is_roman(before[1].name) == _is_roman(after[1].name)
        or not _is_roman(before[1].name)
    )


def _disorder(steps: list[_Step]) -> Iterator[Diagnostic]:
    for (low, before), (high, after) in steps:
        if high < low:
            yield rules.PAGE_ORDER.at(
                after.span,
                f"page {after.name} is marked behind page {before.name}",
                hint=f"page {before.name} is marked at {before.span}",
            )


def _holes(
    steps: list[_Step], marked: set[int], noted: Mapping[str, Point]
) -> Iterator[Diagnostic]:
    """Report pages left out between two marks, unless most are."""
    wide = [
        step
        for step in steps
        if any(page not in marked for page in range(step[0][0] + 1, step[1][0]))
    ]
    if len(wide) > SPARSE * len(steps) and len(steps) > 1:
        return
    for (low, before), (high, after) in wide:
        lost = [str(page) for page in range(low + 1, high) if page not in marked]
        pages = f"page {lost[0]} is" if len(lost) == 1 else f"{len(lost)} pages are"
        hint = (
            f"page {before.name} is marked at {before.span}; "
            "excuse it if that page is blank"
        )
        if found := next((noted[page] for page in lost if page in noted), None):
            hint = (
                f"page {found.name} is marked in a note, at {found.span}: a note belongs to"
                " the page that calls it, so mark the page in the text too"
            )
        yield rules.PAGE_MISSING.at(
            after.span,
            f"{pages} not marked between pages {before.name} and {after.name}",
            hint=hint,
        )


def _counted(name: str) -> int | None:
    """Read a page number, arabic or roman; None if it is neither."""
    found = _NUMBER.match(name.strip())
    if not found:
        return None
    if found[1]:
        return int(found[1]) if len(found[1]) < 7 else None
    figures = [_ROMAN[letter] for letter in (found[2] or found[3]).lower()]
    behind = [*figures[1:], 0]
    return sum(
        -one if one < two else one for one, two in zip(figures, behind, strict=True)
    )


def _is_roman(name: str) -> bool:
    return not any(letter.isdigit() for letter in name)


def index_ranges(graph: Graph) -> Iterator[Diagnostic]:
    """Find index ranges opened and never closed, closed and never opened, or misspelt."""
    opened: dict[str, Point] = {}
    for point in graph.of(Sort.INDEX_MARK):
        wish = dict(point.pairs).get("range", "")
        if wish == "open":
            if point.name in opened:
                yield _never_closed(opened[point.name])
            opened[point.name] = point
        elif wish == "close":
            if opened.pop(point.name, None) is None:
                yield rules.RANGE_CLOSED.at(
                    point.span,
                    f'a range of "{point.name}" is closed here, and none is open',
                    hint="open it with range=open, in the very same words",
                )
        elif wish or "range" in dict(point.pairs):
            yield rules.BAD_RANGE.at(
                point.span,
                f'an index mark cannot have the range "{wish}"',
                hint="write range=open where it begins and range=close where it ends",
            )
    for point in opened.values():
        yield _never_closed(point)


def _never_closed(point: Point) -> Diagnostic:
    return rules.RANGE_OPEN.at(
        point.span,
        f'the range of "{point.name}" that is opened here is never closed',
        hint=f'write []{{.index entry="{point.name}" range=close}} where it ends',
    )
