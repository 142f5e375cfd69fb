"""The marks that markup for paper carries, read from its elements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

IMAGE = "asset:"
"""Scheme of the address of an image, as `render` writes it; its path follows."""

AT, NOTE, CALL = "data-at", "data-note", "data-call"
SKIP = "data-skip"  # on what follows a cut: the author's letters before it
DRIFTED = "drifted"  # class of a figure that does not stand where it was written
GOES_ON, CUT_OFF = "goes-on", "cut-off"  # classes of the pieces of a block that was cut
FILLED = (
    "filled"  # class of a paragraph whose last line is filled, as it was before the cut
)
GAP = "note-gap"  # class of what stands, unseen, for what came before a cut or comes after
AGAIN = "again"  # class of the head of a table, said again if its piece begins a page
WHOLE = frozenset({"turned", "full-page", "full-bleed", "half"})
"""Classes of what has a page of its own: a figure, or half of one."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The tree of one unit, with the way up from each element."""

    root: Element
    parents: Mapping[Element, Element]
    blocks: dict[Element, Element | None] = field(default_factory=dict)  # found so far
    added: dict[Element, bool] = field(default_factory=dict)  # found so far

    def above(self, element: Element) -> Iterator[Element]:
        """Yield an element and all it stands in, from the inside out."""
        here: Element | None = element
        while here is not None:
            yield here
            here = self.parents.get(here)

    def block(self, element: Element) -> Element | None:
        """Find the innermost block with a place that an element stands in."""
        if element not in self.blocks:
            found = (each for each in self.above(element) if AT in each.attrib)
            self.blocks[element] = next(found, None)
        return self.blocks[element]

    def is_added(self, element: Element) -> bool:
        """Tell whether the words of an element are the publisher's own."""
        if element not in self.added:
            self.added[element] = any("gen" in classes(e) for e in self.above(element))
        return self.added[element]

    def has_drifted(self, element: Element) -> bool:
        """Tell whether an element is in a figure that was moved."""
        return any(DRIFTED in classes(each) for each in self.above(element))

    def note(self, element: Element) -> str:
        """Give the key of the note an element stands in, or ""."""
        found = (each.get(NOTE) for each in self.above(element))
        return next((key for key in found if key), "")


def marked(root: Element) -> Marked:
    """Prepare a tree for looking up."""
    return Marked(root, {child: parent for parent in root.iter() for child in parent})


def classes(element: Element) -> list[str]:
    """List the classes of an element."""
    return element.get("class", "").split()


def add_class(element: Element, name: str) -> bool:
    """Give an element a class; tell whether it is new to it."""
    if name in classes(element):
        return False
    element.set("class", " ".join((*classes(element), name)))
    return True


def remove_class(element: Element, name: str) -> bool:
    """Take a class from an element; tell whether it had it."""
    if name not in classes(element):
        return False
    element.set("class", " ".join(each for each in classes(element) if each != name))
    return True


def calls(root: Element) -> dict[str, Element]:
    """Find the first call of each note: by the id of the note, the link that calls it."""
    found: dict[str, Element] = {}
    for element in root.iter("sup"):
        if CALL in element.attrib:
            link = element[0]
            found.setdefault(link.get("href", "").removeprefix("#"), link)
    return found
