"""The structure of a unit, for those who do not see its pages: one element for each.

It follows the book and not its pages: a paragraph over two pages is one, a note stands
behind its call. WeasyPrint's own tree, one for each page, is not used.

Words are marked on the pages as they are drawn (`Structure.holder` says for what), and
when all is drawn the elements are written, in the order of the book.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from publisher.layout import roles
from publisher.layout.markup import AGAIN, GAP, GOES_ON, NOTE, classes


@dataclass(frozen=True, slots=True, order=True)
class Marked:
    """Some marked content of a page: the words of one element that follow one another."""

    page: int
    place: int  # of what is read on the page
    number: int  # MCID


@dataclass(slots=True, eq=False)
class Node:
    """A structure element in the making."""

    role: str
    element: Element | None = None
    above: Node | None = None
    below: list[Node] = field(default_factory=list)  # in the order of the book
    marks: list[Marked] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)  # page, annotation
    attributes: bytes = b""
    frame: tuple[float, ...] = ()  # of a picture: its rectangle, in points
    tied: list[Node] = field(
        default_factory=list
    )  # of a note its calls, and the other way
    target: str = ""  # anchor that a line of the contents leads to

    def add(self, role: str, element: Element | None = None) -> Node:
        """Put an element below this one, last."""
        node = Node(role, element, self)
        self.below.append(node)
        return node

    def within(self) -> Iterator[Node]:
        """Yield an element, and all below it."""
        yield self
        for each in self.below:
            yield from each.within()

    def path(self) -> list[Node]:
        """List what an element stands in, from the outermost to itself."""
        return [*(self.above.path() if self.above else ()), self]


class Structure:
    """The elements of a unit, and what of them was drawn where."""

    def __init__(self, root: Element) -> None:
        """Make an element of everything that is one, in the order of the book."""
        self.top = Node(roles.role(root) or "Sect", root)
        self._holders: dict[Element, Node] = {}
        self._heads: dict[Element, Element] = {}  # what is in the head of a table
        self._shown: dict[Element, int] = {}  # head of a table → its first page
        self._notes: dict[str, Node] = {}
        self._calls: dict[str, list[Node]] = defaultdict(list)
        self._page = 0
        self._enter(root, self.top)
        self._grow(root, self.top)
        self._tie()

    def begin(self, page: int) -> None:
        """Turn to a page."""
        self._page = page

    def holder(self, element: Element | None, part: str) -> Node | None:
        """Tell to what the words of an element belong; None if they are nobody's.

        `part` is what of the element is meant: "marker", "before" …, or "". The head of
        a table is repeated on every page, and is read once.
        """
        node = self._holders.get(element, self.top) if element is not None else None
        if node is None or element is None or self._is_repeated(element):
            return None
        if part == "marker" and node.above is not None and node.above.role == "LI":
            return _label(node.above)
        return node

    def picture(self, element: Element | None, part: str) -> Node | None:
        """Tell which figure a picture is; None if it is an ornament."""
        node = None if part else self.holder(element, part)
        return node if node is not None and node.role == "Figure" else None

    def link(self, element: Element | None) -> Node | None:
        """Find the link that an element is."""
        node = self._holders.get(element) if element is not None else None
        found = (each for each in reversed(node.path() if node else ()))
        return next((each for each in found if each.role == "Link"), None)

    def anchors(self) -> Iterator[tuple[str, Node]]:
        """Yield all that can be led to, by name, with the element it is or stands in."""
        for element, node in self._holders.items():
            if name := element.get("id"):
                yield name, node

    def of(self, element: Element | None) -> Node:
        """Give the structure element that an element is or stands in."""
        return self.top if element is None else self._holders.get(element, self.top)

    def marked(self, marks: Iterable[tuple[Node, int]]) -> None:
        """Note down the marked content of a page: whose it is and its place, by number."""
        for number, (node, place) in enumerate(marks):
            node.marks.append(Marked(self._page, place, number))

    def part(self) -> None:
        """Let elements go with the last who holds them: none is to be asked any more."""
        for node in tuple(self.top.within()):
            node.below, node.tied, node.above = [], [], None

    def _is_repeated(self, element: Element) -> bool:
        head = self._heads.get(element)
        return (
            head is not None and self._shown.setdefault(head, self._page) != self._page
        )

    def _tie(self) -> None:
        """Tie each note to the calls of it that stand in this unit, both ways."""
        for note in self._notes.values():
            anchor = note.element.get("id", "") if note.element is not None else ""
            note.tied = self._calls[anchor] if anchor else []
            for call in note.tied:
                call.tied = [note]

    def _enter(self, element: Element, node: Node) -> None:
        self._holders[element] = node
        if element.tag in {"thead", "tfoot"}:
            self._heads |= dict.fromkeys(element.iter(), element)

    def _grow(self, element: Element, node: Node) -> None:
        """Make elements of all that an element holds."""
        if element.tag == "dl":
            self._grow_definitions(element, node)
            return
        for child in element:
            if AGAIN in classes(child):
                self._say_again(child, _last(node, "THead"))
            elif GAP not in classes(child):
                self._put(child, node, self._continued(child, node))

    def _say_again(self, copy: Element, head: Node | None) -> None:
        """Have a copy of the head of a table read no more than that: once, where it is."""
        if head is not None and head.element is not None:
            self._heads |= dict.fromkeys(copy.iter(), head.element)

    def _put(self, child: Element, node: Node, continued: Node | None) -> None:
        role = roles.role(child)
        if continued is not None:
            inner = continued
        elif role == "LI":
            inner = node.add("LI", child).add("LBody")
        elif role == roles.NOTE_KIND:
            inner = self._notes[child.get(NOTE, "")] = _beside(node).add(role, child)
        else:
            inner = node.add(role, child) if role else node
        if role == "Reference":
            self._calls[roles.target(child)].append(inner)
        if role == "TOCI":
            inner.target = roles.target(child)
        self._enter(child, inner)
        if role in {"TH", "TD"}:
            inner.attributes = roles.cell(child, in_head=child in self._heads)
        self._grow(child, inner)

    def _continued(self, child: Element, node: Node) -> Node | None:
        """Find the element that goes on here, after a cut that was made for the pages."""
        named = classes(child)
        if "note-more" in named:
            return self._notes.get(child.get(NOTE, ""))
        if GOES_ON in named:
            return _last(node, roles.role(child))
        if "run-on" in named:
            cut = (each for each in reversed(self._holders) if "cut" in classes(each))
            return self._holders.get(next(cut, child))
        return None

    def _grow_definitions(self, element: Element, node: Node) -> None:
        """Make each term, with its meanings, an item of a list."""
        item = node.below[-1] if node.below else None
        last = ""
        node.attributes = node.attributes or roles.numbering("description")
        for child in element:
            if GAP in classes(child):
                continue
            if item is None or (child.tag == "dt" and last != "dt"):
                item = node.add("LI")
            last = child.tag
            goes_on = item.below and GOES_ON in classes(child)
            inner = (
                item.below[-1]
                if goes_on
                else item.add(roles.role(child) or "LBody", child)
            )
            self._enter(child, inner)
            self._grow(child, inner)


def _last(node: Node, role: str) -> Node | None:
    """Find the last of a kind that an element holds; of an item of a list its words."""
    found = next((each for each in reversed(node.below) if each.role == role), None)
    return found.below[-1] if found is not None and role == "LI" else found


def _label(item: Node) -> Node:
    """Give the label of a list item; it is made when one is drawn."""
    if item.below[0].role != "Lbl":
        item.below.insert(0, Node("Lbl", None, item))
    return item.below[0]


def _beside(node: Node) -> Node:
    """Find where a note called here may stand: behind a heading or link, not in it."""
    while node.above is not None and node.role in {*roles.HEADINGS, "Link", "Span"}:
        node = node.above
    return node
