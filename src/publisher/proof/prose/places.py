"""From a place in a passage to the place in the manuscript, to the very column.

A passage is set in type: its quotes are curled, its dashes joined, some of its spaces
put in. So what was found is looked for in the line of the source itself, letter by letter
from where the words begin.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Mapping
from pathlib import PurePosixPath

from publisher.diagnostics import Diagnostic, Span
from publisher.model import Text
from publisher.passages import Passage, Piece
from publisher.rules import Rule

_ENTITY = re.compile(r"&#?\w{1,31};")
_FAR = 2_000  # letters of markup that are looked through for its end
_ASIDE = re.compile(
    rf"<!--.{{0,{_FAR}}}?-->|</?[A-Za-z][^>]{{0,{_FAR}}}>|\{{[^}}]{{0,{_FAR}}}\}}"
)
_SPACES = frozenset("\u00a0\u202f\u2009\u200a\u2060 ")
_QUOTES = frozenset("“”„‟«»‘’‚‹›′″׳״「」『』")
_STRAIGHT = frozenset("\"'")
_AHEAD = 6  # letters by which the way is found again
_STRIDE = 64  # letters that are compared at once


class Sources:
    """The manuscript's lines, to find places in."""

    def __init__(self, texts: Mapping[PurePosixPath, str]) -> None:
        self._texts = texts
        self._lines: dict[PurePosixPath, list[str]] = {}
        self._ways: dict[tuple[Span, str], _Way] = {}

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
        name = span, piece.node.value
        if name not in self._ways:
            self._ways[name] = _Way(piece.node.value, line, span.column - 1)
        return span, self._ways[name].to(inside) + 1, 1

    def _line(self, span: Span) -> str:
        if span.path not in self._lines:
            self._lines[span.path] = self._texts.get(span.path, "").split("\n")
        lines = self._lines[span.path]
        return lines[span.line - 1] if span.line <= len(lines) else ""


def _piece(passage: Passage, at: int) -> Piece | None:
    """Give the last piece of words, or thing, that begins at or before a place."""
    index = bisect_right(passage.pieces, at, key=lambda piece: piece.start)
    before = (passage.pieces[number] for number in reversed(range(index)))
    words = next(
        (
            piece
            for piece in before
            if isinstance(piece.node, Text) or piece.start == at
        ),
        None,
    )
    return words or (passage.pieces[0] if passage.pieces else None)


class _Way:
    """The way through set words and the line they were typed in, side by side.

    It is gone once, as far as someone asks: a long paragraph may hold many findings.
    """

    def __init__(self, value: str, line: str, start: int) -> None:
        self._value, self._line = value, line
        self._places = array("l", [start])  # in the line, before each letter

    def to(self, count: int) -> int:
        """Go through `count` letters, and tell where the next one is in the source."""
        value, line = self._value, self._line
        while len(self._places) <= count:
            self._go_on()
        at, letter = self._places[count], value[count]
        while at < len(line) and line[at] != letter and _is_markup(line, at, letter):
            at = _aside(line, at)
        return min(at, max(0, len(line) - 1))

    def _go_on(self) -> None:
        index, at = len(self._places) - 1, self._places[-1]
        words = self._value[index : index + _STRIDE]
        if self._line.startswith(words, at):
            self._places.extend(range(at + 1, at + len(words) + 1))
        else:
            self._places.append(_past(self._value, index, self._line, at))


def _past(value: str, index: int, line: str, at: int) -> int:
    """Give the place behind one letter of the set words."""
    letter = value[index]
    while letter != line[at : at + 1]:
        if (end := _past_sign(letter, line, at)) is not None:
            return end
        if not (aside := _ASIDE.match(line, at)):
            found = line.find(value[index : index + _AHEAD], at, at + _FAR)
            return found + 1 if found >= 0 else at + 1
        at = aside.end()
    return at + 1


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
