"""The plain path: the whole book as one HTML document, by WeasyPrint's public interface.

It is slow and right: what the engine is held against, and the way out on the day
WeasyPrint changes its insides. The book is set once a round. What the pages of a round
tell (how many each unit has, on which page each anchor stands) is written into the
markup and the styles of the next, until nothing of that changes; if it still does after
LIMIT rounds, a finding says so.

Long notes are divided as they are for the engine. What needs to look inside a page is the
engine's alone: here notes and parts of notes that stray are not brought home, holes
before figures not filled, wide tables not set smaller, too wide lines not reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from publisher import rules
from publisher.artifacts import Asset, PageMap, PrintBook, PrintUnit
from publisher.diagnostics import Diagnostic, Span
from publisher.layout.complaints import about_text, listening
from publisher.layout.numbers import filled, targets
from publisher.layout.places import BEGINNING, place_before, span
from publisher.layout.plain.document import set_whole
from publisher.layout.plain.reading import Extent, read, unmark
from publisher.layout.weasy import Document
from publisher.layout.workshop import open_workshop

LIMIT = 8  # rounds
UNKNOWN = "000"  # stands for a page that is not known yet, or not in the book
_AT_CALL = re.compile('data-call="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Plain:
    """A book in pages, and its PDF as WeasyPrint writes it: tagged, linked, outlined.

    Some of the map the public interface cannot tell. Where a page begins inside a block,
    `offset` is reckoned by heights and `words` is empty; `folio` says only that the page
    is not blank.
    """

    book: PrintBook
    pdf: bytes = field(repr=False)
    map: PageMap
    units: tuple[PrintUnit, ...]  # as they were set, with the numbers of pages


@dataclass(frozen=True, slots=True)
class _Belief:
    """What is believed of the pages: all that the markup of a round depends on."""

    extents: tuple[Extent, ...]  # of each unit
    names: Mapping[str, str]  # anchor whose page is told → label of that page

    def label(self, anchor: str) -> str:
        """Say what the page of an anchor is called."""
        return self.names.get(anchor, UNKNOWN)


def lay_out_plainly(
    book: PrintBook,
    assets: Mapping[PurePosixPath, Asset],
    fonts: Mapping[str, Asset],
) -> tuple[Plain, list[Diagnostic]]:
    """Set a book as one document, as often as its page numbers need, and write it."""
    shop = open_workshop(book, assets, fonts)
    belief = _Belief((Extent(1),) * len(book.units), {})
    steady = False
    for _ in range(LIMIT):
        units = tuple(replace(u, html=filled(u.html, belief.label)) for u in book.units)
        with listening() as said:
            document, trees = set_whole(
                replace(book, units=units), belief.extents, shop
            )
        pages, extents = read(document.pages, trees)
        seen = _Belief(extents, _names(units, pages))
        if steady := seen == belief:
            break
        belief = seen
    with listening() as more:
        pdf = _written(document)
    found = [
        *shop.found,
        *about_text([*said, *more], units, shop.characters),
        *_misplaced(units, pages),
    ]
    if not steady:
        found.append(_unsettled(units, belief))
    return Plain(book, pdf, pages, units), found


def _names(units: Sequence[PrintUnit], pages: PageMap) -> dict[str, str]:
    """Say what the pages are called that are told somewhere."""
    told = {anchor for unit in units for anchor in targets(unit.html)}
    return {
        anchor: pages.pages[page - 1].label
        for anchor, page in pages.anchors.items()
        if anchor in told
    }


def _written(document: Document) -> bytes:
    unmark(document.pages)
    pdf: bytes = document.write_pdf(pdf_tags=True)
    return pdf


# ---------------------------------------------------------------- findings


def _misplaced(units: Sequence[PrintUnit], pages: PageMap) -> Iterator[Diagnostic]:
    """Report notes that stand elsewhere, and page numbers of what is not there."""
    for row in pages.notes:
        if not row.pages:
            words = "this note is not in the printed pages"
            yield rules.NOTE_LOST.at(_call(row.key, units), words)
            continue
        here, there = (pages.pages[n - 1].label for n in (row.call, row.pages[0]))
        if here != there:
            words = f"the note called on page {here} begins on page {there}"
            yield rules.NOTE_OFF_PAGE.at(_call(row.key, units), words)
        elif list(row.pages) != sorted(row.pages):
            words = f"the note called on page {here} does not go on in order"
            yield rules.NOTE_OFF_PAGE.at(_call(row.key, units), words)
    told = (anchor for unit in units for anchor in targets(unit.html))
    for anchor in dict.fromkeys(told):
        if anchor not in pages.anchors:
            yield rules.NO_SUCH_PAGE.at(
                place_before(f'"{anchor}"', units),
                f'"{anchor}" is referred to by its page and stands on none',
            )


def _call(key: str, units: Sequence[PrintUnit]) -> Span:
    """Find where a note is called: its call stands before it in the markup."""
    for unit in units:
        before, note, _ = unit.html.partition(f'data-note="{key}"')
        if note and (found := _AT_CALL.findall(before)):
            return span(found[-1])
    return BEGINNING


def _unsettled(units: Sequence[PrintUnit], belief: _Belief) -> Diagnostic:
    changed = [
        unit.title or unit.id
        for unit in units
        if filled(unit.html, belief.label) != unit.html
    ]
    return rules.NOT_SETTLED.at(
        BEGINNING,
        f"page numbers still change after {LIMIT} rounds: {', '.join(changed)}",
        hint="a page break or a reworded reference near the pages concerned settles it",
    )
