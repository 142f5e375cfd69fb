"""Which headings the outline of the screen PDF shows, and at what depth."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from publisher.artifacts import PrintUnit
from publisher.bookinfo import Role
from publisher.layout.letters import own_words

DEEPEST = 4
UNLISTED = frozenset({Role.HALF_TITLE, Role.IMPRINT})


def mark_outline(root: Element, unit: PrintUnit) -> None:
    """Say on the unit and on its sections how the outline names them."""
    if unit.role in UNLISTED:
        return
    _mark(root, unit.title, unit.depth)
    for level in range(2, 7):
        for heading in root.iter(f"h{level}"):
            _mark(heading, "".join(own_words(heading)), unit.depth + level - 1)


def _mark(element: Element, title: str, depth: int) -> None:
    words = " ".join(title.split())
    if words and depth <= DEEPEST:
        element.set("data-outline", words)
        element.set("data-depth", str(depth))
