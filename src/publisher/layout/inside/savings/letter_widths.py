"""How wide the letters of a text are, measured with one layout of Pango for each style.

For `sure_lines`. WeasyPrint makes a layout for every text it measures; here one serves all
texts of a style, one after the other, and holds nothing but the last of them.

Memory: a bounded number of texts and of layouts.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from publisher.layout.inside.savings import first_lines
from publisher.layout.inside.savings.insides import line_break, pango_ffi
from publisher.layout.inside.savings.memory import Memory

TEXTS, STYLES = 500, 100  # remembered: those of some pages
LONG = 4_000  # letters that are measured at once
ENOUGH = 1_000  # that must be known of a text for its next line
KIND = "_publisher_type"

FROM_UNITS, ffi, pango = pango_ffi.FROM_UNITS, pango_ffi.ffi, pango_ffi.pango
_EXTENTS = ffi.new("PangoRectangle *")  # of the line that is measured
_GLYPH = 5  # numbers in a PangoGlyphInfo: glyph, width, x and y offset, attributes
_BREAK = 1  # PangoLogAttr: is_line_break is its first bit
_PLAIN = re.compile(
    " ?(?:[!-~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u2060][ \u00a0\u202f]?)+"
)
"""Latin words, single spaces between, before and behind them; no soft hyphen."""


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide a text is up to each letter, and before which letters lines may begin."""

    sums: Sequence[float]  # up to each glyph, px
    places: Sequence[int]  # the byte each glyph begins with
    bytes: Sequence[int]  # with which each letter begins
    breaks: Sequence[int]

    def up_to(self, letter: int) -> float:
        """Say how wide a text is up to a letter; within a ligature, up to that."""
        places, place = self.places, self.bytes[letter]
        at = bisect_left(places, place)
        if at < len(places) and places[at] != place:
            at = bisect_left(places, places[at - 1])
        return self.sums[at]


@dataclass(frozen=True, slots=True)
class Measured:
    """A text as a part of one that was measured: it is the rest of it."""

    widths: Widths
    begin: int  # the letter of that text it begins with

    @property
    def left(self) -> int:
        """Count the letters whose widths are known."""
        return len(self.widths.bytes) - 1 - self.begin

    def up_to(self, letters: int) -> float:
        """Say how wide the first letters are, in px."""
        widths = self.widths
        return widths.up_to(self.begin + letters) - widths.up_to(self.begin)

    def breaks(self) -> Sequence[int]:
        """List the letters before which a line may begin."""
        after = bisect_left(self.widths.breaks, self.begin + 1)
        return [each - self.begin for each in self.widths.breaks[after : after + 60]]


@dataclass(slots=True)
class Type:
    """What lines of a style are shaped and drawn with."""

    layout: Any  # of WeasyPrint: it holds the pointers
    texts: Memory[str, Measured] = field(default_factory=lambda: Memory(TEXTS))
    widths: dict[str, float] = field(default_factory=dict)  # of hyphens, px
    laid: str | None = None  # the text that is laid out
    sized: tuple[str, tuple[float, float]] | None = None  # what was measured last
    long: tuple[str, Measured | None] = ("", None)  # the rest of a long text
    drawn: Any = None  # the layout that words are drawn with (`shared_layouts`)
    features: bytes = b""  # of the font, for that
    words: Any = None  # as they are drawn (`drawn_words`)

    def line(self, text: str) -> Any:
        """Have Pango lay a text out in one line; it lasts until the next."""
        if self.laid != text:
            words = text.encode().replace(b"\0", b"")
            pango.pango_layout_set_text(self.layout.layout, words, len(words))
            self.laid = text
        return pango.pango_layout_get_line_readonly(self.layout.layout, 0)

    def size(self, text: str) -> tuple[float, float]:
        """Measure a line as WeasyPrint does: width and height in px."""
        if self.sized is None or self.sized[0] != text:
            pango.pango_layout_line_get_extents(self.line(text), ffi.NULL, _EXTENTS)
            width, height = _EXTENTS.width * FROM_UNITS, _EXTENTS.height * FROM_UNITS
            self.sized = text, (width, height)
        return self.sized[1]

    def baseline(self) -> float:
        """Give the baseline of what is laid out, in px."""
        return float(pango.pango_layout_get_baseline(self.layout.layout) * FROM_UNITS)

    def hyphen(self, hyphen: str) -> float:
        """Say how wide a hyphen is, in px."""
        if hyphen not in self.widths:
            self.widths[hyphen] = self.size(hyphen)[0]
        return self.widths[hyphen]

    def measured(self, text: str) -> Measured | None:
        """Measure a text; None if it is not plain, or set in more than one font.

        Of a long text only the beginning is measured, some forty lines of it.
        """
        known = self._known(text)
        if known is None and _PLAIN.fullmatch(head := text[:LONG]):
            run = self.line(head).runs[0]
            if run == ffi.NULL or run.next != ffi.NULL:
                return None
            known = Measured(_widths(head, run.data.glyphs, self._breaks()), 0)
            self._keep(text, known)
        return known

    def follow(self, text: str, resume: int) -> None:
        """Note where the rest of a text begins, by its bytes: it will be asked for next."""
        known = self._known(text)
        if known is not None:
            passed = len(text[:resume].encode()[:resume].decode())
            self._keep(text[passed:], Measured(known.widths, known.begin + passed))

    def _known(self, text: str) -> Measured | None:
        if len(text) <= LONG:
            return self.texts.get(text)
        rest, known = self.long
        return known if known and known.left >= ENOUGH and rest == text else None

    def _keep(self, text: str, known: Measured) -> None:
        if len(text) <= LONG:
            if known.left == len(text):  # of one that was long the end is not measured
                self.texts.keep(text, known)
        else:
            self.long = text, known

    def _breaks(self) -> Sequence[int]:
        assert self.laid is not None
        attributes = pango.pango_layout_get_log_attrs_readonly(
            self.layout.layout, ffi.NULL
        )
        size = len(self.laid) * ffi.sizeof("PangoLogAttr")
        bits = memoryview(ffi.buffer(attributes, size)).cast("I")
        return array("i", [at for at, each in enumerate(bits) if each & _BREAK])


def is_plain(text: str) -> bool:
    """Tell whether a text is Latin words, single spaces between them."""
    return bool(_PLAIN.fullmatch(text))


_types: Memory[Any, Type] = Memory(STYLES)
forget = _types.clear


def type_of(style: Any) -> Type | None:
    """Find what a style is shaped with; None if its lines are not plain."""
    kept: dict[str, Any] = style.__dict__
    number = first_lines.number(style.font_config)
    if KIND not in kept or kept[KIND][0] != number:
        kept[KIND] = number, _found(style, number) if _is_plain(style) else None
    found: Type | None = kept[KIND][1]
    return found if style["white_space"] in ("normal", "nowrap") else None


def _is_plain(style: Any) -> bool:
    return bool(
        isinstance(style["font_family"], tuple)  # letters of drawings have a list
        and style["direction"] == "ltr"
        and style["letter_spacing"] in ("normal", 0)
        and not style["word_spacing"]
        and style["overflow_wrap"] == "normal"
        and style["word_break"] == "normal"
        and style["text_decoration_line"] == "none"
        and hasattr(style["hyphenate_limit_zone"], "unit")
        and sys.byteorder == "little"
    )


def _found(style: Any, number: int) -> Type:
    key = number, first_lines.values(style)
    found = _types.get(key)
    if found is None:
        found = Type(line_break.Layout(style))
        _types.keep(key, found)
    return found


def _widths(text: str, glyphs: Any, breaks: Sequence[int]) -> Widths:
    """Read how wide the glyphs of a text are."""
    count = glyphs.num_glyphs
    numbers = memoryview(ffi.buffer(glyphs.glyphs, count * _GLYPH * 4)).cast("i")
    ends = accumulate(numbers[1::_GLYPH].tolist(), initial=0)
    places = array("i", bytes(ffi.buffer(glyphs.log_clusters, count * 4)))
    letters: Sequence[int] = range(len(text) + 1)
    if not text.isascii():
        data = text.encode()
        letters = array(
            "i", [at for at, each in enumerate(data) if each & 0xC0 != 0x80]
        )
        letters.append(len(data))
    return Widths(
        array("d", [end * FROM_UNITS for end in ends]), places, letters, breaks
    )
