"""Words of justified lines written from memory; Pango shapes those that were not met before.

Stands before `draw.text.draw_text`. When WeasyPrint draws a justified line it gives Pango an
attribute for every space, which parts the line into items: each word is one, and is shaped by
itself, whatever stands beside it; all spaces within a line come out alike. So what a
word was written as (by `operators`) in the same style is what it will be written as. Of a
line only the new words are given to Pango, with a space between them, to learn what they
and the spaces of this line are written as; the rest is put together from memory. Glyphs are
noted with the font of the document in the order of the line, as if all had been drawn.

That holds for plain Latin words (`letter_widths`) in one font, where a letter among them says
that all signs are set as Latin ones, and where the runs of Pango are the words. All other lines
are WeasyPrint's to draw, and so are all if `operators` is not in place.

Memory: a bounded number of words for each style.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from publisher.layout.inside.savings import letter_widths, operators, shared_layouts
from publisher.layout.inside.savings.insides import drawn_text, line_break, pango_ffi
from publisher.layout.inside.savings.memory import Memory
from publisher.layout.inside.savings.saving import Place, Saving, everywhere

WORDS = 3_000
FEWEST = 4  # words of a line that is worth it
TOLD = "_publisher_told"
SPACES = " \u00a0"  # what WeasyPrint makes wider

ffi, pango = pango_ffi.ffi, pango_ffi.pango
_TOKENS = re.compile("[ \u00a0]|[^ \u00a0]+")
_LETTER = re.compile("[A-Za-z]")

_draw = drawn_text.draw_text


class _UnusualError(Exception):
    """WeasyPrint must draw this line."""


class Sign(NamedTuple):
    """A glyph, the letters it stands for, and its width in thousandths of its size."""

    glyph: int
    letters: str
    wide: int


class Word(NamedTuple):
    """What a word is written as, and with which glyphs."""

    written: str
    signs: tuple[Sign, ...]


@dataclass(slots=True)
class Vocabulary:
    """The words of a style, as they are written."""

    words: Memory[str, Word] = field(default_factory=lambda: Memory(WORDS))
    signs: dict[tuple[int, bytes, int, int], tuple[Sign, str]] = field(
        default_factory=dict
    )  # each glyph with its letters, width and offset, and what it is written as
    unusual: set[str] = field(default_factory=set)  # words that are more than one run
    font: tuple[Any, Any] | None = None  # name and size of the one font they are in


def draw_text(
    stream: Any, textbox: Any, offset_x: Any, text_overflow: str, block_ellipsis: Any
) -> None:
    """Draw the words of a text box."""
    layout, style = textbox.pango_layout, textbox.style
    if (
        layout.justification_spacing
        and text_overflow != "ellipsis"
        and block_ellipsis == "none"
        and drawn_text.draw_first_line is operators.draw_first_line
        and style["visibility"] == "visible"
        and (kind := letter_widths.type_of(style)) is not None
        and letter_widths.is_plain(layout.text)
        and _LETTER.search(layout.text)
    ):
        tokens = _TOKENS.findall(layout.text)
        if len(tokens) >= 2 * FEWEST:
            try:
                line = _Line(stream, layout, style, kind, tokens)
            except _UnusualError:
                pass
            else:
                stream.set_color(style["color"])
                stream.begin_text()
                x, y = textbox.position_x, textbox.position_y + textbox.baseline
                stream.set_text_matrix(1, 0, 0, -1, x, y)
                stream.set_font_size(line.font.hash, line.size)
                stream.show_text(line.written())
                stream.end_text()
                return
    _draw(stream, textbox, offset_x, text_overflow, block_ellipsis)


class _Line:
    """A line that is put together from what is known and what Pango says of the rest."""

    def __init__(
        self, stream: Any, layout: Any, style: Any, kind: Any, tokens: Sequence[str]
    ) -> None:
        if kind.words is None:
            kind.words = Vocabulary()
        self._stream, self._tokens = stream, tokens
        self._known: Vocabulary = kind.words
        self._here: dict[str, Word] = {}  # the spaces of this line
        self._ends: dict[
            int, Word
        ] = {}  # those it begins and ends with, by their place
        self._shape(layout, style)

    def written(self) -> str:
        """Give the line as it is shown, its glyphs noted with the font."""
        words, here, ends = self._known.words, self._here, self._ends
        parts = []
        for at, token in enumerate(self._tokens):
            word = ends.get(at) or here.get(token) or words.get(token)
            assert word is not None
            self._note(word)
            parts.append(word.written)
        return operators.joined(parts)

    def _note(self, word: Word) -> None:
        """Have the font know the glyphs of a word, unless it was told on this part."""
        widths, letters = self.font.widths, self.font.to_unicode
        told = self.font.__dict__.get(TOLD)
        if told is None or told[0] is not widths:
            told = self.font.__dict__[TOLD] = widths, set()
        if word.signs in told[1]:
            return
        told[1].add(word.signs)
        for glyph, stands_for, wide in word.signs:
            if glyph not in widths:
                if glyph not in letters:
                    letters[glyph] = stands_for
                widths[glyph] = wide

    def _shape(self, layout: Any, style: Any) -> None:
        """Have Pango lay out the new words, and a space of each kind."""
        chosen = self._chosen()
        probe = object.__new__(line_break.Layout)
        probe.justification_spacing = layout.justification_spacing
        probe.text = "".join(chosen)
        shared_layouts.reactivate(probe, style)
        pango.pango_layout_set_single_paragraph_mode(probe.layout, True)
        run = pango.pango_layout_get_line_readonly(probe.layout, 0).runs[0]
        if run == ffi.NULL:
            raise _UnusualError
        self.font, self.size = self._stream.add_font(run.data.item.analysis.font)
        if self.font.png or self.font.svg or self.font.colr or self.font.bitmap:
            raise _UnusualError
        if self._known.font is None:
            self._known.font = self.font.hash, self.size
        if self._known.font != (self.font.hash, self.size):
            raise _UnusualError
        self._learn(run, chosen)

    def _learn(self, run: Any, chosen: Sequence[str]) -> None:
        """Read what words and spaces are written as, if each is a run of its own."""
        font = run.data.item.analysis.font
        begin, last = 0, len(chosen) - 1
        words, here = self._known.words, self._here
        for at, token in enumerate(chosen):
            length = len(token) if token.isascii() else len(token.encode())
            drawn = run.data if run != ffi.NULL else None
            if drawn is None or not _is_whole(drawn.item, begin, length, font):
                self._known.unusual.add(token)
                raise _UnusualError
            begin, run = begin + length, run.next
            if token not in SPACES:
                words.keep(token, self._read(drawn, token))
            elif at in (0, last):
                end = 0 if at == 0 else len(self._tokens) - 1
                self._ends[end] = self._read(drawn, token)
            elif token not in here:
                here[token] = self._read(drawn, token)

    def _chosen(self) -> list[str]:
        """Choose what of the line is to be shaped: all that is new, and the spaces."""
        tokens, known = self._tokens, self._known
        if not known.unusual.isdisjoint(tokens):
            raise _UnusualError
        first = 1 if tokens[0] in SPACES else 0
        last = len(tokens) - (1 if tokens[-1] in SPACES else 0)
        words = list(dict.fromkeys(tokens[first:last:2]))
        between = list(dict.fromkeys(tokens[first + 1 : last : 2]))
        chosen = [word for word in words if known.words.get(word) is None]
        if not any(map(_LETTER.search, chosen)):
            chosen.append(next(filter(_LETTER.search, words)))
        while len(chosen) <= len(between):
            chosen.append(words[0])
        between += between[:1] * (len(chosen) - 1 - len(between))
        inside = [each for pair in zip(chosen, between, strict=False) for each in pair]
        return [*tokens[:first], *inside, *chosen[-1:], *tokens[last:]]

    def _read(self, item: Any, token: str) -> Word:
        """Read what a run is written as."""
        glyphs, known = item.glyphs, self._known.signs
        data = token.encode()
        packed = operators.unpacked(glyphs)
        begins = [*ffi.unpack(glyphs.log_clusters, len(packed)), len(data)]
        signs, strings = [], []
        for index, (glyph, width, x, y, _) in enumerate(packed):
            if y or glyph >= operators.NO_GLYPH:
                raise _UnusualError
            key = glyph, data[begins[index] : begins[index + 1]], width, x
            found = known.get(key)
            if found is None:
                found = known[key] = self._signed(item, key)
            signs.append(found[0])
            strings.append(found[1])
        return Word(operators.closed("".join(strings)), tuple(signs))

    def _signed(
        self, item: Any, drawn: tuple[int, bytes, int, int]
    ) -> tuple[Sign, str]:
        """Give a glyph, and what it is written as, set so wide and so far to the right."""
        glyph, letters, width, x = drawn
        wide = operators.width(self._stream, item, glyph, self.size)
        sign = Sign(glyph, letters.decode(), wide)
        return sign, operators.written(self.font, glyph, width, x, self.size, wide)


def _is_whole(item: Any, begin: int, length: int, font: Any) -> bool:
    """Tell whether an item is so many bytes in this font, from left to right."""
    told = item.analysis
    return bool(
        item.offset == begin
        and item.length == length
        and told.font == font
        and not told.level % 2
    )


def _places() -> Iterator[Place]:
    yield from everywhere(_draw, draw_text)


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
