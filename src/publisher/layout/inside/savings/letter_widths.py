"""How wide the letters of a text are, measured with one layout of Pango for each style.

For `sure_lines`. WeasyPrint makes a layout for every text it measures; here one serves all
texts of a style, one after the other, and holds nothing but the last of them; and what is
proven (`shaping`) is measured without any.

Memory: a bounded number of texts and of layouts.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, compress
from typing import Any, NamedTuple

from publisher.layout.inside.savings import first_lines, shaping
from publisher.layout.inside.savings.insides import line_break, pango_ffi
from publisher.layout.inside.savings.memory import Memory
from publisher.layout.inside.savings.shaping import Advances, Shaped, Shaper

TEXTS, STYLES = 500, 100  # remembered: those of some pages
LONG = 4_000  # letters that are measured at once
ENOUGH = 1_000  # that must be known of a text for its next line
KIND = "_publisher_type"

FROM_UNITS, ffi, pango = pango_ffi.FROM_UNITS, pango_ffi.ffi, pango_ffi.pango
_EXTENTS = ffi.new("PangoRectangle *")  # of the line that is measured
_BREAKS = bytes(each & 1 for each in range(256))
"""PangoLogAttr: is_line_break is its first bit."""
_BEGINS = bytes(each & 0xC0 != 0x80 for each in range(256))
"""UTF-8: bytes that a letter begins with."""
_PLAIN = re.compile(
    " ?(?:[!-~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u2060][ \u00a0\u202f]?)+"
)
"""Latin words, single spaces between, before and behind them; no soft hyphen."""


class Widths(NamedTuple):
    """How wide a text is up to each letter, and before which letters lines may begin.

    In units of Pango, which are whole numbers, so that sums are exact.
    """

    sums: Sequence[int]  # up to each glyph
    places: Sequence[int]  # the byte each glyph begins with
    letters: Sequence[int]  # the byte each letter begins with
    breaks: Sequence[int]
    ends: Sequence[int]  # up to where the words before each of these end
    unsafe: Sequence[int]  # whether it may not be cut before each; empty: not known

    def up_to(self, letter: int) -> int:
        """Say how wide a text is up to a letter; within a ligature, up to that."""
        return self.sums[_glyph(self.places, self.letters[letter])]

    def is_safe(self, letter: int) -> bool:
        """Tell whether a text may be cut before a letter."""
        if not self.unsafe:
            return False
        place = self.letters[letter]
        at = bisect_left(self.places, place)
        if at == len(self.places):
            return letter == len(self.letters) - 1
        return self.places[at] == place and not self.unsafe[at]

    def goes_on(self, letter: int) -> bool:
        """Tell whether what begins with a letter is about as wide alone as in the text."""
        if self.unsafe:
            return self.is_safe(letter)
        places, place = self.places, self.letters[letter]
        at = bisect_left(places, place)
        return at < len(places) and places[at] == place


def _glyph(places: Sequence[int], place: int) -> int:
    at = bisect_left(places, place)
    if at < len(places) and places[at] != place:
        at = bisect_left(places, places[at - 1])
    return at


def _last_glyph(places: Sequence[int], place: int) -> int:
    """Find a glyph as `_glyph` does, but of several in one place the last."""
    at = bisect_right(places, place) - 1
    return at if at >= 0 and places[at] == place else _glyph(places, place)


class Measured(NamedTuple):
    """A text as a part of one that was measured: it is the rest of it."""

    widths: Widths
    begin: int  # the letter of that text it begins with

    @property
    def left(self) -> int:
        """Count the letters whose widths are known."""
        return len(self.widths.letters) - 1 - self.begin

    def up_to(self, letters: int) -> int:
        """Say how wide the first letters are, as they stand in the text."""
        widths = self.widths
        return widths.up_to(self.begin + letters) - widths.up_to(self.begin)

    def alone(self, letters: int) -> int | None:
        """Say how wide the first letters are without the rest; None: not known."""
        widths, begin = self.widths, self.begin
        if widths.is_safe(begin) and widths.is_safe(begin + letters):
            return self.up_to(letters)
        return None


Size = tuple[int, float, float]


@dataclass(slots=True)
class Type:
    """What lines of a style are shaped and drawn with."""

    layout: Any  # of WeasyPrint: it holds the pointers
    features: bytes  # of the font, as they are given to Pango
    shapers: dict[int, Shaper] = field(init=False)  # by their scripts
    texts: Memory[str, Measured] = field(default_factory=lambda: Memory(TEXTS))
    sizes: Memory[str, Size] = field(default_factory=lambda: Memory(TEXTS))
    laid: str | None = None  # the text that is laid out
    long: tuple[str, Measured | None] = ("", None)  # the rest of a long text
    drawn: Any = None  # the layout that words are drawn with (`shared_layouts`)

    def __post_init__(self) -> None:
        """Begin with no letter proven."""
        scripts = shaping.LATIN, shaping.COMMON
        self.shapers = {each: Shaper(self.features, each) for each in scripts}

    def shaper(self, text: str) -> Shaper | None:
        """Find what shapes a text without Pango; None if it is not proven."""
        found = self.shapers[shaping.script(text)]
        return found if found.proven.issuperset(text) else None

    def line(self, text: str) -> Any:
        """Have Pango lay a text out in one line; it lasts until the next."""
        if self.laid != text:
            words = text.encode().replace(b"\0", b"")
            pango.pango_layout_set_text(self.layout.layout, words, len(words))
            self.laid = text
        return pango.pango_layout_get_line_readonly(self.layout.layout, 0)

    def wide(self, text: str) -> int:
        """Measure a line, in units of Pango."""
        return self.size(text)[0]

    def size(self, text: str) -> Size:
        """Measure a line: its width in units of Pango, its height and baseline in px."""
        found = self.sizes.get(text)
        if found is None:
            shaper = self.shaper(text)
            if shaper is None or shaper.high is None:
                found = self._laid(text)
            else:
                found = sum(shaper.advances(text).wide), *shaper.high
            self.sizes.keep(text, found)
        return found

    def height(self, text: str) -> tuple[float, float]:
        """Say how high a line is, and where its baseline, in px."""
        shaper = self.shaper(text)
        if shaper is None or shaper.high is None:
            return self.size(text)[1:]
        return shaper.high

    def _laid(self, text: str) -> Size:
        pango.pango_layout_line_get_extents(self.line(text), ffi.NULL, _EXTENTS)
        wide, height = _EXTENTS.width, _EXTENTS.height * FROM_UNITS
        baseline = pango.pango_layout_get_baseline(self.layout.layout) * FROM_UNITS
        if not text:  # there is no run, and nothing to learn
            return wide, height, baseline
        run = self.line(text).runs[0]
        plain = run != ffi.NULL and run.next == ffi.NULL and is_plain(text)
        if plain and self._learned(text, run) is not None:
            self.shapers[shaping.script(text)].high = height, baseline
        return wide, height, baseline

    def proved(self, text: str) -> Shaper | None:
        """Find what shapes a text without Pango, and try to prove it first."""
        found = self.shaper(text)
        if found is None and is_plain(text):
            self.size(text)
            found = self.shaper(text)
        return found

    def measured(self, text: str) -> Measured | None:
        """Measure a text; None if it is not plain, or set in more than one font.

        Of a long text only the beginning is measured, some forty lines of it.
        """
        known = self.known(text)
        if known is None and self._is_plain(head := text[:LONG]):
            widths = self._widths(head)
            if widths is None:
                return None
            known = Measured(widths, 0)
            self._keep(text, known)
        return known

    def follow(self, text: str, passed: int) -> None:
        """Note with which letter the rest of a text begins: it will be asked for next.

        Where letters before and behind depend on each other it is to be measured anew.
        """
        known = self.known(text)
        if known is None or passed > known.left:
            return
        if known.widths.goes_on(known.begin + passed):
            self._keep(text[passed:], Measured(known.widths, known.begin + passed))

    def known(self, text: str) -> Measured | None:
        """Find a text that was measured."""
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

    def _widths(self, text: str) -> Widths | None:
        if (shaper := self.shaper(text)) is not None:
            return _widths(text, shaper.advances(text), _breaks(text, self.layout))
        run = self.line(text).runs[0]
        if run == ffi.NULL or run.next != ffi.NULL:
            return None
        shaped = self._learned(text, run) or shaping.read(run.data.glyphs)
        return _widths(text, shaped, self._breaks(text))

    def _learned(self, text: str, run: Any) -> Shaped | None:
        """Prove the letters of what is laid out, and that it is broken alike by itself."""
        if self._breaks(text) != _breaks(text, self.layout):
            return None
        return self.shapers[shaping.script(text)].learn(text, run.data)

    def _is_plain(self, text: str) -> bool:
        """Tell whether a text is Latin words; what is proven consists of their letters."""
        if "\u00a0" in text or "\u202f" in text or self.shaper(text) is None:
            return is_plain(text)
        return "  " not in text

    def _breaks(self, text: str) -> list[int]:
        """List the letters before which a line of what is laid out may begin."""
        attributes = pango.pango_layout_get_log_attrs_readonly(
            self.layout.layout, ffi.NULL
        )
        return _told(attributes, len(text) + 1)


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
        found = Type(line_break.Layout(style), shaping.features(style))
        _types.keep(key, found)
    return found


def _breaks(text: str, layout: Any) -> list[int]:
    """List the letters before which a line may begin."""
    count, data = len(text) + 1, text.encode()
    attributes = ffi.new("PangoLogAttr[]", count)
    pango.pango_get_log_attrs(data, len(data), -1, layout.language, attributes, count)
    return _told(attributes, count)


def _told(attributes: Any, count: int) -> list[int]:
    size = ffi.sizeof("PangoLogAttr")
    first = bytes(ffi.buffer(attributes, count * size))[::size]
    found = compress(range(count), first.translate(_BREAKS))
    return [each for each in found if 0 < each < count - 1]


def _widths(text: str, shaped: Shaped | Advances, breaks: list[int]) -> Widths | None:
    """Say how wide the letters of a text are; None if its words do not follow each other."""
    sums, places = list(accumulate(shaped.wide, initial=0)), shaped.places
    letters: Sequence[int] = range(len(text) + 1)
    if not text.isascii():
        begins = text.encode().translate(_BEGINS) + b"\1"
        letters = array("i", compress(range(len(begins)), begins))
    ended = [letters[each - (text[each - 1] == " ")] for each in breaks]
    ends = [sums[_last_glyph(places, each)] for each in ended]
    if ends != sorted(ends):
        return None
    return Widths(
        array("i", sums), array("i", places), letters,
        array("i", breaks), array("i", ends), shaped.unsafe,
    )  # fmt: skip
