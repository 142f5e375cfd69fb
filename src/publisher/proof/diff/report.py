"""The differences of two editions: one page of HTML, and a few lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from publisher.proof.diff.numbers import Shift, by_sort
from publisher.proof.diff.pages import Fate, Sheet

_HERE = Path(__file__).parent
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(_HERE),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_LISTED = 12  # runs of pages that are named on a terminal


@dataclass(frozen=True, slots=True)
class TextChange:
    """One paragraph that changed: parts of it, each "", "del" or "ins", and its places."""

    act: str  # "changed", "new", "gone", "moved"
    parts: tuple[tuple[str, str], ...]
    pages: tuple[str, str]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as pictures: addresses that hold them."""

    name: str
    before: str
    after: str
    overlay: str


@dataclass(slots=True)
class Difference:
    """All in which two editions differ."""

    title: str
    names: tuple[str, str]
    counts: tuple[int, int]  # of pages
    changes: list[TextChange] = field(default_factory=list)
    fates: list[Fate] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)
    spine: tuple[float | None, float | None] = (None, None)  # mm
    epub: list[tuple[str, list[TextChange]]] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # what could not be compared

    @property
    def changed(self) -> list[Fate]:
        """List the pages that are not as they were."""
        return [each for each in self.fates if each.changed]

    @property
    def moved(self) -> list[Fate]:
        """List the pages that only stand elsewhere."""
        return [each for each in self.fates if each.moved]

    @property
    def to_send(self) -> list[Sheet]:
        """List the sheets that the printer has to change."""
        sheets = (each.after for each in self.fates if each.differs)
        return sorted((each for each in sheets if each), key=lambda each: each.index)

    @property
    def is_empty(self) -> bool:
        """Tell whether the two are the same."""
        different = any(
            each.differs or each.changed or each.moved for each in self.fates
        )
        return not (
            self.changes
            or different
            or self.shifts
            or self.epub
            or self.spine[0] != self.spine[1]
            or self.counts[0] != self.counts[1]
        )


def as_lines(found: Difference) -> Iterator[str]:
    """Say the differences for a terminal; what to send to the printer comes last."""
    if found.is_empty:
        yield f"no difference between {found.names[0]} and {found.names[1]}"
        return
    if found.changes:
        yield f"{_many(len(found.changes), 'paragraph')} changed"
    yield from _of_pages(found)
    yield from _of_numbers(found)
    if found.epub:
        yield f"EPUB: {_many(len(found.epub), 'document')} changed"
    yield from found.remarks
    if sheets := found.to_send:
        yield f"send the printer pages {_listed(sheets)}"
    else:
        yield "the printed pages are the same"


def _of_pages(found: Difference) -> Iterator[str]:
    if changed := [each.after or each.before for each in found.changed]:
        yield f"pages that changed: {_listed(e for e in changed if e)}"
    for run in list(moves(found.moved))[:_LISTED]:
        yield f"pages that only moved: {run}"
    if found.counts[0] != found.counts[1]:
        yield f"the book has {found.counts[1]:,} pages instead of {found.counts[0]:,}"
    if found.spine[0] != found.spine[1]:
        yield f"spine: {_arrow(tuple(map(_mm, found.spine)))}"


def _of_numbers(found: Difference) -> Iterator[str]:
    chapters = [each for each in found.shifts if each.sort == "Chapters"]
    for shift in chapters[:_LISTED]:
        yield f"{shift.names[1] or shift.names[0]}: page {_arrow(shift.pages)}"
    if len(chapters) > _LISTED:
        yield f"and {len(chapters) - _LISTED} other chapters"
    if others := len(found.shifts) - len(chapters):
        yield f"{_many(others, 'other number or page')} shifted"


def as_html(found: Difference) -> str:
    """Write the differences as one page that needs nothing else."""
    return _ENVIRONMENT.get_template("report.html.jinja").render(
        found=found,
        moves=list(moves(found.moved)),
        sorts=list(by_sort(found.shifts)),
        to_send=_listed(found.to_send),
        changed=_listed(
            e for each in found.changed if (e := each.after or each.before)
        ),
        mm=_mm,
        style=Markup((_HERE / "report.css").read_text("utf-8")),
    )


def moves(found: Sequence[Fate]) -> Iterator[str]:
    """Say runs of pages that moved together: "143–160 → 145–162"."""
    run: list[tuple[Sheet, Sheet]] = []
    for each in found:
        if each.before is None or each.after is None:
            continue
        pair = each.before, each.after
        if run and not _goes_on(run[-1], pair):
            yield _run(run)
            run = []
        run.append(pair)
    if run:
        yield _run(run)


def _goes_on(last: tuple[Sheet, Sheet], pair: tuple[Sheet, Sheet]) -> bool:
    return all(b.index == a.index + 1 for a, b in zip(last, pair, strict=True))


def _run(run: Sequence[tuple[Sheet, Sheet]]) -> str:
    begin, end = run[0], run[-1]
    if len(run) == 1:
        return f"{begin[0].label} → {begin[1].label}"
    return f"{begin[0].label}–{end[0].label} → {begin[1].label}–{end[1].label}"


def _listed(sheets: Iterable[Sheet]) -> str:
    """Name pages, those that follow each other by their first and last: "12, 37–40"."""
    runs: list[list[Sheet]] = []
    for each in sheets:
        if runs and each.index == runs[-1][-1].index + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return ", ".join(
        run[0].label if len(run) == 1 else f"{run[0].label}–{run[-1].label}"
        for run in runs
    )


def _many(count: int, what: str) -> str:
    plural = what.replace("number or page", "numbers or pages") if count != 1 else what
    return f"{count:,} {plural if plural != what or count == 1 else what + 's'}"


def _arrow(pair: tuple[str, ...]) -> str:
    before, after = (each or "nowhere" for each in pair)
    return f"{before} → {after}"


def _mm(width: float | None) -> str:
    return "unknown" if width is None else f"{width:.1f} mm"
