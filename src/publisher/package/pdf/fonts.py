"""The fonts of the book: what all fragments show of a font, in one subset of it.

Glyphs keep their numbers, so that what is drawn in a fragment need not be changed; it calls
the common ones by low ones (`cids`). The common letters are in every subset, shown or not:
a corrected word then seldom changes the font.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import TypeVar

from publisher.artifacts import Asset
from publisher.cids import cids
from publisher.fragments import Face
from publisher.package.pdf.numbering import FIRST_FONT, FONTS, PER_FONT
from publisher.package.pdf.subsets import Measures, Subset, measures, nominal, subset
from publisher.package.pdf.syntax import (
    Chunk,
    compressed,
    name,
    number,
    numbers,
    reference,
    stream,
)
from publisher.package.pdf.tounicode import each_its_own, to_unicode

T = TypeVar("T")
Plain = tuple[int, bytes]
_LETTERS = 6  # of the tag that tells one subset from another


@dataclass(slots=True)
class Shown:
    """What the fragments seen so far show of one font file."""

    glyphs: dict[int, str] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)

    def add(self, glyphs: Mapping[int, str], widths: Mapping[int, int]) -> None:
        """Add glyphs; one that is known stands for what it first stood for."""
        self.glyphs = {**glyphs, **self.glyphs}
        self.widths = {**widths, **self.widths}


@dataclass(slots=True)
class Fonts:
    """What the fragments seen so far show of all fonts."""

    _files: dict[str, str] = field(default_factory=dict)  # by name in the streams
    _shown: dict[str, Shown] = field(default_factory=dict)  # by file
    are_complete: bool = True  # no letter is shown that its font lacks

    def take(self, faces: Mapping[str, Face]) -> None:
        """Add what a fragment shows."""
        for called, face in faces.items():
            file = self._files.setdefault(called, face.file)
            assert file == face.file, f"{called} is {file} and {face.file}"
            shown = self._shown.setdefault(face.file, Shown())
            shown.add(face.glyphs, face.widths)

    def objects(self, assets: Mapping[str, Asset]) -> tuple[list[Chunk], list[Plain]]:
        """Make the fonts out of the font files of the book: streams, and the rest."""
        firsts = {
            file: FIRST_FONT + PER_FONT * index
            for index, file in enumerate(sorted(assets))
        }
        called = b"".join(
            name(each) + b" " + reference(firsts[file])
            for each, file in sorted(self._files.items())
        )
        streams: list[Chunk] = []
        plain: list[Plain] = [(FONTS, b"<<" + called + b">>")]
        for file, shown in sorted(self._shown.items()):
            font = measures(assets[file].data)
            shown.add(font.common, font.widths)
            read = partial(nominal, assets[file].data)
            shown.glyphs = each_its_own(shown.glyphs, read)
            inside = frozenset(each for each in shown.glyphs if each < font.count)
            self.are_complete &= len(inside) == len(shown.glyphs)
            cut = subset(assets[file].data, inside)
            by_cid = cids(assets[file].data)
            streams += _streams(firsts[file], cut, shown, by_cid, inside)
            plain += _plain(firsts[file], font, cut, shown, by_cid)
        return streams, plain


def _streams(
    first: int,
    cut: Subset,
    shown: Shown,
    known: Mapping[int, int],
    inside: Iterable[int],
) -> Iterator[Chunk]:
    """Yield the font program, the map to characters and that to the glyphs in it."""
    kind = b"/Subtype/CIDFontType0C"
    if cut.outlines == "glyf":
        kind = b"/Length1 %d" % cut.length
    yield stream(first + 3, b"<<" + kind + b"/Filter/FlateDecode>>", cut.program)
    body = compressed(to_unicode(_by_cid(shown.glyphs, known)))
    yield stream(first + 4, b"<</Filter/FlateDecode>>", body)
    if known:
        body = compressed(_glyphs_of(inside, known))
        yield stream(first + 5, b"<</Filter/FlateDecode>>", body)


def _plain(
    first: int, font: Measures, cut: Subset, shown: Shown, known: Mapping[int, int]
) -> Iterator[Plain]:
    """Yield the font, its only descendant and the descriptor of that."""
    called = name(f"{_letters(cut.digest)}+{font.name}")
    glyf = cut.outlines == "glyf"
    yield first, b"".join((
        b"<</Type/Font/Subtype/Type0/BaseFont", called,
        b"/Encoding/Identity-H/DescendantFonts[", reference(first + 1),
        b"]/ToUnicode ", reference(first + 4), b">>",
    ))  # fmt: skip
    yield first + 1, b"".join((
        b"<</Type/Font/Subtype", b"/CIDFontType2" if glyf else b"/CIDFontType0",
        b"/BaseFont", called,
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
        b"/CIDToGIDMap " + (reference(first + 5) if known else b"/Identity") if glyf else b"",
        b"/W", _widths(_by_cid(shown.widths, known)),
        b"/FontDescriptor ", reference(first + 2), b">>",
    ))  # fmt: skip
    yield first + 2, b"".join((
        b"<</Type/FontDescriptor/FontName", called, b"/Flags %d" % font.flags,
        b"/FontBBox", numbers(font.box), b"/ItalicAngle ", number(font.angle),
        b"/Ascent %d/Descent %d" % (font.ascent, font.descent),
        b"/CapHeight %d/StemV %d" % (font.capitals, font.stem),
        b"/FontFile2 " if glyf else b"/FontFile3 ", reference(first + 3), b">>",
    ))  # fmt: skip


def _by_cid(said: Mapping[int, T], known: Mapping[int, int]) -> dict[int, T]:
    """Say of CIDs what is said of glyphs."""
    return {known.get(glyph, glyph): each for glyph, each in said.items()}


def _glyphs_of(inside: Iterable[int], known: Mapping[int, int]) -> bytes:
    """Write the map from CIDs to glyphs, two bytes each; 0 for what is not in the font."""
    cid_of = {glyph: known.get(glyph, glyph) for glyph in inside}
    glyphs = array("H", bytes(2 * (max(cid_of.values(), default=0) + 1)))
    for glyph, cid in cid_of.items():
        glyphs[cid] = glyph
    if sys.byteorder == "little":
        glyphs.byteswap()
    return glyphs.tobytes()


def _widths(widths: Mapping[int, int]) -> bytes:
    """Write the widths of glyphs by CID, those with neighbouring numbers together."""
    rows = []
    for _, run in groupby(enumerate(sorted(widths)), lambda each: each[1] - each[0]):
        glyphs = [glyph for _, glyph in run]
        rows.append(b"%d%b" % (glyphs[0], numbers(widths[each] for each in glyphs)))
    return b"[" + b"".join(rows) + b"]"


def _letters(digest: bytes) -> str:
    """Make the tag of a subset out of a digest."""
    return "".join(chr(ord("A") + each % 26) for each in digest[:_LETTERS])
