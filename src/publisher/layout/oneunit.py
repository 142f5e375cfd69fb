"""One unit laid out once, as its markup stands."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, tostring
from xml.sax.saxutils import quoteattr

from publisher.artifacts import PrintUnit
from publisher.layout.complaints import listening
from publisher.layout.inside import content
from publisher.layout.inside.hanging_marks import marks_hung
from publisher.layout.inside.hanging_spaces import spaces_hung
from publisher.layout.inside.ladders import ladders_cut
from publisher.layout.inside.linenumbers import stand_beside
from publisher.layout.inside.making_way import notes_kept
from publisher.layout.inside.plates import restore
from publisher.layout.inside.savings.parting import untie
from publisher.layout.inside.turned_lines import lines_turned
from publisher.layout.markup import marked
from publisher.layout.pagemap import read_unit
from publisher.layout.setting import Entry
from publisher.layout.unitmap import UnitMap
from publisher.layout.weasy import HTML, Document
from publisher.layout.workshop import Workshop, style

HOLE = 42.0  # pt, three lines: less white under the text is no hole


@dataclass(frozen=True, slots=True)
class SetUnit:
    """A unit in type."""

    unit: PrintUnit
    entry: Entry
    root: Element = field(repr=False)  # the markup as it was set
    document: Document = field(repr=False)
    map: UnitMap = field(repr=False)
    said: tuple[str, ...]  # WeasyPrint's complaints

    @property
    def html(self) -> str:
        """The markup in the order in which it stands on the pages."""
        return tostring(self.root, encoding="unicode")

    def let_go(self) -> None:
        """Let go of the pages; what was read on them stays."""
        untie(self.document)
        self.document.pages.clear()

    def faults(self) -> tuple[int, int, int]:
        """Measure what is wrong: notes astray, pages, white paper before the last."""
        white = (page.white for page in self.map.pages[:-1] if page.white >= HOLE)
        return len(self.map.astray), len(self.map.pages), round(sum(white))

    def lines(self, element: Element, *, through: int) -> list[str]:
        """Give the lines of a paragraph that stand on pages up to one."""
        return [
            text
            for page in self.document.pages[:through]
            for owner, text in content.lines(page)
            if owner is element
        ]


def set_once(unit: PrintUnit, root: Element, entry: Entry, shop: Workshop) -> SetUnit:
    """Lay a unit out and read where everything stands."""
    with listening() as said, notes_kept():
        document = render(root, entry, shop)
    places = read_unit(document.pages, marked(root))
    return SetUnit(unit, entry, root, document, places, tuple(said))


def render(root: Element, entry: Entry, shop: Workshop) -> Document:
    """Lay out one piece of markup by the book's styles."""
    page = f"<html lang={quoteattr(shop.lang)} dir={quoteattr(shop.dir)}>"
    html = HTML(string=f"<!doctype html>{page}<body></body>", url_fetcher=shop.supply)
    html.etree_element.find("body").append(root)
    begin = (
        f"html {{ break-before: {entry.side} }}\n"
        f"@page :first {{ counter-reset: page {entry.number} }}"
    )
    sheets = [*shop.sheets, style(begin, shop.supply, shop.fonts)]
    with (
        spaces_hung(),
        ladders_cut(shop.ladder),
        marks_hung(shop.hanging),
        lines_turned() if _is_turned(root, shop) else nullcontext(),
    ):
        document = html.render(
            font_config=shop.fonts, stylesheets=sheets, cache=shop.images
        )
    restore(document)
    stand_beside(document)
    return document


def _is_turned(root: Element, shop: Workshop) -> bool:
    """Tell whether anything in a unit goes from right to left."""
    return "rtl" in (shop.dir, *(each.get("dir") for each in root.iter()))
