"""What stands on a laid-out page: words, pictures, lines, and the boxes of blocks.

`Page._page_box`, the tree of boxes of a page, has no public form in 70.0; the kinds of
boxes in `formatting_structure.boxes` are described in its documentation and not
promised. All lengths that leave this room are points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from publisher.layout.inside.known import all_once, once
from publisher.layout.inside.private import boxes
from publisher.layout.weasy import Page

PT = 0.75  # in one CSS pixel
_PSEUDO = ("::before", "::after", "::marker", "::footnote-call", "::footnote-marker")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words on one line, or a picture, as it stands on the page."""

    element: Element
    text: str | None  # None: a picture
    right: float


@dataclass(frozen=True, slots=True)
class Rectangle:
    """The outermost box of an element on one page."""

    element: Element
    x: float
    y: float
    width: float
    height: float


def margins(page: Page) -> tuple[str, ...]:
    """Give the words in the margins: running heads and folios."""
    return tuple(
        "".join(e.text for e in box.descendants() if isinstance(e, boxes.TextBox))
        for box in _root(page).children
        if isinstance(box, boxes.MarginBox)
    )


def edge(page: Page) -> float:
    """Give the right edge of the text area."""
    root = _root(page)
    return PT * float(root.content_box_x() + root.width)


@once
def white(page: Page) -> float:
    """Measure the empty paper between the last line of text and the notes, or the foot."""
    root = _root(page)
    text, *others = root.children
    notes = (box for box in others if isinstance(box, boxes.FootnoteAreaBox))
    foot = root.content_box_y() + root.height
    end = min((foot, *(box.position_y for box in notes)))
    bottoms = (box.position_y + box.margin_height() for box in _ink(text))
    return PT * max(0.0, float(end - max(bottoms, default=root.content_box_y())))


@all_once
def pieces(page: Page) -> Iterator[Piece]:
    """Yield words and pictures of the text area in reading order, notes left out."""
    yield from _pieces(_root(page).children[0])


@all_once
def rectangles(page: Page) -> Iterator[Rectangle]:
    """Yield the blocks and pictures of a page, notes too, each before what it holds."""
    for box in _root(page).children:
        if not isinstance(box, boxes.MarginBox):
            yield from _rectangles(box)


@all_once
def heads(page: Page) -> Iterator[Rectangle]:
    """Yield the heads of the tables on a page, also where a table goes on."""
    for box in _root(page).children[0].descendants():
        if isinstance(box, boxes.TableRowGroupBox) and box.is_header:
            at = (box.position_x, box.position_y, box.width, box.height)
            yield Rectangle(box.element, *(round(PT * side, 2) for side in at))


@all_once
def lines(page: Page) -> Iterator[tuple[Element, str]]:
    """Yield the lines of the text area, each with the element whose line it is."""
    for box in _root(page).children[0].descendants():
        if isinstance(box, boxes.LineBox) and isinstance(box.element, Element):
            yield box.element, _text(box)


def _root(page: Page) -> boxes.Box:
    return page._page_box  # noqa: SLF001 see the head of this file


def _text(line: boxes.Box) -> str:
    return "".join(
        each.text
        for each in line.descendants()
        if isinstance(each, boxes.TextBox) and not each.element_tag.endswith(_PSEUDO)
    )


def _ink(box: boxes.Box) -> Iterator[boxes.Box]:
    """Yield lines and pictures, and frames that hold neither."""
    for child in getattr(box, "children", ()):
        if isinstance(child, (boxes.LineBox, boxes.ReplacedBox)):
            yield child
        else:
            yield from _ink(child)


def _pieces(box: boxes.Box) -> Iterator[Piece]:
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.TextBox):
            if not child.element_tag.endswith(_PSEUDO):
                right = PT * float(child.position_x + child.width)
                yield Piece(child.element, child.text, right)
        elif isinstance(child, boxes.ReplacedBox):
            yield Piece(child.element, None, PT * float(child.position_x + child.width))
        else:
            yield from _pieces(child)


def _rectangles(box: boxes.Box) -> Iterator[Rectangle]:
    whole = isinstance(box, boxes.BlockLevelBox | boxes.ReplacedBox)
    if whole and isinstance(box.element, Element):
        sides = (box.border_box_x(), box.border_box_y())
        size = (box.border_width(), box.border_height())
        yield Rectangle(box.element, *(round(PT * s, 2) for s in (*sides, *size)))
    for child in getattr(box, "children", ()):
        yield from _rectangles(child)
