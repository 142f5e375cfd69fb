"""A unit set in type, as often as its notes and figures need.

Each unit begins a page, so each is laid out alone, as a document of its own; the pages
of all are then drawn into one file.
"""

from __future__ import annotations

from collections.abc import Collection
from xml.etree.ElementTree import Element, fromstring

from publisher.artifacts import PrintUnit
from publisher.layout.drifting import fill_holes
from publisher.layout.inside import content
from publisher.layout.longnotes import PART, split_long_notes
from publisher.layout.markup import AT, add_class, classes
from publisher.layout.oneunit import SetUnit, render, set_once
from publisher.layout.outline import mark_outline
from publisher.layout.setting import Entry
from publisher.layout.spaces import close_up
from publisher.layout.straying import bring_home
from publisher.layout.workshop import Workshop


def set_unit(unit: PrintUnit, entry: Entry, shop: Workshop) -> SetUnit:
    """Lay a unit out; close the holes its figures leave; bring its notes home."""
    root = fromstring(unit.html)
    close_up(root)
    mark_outline(root, unit)
    split_long_notes(root, lambda galley: _lines(galley, shop))

    def set_again(changed: Element) -> SetUnit:
        return set_once(unit, changed, entry, shop)

    made = set_again(root)
    if narrowed(root, made.map.wide):
        made = set_again(root)
    return bring_home(fill_holes(made, set_again), set_again)


def narrowed(root: Element, wide: Collection[str]) -> bool:
    """Set tables that are wider than the page in small type; tell if there are any."""
    tables = [
        element
        for element in root.iter("div")
        if "tbl" in classes(element) and element.get(AT) in wide
    ]
    for table in tables:
        add_class(table, "narrow")
    return bool(tables)


def _lines(galley: Element, shop: Workshop) -> list[list[str]]:
    """Set some markup by itself and give the lines of its marked paragraphs."""
    document = render(galley, Entry("recto", 1), shop)
    lines: dict[Element, list[str]] = {p: [] for p in galley.iter() if PART in p.attrib}
    for page in document.pages:
        for element, text in content.lines(page):
            if element in lines:
                lines[element].append(text)
    return list(lines.values())
