"""What of a page can be clicked or led to: the boxes that are links or headings.

`Page.links` of WeasyPrint 70.0 also lists all that stands inside a link; here a link is
told once for each line it stands on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from publisher.layout.inside.drawing import point
from publisher.layout.inside.known import all_once
from publisher.layout.inside.private import boxes
from publisher.layout.weasy import Page

ASCENT, DESCENT = 0.8, 0.2  # of letters, as parts of their size, roughly
_LOW = 0.5  # times the size of its letters: a lower link is one without height


@dataclass(frozen=True, slots=True)
class Hotspot:
    """A part of a page that leads somewhere."""

    element: Element
    target: str  # an anchor, or an address
    is_anchor: bool
    area: tuple[float, float, float, float]  # in points: left, lower, right, upper


@all_once
def hotspots(page: Page) -> Iterator[Hotspot]:
    """Yield the links of a page."""
    for kind, target, area, box in page.links:
        own = box.link and isinstance(box.element, Element)
        if own and kind in {"internal", "external"}:
            left, top, right, bottom = area
            if bottom - top < _LOW * box.style["font_size"]:
                top, bottom = _heights(box, top, bottom)
            corners = (*point(page, left, bottom), *point(page, right, top))
            yield Hotspot(box.element, target, kind == "internal", corners)


def _heights(box: boxes.Box, top: float, bottom: float) -> tuple[float, float]:
    """Measure a link by its letters: lines of no height are to be clicked too."""
    for each in box.descendants():
        if isinstance(each, boxes.TextBox):
            line, size = each.position_y + each.baseline, each.style["font_size"]
            return line - ASCENT * size, line + DESCENT * size
    return top, bottom


@all_once
def headings(page: Page) -> Iterator[Element]:
    """Yield the elements of `Page.bookmarks`, in the same order."""
    waiting = [page._page_box]  # noqa: SLF001 there is no public form
    while waiting:
        box = waiting.pop()
        if box.bookmark_label and box.style["bookmark_level"] != "none":
            yield box.element
        waiting.extend(reversed(list(box.all_children())))
