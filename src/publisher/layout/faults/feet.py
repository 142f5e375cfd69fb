"""Feet of pages: holes, and headings with nothing under them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from publisher import rules
from publisher.layout.faults.fault import Fault
from publisher.layout.faults.pages import Leaf, Pages

HOLE = 6  # lines
HEADS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def holes(pages: Pages) -> Iterator[Fault]:
    """Report pages that end more than six lines before their foot, and are not the last."""
    leading = pages.leading()
    for leaf, after in _turned(pages):
        count = int(leaf.white / leading + 0.05)
        place = leaf.lines[-1] if leaf.lines else next(iter(after.lines), None)
        if leaf.white > HOLE * leading + 1 and place is not None:
            page = leaf.lines[-1].page if leaf.lines else place.page - 1
            said = f"{count} lines are empty at the foot of page PAGE"
            yield Fault(rules.HOLE.code, page, place.at, said)


def headings_left_behind(pages: Pages) -> Iterator[Fault]:
    """Report headings that stand last on a page, what they head on the next."""
    for leaf, _ in _turned(pages):
        if leaf.lines and leaf.lines[-1].tag in HEADS and not leaf.pictured:
            last = leaf.lines[-1]
            words = " ".join(last.text.split())[:40]
            said = f'the heading "{words}" stands last on page PAGE'
            yield Fault(rules.HEADING_LAST.code, last.page, last.at, said)


def _turned(pages: Pages) -> Iterator[tuple[Leaf, Leaf]]:
    """Yield the pages that the text itself goes on from, each with the next."""
    for leaf, after in pairwise(pages.leaves):
        if not leaf.cut and after.lines:
            yield leaf, after
