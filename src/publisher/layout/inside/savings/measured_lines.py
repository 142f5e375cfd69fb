"""Where a line ends by the widths of its letters, or that it is not sure.

For `sure_lines`. Where Pango would break is known but for the kern of the first letter:
CLOSE is more. What stands at the end of a line differs from the same letters within a text
by a kern or a divided ligature: TOLERANCE is more; what is nearer to the edge is shaped to
see whether it fits.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from publisher.layout.inside.savings import divided_words
from publisher.layout.inside.savings.insides import percent
from publisher.layout.inside.savings.letter_widths import FROM_UNITS, Measured, Type

TOLERANCE = 0.3  # em
CLOSE = 0.05  # em
LITTLE = 0.01  # px, for the rounding of a line and of its room
RATIO = 4  # letters to an em that WeasyPrint has laid out for a line
LETTERS = 2  # of a line, at the least
UNITS = 1 / FROM_UNITS  # of Pango in a px


class DoubtError(Exception):
    """WeasyPrint must break this line."""


class Line(NamedTuple):
    """What is on a line."""

    words: str
    passed: int | None  # letters of the text before the next line, without a hyphen
    wide: int  # in units of Pango


class Paper(NamedTuple):
    """A text and the room for its first line: what is not sure of it raises DoubtError."""

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
            raise DoubtError
        return len(self.text)

    def first_line(self, context: Any) -> Line:
        """Find the first line."""
        text, measured = self.text, self.measured
        whole = measured.left == len(text)
        if whole and measured.up_to(len(text)) * FROM_UNITS < self.room - self.doubt:
            return Line(text, None, self._sure(text, len(text)))
        tried = self.tried()
        fits, next_ends = self.broken(tried)
        line = self.with_next_word(fits, next_ends)
        if line is None:
            line = self.hyphenated(fits, _parts(self, fits, tried, context))
        if line is None:
            words = text[:fits].rstrip(" ")
            line = Line(words, fits, self._sure(words, len(words)))
        if line.wide * FROM_UNITS > self.room - LITTLE:
            raise DoubtError
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
                raise DoubtError
        else:
            next_ends = self._end(tried)
        if fits < LETTERS:
            raise DoubtError
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
            raise DoubtError
        while at < len(ends) and ends[at] < limit + self.close * UNITS:
            letter = breaks[at] - (text[breaks[at] - begin - 1] == " ")
            if abs(ends[at] - limit) < LITTLE * UNITS or not widths.is_safe(letter):
                raise DoubtError
            if ends[at] > limit:
                return at
            at += 1
        return at

    def _end(self, tried: int) -> int:
        """Say where a text ends whose last word does not fit."""
        text, measured = self.text, self.measured
        if not measured.left == len(text) <= tried:
            raise DoubtError
        over = measured.up_to(len(text.rstrip(" "))) - self.room * UNITS
        if over < self.doubt * UNITS:
            raise DoubtError
        return len(text)

    def with_next_word(self, fits: int, next_ends: int) -> Line | None:
        """Add a word that Pango leaves out for the sake of the space behind it."""
        words = self.text[:next_ends].rstrip(" ")
        if len(words) in (fits, next_ends):
            return None
        wide = self.measured.alone(len(words))
        about = self.measured.up_to(len(words)) if wide is None else wide
        if not self._fits(words, about, wide):
            return None
        return Line(words, len(words) + 1, self.kind.wide(words))

    def hyphenated(self, fits: int, parts: Sequence[str]) -> Line | None:
        """Add the longest part of the next word that fits."""
        hyphen = self.style["hyphenate_character"]
        for part in parts:
            words = self.text[:fits] + part
            letters = min(len(words), self.measured.left)
            about = self.measured.up_to(letters) + self.kind.wide(hyphen)
            if self._fits(words + hyphen, about):
                wide = self.kind.wide(words + hyphen)
                return Line(words + hyphen, len(words), wide)
        return None

    def _fits(self, words: str, about: int, wide: int | None = None) -> bool:
        """Tell whether words fit, of about this width; shape them if they might."""
        if wide is None:
            if about * FROM_UNITS > self.room + self.doubt:
                return False
            wide = self.kind.wide(words)
        over = float(wide * FROM_UNITS - self.room)
        if abs(over) < LITTLE or abs(wide - about) * FROM_UNITS > self.doubt:
            raise DoubtError
        return over < 0

    def _sure(self, words: str, letters: int) -> int:
        """Say how wide a line of so many letters is; doubt one that is not as measured."""
        wide = self.measured.alone(letters)
        if wide is None:
            wide = self.kind.wide(words)
            about = self.measured.up_to(letters)
            if abs(wide - about) * FROM_UNITS > self.doubt:
                raise DoubtError
        return wide


def _parts(paper: Paper, fits: int, tried: int, context: Any) -> Sequence[str]:
    """List what may be added to a line with a hyphen, the longest first."""
    dictionary = divided_words.dictionary(paper.style, context)
    if dictionary is None or not _is_worth_it(paper, fits):
        return ()
    return divided_words.parts(paper.text[fits:tried], dictionary)


def _is_worth_it(paper: Paper, fits: int) -> bool:
    """Tell whether WeasyPrint tries to divide a word, and the least of one might fit."""
    style, room, measured = paper.style, paper.room, paper.measured
    letters = len(paper.text[:fits].rstrip(" "))
    zone = percent.percentage(style["hyphenate_limit_zone"], style, room)
    spare = float(room - measured.up_to(letters) * FROM_UNITS - zone)
    sure = measured.alone(letters) is not None
    if abs(spare) < (LITTLE if sure else paper.close):
        raise DoubtError
    least = min(fits + style["hyphenate_limit_chars"][1], measured.left)
    wide = measured.up_to(least) + paper.kind.wide(style["hyphenate_character"])
    return spare > 0 and wide * FROM_UNITS <= room + paper.doubt
