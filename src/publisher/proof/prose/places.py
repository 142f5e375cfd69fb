"""From a place in a passage to the place in the manuscript, to the very column.

A passage is set in type: its quotes are curled, its dashes joined, some of its spaces
put in. So what was found is looked for in the line of the source itself, letter by letter
from where the words begin.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from pathlib import PurePosixPath

from publisher.diagnostics import Diagnostic, Span
from publisher.model import Text
from publisher.passages import Passage, Piece
from publisher.rules import Rule

_ENTITY = re.compile(r"&#?\w{1,31};")
_ASIDE = re.compile(r"<!--.*?-->|</?[A-Za-z][^>]*>|\{[^}]*\}")
_SPACES = frozenset("\u00a0\u202f\u2009\u200a\u2060 ")
_QUOTES = frozenset("“”„‟«»‘’‚‹›′″׳״「」『』")
_STRAIGHT = frozenset("\"'")
_AHEAD = 6  # letters by which the way is found again


class Sources:
    """The manuscript's lines, to find places in."""

    def __init__(self, texts: Mapping[PurePosixPath, str]) -> None:
        self._texts = texts
        self._lines: dict[PurePosixPath, list[str]] = {}

    def span(self, passage: Passage, start: int, end: int) -> Span:
        """Give the place of a stretch of a passage; it ends with its line."""
        first = self._offset(passage, start)
        if first is None:
            return passage.span
        place, column, length = first
        last = self._offset(passage, max(start, end - 1))
        if last and last[0].path == place.path and last[0].line == place.line:
            length = max(length, last[1] + last[2] - column)
        return Span(place.path, place.line, column, length)

    def at(
        self,
        rule: Rule,
        passage: Passage,
        where: tuple[int, int],
        message: str,
        hint: str | None = None,
    ) -> Diagnostic:
        """Make a finding about a stretch of a passage."""
        return rule.at(self.span(passage, *where), message, hint)

    def _offset(self, passage: Passage, at: int) -> tuple[Span, int, int] | None:
        """Give the place of the node there, and the column and length of the letter."""
        piece = _piece(passage, at)
        if piece is None:
            return None
        span, inside = piece.node.span, at - piece.start
        if not isinstance(piece.node, Text) or inside >= len(piece.node.value):
            ends = isinstance(piece.node, Text)
            return span, span.column + (span.length if ends and inside else 0), 1
        line = self._line(span)
        column = _along(piece.node.value, inside, line, span.column - 1)
        return span, column + 1, 1

    def _line(self, span: Span) -> str:
        if span.path not in self._lines:
            self._lines[span.path] = self._texts.get(span.path, "").split("\n")
        lines = self._lines[span.path]
        return lines[span.line - 1] if span.line <= len(lines) else ""


def _piece(passage: Passage, at: int) -> Piece | None:
    """Give the last piece of words, or thing, that begins at or before a place."""
    index = bisect_right(passage.pieces, at, key=lambda piece: piece.start)
    words = next(
        (
            piece
            for piece in reversed(passage.pieces[:index])
            if isinstance(piece.node, Text) or piece.start == at
        ),
        None,
    )
    return words or (passage.pieces[0] if passage.pieces else None)


def _along(value: str, count: int, line: str, start: int) -> int:
    """Go through `count` letters of set words, and tell how far that is in the source."""
    if line.startswith(value[: count + 1], start):
        return start + count
    at = start
    for index in range(count):
        at = _past(value, index, line, at)
    letter = value[count]
    while at < len(line) and line[at] != letter and _is_markup(line, at, letter):
        at = _aside(line, at)
    return min(at, max(0, len(line) - 1))


def _past(value: str, index: int, line: str, at: int) -> int:
    """Give the place behind one letter of the set words."""
    letter, here = value[index], line[at : at + 1]
    if letter == here:
        return at + 1
    if (end := _past_sign(letter, line, at)) is not None:
        return end
    if aside := _ASIDE.match(line, at):
        return _past(value, index, line, aside.end())
    found = line.find(value[index : index + _AHEAD], at)
    return found + 1 if found >= 0 else at + 1


def _past_sign(letter: str, line: str, at: int) -> int | None:
    """Give the place behind what one letter was typed as, if it was typed otherwise."""
    here = line[at : at + 1]
    if here == "\\" and _alike(letter, line[at + 1 : at + 2]):
        return at + 2
    if here == "&" and (entity := _ENTITY.match(line, at)):
        return entity.end()
    for signs, typed in (("…", "..."), ("—", "---"), ("–", "--")):
        if letter in signs and line.startswith(typed, at):
            return at + len(typed)
    if _alike(letter, here):
        return at + 1
    return at if letter in _SPACES else None  # a space that the typographer put in


def _alike(letter: str, here: str) -> bool:
    return (
        letter == here
        or (letter in _SPACES and here in {" ", "\u00a0"})
        or (letter in _QUOTES and here in _STRAIGHT)
    )


def _is_markup(line: str, at: int, letter: str) -> bool:
    return line[at] == "\\" or (
        _ASIDE.match(line, at) is not None and letter not in "<{"
    )


def _aside(line: str, at: int) -> int:
    aside = _ASIDE.match(line, at)
    return aside.end() if aside else at + 1
