"""What stands on a laid-out page: words, pictures, lines, and the boxes of blocks.

`Page._page_box`, the tree of boxes of a page, has no public form in 70.0; the kinds of
boxes in `formatting_structure.boxes` are described in its documentation and not
promised. All lengths that leave this room are points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from publisher.layout.inside.hanging_marks import hung
from publisher.layout.inside.known import all_once, once
from publisher.layout.inside.private import boxes
from publisher.layout.markup import WHOLE, classes
from publisher.layout.weasy import Page

PT = 0.75  # in one CSS pixel
_STANDING = boxes.BlockLevelBox, boxes.ReplacedBox
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


@once
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


def foot(page: Page) -> float:
    """Give the lower edge of the area of text and notes."""
    root = _root(page)
    return PT * float(root.content_box_y() + root.height)


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


@once
def layered(page: Page) -> bool:
    """Tell whether words are painted out of their order: words that float or shine through.

    Initials have a zone of their own, and figures that fill a page are alone on it.
    """
    areas = (e for e in _root(page).children if not isinstance(e, boxes.MarginBox))
    return any(_is_apart(box) for area in areas for box in area.descendants())


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
    areas = (e for e in _root(page).children if not isinstance(e, boxes.MarginBox))
    for box in (box for area in areas for box in area.descendants()):
        if isinstance(box, boxes.TableRowGroupBox) and box.is_header:
            at = (box.position_x, box.position_y, box.width, box.height)
            yield Rectangle(box.element, *(round(PT * side, 2) for side in at))


@all_once
def markers(page: Page) -> Iterator[Rectangle]:
    """Yield the numbers and bullets that stand beside lists."""
    if all(each.element.tag != "li" for each in rectangles(page)):
        return
    for box in _root(page).descendants():
        if box.is_outside_marker:
            at = (box.position_x, box.position_y, box.width, box.height)
            yield Rectangle(box.element, *(round(PT * side, 2) for side in at))


@all_once
def lines(page: Page) -> Iterator[tuple[Element, str]]:
    """Yield the lines of the text area, each with the element whose line it is."""
    for box in _root(page).children[0].descendants():
        if isinstance(box, boxes.LineBox) and isinstance(box.element, Element):
            yield box.element, _text(box.descendants())


@all_once
def ragged(page: Page) -> Iterator[Element]:
    """Yield the elements of the text area whose lines are not filled."""
    for box in _root(page).children[0].descendants():
        is_line = isinstance(box, boxes.LineBox) and isinstance(box.element, Element)
        if is_line and box.style["text_align_all"] != "justify":
            yield box.element


def columns(page: Page) -> Iterator[tuple[Element, tuple[float, ...]]]:
    """Yield the tables of the text area, each with the widths of its columns."""
    for box in _root(page).children[0].descendants():
        if isinstance(box, boxes.TableBox):
            yield box.element, tuple(PT * float(each) for each in box.column_widths)


def _root(page: Page) -> boxes.Box:
    return page._page_box  # noqa: SLF001 see the head of this file


def _text(inside: Iterable[boxes.Box]) -> str:
    """Give the words of a line: of all that is in it."""
    return "".join(
        each.text
        for each in inside
        if isinstance(each, boxes.TextBox) and not each.element_tag.endswith(_PSEUDO)
    )


def _ink(box: boxes.Box) -> Iterator[boxes.Box]:
    """Yield lines and pictures, and frames that hold neither."""
    for child in getattr(box, "children", ()):
        if isinstance(child, (boxes.LineBox, boxes.ReplacedBox)) or _is_whole(child):
            yield child
        else:
            yield from _ink(child)


def _is_whole(box: boxes.Box) -> bool:
    """Tell a figure that has a page of its own: it is full whatever it holds."""
    return isinstance(box.element, Element) and not WHOLE.isdisjoint(
        classes(box.element)
    )


def _is_apart(box: boxes.Box) -> bool:
    """Tell a box with words that is painted for itself (CSS 2.1, appendix E)."""
    if not isinstance(box, boxes.ParentBox):
        return False
    style = box.style
    apart = (
        box.is_floated()
        or style["position"] != "static"
        or style["opacity"] < 1
        or style["transform"]
        or style["overflow"] != "visible"
    )
    if not apart:
        return False
    if isinstance(box.element, Element) and "drop" in classes(box.element):
        return False
    return not _is_whole(box) and any(
        isinstance(each, boxes.TextBox) for each in box.descendants()
    )


def _pieces(box: boxes.Box, *, turned: bool = False) -> Iterator[Piece]:
    turned = turned or bool(box.transformation_matrix)  # then it has no right edge
    for each in getattr(box, "children", ()):
        child = _placed(each)
        if isinstance(child, boxes.TextBox):
            if not child.element_tag.endswith(_PSEUDO):
                right = PT * (float(child.position_x + child.width) - hung(child))
                yield Piece(child.element, child.text, 0.0 if turned else right)
        elif isinstance(child, boxes.ReplacedBox):
            yield Piece(child.element, None, PT * float(child.position_x + child.width))
        else:
            yield from _pieces(child, turned=turned)


def _rectangles(box: boxes.Box, turn: Any = None) -> Iterator[Rectangle]:  # noqa: ANN401
    if box.transformation_matrix:
        own = box.transformation_matrix
        turn = own @ turn if turn else own
    if isinstance(box, _STANDING) and isinstance(box.element, Element):
        sides = (box.border_box_x(), box.border_box_y())
        size = (box.border_width(), box.border_height())
        area = _turned(*sides, *size, turn) if turn else (*sides, *size)
        yield Rectangle(box.element, *(round(PT * s, 2) for s in area))
    for child in getattr(box, "children", ()):
        if type(child) is not boxes.TextBox:
            yield from _rectangles(_placed(child), turn)


def _placed(box: Any) -> Any:  # noqa: ANN401
    """Give the box itself of one that is placed by itself, and has a stand-in."""
    return getattr(box, "_box", box)


def _turned(
    x: float,
    y: float,
    width: float,
    height: float,
    turn: Any,  # noqa: ANN401
) -> tuple[float, float, float, float]:
    """Give the room that a rectangle takes when it is turned."""
    corners = [
        turn.transform_point(x + across * width, y + down * height)
        for across in (0, 1)
        for down in (0, 1)
    ]
    left, top = (min(each[n] for each in corners) for n in (0, 1))
    right, bottom = (max(each[n] for each in corners) for n in (0, 1))
    return left, top, right - left, bottom - top
