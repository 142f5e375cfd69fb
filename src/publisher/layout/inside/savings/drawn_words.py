"""Words written from what HarfBuzz says of them, each once; Pango is not asked again.

Stands before `draw.text.draw_text`. When WeasyPrint draws a justified line it gives Pango an
attribute for every space, which parts the line into items: each word is one, and is shaped by
itself, whatever stands beside it. So what a word was written as (by `operators`) in the
same style is what it will be written as; what was not met before is shaped without Pango
(`shaping`). A space is as wide as its glyph and what is added to fill the line: how Pango adds
it is reckoned, and first compared with what it does. A line that is not justified is one item,
and is shaped as a whole. Glyphs are noted with the font of the document in the order of the
line, as if all had been drawn.

That holds for plain Latin words of proven letters. All other lines are WeasyPrint's to draw,
and so are all if `operators` is not in place.

Memory: a bounded number of words for each style.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from publisher.layout.inside.savings import (
    letter_widths,
    operators,
    shaping,
    word_spaces,
)
from publisher.layout.inside.savings.insides import drawn_text, pango_ffi
from publisher.layout.inside.savings.letter_widths import Type
from publisher.layout.inside.savings.memory import Memory
from publisher.layout.inside.savings.saving import Place, Saving, everywhere
from publisher.layout.inside.savings.shaping import Shaper

WORDS = 3_000
TOLD = "_publisher_told"

TO_UNITS, ffi, pango = pango_ffi.TO_UNITS, pango_ffi.ffi, pango_ffi.pango
_TOKENS = re.compile("[ \u00a0]|[^ \u00a0]+")
_TWO = re.compile("[ \u00a0]{2}")

_own = _draw = drawn_text.draw_text  # `drawn_lines` stands in the place of the second


class Sign(NamedTuple):
    """A glyph, the letters it stands for, and its width in thousandths of its size."""

    glyph: int
    letters: str
    wide: int


Written = tuple[Sign | None, str]
"""A glyph, None if it is not seen, and what it is written as."""


@dataclass(slots=True, eq=False)
class Word:
    """What a word is written as, and with which glyphs."""

    written: str
    signs: tuple[Sign, ...]


UNSEEN = pango.PANGO_GLYPH_EMPTY
"""The glyph of what holds words together, or parts them, and is not seen."""

UNUSUAL = Word("", ())
"""What WeasyPrint must draw."""


@dataclass(slots=True)
class Vocabulary:
    """The words of a style, as they are written."""

    words: Memory[str, Word] = field(default_factory=lambda: Memory(WORDS))
    signs: dict[tuple[int, bytes, int, int], Written] = field(
        default_factory=dict
    )  # of each glyph with its letters, width and offset
    wide: dict[int, int] = field(default_factory=dict)  # of each glyph: as in `Sign`
    font: tuple[Any, Any] | None = None  # name with the document, and size
    spaces: dict[str, shaping.Shaped | None] = field(
        default_factory=dict
    )  # as they are shaped, if it is known how they are widened


def draw_text(
    stream: Any, textbox: Any, offset_x: Any, text_overflow: str, block_ellipsis: Any
) -> None:
    """Draw the words of a text box."""
    style = textbox.style
    if (
        text_overflow != "ellipsis"
        and block_ellipsis == "none"
        and drawn_text.draw_first_line is operators.draw_first_line
        and style["visibility"] == "visible"
        and (kind := letter_widths.type_of(style)) is not None
        and (line := _line(stream, textbox.pango_layout, kind)) is not None
    ):
        stream.set_color(style["color"])
        stream.begin_text()
        x, y = textbox.position_x, textbox.position_y + textbox.baseline
        stream.set_text_matrix(1, 0, 0, -1, x, y)
        stream.set_font_size(line.font.hash, line.size)
        stream.show_text(line.written())
        stream.end_text()
        return
    _draw(stream, textbox, offset_x, text_overflow, block_ellipsis)


def _line(stream: Any, layout: Any, kind: Type) -> _Line | None:
    """Find how a line is written; None if WeasyPrint must draw it."""
    shaper = kind.proved(layout.text)
    if shaper is None or not layout.text.strip():
        return None
    if shaper.words is None:
        shaper.words = Vocabulary()
    font, size = _font(stream, shaper)
    if font.png or font.svg or font.colr or font.bitmap:
        return None
    line = _Line(stream, kind, shaper, font, size)
    if layout.justification_spacing:
        spacing = int(layout.justification_spacing * TO_UNITS)
        return line if line.justified(layout.text, spacing) else None
    return line if line.whole(layout.text) else None


def _font(stream: Any, shaper: Shaper) -> tuple[Any, Any]:
    """Find the font of the document that letters are drawn in, and its size."""
    known = shaper.words.font
    if known is None or known[0] not in stream._fonts:  # noqa: SLF001
        font, size = stream.add_font(ffi.cast("PangoFont *", shaper.font))
        names = (name for name, each in stream._fonts.items() if each is font)  # noqa: SLF001
        shaper.words.font = next(names), size
        return font, size
    return stream._fonts[known[0]], known[1]  # noqa: SLF001


class _Line:
    """A line that is put together from words."""

    def __init__(
        self, stream: Any, kind: Type, shaper: Shaper, font: Any, size: Any
    ) -> None:
        self.font, self.size = font, size
        self._stream, self._kind, self._shaper = stream, kind, shaper
        self._known: Vocabulary = shaper.words
        self._words: list[Word] = []

    def written(self) -> str:
        """Give the line as it is shown, its glyphs noted with the font."""
        widths = self.font.widths
        told = self.font.__dict__.get(TOLD)
        if told is None or told[0] is not widths:
            told = self.font.__dict__[TOLD] = widths, set()
        for word in self._words:
            if word not in told[1]:
                told[1].add(word)
                self._note(word)
        return operators.joined([word.written for word in self._words])

    def _note(self, word: Word) -> None:
        """Have the font know the glyphs of a word."""
        widths, letters = self.font.widths, self.font.to_unicode
        for glyph, stands_for, wide in word.signs:
            if glyph not in widths:
                if glyph not in letters:
                    letters[glyph] = stands_for
                widths[glyph] = wide

    def whole(self, text: str) -> bool:
        """Shape a line that is not justified; tell whether it can be written."""
        word = self._known.words.get(text)
        if word is None:
            word = self._read(text, self._shaper.shaped(text))
            if not any(space in text for space in word_spaces.SPACES):
                self._known.words.keep(text, word)
        self._words = [word]
        return word is not UNUSUAL

    def justified(self, text: str, spacing: int) -> bool:
        """Find the words of a justified line; tell whether it can be written."""
        if not spacing or _TWO.search(text):
            return False
        tokens = _TOKENS.findall(text)
        found = self._known.words.get_all(dict.fromkeys(tokens))
        for space in word_spaces.SPACES:
            if space in found:
                found[space] = self._space(space, spacing)
        found |= self._shaped([token for token, word in found.items() if word is None])
        words = [found[token] or UNUSUAL for token in tokens]
        if tokens[0] in word_spaces.SPACES:
            words[0] = self._space(tokens[0], spacing, first=True)
        if tokens[-1] in word_spaces.SPACES:
            words[-1] = self._space(tokens[-1], spacing, last=True)
        self._words = words
        return UNUSUAL not in words

    def _shaped(self, new: list[str]) -> dict[str, Word]:
        """Shape words that were not met before, all at once where they stand apart."""
        if not new:
            return {}
        apart = self._apart(new) if " " in self._shaper.proven else {}
        found = {
            word: apart.get(word) or self._read(word, self._shaper.shaped(word))
            for word in new
        }
        for word, read in found.items():
            self._known.words.keep(word, read)
        return found

    def _apart(self, words: list[str]) -> dict[str, Word]:
        """Shape words with spaces between, but for those that are others without them."""
        text = " ".join(words)
        shaped = self._shaper.shaped(text)
        if shaped.raised or max(shaped.glyphs) > UNSEEN:
            return {}
        signs, places, found, end = self._signs(text, shaped), shaped.places, {}, -1
        for word in words:
            begin = end + 1
            end = begin + (len(word) if word.isascii() else len(word.encode()))
            first = bisect_left(places, begin)
            last = bisect_left(places, end, first)
            if shaped.is_safe(first, begin) and shaped.is_safe(last, end):
                found[word] = _word(signs[first:last])
        return found

    def _space(
        self, token: str, spacing: int, *, first: bool = False, last: bool = False
    ) -> Word:
        """Give a space, set so much wider."""
        known, shaper = self._known.spaces, self._shaper
        if token not in known:
            shaped = shaper.shaped(token)
            sure = word_spaces.are_as_reckoned(self._kind, shaper, token)
            usual = sure and not shaped.raised and shaped.glyphs[0] < operators.NO_GLYPH
            known[token] = shaped if usual else None
        space = known[token]
        if space is None:
            return UNUSUAL
        glyph, wide, move = word_spaces.widened(
            space, token, spacing, first=first, last=last
        )
        sign, string = self._signed((glyph, token.encode(), wide, move))
        return Word(operators.closed(string), (sign,) if sign else ())

    def _read(self, text: str, shaped: shaping.Shaped) -> Word:
        """Read what letters are written as, if they are for us to write."""
        if shaped.raised or max(shaped.glyphs) > UNSEEN:
            return UNUSUAL
        return _word(self._signs(text, shaped))

    def _signs(self, text: str, shaped: shaping.Shaped) -> list[Written]:
        """Give the glyphs of a text, and what each is written as."""
        known, data = self._known.signs, text.encode()
        places = shaped.places
        ends = [*places[1:], len(data)]
        letters = [data[at:end] for at, end in zip(places, ends, strict=True)]
        keys = list(zip(shaped.glyphs, letters, shaped.wide, shaped.moves, strict=True))
        for key in keys:
            if key not in known:
                known[key] = self._signed(key)
        return [known[key] for key in keys]

    def _signed(self, drawn: tuple[int, bytes, int, int]) -> Written:
        """Give a glyph, and what it is written as, set so wide and so far to the right."""
        glyph, letters, width, x = drawn
        if glyph == UNSEEN:
            return None, f">{-width / self.size}<"
        wide = self._known.wide.get(glyph)
        if wide is None:
            font = ffi.cast("PangoFont *", self._shaper.font)
            wide = operators.width(self._stream, font, glyph, self.size)
            self._known.wide[glyph] = wide
        sign = Sign(glyph, letters.decode(), wide)
        return sign, operators.written(self.font, glyph, width, x, self.size, wide)


def _word(signs: list[Written]) -> Word:
    """Put a word together."""
    string = "".join([each[1] for each in signs])
    return Word(operators.closed(string), tuple([each[0] for each in signs if each[0]]))


def _places() -> Iterator[Place]:
    shaping.declare()
    yield from everywhere(_own, draw_text)


SAVING = Saving(
    name="drawn words",
    rests_on={
        "draw/text.py": "c9a450aa209277e7",
        "pdf/fonts.py": "9ad9a202a416b845",
        "pdf/stream.py": "4faf9169d1970d46",
        "text/line_break.py": "1f5a855ad992e0be",
        "text/ffi.py": "530e83118f7841d2",
        "text/fonts.py": "59d74d0c161349b8",
    },
    places=_places,
)
