"""The plain path: the whole book as one HTML document, by WeasyPrint's public interface.

It is slow and right: what the engine is held against, and the way out on the day
WeasyPrint changes its insides. The book is set once a round. What the pages of a round
tell (how many each unit has, on which page each anchor stands) is written into the
markup and the styles of the next, until nothing of that changes; if it still does after
LIMIT rounds, a finding says so.

Long notes are divided, and paragraphs make way for notes, as for the engine, if not with as
much care. What needs to look inside a page is the engine's alone: here holes before figures
are not filled, wide tables not set smaller, too wide lines not reported; the head of a table
in a long note is said once, and what is higher than a page there is lost (`F001`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from publisher.artifacts import Asset, PageMap, PrintBook, PrintUnit
from publisher.diagnostics import Diagnostic
from publisher.layout.characters import characters
from publisher.layout.complaints import about_text, listening
from publisher.layout.numbers import filled, targets
from publisher.layout.plain.document import set_whole
from publisher.layout.plain.findings import misplaced, unsettled, untold
from publisher.layout.plain.holding import Held, hold
from publisher.layout.plain.reading import Extent, extents, read
from publisher.layout.plain.standing import Standing, standing_on, unmark
from publisher.layout.sight import PATIENCE, among, without
from publisher.layout.weasy import Document
from publisher.layout.workshop import open_workshop

LIMIT = 16  # rounds
UNKNOWN = "000"  # stands for a page that is not known yet, or not in the book


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
    held: Held  # what makes way for notes
    near: frozenset[str] = frozenset()  # references that do not say their page

    def told(self, html: str) -> str:
        """Say in markup what the pages are called that are told."""
        said = without(html, self.near)
        return filled(said, lambda anchor: self.names.get(anchor, UNKNOWN))


def lay_out_plainly(
    book: PrintBook,
    assets: Mapping[PurePosixPath, Asset],
    fonts: Mapping[str, Asset],
) -> tuple[Plain, list[Diagnostic]]:
    """Set a book as one document, as often as its page numbers need, and write it."""
    shop = open_workshop(book, assets, fonts)
    belief = _Belief((Extent(1),) * len(book.units), {}, Held())
    steady = False
    for number in range(1, LIMIT + 1):
        units = tuple(replace(each, html=belief.told(each.html)) for each in book.units)
        with listening() as said:
            document, trees = set_whole(
                replace(book, units=units), belief.extents, belief.held, shop
            )
        standing = standing_on(document.pages, trees)
        pages = read(document.pages, standing)
        seen = _learned(belief, units, pages, standing)
        seen = replace(seen, near=_near(book, pages, belief.near, number))
        if steady := seen == belief:
            break
        belief = seen
    with listening() as more:
        pdf = _written(document)
    found = [
        *shop.found,
        *about_text([*said, *more], units, characters(fonts)),
        *misplaced(units, pages, standing),
        *untold(units, pages),
    ]
    if not steady:
        found.append(unsettled(LIMIT))
    return Plain(book, pdf, pages, units), found


def _learned(
    before: _Belief, units: Sequence[PrintUnit], pages: PageMap, standing: Standing
) -> _Belief:
    """Believe what the pages show."""
    held = hold(before.held, pages.notes, standing)
    return _Belief(extents(standing), _names(units, pages), held)


def _near(
    book: PrintBook, pages: PageMap, before: frozenset[str], number: int
) -> frozenset[str]:
    """Gather the references whose targets are in sight."""
    found = frozenset(x for u in book.units for x in among(u.html, pages.anchors))
    return found & before if number >= PATIENCE else found


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
