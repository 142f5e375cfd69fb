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
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from math import inf
from typing import Any, NamedTuple

from publisher.layout.inside.savings import divided_words, first_lines, shaping
from publisher.layout.inside.savings.insides import line_break, percent
from publisher.layout.inside.savings.letter_widths import (
    FROM_UNITS,
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
UNITS = 1 / FROM_UNITS  # of Pango in a px
UNBOUND = 2**21  # px: WeasyPrint takes so much for no bound

_STRUCTURED = re.compile("[\t-\r\x85\u2028\u2029]")
"""Characters that end a line, or tell where to go on in it."""

_split = line_break.split_first_line


class _DoubtError(Exception):
    """WeasyPrint must break this line."""


class _Line(NamedTuple):
    """What is on a line."""

    words: str
    passed: int | None  # letters of the text before the next line, without a hyphen
    wide: int  # in units of Pango


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
    if kind is not None and text:
        room = _room(max_width, style)
        try:
            line = _first(text, style, context, room, kind, minimum)
        except _DoubtError:
            line = None
        if line is not None:
            if line.passed is not None:
                kind.follow(text, line.passed)
            return _answer(line, text, kind, max_width, justification_spacing)
    others = max_width, justification_spacing, is_line_start, minimum
    answer = tuple(_split(text, style, context, *others))
    if kind is not None and (resume := answer[_RESUME]):
        kind.follow(text, len(text[:resume].encode()[:resume].decode()))
    return answer


def _room(max_width: Any, style: Any) -> float:
    """Say how much room there is for a line; without bounds where it is not broken."""
    if max_width is None or style["white_space"] == "nowrap" or max_width >= UNBOUND:
        return inf
    return float(max_width)


def _first(
    text: str, style: Any, context: Any, room: float, kind: Type, minimum: bool
) -> _Line | None:
    """Find the first line of a text; None if it is not plain."""
    known = kind.known(text)
    if known is None and _STRUCTURED.search(text, 0, LONG):
        return None
    wide = _whole(text, style, room, kind, known)
    if wide is not None:
        return _Line(text, None, wide)
    measured = None if minimum else known or kind.measured(text)
    if measured is None:
        return None
    return _Paper(text, style, room, kind, measured).line(context)


def _whole(
    text: str, style: Any, room: float, kind: Type, known: Measured | None
) -> int | None:
    """Measure a text that fits in its line as a whole; None if it may not."""
    whole = known is not None and known.left == len(text)
    wide = known.alone(len(text)) if known and whole else None
    if wide is None and (room == inf or len(text) * LEAST * style["font_size"] < room):
        wide = kind.wide(text)
    if wide is None:
        return None
    little = 0 if text.isalnum() else LITTLE  # what cannot be broken only overflows
    return wide if wide * FROM_UNITS <= room - little else None


class _Paper(NamedTuple):
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

    def tried(self) -> int:
        """Count the letters that WeasyPrint has laid out.

        In little room it is one word and a letter; all of the text, if these fit.
        """
        if self.style["font_size"] * RATIO <= self.room:
            return int(self.room / self.style["font_size"] * RATIO)
        few = self.text.find(" ") + 2
        known = 1 < few <= self.measured.left == len(self.text)
        if not known or self.measured.up_to(few) * FROM_UNITS > self.room - self.close:
            raise _DoubtError
        return len(self.text)

    def line(self, context: Any) -> _Line:
        """Find the first line."""
        text, measured = self.text, self.measured
        whole = measured.left == len(text)
        if whole and measured.up_to(len(text)) * FROM_UNITS < self.room - self.doubt:
            return _Line(text, None, self._sure(text, len(text)))
        tried = self.tried()
        fits, next_ends = self.broken(tried)
        line = self.with_next_word(fits, next_ends)
        if line is None:
            line = self.hyphenated(fits, _parts(self, fits, tried, context))
        if line is None:
            words = text[:fits].rstrip(" ")
            line = _Line(words, fits, self._sure(words, len(words)))
        if line.wide * FROM_UNITS > self.room - LITTLE:
            raise _DoubtError
        return line

    def broken(self, tried: int) -> tuple[int, int]:
        """Say with how many letters Pango ends the line, and where it next might."""
        widths, begin = self.measured.widths, self.measured.begin
        breaks, ends = widths.breaks, widths.ends
        limit = widths.up_to(begin) + self.room * UNITS
        first = bisect_right(breaks, begin)
        at = bisect_right(ends, limit - self.close * UNITS, first)
        if at < len(ends) and ends[at] <= limit + self.close * UNITS:
            at = self._nearly(at, limit)
        fits = breaks[at - 1] - begin if at > first else 0
        if at < len(ends):
            next_ends = breaks[at] - begin
            if next_ends >= min(tried, len(self.text)):
                raise _DoubtError
        else:
            next_ends = self._end(tried)
        if fits < LETTERS:
            raise _DoubtError
        return fits, next_ends

    def _nearly(self, at: int, limit: float) -> int:
        """Find the first word that does not fit, where one nearly does or nearly does not.

        It is sure where the words stand apart from each other and from the line before.
        """
        widths = self.measured.widths
        breaks, ends, text, begin = (
            widths.breaks, widths.ends, self.text, self.measured.begin,
        )  # fmt: skip
        if not widths.is_safe(begin):
            raise _DoubtError
        while at < len(ends) and ends[at] < limit + self.close * UNITS:
            letter = breaks[at] - (text[breaks[at] - begin - 1] == " ")
            if abs(ends[at] - limit) < LITTLE * UNITS or not widths.is_safe(letter):
                raise _DoubtError
            if ends[at] > limit:
                return at
            at += 1
        return at

    def _end(self, tried: int) -> int:
        """Say where a text ends whose last word does not fit."""
        text, measured = self.text, self.measured
        if not measured.left == len(text) <= tried:
            raise _DoubtError
        over = measured.up_to(len(text.rstrip(" "))) - self.room * UNITS
        if over < self.doubt * UNITS:
            raise _DoubtError
        return len(text)

    def with_next_word(self, fits: int, next_ends: int) -> _Line | None:
        """Add a word that Pango leaves out for the sake of the space behind it."""
        words = self.text[:next_ends].rstrip(" ")
        if len(words) in (fits, next_ends):
            return None
        wide = self.measured.alone(len(words))
        about = self.measured.up_to(len(words)) if wide is None else wide
        if not self._fits(words, about, wide):
            return None
        return _Line(words, len(words) + 1, self.kind.wide(words))

    def hyphenated(self, fits: int, parts: Sequence[str]) -> _Line | None:
        """Add the longest part of the next word that fits."""
        hyphen = self.style["hyphenate_character"]
        for part in parts:
            words = self.text[:fits] + part
            letters = min(len(words), self.measured.left)
            about = self.measured.up_to(letters) + self.kind.wide(hyphen)
            if self._fits(words + hyphen, about):
                wide = self.kind.wide(words + hyphen)
                return _Line(words + hyphen, len(words), wide)
        return None

    def _fits(self, words: str, about: int, wide: int | None = None) -> bool:
        """Tell whether words fit, of about this width; shape them if they might."""
        if wide is None:
            if about * FROM_UNITS > self.room + self.doubt:
                return False
            wide = self.kind.wide(words)
        over = float(wide * FROM_UNITS - self.room)
        if abs(over) < LITTLE or abs(wide - about) * FROM_UNITS > self.doubt:
            raise _DoubtError
        return over < 0

    def _sure(self, words: str, letters: int) -> int:
        """Say how wide a line of so many letters is; doubt one that is not as measured."""
        wide = self.measured.alone(letters)
        if wide is None:
            wide = self.kind.wide(words)
            about = self.measured.up_to(letters)
            if abs(wide - about) * FROM_UNITS > self.doubt:
                raise _DoubtError
        return wide


def _parts(paper: _Paper, fits: int, tried: int, context: Any) -> Sequence[str]:
    """List what may be added to a line with a hyphen, the longest first."""
    dictionary = divided_words.dictionary(paper.style, context)
    if dictionary is None or not _is_worth_it(paper, fits):
        return ()
    return divided_words.parts(paper.text[fits:tried], dictionary)


def _is_worth_it(paper: _Paper, fits: int) -> bool:
    """Tell whether WeasyPrint tries to divide a word, and the least of one might fit."""
    style, room, measured = paper.style, paper.room, paper.measured
    letters = len(paper.text[:fits].rstrip(" "))
    zone = percent.percentage(style["hyphenate_limit_zone"], style, room)
    spare = float(room - measured.up_to(letters) * FROM_UNITS - zone)
    sure = measured.alone(letters) is not None
    if abs(spare) < (LITTLE if sure else paper.close):
        raise _DoubtError
    least = min(fits + style["hyphenate_limit_chars"][1], measured.left)
    wide = measured.up_to(least) + paper.kind.wide(style["hyphenate_character"])
    return spare > 0 and wide * FROM_UNITS <= room + paper.doubt


def _answer(
    line: _Line, text: str, kind: Type, max_width: Any, justification_spacing: Any
) -> Answer:
    """Give a line as WeasyPrint would."""
    height, baseline = kind.height(line.words)
    layout = object.__new__(line_break.Layout)
    layout.justification_spacing = justification_spacing
    layout.first_line_direction = 0
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    layout.max_width = max_width
    layout.text = line.words
    resume = None
    if line.passed is not None:
        resume = len(text[: line.passed].encode())
    length = len(line.words.encode())
    if resume is not None and resume < length:
        length = resume  # without the hyphen
    return layout, length, resume, line.wide * FROM_UNITS, height, baseline


def _forget() -> None:
    forget()
    divided_words.forget()


def _places() -> Iterator[Place]:
    shaping.declare()
    yield Place(first_lines, "_split", split_first_line)


SAVING = Saving(
    name="sure lines",
    rests_on={
        "text/line_break.py": "1f5a855ad992e0be",
        "text/ffi.py": "530e83118f7841d2",
        "text/fonts.py": "59d74d0c161349b8",
    },
    places=_places,
    forget=_forget,
)
