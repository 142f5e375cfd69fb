"""Page numbers as words: what a reference, a contents line or a list says of a page.

They come from the page map of the layout before, as plain text. Before there is one,
figures as wide as most stand in their place.
"""

from __future__ import annotations

from dataclasses import dataclass

from publisher.artifacts import PageMap
from publisher.model import Book, Form, Reference, Target
from publisher.tree import walk

STAND_IN = "000"


@dataclass(frozen=True, slots=True)
class Folios:
    """Where everything stands, and when a reference says so."""

    pages: PageMap | None
    rule: str  # BookInfo.page_references: "auto", "always", "never"
    shown: frozenset[str]
    """Anchors of references that keep their page whatever the rule says of distance."""

    def label(self, anchor: str) -> str:
        """Say on which page an anchor stands: "xii", "112"."""
        page = self.page(anchor)
        if self.pages is None or page is None:
            return STAND_IN
        return self.pages.pages[page - 1].label

    def page(self, anchor: str) -> int | None:
        """Count the page an anchor stands on, from 1; None while that is not known."""
        return self.pages.anchors.get(anchor) if self.pages else None

    def wanted(self, node: Reference, target: Target) -> bool:
        """Tell whether "p. 112" follows what a reference says."""
        if self.rule == "never" or node.form in {Form.PAGE, Form.NUMBER}:
            return False
        if self.rule == "always" or node.anchor in self.shown:
            return True
        here, there = self.page(node.anchor), self.page(target.anchor)
        return here is None or there is None or not in_sight(here, there)


def in_sight(here: int, there: int) -> bool:
    """Tell whether two pages are one or face each other: 2 and 3, 4 and 5."""
    return here // 2 == there // 2


def paged(book: Book, pages: PageMap, shown: frozenset[str]) -> frozenset[str]:
    """Gather the anchors of the references that say their page in this map's light."""
    folios = Folios(pages, book.info.page_references, shown)
    texts = [
        (unit.opener, *unit.blocks) if unit.opener else unit.blocks
        for unit in book.units
    ]
    notes = [note.note.blocks for note in book.notes.values()]
    return frozenset(
        node.anchor
        for nodes in (*texts, *notes)
        for node in walk(nodes)
        if isinstance(node, Reference) and folios.wanted(node, book.targets[node.label])
    )
