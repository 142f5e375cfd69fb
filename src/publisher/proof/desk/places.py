"""From a place in the manuscript to its block on the pages."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publisher.proof.desk.finished import Finished

Start = tuple[int, int]


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
    """Finds the printed block that a place of the manuscript is in."""

    def __init__(self, book: Finished) -> None:
        """Sort the blocks of the page map."""
        rows: dict[str, list[Stood]] = defaultdict(list)
        for each in book.map["blocks"]:
            if each["boxes"]:
                at = each["at"]
                boxes = tuple(tuple(box) for box in each["boxes"])
                start = at["line"], at["column"]
                stood = Stood(at["path"], start, each["unit"], each["note"], boxes)
                rows[at["path"]].append(stood)
        for blocks in rows.values():
            blocks.sort(key=lambda each: each.start)
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
