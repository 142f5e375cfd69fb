"""Units to pages: every unit set in type, every page numbered, everything's place known.

Only this package knows WeasyPrint. Units go in, pages and the page map come out; that
each unit is laid out by itself, and again only if it changed, is nobody else's concern.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from publisher.artifacts import Asset, Fragment, PageMap, PrintBook, PrintUnit
from publisher.diagnostics import Diagnostic
from publisher.layout.assembly import Sheet, assemble, page_map
from publisher.layout.complaints import about_text, listening
from publisher.layout.findings import misplaced
from publisher.layout.workshop import Workshop, open_workshop
from publisher.layout.writing import write_pages as write_pages


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A book in pages, not yet drawn."""

    book: PrintBook
    map: PageMap
    sheets: Sequence[Sheet]  # in order, blank pages among them
    shop: Workshop

    @property
    def units(self) -> tuple[PrintUnit, ...]:
        """The units as they were set: figures may stand later than they were written."""
        made = (sheet.made for sheet in self.sheets if not sheet.blank)
        return tuple(replace(each.unit, html=each.html) for each in made)


def lay_out(
    book: PrintBook,
    assets: Mapping[PurePosixPath, Asset],
    fonts: Mapping[str, Asset],
    before: LaidOut | None = None,
) -> tuple[LaidOut, list[Diagnostic]]:
    """Set a book in pages and say where everything stands.

    With the layout `before`, units whose markup and beginning are the same are taken
    from it. The findings are those of this layout alone: those of an earlier one of the
    same book need not be kept.
    """
    if before is not None and before.book.css == book.css:
        shop, known = (
            before.shop,
            {(s.made.unit, s.made.entry): s.made for s in before.sheets},
        )
    else:
        shop, known = open_workshop(book, assets, fonts), {}
    sheets = assemble(book, shop, known)
    pages = page_map(sheets)
    said = [message for sheet in sheets for message in sheet.made.said]
    found = [
        *shop.found,
        *about_text(said, book.units, shop.characters),
        *misplaced(sheets, pages),
    ]
    return LaidOut(book, pages, sheets, shop), found


def draw(laid: LaidOut) -> tuple[Fragment, list[Diagnostic]]:
    """Draw the pages of a laid-out book into one tagged PDF with links and outline."""
    pages = [page for sheet in laid.sheets for page in sheet.made.document.pages]
    with listening() as said:
        document = laid.sheets[0].made.document.copy(pages)
        pdf = document.write_pdf(pdf_tags=True)
    found = list(about_text(said, laid.book.units, laid.shop.characters))
    return Fragment(pdf), found
