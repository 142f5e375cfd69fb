"""Lines broken where it is sure that they break, without trying what cannot fit.

Stands before `text.line_break.split_first_line`, where `first_lines` asks it. To break one
line WeasyPrint has Pango lay out about two lines of words, then the line with one word more,
then with each part of that word that a dictionary allows, then once more what it has found:
five layouts, each of them shaped from the beginning. Here a text is shaped once; the widths
of its letters say where its lines end, and only the line itself is laid out, because its
width must be exact.

That is done where there is no doubt. Where Pango would break is known but for the kern of
the first letter: CLOSE is more. What stands at the end of a line differs from the same
letters within a text by a kern or a divided ligature: TOLERANCE is more; what is nearer to
the edge is laid out to see whether it fits. In any doubt left, and for all but plain Latin
words of one font on lines from left to right, WeasyPrint breaks the line.

Memory: see `letter_widths`.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from publisher.layout.inside.savings import first_lines
from publisher.layout.inside.savings.insides import line_break, percent
from publisher.layout.inside.savings.letter_widths import (
    LONG,
    Measured,
    Type,
    forget,
    type_of,
)
from publisher.layout.inside.savings.saving import Place, Saving

Answer = tuple[Any, ...]

TOLERANCE = 0.3  # em
CLOSE = 0.05  # em
LITTLE = 0.01  # px, for the rounding of a line and of its room
LEAST = 0.3  # em: a text of letters no wider than that may fit in its line
RATIO = 4  # letters to an em that WeasyPrint has laid out for a line
LETTERS = 2  # of a line, at the least
_RESUME = 2  # in an answer: the byte with which the next line begins, or None
UNBOUND = 2**21  # px: WeasyPrint takes so much for no bound

_STRUCTURED = re.compile("[\t-\r\x85\u2028\u2029]")
"""Characters that end a line, or tell where to go on in it."""

_split = line_break.split_first_line


class _DoubtError(Exception):
    """WeasyPrint must break this line."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What is on a line."""

    words: str
    resume: int | None  # byte of the text with which the next line begins
    width: float  # about, px


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: Any,
    justification_spacing: Any,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Answer:
    """Give what WeasyPrint would give, if it is sure; or ask it."""
    kind = type_of(style)
    if kind is not None and text and not _STRUCTURED.search(text, 0, LONG):
        room = _room(max_width, style)
        try:
            line = _whole(text, style, room, kind)
            if line is None and not minimum:
                line = _first(text, style, context, room, kind)
        except _DoubtError:
            line = None
        if line is not None:
            return _answer(line, kind, max_width, justification_spacing)
    others = max_width, justification_spacing, is_line_start, minimum
    answer = tuple(_split(text, style, context, *others))
    if kind is not None and (resume := answer[_RESUME]):
        kind.follow(text, resume)
    return answer


def _room(max_width: Any, style: Any) -> float:
    """Say how much room there is for a line; without bounds where it is not broken."""
    if max_width is None or style["white_space"] == "nowrap" or max_width >= UNBOUND:
        return inf
    return float(max_width)


def _whole(text: str, style: Any, room: float, kind: Type) -> _Line | None:
    """Lay a short text out in one line; None if it does not fit."""
    if room == inf or len(text) * LEAST * style["font_size"] < room:
        width, _ = kind.size(text)
        if width < room - LITTLE:
            return _Line(text, None, width)
    return None


def _first(
    text: str, style: Any, context: Any, room: float, kind: Type
) -> _Line | None:
    """Find the first line of a text that has more than one; None if it is not plain."""
    measured = kind.measured(text) if style["font_size"] * RATIO <= room else None
    if measured is None:
        return None
    paper = _Paper(text, style, room, kind, measured)
    if len(text) <= LONG and measured.up_to(len(text)) < room - paper.doubt:
        return _Line(text, None, measured.up_to(len(text)))
    fits, next_ends = paper.broken()
    line = paper.with_next_word(fits, next_ends)
    if line is None:
        line = paper.hyphenated(fits, _parts(paper, fits, context))
    if line is None:
        words = text[:fits].rstrip(" ")
        line = _Line(words, len(text[:fits].encode()), measured.up_to(len(words)))
    _check(line, paper)
    if line.resume is not None:
        kind.follow(text, line.resume)
    return line


@dataclass(frozen=True, slots=True)
class _Paper:
    """A text and the room for its first line."""

    text: str
    style: Any
    room: float
    kind: Type
    measured: Measured

    @property
    def doubt(self) -> float:
        """By how much the end of a line may differ from what was measured, in px."""
        return float(TOLERANCE * self.style["font_size"])

    @property
    def close(self) -> float:
        """By how much the beginning may, in px."""
        return float(CLOSE * self.style["font_size"])

    @property
    def tried(self) -> int:
        """Count the letters that WeasyPrint has laid out."""
        return int(self.room / self.style["font_size"] * RATIO)

    def broken(self) -> tuple[int, int]:
        """Say with how many letters Pango ends the line, and where it next might."""
        last = 0
        for at in self.measured.breaks():
            wide = self.measured.up_to(at - (self.text[at - 1] == " "))
            if abs(wide - self.room) <= self.close:
                raise _DoubtError
            if wide > self.room:
                if last < LETTERS or at >= min(self.tried, len(self.text)):
                    raise _DoubtError
                return last, at
            last = at
        raise _DoubtError

    def with_next_word(self, fits: int, next_ends: int) -> _Line | None:
        """Add a word that Pango leaves out for the sake of the space behind it."""
        words = self.text[:next_ends].rstrip(" ")
        wide = self.measured.up_to(len(words))
        if len(words) in (fits, next_ends) or not self._fits(words, wide):
            return None
        return _Line(words, len(words.encode()) + 1, wide)

    def hyphenated(self, fits: int, parts: Sequence[str]) -> _Line | None:
        """Add the longest part of the next word that fits."""
        hyphen = self.style["hyphenate_character"]
        for part in parts:
            words = self.text[:fits] + part
            wide = self.measured.up_to(len(words)) + self.kind.hyphen(hyphen)
            if self._fits(words + hyphen, wide):
                return _Line(words + hyphen, len(words.encode()), wide)
        return None

    def _fits(self, words: str, wide: float) -> bool:
        """Tell whether words fit, of about this width; lay them out if they might."""
        if wide > self.room + self.doubt:
            return False
        width, _ = self.kind.size(words)
        if abs(width - self.room) < LITTLE:
            raise _DoubtError
        return width < self.room


def _parts(paper: _Paper, fits: int, context: Any) -> Sequence[str]:
    """List what may be added to a line with a hyphen, the longest first.

    As in step 4 of WeasyPrint.
    """
    style, room = paper.style, paper.room
    lang = style["lang"] and line_break.pyphen.language_fallback(style["lang"])
    wide = paper.measured.up_to(len(paper.text[:fits].rstrip(" ")))
    zone = percent.percentage(style["hyphenate_limit_zone"], style, room)
    if style["hyphens"] != "auto" or not lang or not _is_worth_it(paper, wide, zone):
        return ()
    rest = paper.text[fits : paper.tried]
    total, left, right = style["hyphenate_limit_chars"]
    found = _long_word(rest, lang, total)
    if found is None:
        return ()
    start, stop = found
    key = lang, left, right, total
    dictionary = context.dictionaries.get(key)
    if dictionary is None:
        dictionary = line_break.pyphen.Pyphen(lang=lang, left=left, right=right)
        context.dictionaries[key] = dictionary
    parts = dictionary.iterate(rest[start:stop])
    return [rest[:start] + part for part, _ in parts]


def _is_worth_it(paper: _Paper, wide: float, zone: float) -> bool:
    spare = paper.room - wide - zone
    if abs(spare) < paper.close:
        raise _DoubtError
    return spare > 0


def _long_word(rest: str, lang: str, total: int) -> tuple[int, int] | None:
    """Find the first word before the next break that is long enough to be divided."""
    words = rest
    if end := line_break.get_next_break_point_from_text(rest, lang):
        words = words[:end]
    passed = 0
    while words and (bounds := line_break.get_next_word_boundaries(words, lang)):
        start, stop = bounds
        if stop - start >= total:
            return passed + start, passed + stop
        words = words[stop:]
        passed += stop
    return None


def _check(line: _Line, paper: _Paper) -> None:
    """Doubt a line that is not about as wide as its letters, or wider than its room."""
    width, _ = paper.kind.size(line.words)
    if abs(width - line.width) > paper.doubt or width > paper.room - LITTLE:
        raise _DoubtError


def _answer(
    line: _Line, kind: Type, max_width: Any, justification_spacing: Any
) -> Answer:
    """Give a line as WeasyPrint would."""
    laid = kind.line(line.words)
    width, height = kind.size(line.words)
    layout = object.__new__(line_break.Layout)
    layout.justification_spacing = justification_spacing
    layout.first_line_direction = laid.resolved_dir
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    layout.max_width = max_width
    layout.text = line.words
    length = len(line.words.encode())
    if line.resume is not None and line.resume < length:
        length = line.resume  # without the hyphen
    return layout, length, line.resume, width, height, kind.baseline()


def _places() -> Iterator[Place]:
    yield Place(first_lines, "_split", split_first_line)


SAVING = Saving(
    name="sure lines",
    rests_on={
        "text/line_break.py": "1f5a855ad992e0be",
        "text/ffi.py": "530e83118f7841d2",
        "text/fonts.py": "59d74d0c161349b8",
    },
    places=_places,
    forget=forget,
)
