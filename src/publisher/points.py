"""From a point on a printed page to the line of the manuscript that stands there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publisher.artifacts import BlockRow, Box, PageMap
from publisher.diagnostics import Span

NOWHERE = Span(PurePosixPath("book.yaml"), 1)
"""Pages that nobody wrote, such as the contents, are the book's as a whole."""


@dataclass(slots=True)
class Points:
    """Finds what stands at a point. Points are in pt from the top left of the trim."""

    pages: PageMap
    _known: Mapping[int, list[tuple[BlockRow, Box]]] | None = field(
        default=None, init=False
    )

    @property
    def _blocks(self) -> Mapping[int, list[tuple[BlockRow, Box]]]:
        if self._known is None:
            self._known = self._by_page()
        return self._known

    def _by_page(self) -> Mapping[int, list[tuple[BlockRow, Box]]]:
        blocks: dict[int, list[tuple[BlockRow, Box]]] = defaultdict(list)
        for block in self.pages.blocks:
            for box in block.boxes:
                blocks[box.page].append((block, box))
        return blocks

    def on(self, page: int, x: float | None = None, y: float | None = None) -> Span:
        """Give the place of the smallest block around a point, or of the nearest one.

        Without a point it is the first place on the page; a blank page, and one with
        nothing from the manuscript, has that of the page before it.
        """
        there = self._blocks.get(page, [])
        if x is not None and y is not None and there:
            block, _ = min(there, key=lambda each: _rank(each[1], x, y))
            return block.span
        if there and self.pages.pages[page - 1].first is None:
            return min(there, key=lambda each: each[1].y)[0].span
        for row in reversed(
            self.pages.pages[: max(0, min(page, len(self.pages.pages)))]
        ):
            if row.first is not None:
                return row.first
        return NOWHERE


def _rank(box: Box, x: float, y: float) -> tuple[float, float]:
    """Order boxes by how far they are from a point, then by size."""
    across = max(box.x - x, 0.0, x - box.x - box.width)
    down = max(box.y - y, 0.0, y - box.y - box.height)
    return across + down, box.width * box.height
