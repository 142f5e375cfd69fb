"""Where things stand: a file as lines and columns, and the text of one block in it.

markdown-it keeps lines for blocks and nothing for what is inside them. Here the text of
a block (its lines without indents, quotation marks and bullets) remembers for each line
where it was cut from, so that a position in it is a position in the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publisher.artifacts import SourceFile
from publisher.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file of text. Offsets count characters from 0 at its beginning."""

    path: PurePosixPath
    text: str = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)  # offset at which each line begins

    def span(self, start: int, end: int | None = None) -> Span:
        """Give the place from `start` to `end`, or to the end of its line if sooner."""
        line = bisect_right(self.starts, start) - 1
        stop = start + 1 if end is None else min(end, self.line_end(line))
        column = start - self.starts[line] + 1
        return Span(self.path, line + 1, column, max(1, stop - start))

    def line_end(self, line: int) -> int:
        """Give the offset behind the last character of a line counted from 0."""
        if line + 1 < len(self.starts):
            return self.starts[line + 1] - 1
        return len(self.text)

    def offset(self, span: Span) -> int:
        """Give the offset of a place in this file."""
        return self.starts[span.line - 1] + span.column - 1


def sheet(source: SourceFile) -> Sheet:
    """Lay out a source file so that its offsets can be turned into places."""
    starts, at = [0], source.text.find("\n")
    while at >= 0:  # not splitlines: only \n ends a line in Markdown (STYLE VII, 4)
        starts.append(at + 1)
        at = source.text.find("\n", at + 1)
    return Sheet(source.path, source.text, tuple(starts))


@dataclass(frozen=True, slots=True)
class Passage:
    """The text of one block, and where each of its lines stands in the file."""

    sheet: Sheet
    text: str
    begins: tuple[int, ...]  # position in `text` at which each line begins
    places: tuple[int, ...]  # offset in the file of each line's first character
    indents: tuple[int, ...] = ()  # columns each line was indented by
    cell: bool = False  # of a pipe table, where `\|` is a pipe even in code

    def at(self, position: int) -> int:
        """Turn a position in the text into an offset in the file."""
        if len(self.begins) == 1:
            return self.places[0] + position
        line = bisect_right(self.begins, position) - 1
        return self.places[line] + position - self.begins[line]

    def end(self, position: int) -> int:
        """Turn the position behind a character into the offset behind it."""
        return self.at(position - 1) + 1 if position else self.at(0)

    def span(self, start: int, end: int) -> Span:
        """Give the place of the text from `start` to `end`."""
        return self.sheet.span(self.at(start), self.end(end))


Slice = tuple[int, int]
"""A stretch of a file: the offset of its first character and the offset behind its last."""


def passage(
    page: Sheet,
    slices: Sequence[Slice],
    *,
    indents: Sequence[int] = (),
    cell: bool = False,
) -> Passage:
    """Join stretches of a file, one for each line, into the text of a block."""
    lines = [page.text[start:end] for start, end in slices]
    begins, at = [], 0
    for line in lines:
        begins.append(at)
        at += len(line) + 1
    text = "\n".join(lines).rstrip(" \t\n")
    places = tuple(start for start, _ in slices)
    return Passage(page, text, tuple(begins), places, tuple(indents), cell)
