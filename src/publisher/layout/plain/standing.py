"""What stands where, told by anchors alone.

`Page.anchors` is documented to give the point where an element begins, by its id; in
WeasyPrint 70 it gives its far corner too. What the map tells of and has no id of its own
is given one, a mark. Ids of the manuscript hold no space, marks do; they are taken off
the pages before these are written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from publisher.artifacts import Box, PrintUnit
from publisher.layout.markup import AT, NOTE, Marked, classes, marked
from publisher.layout.weasy import Page

PT = 0.75  # in one CSS pixel
MARK = "mark "


@dataclass(frozen=True, slots=True)
class Tree:
    """The markup of one unit, or of one page that is left blank, or left to notes."""

    unit: PrintUnit
    root: Element
    blank: bool = False
    text: bool = True


@dataclass(slots=True)
class Owner:
    """A tree with what is looked up in it, page by page."""

    tree: Tree
    marks: Marked
    pages: dict[int, list[Element]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands where: of each id its box on each page."""

    boxes: Mapping[str, Mapping[int, Box]]
    owners: list[Owner] = field(default_factory=list)

    def of(self, element: Element) -> Mapping[int, Box]:
        """Give the boxes of an element, by page."""
        return self.boxes.get(element.get("id", ""), {})


def mark(root: Element, number: int) -> None:
    """Give an id to what the map tells of; `number` keeps trees apart."""
    for place, element in enumerate(root.iter()):
        told = AT in element.attrib or NOTE in element.attrib or element is root
        if told or element.tag in {"figure", "img"} or "drop" in classes(element):
            element.set("id", element.get("id") or f"{MARK}{number}-{place}")


def unmark(pages: Sequence[Page]) -> None:
    """Take the marks off pages, so that no file tells of them."""
    for page in pages:
        for name in [each for each in page.anchors if each.startswith(MARK)]:
            del page.anchors[name]


def standing_on(pages: Sequence[Page], trees: Sequence[Tree]) -> Standing:
    """Read off the pages of a document what stands where."""
    boxes: dict[str, dict[int, Box]] = {}
    for number, page in enumerate(pages, 1):
        for anchor, (x, y, *corner) in page.anchors.items():
            right, bottom = corner or (x, y)
            sizes = (PT * each for each in (x, y, right - x, bottom - y))
            box = Box(number, *(round(each, 2) for each in sizes))
            boxes.setdefault(anchor, {})[number] = box
    standing = Standing(boxes)
    for tree in trees:
        owner = Owner(tree, marked(tree.root))
        for element in tree.root.iter():
            for index in standing.of(element):
                owner.pages.setdefault(index, []).append(element)
        standing.owners.append(owner)
    return standing
