"""One font file: its measures, and the part of it that a book shows.

Both are remembered while the program runs: a book that is made again after a small
change mostly shows the same letters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from struct import unpack_from

import uharfbuzz

from publisher.cids import common_glyphs
from publisher.package.pdf.syntax import compressed

_USELESS = (
    "BASE", "CBDT", "CBLC", "COLR", "CPAL", "DSIG", "EBDT", "EBLC", "EBSC", "GDEF",
    "GPOS", "GSUB", "JSTF", "LTSH", "MATH", "OS/2", "PCLT", "STAT", "SVG ", "VDMX",
    "cmap", "gasp", "hdmx", "kern", "meta", "morx", "name", "post", "sbix",
)  # fmt: skip
"""Tables that nothing of a PDF asks for (ISO 32000-2, 9.9)."""

_NAME = 6  # the PostScript name
_FIXED, _SERIF, _SYMBOLIC, _ITALIC = 1, 2, 4, 64  # flags of a font descriptor


@dataclass(frozen=True, slots=True)
class Measures:
    """What a font says of itself, in thousandths of its size."""

    name: str
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    capitals: int
    angle: float  # in degrees, counterclockwise from upright
    stem: int
    flags: int
    count: int  # of glyphs
    common: Mapping[int, str] = field(repr=False)  # glyphs of common characters
    widths: Mapping[int, int] = field(repr=False)  # of these


@dataclass(frozen=True, slots=True)
class Subset:
    """The part of a font file that is shown, as it is put into a PDF."""

    outlines: str  # "glyf" or "CFF "
    length: int  # of the program
    program: bytes = field(repr=False)  # compressed
    digest: bytes  # of the font and the glyphs in it


@lru_cache(maxsize=64)
def measures(data: bytes) -> Measures:
    """Read a font file."""
    face = uharfbuzz.Face(data)
    font = uharfbuzz.Font(face)
    thousandths = 1000 / face.upem
    extents = font.get_font_extents("ltr")
    capitals = font.get_metric_position_with_fallback(uharfbuzz.OTMetricsTag.CAP_HEIGHT)
    box = unpack_from(">4h", face.reference_table("head").data, 36)
    weight = font.get_style_value(uharfbuzz.StyleTag.WEIGHT)
    common = common_glyphs(font)
    return Measures(
        name=face.get_name(_NAME) or "Font",
        box=tuple(round(each * thousandths) for each in box),
        ascent=round(extents.ascender * thousandths),
        descent=round(extents.descender * thousandths),
        capitals=round(capitals * thousandths),
        angle=_angle(face),
        stem=round(50 + (weight / 65) ** 2),  # a rule of thumb: fonts do not tell
        flags=_flags(face),
        count=face.glyph_count,
        common=common,
        widths={
            glyph: round(font.get_glyph_h_advance(glyph) * thousandths)
            for glyph in common
        },
    )


@lru_cache(maxsize=64)
def nominal(data: bytes) -> Mapping[int, str]:
    """Give the character that each glyph of a font is drawn for if nothing is beside it."""
    face = uharfbuzz.Face(data)
    font = uharfbuzz.Font(face)
    known: dict[int, str] = {}
    for point in sorted(face.unicodes):
        if glyph := font.get_nominal_glyph(point):
            known.setdefault(glyph, chr(point))
    return known


@lru_cache(maxsize=64)
def subset(data: bytes, glyphs: frozenset[int]) -> Subset:
    """Take glyphs out of a font file. They keep their numbers.

    A font that can vary is taken as it is by default; pictures and hints are left out.
    """
    face = uharfbuzz.Face(data)
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(_tag(each) for each in _USELESS)
    flags = uharfbuzz.SubsetFlags
    wanted.flags = (
        flags.RETAIN_GIDS
        | flags.NO_HINTING
        | flags.NOTDEF_OUTLINE
        | flags.DESUBROUTINIZE
        | flags.CFF_IDENTITY_CHARSET
        | flags.DOWNGRADE_CFF2
    )
    if face.has_var_data:
        wanted.pin_all_axes_to_default(face)
    made = uharfbuzz.subset(face, wanted)
    outlines = "glyf" if "glyf" in made.table_tags else "CFF "
    program = (
        made.blob.data if outlines == "glyf" else made.reference_table("CFF ").data
    )
    summed = hashlib.sha256(data)
    summed.update(repr(sorted(glyphs)).encode("ascii"))
    return Subset(outlines, len(program), compressed(program), summed.digest())


def _tag(table: str) -> int:
    return int.from_bytes(table.encode("ascii"), "big")


def _angle(face: uharfbuzz.Face) -> float:
    table = face.reference_table("post").data
    return unpack_from(">i", table, 4)[0] / 65536 if table else 0.0


def _flags(face: uharfbuzz.Face) -> int:
    """Tell what other fonts would be like it (ISO 32000-2, table 121)."""
    table = face.reference_table("post").data
    fixed = bool(table) and unpack_from(">I", table, 12)[0] != 0
    styles = face.reference_table("OS/2").data
    family = styles[30] if styles else 0  # the class of its design, high byte
    return (
        _SYMBOLIC
        + _FIXED * fixed
        + _SERIF * (family in range(1, 8))
        + _ITALIC * (_angle(face) != 0)
    )
