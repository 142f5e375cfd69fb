"""Links as annotations: what can be clicked on the screen, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from xml.etree.ElementTree import Element

from publisher.fragments import Loose
from publisher.layout.inside.hotspots import Hotspot, hotspots
from publisher.layout.inside.objects import text
from publisher.layout.numbers import PAGE_OF
from publisher.layout.structure import Node, Structure
from publisher.layout.weasy import Page


def link_annotations(
    pages: Sequence[Page], structure: Structure, first: int
) -> list[list[Loose]]:
    """Make the annotations of each page; `first` is the number of the first object.

    Each is entered in the structure with the link it belongs to. Where one leads is
    left to be found by its name: all anchors of a book have different ones.
    """
    number = count()
    made: list[list[Loose]] = []
    for index, page in enumerate(pages):
        made.append([])
        for spot in hotspots(page):
            node = structure.link(spot.element)
            if node is not None and node.element is not None:
                own = next(number)
                node.links.append((index, first + own))
                made[-1].append(_annotation(spot, node, own))
    return made


def _annotation(spot: Hotspot, node: Node, own: int) -> Loose:
    """Write one annotation (ISO 32000-2, 12.5.6.5); 4 is "to be printed"."""
    target = text(spot.target)
    action = b"/Dest%b" if spot.is_anchor else b"/A<</S/URI/URI%b>>"
    area = b" ".join(f"{each:g}".encode("ascii") for each in spot.area)
    head = (
        b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%b]/Contents%b%b"
        b"/StructParent \x01s%d\x02>>"
    )
    words = text(_words(node) or spot.target)
    return Loose(head % (area, words, action % target, own), screen=True)


def _words(node: Node) -> str:
    """Say a link in words: its own, or those it stands among if it is only a number."""
    for each in reversed(node.path()):
        if each.element is not None:
            words = " ".join(_told(each.element).split())
            if any(map(str.isalnum, words)):
                return words
    return ""


def _told(element: Element) -> str:
    """Give the words of an element, but no page numbers: they may be others by now."""
    parts = [element.text or ""]
    for child in element:
        if PAGE_OF not in child.attrib:
            parts.append(_told(child))
        parts.append(child.tail or "")
    return "".join(parts)
