"""A file of the manuscript while it is being edited, and where its old places are now."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from publisher.model import Chapter
from publisher.proof.applying.reading import Said, said
from publisher.proof.corrections import Place

Parse = Callable[[PurePosixPath, str], Chapter]


@dataclass(frozen=True, slots=True)
class Change:
    """text[start:end] of the beginning became so much longer."""

    start: int
    end: int
    longer: int
    by: str  # id of the correction
    wanted: str  # what it suggested


class Working:
    """A text, edited piece by piece. Places asked for are always those of the beginning."""

    def __init__(self, text: str, path: PurePosixPath, parse: Parse) -> None:
        """Take a text made uniform, and what makes a chapter of it."""
        self.path = path
        self.text = text
        self._parse = parse
        self._first = text
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._changes: list[Change] = []
        self._said: Said | None = None

    @property
    def said(self) -> Said:
        """Give what the text says now."""
        if self._said is None:
            self._said = self.read(self.text)
        return self._said

    def read(self, text: str) -> Said:
        """Give what another text would say."""
        return said(self._parse(self.path, text))

    def first(self, place: Place) -> tuple[int, int] | None:
        """Find a place in the text of the beginning; None if it is not in it."""
        end_line = place.end_line or place.line
        end_column = place.end_column or place.column
        start = self._offset(place.line, place.column)
        end = self._offset(end_line, end_column)
        if start is None or end is None or start > end:
            return None
        return start, end

    def now(self, start: int, end: int) -> tuple[int, int]:
        """Say where a stretch of the beginning is now."""
        return self._moved(start), self._moved(end, behind=end > start)

    def touched(self, start: int, end: int) -> Change | None:
        """Give what changed a stretch of the beginning before, or put words in there."""
        for each in self._changes:
            if (start, end) == (each.start, each.end):
                return each
            if start < each.end and each.start < end:
                return each
        return None

    def take(self, text: str, change: Change) -> None:
        """Take a new text, and what was changed in it, counted as at the beginning."""
        self.text, self._said = text, None
        self._changes.append(change)

    def place(self, place: Place) -> Place:
        """Say where a place of the beginning is now."""
        found = self.first(place)
        if found is None:
            return place
        start, end = self.now(*found)
        line, column = self._line(start)
        end_line, end_column = self._line(end)
        if not place.end_line:
            return replace(place, line=line, column=column)
        return replace(
            place, line=line, column=column, end_line=end_line, end_column=end_column
        )

    def _line(self, offset: int) -> tuple[int, int]:
        before = self.text.rfind("\n", 0, offset) + 1
        return self.text.count("\n", 0, offset) + 1, offset - before + 1

    def _offset(self, line: int, column: int) -> int | None:
        if not 0 < line <= len(self._starts) or column < 1:
            return None
        offset = self._starts[line - 1] + column - 1
        follows = (
            self._starts[line] if line < len(self._starts) else len(self._first) + 1
        )
        return offset if offset < follows else None

    def _moved(self, offset: int, *, behind: bool = False) -> int:
        """Count what changed in front of a point; an insertion at it is behind it."""
        moved = offset
        for each in self._changes:
            ends = each.end < offset or (each.end == offset and not behind)
            if each.start == each.end == offset:
                ends = not behind
            if ends:
                moved += each.longer
            elif each.start < offset:  # inside
                moved += min(0, each.longer)
        return max(0, min(moved, len(self.text)))
