"""For whom each box is drawn: from the boxes of WeasyPrint 70.0 to the book's elements.

A box names the element it was made for, and in its tag a part of that element: "a",
"a::after", "li::marker".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from xml.etree.ElementTree import Element

from publisher.layout import roles
from publisher.layout.inside.content import rectangles
from publisher.layout.inside.drawing import SCALE, frame, point
from publisher.layout.inside.private import boxes
from publisher.layout.markup import classes
from publisher.layout.structure import Node, Structure
from publisher.layout.weasy import Page

_LEADER = frozenset(" .·…_-\u2003\u2002\u00a0")
_STRICT = roles.GROUPING - {"Art", "BlockQuote", "Div", "Sect"}
"""Kinds that may not hold a paragraph in which a group of other things would stand."""


class Tagger:
    """Tells the drawing of a page what belongs to which element."""

    def __init__(self, structure: Structure) -> None:
        """Begin with the first page."""
        self._structure = structure
        self._page: Page = None
        self._places: dict[boxes.Box, int] = {}

    def begin(self, page: Page, number: int) -> None:
        """Turn to a page."""
        self._page = page
        self._structure.begin(number)
        leaves = _leaves(page._page_box)  # noqa: SLF001 there is no public form
        self._places = {box: place for place, box in enumerate(leaves)}

    def holder(self, box: boxes.Box) -> Node | None:
        """Tell to what a text or picture belongs; None if it is an artifact."""
        _, _, part = (box.element_tag or "").partition("::")
        if isinstance(box, boxes.ReplacedBox):
            return self._picture(box, part)
        if part in {"before", "after"} and _LEADER.issuperset(box.text):
            return None
        node = self._structure.holder(box.element, part)
        if part == "marker" and node is not None:
            _number(node, box.style["list_style_type"])
        return node

    def again(self, element: Element, part: str, numbered: object) -> Node | None:
        """Tell to what the words of an element belonged when they were drawn before."""
        node = self._structure.holder(element, part)
        if part == "marker" and node is not None:
            _number(node, numbered)
        return node

    def common(self, drawn: Sequence[boxes.Box]) -> Node | None:
        """Tell what holds all these texts and pictures; None if there are none."""
        found = [node for node in map(self.holder, drawn) if node is not None]
        path = reduce(_shared, (node.path() for node in found)) if found else []
        while path and path[-1].role in _STRICT:
            path = path[:-1]
        return path[-1] if path else None

    def place(self, box: boxes.Box) -> int:
        """Count the texts and pictures that are read before this one on its page.

        WeasyPrint draws in another order: floats first, pictures last.
        """
        return self._places.get(box, 0)

    def _picture(self, box: boxes.Box, part: str) -> Node | None:
        node = self._structure.picture(box.element, part)
        if node is None or node.element is None or roles.is_ornament(node.element):
            return None
        node.frame = node.frame or self._frame(box, node)
        return node

    def _frame(self, box: boxes.Box, node: Node) -> tuple[float, ...]:
        """Give the rectangle of a picture; of one that is turned, as it stands."""
        around = (each.element for each in node.path() if each.element is not None)
        if not any("turned" in classes(each) for each in around):
            return frame(box, self._page)
        found = (each for each in rectangles(self._page) if each.element is box.element)
        at = next(found)
        lower = point(self._page, at.x / SCALE, (at.y + at.height) / SCALE)
        return *lower, *point(self._page, (at.x + at.width) / SCALE, at.y / SCALE)


def _number(label: Node, style: object) -> None:
    """Say on a list how its items are labelled."""
    items = label.above.above if label.above else None
    if items is None or label.role != "Lbl" or items.attributes:
        return
    items.attributes = roles.numbering(style if isinstance(style, str) else "")


def _leaves(box: boxes.Box) -> Iterator[boxes.Box]:
    """Yield texts and pictures as they stand in the tree of a page."""
    for each in getattr(box, "children", ()):
        child = getattr(each, "_box", each)  # what is placed by itself has a stand-in
        if isinstance(child, boxes.TextBox | boxes.ReplacedBox):
            yield child
        else:
            yield from _leaves(child)


def _shared(one: list[Node], other: list[Node]) -> list[Node]:
    """Give what two paths from the outermost element have in common."""
    pairs = zip(one, other, strict=False)
    return [a for a, b in pairs if a is b]
