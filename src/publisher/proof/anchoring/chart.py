"""What of the page map is needed to find the manuscript under a mark (docs/pages.md)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from publisher.artifacts import Box
from publisher.diagnostics import Span

SCHEMA = "publisher/pages/1"
_SLACK = 2.0  # pt


@dataclass(frozen=True, slots=True)
class Standing:
    """A block of the manuscript on a page."""

    span: Span
    box: Box
    note: str


@dataclass(slots=True)
class Chart:
    """Blocks by page, and where each ends in its file."""

    labels: Sequence[str]  # what each page is called
    words: Sequence[str]  # the first words on each
    blocks: Mapping[int, Sequence[Standing]]
    width: float  # of the trimmed page, in pt
    height: float
    _starts: Mapping[PurePosixPath, list[tuple[int, int]]] = field(default_factory=dict)

    def measures(self, width: float, height: float) -> bool:
        """Tell whether a page has the size of those of the map.

        Programs that write a file anew may lose its trim, and places count from there.
        """
        return max(abs(width - self.width), abs(height - self.height)) <= _SLACK

    def along(
        self, page: int, y: float, across: Sequence[float]
    ) -> Sequence[Standing | None]:
        """Give the smallest block around each point of a row, in pt from the trim's top left."""
        level = [each for each in self.blocks.get(page, ()) if _is_level(each.box, y)]
        if level and across and _is_across(level[0].box, min(across), max(across)):
            return [level[0]] * len(across)  # most rows are of one block
        return [  # the smallest first
            next((each for each in level if _is_across(each.box, x, x)), None)
            for x in across
        ]

    def nearest(self, page: int, x: float, y: float) -> Standing | None:
        """Give the block around a point, or the nearest one of the page."""
        here = self.blocks.get(page, ())
        return min(here, key=lambda each: _rank(each.box, x, y), default=None)

    def behind(self, span: Span) -> Span | None:
        """Give the place where the next block of the same file begins."""
        starts = self._starts.get(span.path, [])
        number = bisect_right(starts, (span.line, span.column))
        if number == len(starts):
            return None
        return Span(span.path, *starts[number])


def chart(told: Mapping[str, Any]) -> Chart | None:
    """Read a page map (docs/pages.md); None if it is none of this publisher's."""
    try:
        if told["schema"] != SCHEMA:
            return None
        blocks: dict[int, list[Standing]] = defaultdict(list)
        starts: dict[PurePosixPath, set[tuple[int, int]]] = defaultdict(set)
        for row in told["blocks"]:
            at = row["at"]
            span = Span(PurePosixPath(at["path"]), at["line"], at["column"])
            starts[span.path].add((span.line, span.column))
            for page, *sides in row["boxes"]:
                box = Box(int(page), *map(float, sides))
                blocks[int(page)].append(Standing(span, box, row["note"]))
        for here in blocks.values():
            here.sort(key=_size)
        return Chart(
            labels=[str(each["label"]) for each in told["pages"]],
            words=[str(each["words"]) for each in told["pages"]],
            blocks=blocks,
            width=float(told["width"]),
            height=float(told["height"]),
            _starts={path: sorted(found) for path, found in starts.items()},
        )
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def _is_level(box: Box, y: float) -> bool:
    return box.y - _SLACK <= y <= box.y + box.height + _SLACK


def _is_across(box: Box, left: float, right: float) -> bool:
    return box.x - _SLACK <= left and right <= box.x + box.width + _SLACK


def _size(each: Standing) -> tuple[float, int, int]:
    """Order blocks by size; of a note and its only paragraph the paragraph is first."""
    area = each.box.width * each.box.height
    return round(area), -each.span.line, -each.span.column


def _rank(box: Box, x: float, y: float) -> tuple[float, float]:
    across = max(box.x - x, 0.0, x - box.x - box.width)
    down = max(box.y - y, 0.0, y - box.y - box.height)
    return down + across / 4, box.width * box.height
