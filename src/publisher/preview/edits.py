"""What was edited between two readings of the manuscript, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import PurePosixPath

Texts = Mapping[PurePosixPath, str]


@dataclass(frozen=True, slots=True)
class Edit:
    """One stretch of a text, replaced by another. Lines count from 1."""

    first: int  # line on which both stretches begin
    before: int  # lines that stood there
    after: int  # lines that stand there now

    @property
    def last(self) -> int:
        """Give the last line of the new stretch; where lines went, the one they left."""
        return self.first + max(self.after, 1) - 1

    def moved(self, line: int) -> int:
        """Say where a line of the old text stands in the new one."""
        if line < self.first:
            return line
        if line >= self.first + self.before:
            return line + self.after - self.before
        return min(line, self.last)


def edits(old: Texts, new: Texts) -> Mapping[PurePosixPath, Edit]:
    """Compare two readings; a text that is only in one of them was not edited."""
    return {
        path: edit(old[path], new[path])
        for path in old.keys() & new.keys()
        if old[path] != new[path]
    }


def edit(old: str, new: str) -> Edit:
    """Find the shortest stretch outside of which two texts are the same."""
    before, after = old.split("\n"), new.split("\n")
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    return Edit(head + 1, len(before) - head - tail, len(after) - head - tail)


def _alike(before: list[str], after: list[str]) -> int:
    pairs = zip(before, after, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
