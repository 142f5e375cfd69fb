"""What is one in a book, however many fragments it has: gathered, and written at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from publisher.bookinfo import BookInfo
from publisher.package.pdf import description
from publisher.package.pdf.labels import labels
from publisher.package.pdf.names import Names
from publisher.package.pdf.numbering import (
    CATALOG,
    INFO,
    METADATA,
    NAMES,
    OUTLINE,
    PAGES,
    PROFILE,
    STRUCTURE,
    Place,
    leads,
    room,
)
from publisher.package.pdf.outline import Outline
from publisher.package.pdf.seams import Seam
from publisher.package.pdf.standards import PRESS, Standard
from publisher.package.pdf.structure import Structure
from publisher.package.pdf.syntax import (
    Chunk,
    compressed,
    reference,
    references,
    stream,
    text,
)

Plain = tuple[int, bytes]


@dataclass(slots=True)
class Whole:
    """The tables that grow with the book; no page and no picture is in them."""

    book: BookInfo
    number: str  # what the pages are identified by
    standard: Standard  # that the file for the screen keeps
    free: int  # the first object number that is not set aside
    followed: bool = True  # there is a file for the screen, where links are followed
    _key: int = 0  # the same of the parent tree
    _nodes: list[int] = field(default_factory=list)
    _pages: int = 0
    _names: Names = field(default_factory=Names)
    _outline: Outline = field(default_factory=Outline)
    _structure: Structure = field(init=False)
    _leads: list[tuple[int, str]] = field(default_factory=list)  # array, anchor
    _has_inks: bool = False

    def __post_init__(self) -> None:
        self._structure = Structure(self.book.lang)

    def place(self, seam: Seam) -> Place:
        """Set numbers aside for the next fragment, and take what is one in the book."""
        ahead = self.free + leads(seam.extent)
        place = Place(self.free, self._key, seam.extent.pages, ahead)
        self._leads += ((place.lead(i), to) for i, to in enumerate(seam.leads))
        self._has_inks |= seam.has_inks
        numbers, keys = room(seam.extent)
        self.free, self._key = self.free + numbers, self._key + keys
        self._nodes.append(place.node)
        self._pages += place.pages
        if self.followed:
            self._names.take(seam.anchors, place)
            self._outline.take(seam.bookmarks, place)
            self._structure.take(seam.elements, place)
        return place

    def metadata(self, *, press: bool, fonts_are_complete: bool) -> Chunk:
        """Make the XMP packet a stream; not compressed, so that any program finds it.

        The file for the screen says which standards it keeps: PDF/UA if all that only
        the author can do is done, PDF/A if nothing is coloured in inks.
        """
        claims = description.claims(
            PRESS if press else self.standard,
            universal=fonts_are_complete and self._structure.is_universal,
            archive=fonts_are_complete and not self._has_inks,
        )
        packet = description.xmp(self.book, self.number, claims, press=press)
        return stream(METADATA, b"<</Type/Metadata/Subtype/XML>>", packet)

    def press(self) -> list[Plain]:
        """List what makes the fragments one file for the press: hardly anything."""
        catalog = b"<</Type/Catalog%b/Lang%b>>" % (_ALWAYS, text(self.book.lang))
        return [
            (CATALOG, catalog),
            self._root(),
            (INFO, description.info(self.book, press=True)),
        ]

    def screen(self, written: Sequence[str]) -> list[Plain]:
        """List what makes the fragments one file for the screen.

        `written` are what all pages of the book are called.
        """
        second = self.standard.is_second
        rows = [(CATALOG, self._catalog(written)), self._root()]
        if not second:
            rows.append((INFO, description.info(self.book, press=False)))
        for number, anchor in self._leads:
            element = reference(self._names.element(anchor))
            rows.append((number, b"[" + element + b"]"))
        rows += self._structure.objects(self.free, second=second)
        rows += self._names.objects(self._following(rows), structured=second)
        rows += self._outline.objects(self._following(rows), structured=second)
        return rows

    def _following(self, rows: Sequence[Plain]) -> int:
        return max(self.free, 1 + max(number for number, _ in rows))

    def profile(self) -> Chunk:
        """Give the profile of the colours of the screen, as a stream."""
        head = b"<</N 3/Filter/FlateDecode>>"
        return stream(PROFILE, head, compressed(_SRGB.read_bytes()))

    def _root(self) -> Plain:
        kids = references(self._nodes)
        return PAGES, b"<</Type/Pages/Count %d/Kids%b>>" % (self._pages, kids)

    def _catalog(self, written: Sequence[str]) -> bytes:
        direction = b"/R2L" if self.book.dir == "rtl" else b"/L2R"
        return b"".join((
            b"<</Type/Catalog", _ALWAYS, b"/Lang", text(self.book.lang),
            b"/PageLabels", labels(written),
            b"/PageMode/UseOutlines/PageLayout/TwoPageRight",
            b"/ViewerPreferences<</DisplayDocTitle true/Direction", direction, b">>",
            b"/MarkInfo<</Marked true>>/StructTreeRoot ", reference(STRUCTURE),
            b"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier",
            text("sRGB IEC61966-2.1"), b"/Info", text("sRGB IEC61966-2.1"),
            b"/DestOutputProfile ", reference(PROFILE), b">>]",
            b"/Names<</Dests ", reference(NAMES), b">>",
            b"/Outlines " + reference(OUTLINE) if self._outline else b"", b">>",
        ))  # fmt: skip


_SRGB = Path(__file__).parent / "profiles" / "sRGB2014.icc"
_ALWAYS = b"/Pages %b/Metadata %b" % (reference(PAGES), reference(METADATA))
