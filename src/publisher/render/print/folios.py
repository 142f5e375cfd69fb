"""Page numbers in the markup for paper: where one stands, layout puts the number.

Markup is the same whatever the numbers are. Only whether a reference says its page at
all depends on the pages: not where its target is in sight.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from publisher.artifacts import PageMap
from publisher.model import Book, Form, Reference
from publisher.tree import walk

_NUMBER = Markup('<span class="pg" data-page-of="{}">000</span>')


@dataclass(frozen=True, slots=True)
class Folios:
    """When a reference says its page, and how the page of an anchor is asked for."""

    rule: str  # BookInfo.page_references: "auto", "always", "never"
    near: frozenset[str]  # anchors of references whose target is in sight

    def label(self, anchor: str) -> Markup:
        """Leave room for the page on which an anchor stands: "xii", "112"."""
        return _NUMBER.format(anchor)

    def wanted(self, node: Reference) -> bool:
        """Tell whether "p. 112" follows what a reference says."""
        if self.rule == "never" or node.form in {Form.PAGE, Form.NUMBER}:
            return False
        return self.rule == "always" or node.anchor not in self.near


def in_sight(here: int, there: int) -> bool:
    """Tell whether two pages are one or face each other: 2 and 3, 4 and 5."""
    return here // 2 == there // 2


def near_references(book: Book, pages: PageMap) -> frozenset[str]:
    """Gather the anchors of the references whose targets are in sight on these pages."""
    texts = [
        (unit.opener, *unit.blocks) if unit.opener else unit.blocks
        for unit in book.units
    ]
    notes = [note.note.blocks for note in book.notes.values()]
    references = (
        node
        for nodes in (*texts, *notes)
        for node in walk(nodes)
        if isinstance(node, Reference)
    )
    return frozenset(node.anchor for node in references if _is_near(node, book, pages))


def _is_near(node: Reference, book: Book, pages: PageMap) -> bool:
    here = pages.anchors.get(node.anchor)
    there = pages.anchors.get(book.targets[node.label].anchor)
    return here is not None and there is not None and in_sight(here, there)
