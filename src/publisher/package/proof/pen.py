"""Letters drawn beside the pages: shaped by HarfBuzz, in the fonts that the book brings.

A letter that the first font lacks is taken from the next that has it, so that words of
the book in any of its scripts can be quoted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import uharfbuzz
from pikepdf import Array, Dictionary, Name, Object, Pdf

from publisher.artifacts import Asset
from publisher.package.pdf.subsets import measures, subset
from publisher.package.pdf.tounicode import to_unicode

Colour = tuple[float, float, float]

SANS, BOLD, ITALIC = (
    "SourceSans3-Regular.ttf",
    "SourceSans3-Bold.ttf",
    "SourceSans3-Italic.ttf",
)
_OTHERS = (
    "EBGaramond-Regular.ttf", "NotoSerifHebrew-Regular.ttf", "Amiri-Regular.ttf",
    "SourceCodePro-Regular.ttf",
)  # fmt: skip
_FEATURES = {"liga": False, "clig": False}
_LONGEST = 3000  # letters of one text beside a page, or in the list
_PIECE = 160  # letters of a word that are tried on one line
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a line: advances in thousandths of the size."""

    file: str
    id: int
    advance: int  # as shaped
    width: int  # as the font says
    stands_for: str


@dataclass(slots=True)
class _Face:
    """A font file, and what has been drawn with it."""

    data: bytes
    font: uharfbuzz.Font
    scale: float
    glyphs: dict[int, str] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)


class Pen:
    """Writes lines of text as PDF does, and keeps account of the fonts it used."""

    def __init__(self, fonts: Mapping[str, Asset]) -> None:
        self._faces: dict[str, _Face] = {}
        chosen = [SANS, BOLD, ITALIC, *_OTHERS]
        chosen += sorted(each for each in fonts if each not in chosen)
        for name in chosen:
            if name in fonts and name.lower().endswith((".ttf", ".otf")):
                face = uharfbuzz.Face(fonts[name].data)
                font = uharfbuzz.Font(face)
                self._faces[name] = _Face(fonts[name].data, font, 1000 / face.upem)
        self._shaped: dict[tuple[str, str], tuple[Glyph, ...]] = {}
        self._names = {name: f"F{n}" for n, name in enumerate(self._faces)}

    def width(self, words: str, face: str, size: float) -> float:
        """Measure a line of text, in pt."""
        return sum(each.advance for each in self._shape(words, face)) * size / 1000

    def write(
        self,
        x: float,
        y: float,
        words: str,
        face: str = SANS,
        size: float = 7.0,
        colour: Colour = (0, 0, 0),
    ) -> bytes:
        """Give the operators that write a line whose baseline begins at a point."""
        parts = [b"BT %.3f %.3f %.3f rg 1 0 0 1 %.3f %.3f Tm" % (*colour, x, y)]
        last = ""
        row: list[bytes] = []
        for each in self._shape(words, face):
            if each.file != last:
                if row:
                    parts.append(b"[" + b"".join(row) + b"]TJ")
                name = self._names[each.file].encode()
                parts.append(b"/%b %.2f Tf" % (name, size))
                row, last = [], each.file
            used = self._faces[each.file]
            used.glyphs.setdefault(each.id, each.stands_for)
            used.widths[each.id] = each.width
            row.append(b"<%04x>" % each.id)
            if each.advance != each.width:
                row.append(b"%d" % (each.width - each.advance))
        if row:
            parts.append(b"[" + b"".join(row) + b"]TJ")
        return b" ".join(parts) + b" ET\n"

    def fold(
        self, words: str, face: str, size: float, width: float, most: int = 0
    ) -> list[str]:
        """Break words into lines no wider than a width; `most` lines, if it is not 0.

        What does not fit into them ends with "…". A word too long for a line is cut.
        """
        lines: list[str] = []
        line = ""
        if len(words) > _LONGEST:
            words = f"{words[:_LONGEST]} …"
        for word in _cut(self, words, face, size, width):
            longer = f"{line} {word}" if line else word
            if line and self.width(longer, face, size) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
        if most and len(lines) > most:
            lines = lines[:most]
            while lines[-1] and self.width(lines[-1] + " …", face, size) > width:
                lines[-1] = lines[-1].rpartition(" ")[0]
            lines[-1] = f"{lines[-1]} …".strip()
        return lines

    def fonts(self, pdf: Pdf) -> Iterator[tuple[str, Object]]:
        """Make the fonts that were used: their names in the operators, and they."""
        for name, face in self._faces.items():
            if face.glyphs:
                yield f"/{self._names[name]}", _font(pdf, face)

    def _shape(self, words: str, face: str) -> tuple[Glyph, ...]:
        key = words, face
        if key not in self._shaped:
            plain = " ".join(words.translate(_UNSEEN).split())
            runs = self._runs(plain, face if face in self._faces else "")
            self._shaped[key] = tuple(
                glyph for name, run in runs for glyph in self._shape_run(name, run)
            )
        return self._shaped[key]

    def _runs(self, words: str, face: str) -> Iterator[tuple[str, str]]:
        """Part a line where the font changes."""
        order = [face, *self._faces] if face else list(self._faces)
        run, last = "", order[0]
        for character in words:
            has = (
                name
                for name in (last, *order)
                if character == " " or self._has(name, character)
            )
            name = order[0] if self._has(order[0], character) else next(has, order[0])
            if character == " ":
                name = last
            if name != last and run:
                yield last, run
                run = ""
            run, last = run + character, name
        if run:
            yield last, run

    def _has(self, name: str, character: str) -> bool:
        return bool(self._faces[name].font.get_nominal_glyph(ord(character)))

    def _shape_run(self, name: str, run: str) -> Iterator[Glyph]:
        face = self._faces[name]
        buffer = uharfbuzz.Buffer()
        buffer.add_str(run)
        buffer.guess_segment_properties()
        uharfbuzz.shape(face.font, buffer, _FEATURES)
        infos = buffer.glyph_infos
        begins = sorted({each.cluster for each in infos} | {len(run)})
        ends = dict(pairwise(begins))
        for info, position in zip(infos, buffer.glyph_positions, strict=True):
            width = face.font.get_glyph_h_advance(info.codepoint)
            yield Glyph(
                name,
                info.codepoint,
                round(position.x_advance * face.scale),
                round(width * face.scale),
                run[info.cluster : ends[info.cluster]],
            )


def _cut(pen: Pen, words: str, face: str, size: float, width: float) -> Iterator[str]:
    """Give words, those that are wider than a line in pieces."""
    for word in words.split():
        rest = word
        while len(rest) > _PIECE or (
            len(rest) > 1 and pen.width(rest, face, size) > width
        ):
            lengths = range(2, min(len(rest), _PIECE))
            fits = 1 + bisect_right(
                lengths, width, key=lambda n: pen.width(rest[:n], face, size)
            )
            yield rest[:fits]
            rest = rest[fits:]
        yield rest


def _font(pdf: Pdf, face: _Face) -> Object:
    """Make a font of the glyphs that were drawn."""
    says, cut = measures(face.data), subset(face.data, frozenset(face.glyphs))
    tag = "".join(chr(65 + each % 26) for each in cut.digest[:6])
    name = Name(f"/{tag}+{says.name}")
    glyf = cut.outlines == "glyf"
    program = pdf.make_stream(b"")
    program.write(cut.program, filter=Name.FlateDecode)
    if glyf:
        program.Length1 = cut.length
    else:
        program.Subtype = Name.CIDFontType0C
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=says.flags,
        FontBBox=Array(list(says.box)),
        ItalicAngle=says.angle,
        Ascent=says.ascent,
        Descent=says.descent,
        CapHeight=says.capitals,
        StemV=says.stem,
    )
    descriptor["/FontFile2" if glyf else "/FontFile3"] = program
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2 if glyf else Name.CIDFontType0,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        W=Array(
            [each for g, w in sorted(face.widths.items()) for each in (g, Array([w]))]
        ),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    if glyf:
        inner.CIDToGIDMap = Name.Identity
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(inner)]),
            ToUnicode=pdf.make_stream(to_unicode(face.glyphs)),
        )
    )
