"""From a place in the manuscript to its block on the pages, and back."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publisher.proof.desk.finished import Finished

Start = tuple[int, int]
_FAR = 12.0  # pt that a word may stand out of its block


@dataclass(frozen=True, slots=True)
class Stood:
    """A block of the page map: where it begins, the piece it is in, where it stands."""

    path: str
    start: Start  # line and column
    unit: str
    note: str  # the key of the note it belongs to, or ""
    boxes: tuple[tuple[float, ...], ...]  # page, x, y, width, height

    @property
    def pages(self) -> list[int]:
        """List the pages it touches."""
        return [int(box[0]) for box in self.boxes]


class Places:
    """Finds the printed block that a place of the manuscript, or of a page, is in."""

    def __init__(self, book: Finished) -> None:
        """Sort the blocks of the page map."""
        rows: dict[str, list[Stood]] = defaultdict(list)
        on: dict[int, list[Stood]] = defaultdict(list)
        for each in book.map["blocks"]:
            if each["boxes"]:
                at = each["at"]
                boxes = tuple(tuple(box) for box in each["boxes"])
                start = at["line"], at["column"]
                stood = Stood(at["path"], start, each["unit"], each["note"], boxes)
                rows[at["path"]].append(stood)
                for page in dict.fromkeys(stood.pages):
                    on[page].append(stood)
        for blocks in rows.values():
            blocks.sort(key=lambda each: each.start)
        self._on: Mapping[int, Sequence[Stood]] = on
        self._rows: Mapping[str, Sequence[Stood]] = rows
        self._starts = {
            path: [each.start for each in blocks] for path, blocks in rows.items()
        }

    def of(self, path: str, line: int, column: int) -> Stood | None:
        """Give the last block that begins before a place; None outside of the book."""
        starts = self._starts.get(path)
        if not starts:
            return None
        index = bisect_right(starts, (line, column))
        return self._rows[path][max(index - 1, 0)]

    def behind(self, block: Stood, most: int) -> list[Start]:
        """Say where the next blocks of the same file begin, so many at most."""
        starts = self._starts[block.path]
        index = bisect_right(starts, block.start)
        return sorted(set(starts[index : index + most]))

    def at(self, page: int, x: float, y: float) -> Stood | None:
        """Give the smallest block at a point of a page, in pt; None where there is none."""
        ranked = [
            (*_far(box, x, y), index, stood)
            for index, stood in enumerate(self._on.get(page, ()))
            for box in stood.boxes
            if box[0] == page
        ]
        near = min(ranked, default=None, key=lambda each: each[:3])
        return near[3] if near and near[0] <= _FAR else None


def _far(box: Sequence[float], x: float, y: float) -> tuple[float, float]:
    """Say how far a box is from a point, and how large it is."""
    _, left, top, width, height = box
    across = max(left - x, 0.0, x - left - width)
    down = max(top - y, 0.0, y - top - height)
    return across + down, width * height
