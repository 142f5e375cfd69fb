"""The numbers by which a PDF calls glyphs, its CIDs: the lowest for the common ones.

Who reads a PDF by PDFium measures every letter it shows, and remembers the measure of those
whose number is below 256 (`CPDF_CIDFont::GetCharBBox`): of a page of words that takes a
third of the time. And streams are shorter, where half of the figures are nought. So a glyph
changes its number with another: what is called by the number of a glyph, is the glyph of
that number. A font's own program stays as it is (ISO 32000-2, 9.7.4.3: CIDToGIDMap).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import chain

import uharfbuzz

LOW = 256

_POINTS = tuple(
    chain(
        range(0x20, 0x7F),  # Basic Latin
        range(0xA0, 0x100),  # Latin-1 Supplement
        (0x152, 0x153, 0x2C6, 0x2DC),  # what Windows-1252 has besides
        range(0x2010, 0x2016),  # dashes
        range(0x2018, 0x201F),  # quotation marks
        (0x2009, 0x200A, 0x202F),  # thin spaces
        (0x2020, 0x2021, 0x2022, 0x2026, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A),
        (0x2044, 0x20AC, 0x2116, 0x2122, 0x2212),
    )
)
"""Common characters: their glyphs are in every subset, and have the lowest numbers."""


def common_glyphs(font: uharfbuzz.Font) -> dict[int, str]:
    """Give the glyphs of the common characters that a font has, each with its character."""
    found: dict[int, str] = {}
    for point in _POINTS:
        if glyph := font.get_nominal_glyph(point):
            found.setdefault(glyph, chr(point))
    return found


@lru_cache(maxsize=64)
def cids(data: bytes) -> Mapping[int, int]:
    """Give the CIDs of a font file's glyphs that differ from their numbers, and vice versa.

    It is its own inverse. Fonts with outlines of CFF have none: no map is written of these.
    """
    face = uharfbuzz.Face(data)
    if "glyf" not in face.table_tags:
        return {}
    common = common_glyphs(uharfbuzz.Font(face))
    high = (glyph for glyph in common if glyph >= LOW)
    free = (number for number in range(1, LOW) if number not in common)
    pairs = tuple(zip(high, free, strict=False))
    return dict(chain(pairs, ((low, glyph) for glyph, low in pairs)))
