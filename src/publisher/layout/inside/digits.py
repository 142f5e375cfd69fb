"""The ten digits as glyphs of one font in one style, and whether any can stand for any.

WeasyPrint 70.0 shapes text in `text.line_break.Layout` and writes glyphs while it draws;
both are asked here for a row of digits in the style of a text box.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

from publisher.layout.inside.objects import Objects
from publisher.layout.inside.pen import Pen
from publisher.layout.inside.private import Layout, boxes, draw_text
from publisher.layout.weasy import Document

ROW = re.compile(rb"\[<((?:[0-9a-f]{4})+)>\] TJ")
"""Glyphs in one row, with nothing between them."""

_PAIRS = "".join(f"{a}{b}" for a, b in product("0123456789", repeat=2))
_SHAPING = (
    "font_family", "font_size", "font_style", "font_weight", "font_stretch",
    "font_variation_settings", "font_kerning", "font_variant_ligatures",
    "font_variant_position", "font_variant_caps", "font_variant_numeric",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
    "font_language_override", "lang", "direction", "letter_spacing", "word_spacing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Digits:
    """Digits of equal width, no matter which stand side by side."""

    font: tuple[str, float]  # name and size, as a stream calls for it
    glyphs: tuple[str, ...]  # of 0 to 9, each four hexadecimal figures

    def written(self, number: str) -> bytes:
        """Give the glyphs of a number as a row shows them."""
        return "".join(self.glyphs[int(each)] for each in number).encode("ascii")


Letters = dict[str, tuple[dict[int, str], dict[int, int]]]
"""Of each font by its key: what glyphs stand for, and how wide they are."""


class Cases:
    """The digits of every style that numbers are set in, each shaped once."""

    def __init__(self, document: Document, objects: Objects) -> None:
        """Begin with none."""
        self._document, self._objects = document, objects
        self._known: dict[str, tuple[Digits | None, Letters]] = {}

    def digits(self, box: boxes.Box) -> Digits | None:
        """Give the digits in the style of a text box; None if they are not all alike.

        They count as letters of the page: a number may be changed to any of them.
        """
        style = repr([box.style[each] for each in _SHAPING])
        if style not in self._known:
            self._known[style] = self._shaped(box)
        digits, letters = self._known[style]
        for key, shown in letters.items():
            font = self._document.fonts[key]
            font.to_unicode |= {**shown[0], **font.to_unicode}
            font.widths |= {**shown[1], **font.widths}
        return digits

    def _shaped(self, box: boxes.Box) -> tuple[Digits | None, Letters]:
        """Draw digits; say what was shown for it, whatever else the page shows."""
        fonts = self._document.fonts
        before = {key: (font.to_unicode, font.widths) for key, font in fonts.items()}
        for font in fonts.values():
            font.to_unicode, font.widths = {}, {}
        digits = self._drawn(box)
        shown = {key: (font.to_unicode, font.widths) for key, font in fonts.items()}
        for key, font in fonts.items():
            font.to_unicode, font.widths = before.get(key, ({}, {}))
        return digits, shown

    def _drawn(self, box: boxes.Box) -> Digits | None:
        pen = Pen(self._document, self._objects)
        draw_text(pen, _retold(box), 0, "clip", "none")
        rows = [each for each in pen.stream if each.endswith(b"TJ")]
        found = ROW.fullmatch(rows[0]) if len(rows) == 1 else None
        font = pen.font
        if found is None or font is None or len(found[1]) != 4 * len(_PAIRS):
            return None
        return _alike(found[1].decode("ascii"), font, self._widths(font[0]))

    def _widths(self, name: str) -> dict[int, int]:
        fonts = (each for each in self._document.fonts.values() if each.hash == name)
        return {
            font.cids.get(glyph, glyph): width
            for font in fonts
            for glyph, width in font.widths.items()
        }


def _retold(box: boxes.Box) -> boxes.Box:
    """Copy a text box and put every pair of digits in it."""
    row = box.copy_with_text(_PAIRS)
    row.pango_layout = Layout(box.style)
    row.pango_layout.text = _PAIRS
    return row


def _alike(
    shown: str, font: tuple[str, float], widths: dict[int, int]
) -> Digits | None:
    """Read the glyphs of a row of pairs; each digit must always be the same glyph."""
    row = [shown[at : at + 4] for at in range(0, len(shown), 4)]
    glyphs = dict(zip(_PAIRS, row, strict=True))
    same = [glyphs[digit] for digit in _PAIRS] == row
    if not same or len({widths[int(each, 16)] for each in row}) != 1:
        return None
    return Digits(font, tuple(glyphs[digit] for digit in "0123456789"))
