"""Fragments made by hand, of real letters, for tests of what joins them.

A page is a list of lines; what a line may be besides words is said by `Line`.
"""

import functools
import zlib
from dataclasses import dataclass

import uharfbuzz

from print_sample import fonts
from publisher.artifacts import PageMap, PageRow, Side
from publisher.cids import cids
from publisher.fragments import (
    Bookmark,
    Face,
    Fragment,
    Leaf,
    Loose,
    Patch,
    Placed,
    Strip,
)
from publisher.runs import runs

REGULAR, BOLD = "EBGaramond-Regular.ttf", "EBGaramond-Bold.ttf"
MEDIA, TRIM = (-9, -9, 441, 657), (0, 0, 432, 648)
LEFT, TOP, LEADING, SIZE, FOOT = 60, 600, 15, 10, 30
PICTURE = Loose(
    b"<</Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray"
    b"/BitsPerComponent 8/Filter/FlateDecode>>",
    zlib.compress(b"\x00\xff\xff\x00"),
)


@dataclass(frozen=True)
class Line:
    """A line of words, and what it is besides."""

    text: str
    tag: str = "P"
    anchor: str = ""
    level: int = 0  # in the outline
    link: str = ""  # anchor it leads to, or an address
    page_of: str = ""  # anchor; the digits at the end of the text tell its page
    file: str = REGULAR


def fragment(*pages, folios=None, extra=(), fixed=False):
    """Make a fragment of pages; `folios` are the digits laid out ("" for none).

    Where it is `fixed`, no number of it can be changed.
    """
    folios = folios or [str(number) for number in range(1, len(pages) + 1)]
    return _Maker(extra, fixed).fragment(pages, folios)


def placed(*fragments, roman=0, titles=None):
    """Put fragments one behind the other; the first `roman` pages are in front.

    Gives them with the map of their pages.
    """
    done, labels, anchors = [], [], {}
    for each in fragments:
        first = len(labels) + 1
        for index in range(first, first + len(each.leaves)):
            labels.append(_ROMAN[index] if index <= roman else str(index - roman))
        for anchor, (page, _, _) in each.anchors.items():
            anchors.setdefault(anchor, first + page)
        load = functools.partial(_same, each)
        done.append(Placed(load, first, tuple(labels[first - 1 :])))
    return tuple(done), _map(labels, anchors)


def all_fonts():
    """Give the fonts of the book, by file name."""
    return fonts()


_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def _same(value):
    return value


def _map(labels, anchors):
    rows = tuple(
        PageRow(
            index=index,
            label=label,
            side=Side.RECTO if index % 2 else Side.VERSO,
            blank=False,
            folio=True,
            unit="one",
            first=None,
            offset=0,
            words="",
        )
        for index, label in enumerate(labels, 1)
    )
    return PageMap(TRIM[2], TRIM[3], rows, (), (), anchors)


class _Maker:
    """One fragment in the making. Object 0 are the resources, 1 the section."""

    def __init__(self, extra, fixed):
        self.fixed = fixed
        pictures = b"".join(
            b"/I%d \x01@%d\x02 0 R" % (index, index + 2)
            for index, each in enumerate(extra)
            if b"/Image" in each.head
        )
        resources = b"<</Font \x01F\x02 0 R/XObject<<%b>>>>" % pictures
        self.objects = [Loose(resources), None, *extra]
        self.pictures = pictures.count(b"/I")
        self.anchors, self.bookmarks, self.owners = {}, [], []
        self.glyphs, self.sections = {}, []

    def fragment(self, pages, folios):
        leaves = [
            self.leaf(*each) for each in enumerate(zip(pages, folios, strict=True))
        ]
        kids = b" ".join(b"\x01@%d\x02 0 R" % each for each in self.sections)
        head = b"<</Type/StructElem/S/Sect/P \x01D\x02 0 R/K[%b]>>" % kids
        self.objects[1] = Loose(head, screen=True)
        faces = {
            file.removesuffix(".ttf"): Face(file, glyphs, widths(file, glyphs))
            for file, glyphs in self.glyphs.items()
        }
        return Fragment(
            leaves=tuple(leaves),
            objects=tuple(self.objects),
            resources=0,
            faces=faces,
            anchors=self.anchors,
            bookmarks=tuple(self.bookmarks),
            tops=(1,),
            owners=tuple(self.owners),
        )

    def leaf(self, page, drawn):
        lines, folio = drawn
        plain, tagged = _Strip(self.fixed), _Strip(self.fixed)
        parents, annotations = [], []
        if page == 0:
            for index in range(self.pictures):
                shown = b"q 40 0 0 40 %d 40 cm /I%d Do Q\n" % (LEFT, index)
                plain.write(shown)
                tagged.write(b"/Artifact BMC\n" + shown + b"EMC\n")
        for row, line in enumerate(lines):
            y = TOP - LEADING * row
            self.mark(line, page, y)
            owner = self.element(line, page, row, y, annotations)
            tagged.write(b"/%b <</MCID %d>> BDC\n" % (line.tag.encode(), len(parents)))
            parents.append(owner)
            for strip in (plain, tagged):
                self.words(strip, line, y)
            tagged.write(b"EMC\n")
        return Leaf(
            media=MEDIA,
            trim=TRIM,
            plain=(plain.made(), self.foot(folio, tagged=False)),
            tagged=(tagged.made(), self.foot(folio, tagged=True)),
            annotations=tuple(annotations),
            parents=tuple(parents),
        )

    def mark(self, line, page, y):
        if line.anchor:
            self.anchors.setdefault(line.anchor, (page, LEFT, y + SIZE))
        if line.level:
            self.bookmarks.append(Bookmark(line.level, line.text, page, LEFT, y + SIZE))

    def element(self, line, page, mcid, y, annotations):
        """Add the structure element of a line, and the annotation if it is a link."""
        own = len(self.objects)
        self.sections.append(own)
        head = b"<</Type/StructElem/S/%b/P \x01@1\x02 0 R/Pg \x01p%d\x02 0 R/K[%d%b]>>"
        kids = b""
        self.objects.append(None)
        if line.link:
            annotations.append(own + 1)
            kids = b"<</Type/OBJR/Obj \x01@%d\x02 0 R/Pg \x01p%d\x02 0 R>>" % (
                own + 1,
                page,
            )
            way = b"/Dest(%b)" % line.link.encode()
            if ":" in line.link:
                way = b"/A<</S/URI/URI(%b)>>" % line.link.encode()
            annotation = (
                b"<</Type/Annot/Subtype/Link/Rect[%d %d %d %d]/BS<</W 0>>/F 4"
                b"/Contents(to %b)/StructParent \x01s%d\x02%b>>"
            ) % (
                LEFT,
                y,
                LEFT + 99,
                y + SIZE,
                line.link.encode(),
                len(self.owners),
                way,
            )
            self.objects.append(Loose(annotation, screen=True))
            self.owners.append(own)
        tag = b"Link" if line.link else line.tag.encode()
        self.objects[own] = Loose(head % (tag, page, mcid, kids), screen=True)
        return own

    def words(self, strip, line, y):
        """Draw a line; page numbers at its end can be changed."""
        text, digits = line.text, ""
        if line.page_of:
            text, digits = _parted(line.text)
        font = line.file.removesuffix(".ttf").encode()
        strip.write(b"BT /%b %d Tf 1 0 0 1 %d %d Tm\n" % (font, SIZE, LEFT, y))
        strip.write(b"[<%b>] TJ\n" % self.shown(text, line.file))
        if digits:
            self.shown("0123456789", line.file)
            strip.patch(line.page_of, digits, _figures(line.file), b"", None, 0, b"")
            strip.write(b"\n")
        strip.write(b"ET\n")

    def foot(self, folio, *, tagged):
        """Draw the folio in the middle of the foot."""
        strip = _Strip(self.fixed)
        strip.write(b"/Artifact BMC\n" if tagged else b"")
        if folio:
            self.shown("0123456789", REGULAR)
            step = SIZE / 2 * width(REGULAR, glyph(REGULAR, "0")) / 1000
            strip.write(b"BT /%b %d Tf\n" % (REGULAR[:-4].encode(), SIZE))
            x = TRIM[2] / 2 - step * len(folio)
            trail = b" %d Tm\n" % FOOT
            strip.patch("", folio, _figures(REGULAR), b"1 0 0 1 ", x, step, trail)
            strip.write(b"\nET\n")
        strip.write(b"EMC\n" if tagged else b"")
        return strip.made()

    def shown(self, text, file):
        """Write words as glyphs, and note that they are shown."""
        glyphs = self.glyphs.setdefault(file, {})
        for letter in text:
            glyphs.setdefault(glyph(file, letter), letter)
        return "".join(f"{cid(file, letter):04x}" for letter in text).encode()


class _Strip:
    """One content stream in the making."""

    def __init__(self, fixed):
        self.parts, self.patches, self.fixed = [b""], [], fixed

    def write(self, operators):
        self.parts[-1] += operators

    def patch(self, target, text, glyphs, lead, x, step, trail):
        """Leave the drawing of digits to the linker, unless they are fixed."""
        if self.fixed:
            shown = "".join(glyphs[int(digit)] for digit in text).encode()
            where = b"" if x is None else f"{x:f}".rstrip("0").rstrip(".").encode()
            self.write(lead + where + trail + b"[<" + shown + b">] TJ")
            return
        self.patches.append(Patch(target, text, glyphs, lead, x, step, trail))
        self.parts.append(b"")

    def made(self):
        if self.patches:
            return Strip(b"", tuple(self.patches), runs(self.parts))
        [data] = self.parts
        return Strip(zlib.compress(data) if data else b"")


def _parted(text):
    words = text.rstrip("0123456789")
    return words, text[len(words) :]


def _figures(file):
    return tuple(f"{cid(file, digit):04x}" for digit in "0123456789")


@functools.cache
def _font(file):
    return uharfbuzz.Font(uharfbuzz.Face(all_fonts()[file].data))


@functools.cache
def glyph(file, letter):
    """Find the glyph of a letter."""
    return _font(file).get_nominal_glyph(ord(letter)) or 0


def cid(file, letter):
    """Find the number by which a PDF calls the glyph of a letter."""
    number = glyph(file, letter)
    return cids(all_fonts()[file].data).get(number, number)


@functools.cache
def width(file, number):
    """Measure a glyph in thousandths of the size."""
    return round(_font(file).get_glyph_h_advance(number) * 1000 / _font(file).face.upem)


def widths(file, glyphs):
    """Measure glyphs."""
    return {each: width(file, each) for each in glyphs}
