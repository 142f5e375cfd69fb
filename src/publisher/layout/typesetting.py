"""A unit set in type: pages laid out, as often as its notes need.

Each unit begins a page, so each is laid out alone, as a document of its own; the pages
of all are then drawn into one file.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring
from xml.sax.saxutils import quoteattr

from weasyprint import HTML, Document

from publisher.artifacts import PrintUnit
from publisher.layout import inside
from publisher.layout.complaints import listening
from publisher.layout.longnotes import PART, split_long_notes
from publisher.layout.markup import Marked, marked
from publisher.layout.outline import mark_outline
from publisher.layout.pagemap import UnitMap, read_unit
from publisher.layout.straying import loosen
from publisher.layout.workshop import Workshop, style

AGAIN = 3  # times a unit is set anew to bring notes to their calls


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a unit begins."""

    side: str  # "recto" or "verso"
    number: int  # of its first page, as the folio counts


@dataclass(frozen=True, slots=True)
class SetUnit:
    """A unit in type."""

    unit: PrintUnit
    entry: Entry
    document: Document
    map: UnitMap
    said: tuple[str, ...]  # WeasyPrint's complaints


def set_unit(unit: PrintUnit, entry: Entry, shop: Workshop) -> SetUnit:
    """Lay a unit out. Where a note leaves its call, try again with looser paragraphs."""
    root = fromstring(unit.html)
    mark_outline(root, unit)
    split_long_notes(root, lambda galley: _lines(galley, shop))
    tree = marked(root)
    best = last = _set(unit, tree, entry, shop)
    for _ in range(AGAIN):
        if not last.map.astray or not loosen(tree, last.map):
            break
        last = _set(unit, tree, entry, shop)
        best = min(best, last, key=_strays)
    return best


def _set(unit: PrintUnit, tree: Marked, entry: Entry, shop: Workshop) -> SetUnit:
    with listening() as said:
        document = render(tree.root, entry, shop)
    return SetUnit(unit, entry, document, read_unit(document.pages, tree), tuple(said))


def _strays(made: SetUnit) -> int:
    return len(made.map.astray)


def _lines(galley: Element, shop: Workshop) -> list[list[str]]:
    """Set some markup by itself and give the lines of its marked paragraphs."""
    document = render(galley, Entry("recto", 1), shop)
    lines: dict[Element, list[str]] = {p: [] for p in galley.iter() if PART in p.attrib}
    for page in document.pages:
        for element, text in inside.lines(page):
            if element in lines:
                lines[element].append(text)
    return list(lines.values())


def render(tree: Element, entry: Entry, shop: Workshop) -> Document:
    """Lay out one piece of markup by the book's styles."""
    page = f"<html lang={quoteattr(shop.lang)} dir={quoteattr(shop.dir)}>{shop.head}"
    html = HTML(string=f"<!doctype html>{page}<body></body>", url_fetcher=shop.supply)
    html.etree_element.find("body").append(tree)
    begin = (
        f"html {{ break-before: {entry.side} }}\n"
        f"@page :first {{ counter-reset: page {entry.number} }}"
    )
    sheets = [*shop.sheets, style(begin, shop.supply, shop.fonts)]
    return html.render(font_config=shop.fonts, stylesheets=sheets, cache=shop.images)
