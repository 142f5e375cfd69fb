"""The printed pages read back with PDFium, and the markup they were set from.

A page has zones: the text; each of the notes below it; figures, which may drift from
where they were written; initials, which are drawn before the text they begin; and what
is set aside: margins with running heads and folios, the numbers of lists, letters inside
pictures, heads of tables that are said again. Right-to-left letters are only counted:
the order in which a PDF holds them says nothing about how they are read.
"""

from __future__ import annotations

import ctypes
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import cast

import pypdfium2
import pypdfium2.raw as pdfium

from publisher.artifacts import BlockRow, Box, PageMap, PageRow, PrintUnit
from publisher.bookinfo import PrintSettings
from publisher.cache import fingerprint, key
from publisher.check import readback
from publisher.check.drawn import address, drawn_letters
from publisher.check.letters import ALL, WITHOUT_RTL, Passage, letters
from publisher.check.readback import NOWHERE, Element
from publisher.check.sheets import Memory, Sheets, sheets_of
from publisher.codepoints import characters
from publisher.diagnostics import Span

MM = 72 / 25.4  # pt
TEXT, FIGURES, INITIALS, ASIDE = "text", "figures", "initials", ""
NOTE = "note "  # and its key: every note is read for itself
RTL = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Blocks of scripts that run from right to left."""

SUNK = 2.5  # pt that a subscript of the last line may stand below its block
_FIRST_RTL = "\u0590"
_INITIAL = re.compile(r'class="drop(?: deep)?"')

FEW = 64  # characters of a page of which PDFium takes lines for one standing upright
NUDGE = 8.0  # pt that a first line or a mark may stand out to the left of its block


@dataclass(frozen=True, slots=True)
class Line:
    """What there is at one height of a page."""

    zone: str
    edge: float  # what stands left of it is set aside
    apart: tuple[tuple[Box, str], ...]  # what has a zone of its own, and that zone


@dataclass(slots=True)
class Zones:
    """Where the text of one page stands; lengths in pt from the top left of the page."""

    top: float
    bottom: float
    page: PageRow
    blocks: list[BlockRow] = field(default_factory=list)
    at: dict[float, Line] = field(default_factory=dict)  # by height; what was found

    @property
    def told(self) -> str:
        """Say all this in a string, whatever page of the book it is."""
        own = self.page
        boxes = [
            (box.x, box.y, box.width, box.height, row.note)
            for row in self.blocks
            for box in row.boxes
            if box.page == own.index
        ]
        parts = [own.initials, own.figures, own.pictures, own.heads]
        parts += [own.beside, own.over]
        inside = [[(b.x, b.y, b.width, b.height) for b in part] for part in parts]
        return repr((self.top, self.bottom, own.layered, boxes, inside))

    def of(self, x: float, y: float) -> str:
        """Name the zone of a point: TEXT, FIGURES, INITIALS, ASIDE or a note."""
        line = self.at.get(y) or self._line(y)
        for box, zone in line.apart:
            if box.x - 1 <= x < box.x + box.width - 1:
                return zone
        if self.page.layered and line.zone != ASIDE:
            return self._around(x, y)
        return ASIDE if x < line.edge else line.zone

    def _around(self, x: float, y: float) -> str:
        """Name the zone of a point on a page where blocks stand beside each other."""
        around = [
            (box.width * box.height, row.note, box)
            for row in self.blocks
            for box in row.boxes
            if box.page == self.page.index and _spans(box, y - SUNK)
        ]
        across = [
            (size, note)
            for size, note, box in around
            if box.x - NUDGE <= x <= box.x + box.width + NUDGE
        ]
        if around and not across:
            return ASIDE
        _, note = min(across, default=(0, ""))
        figure = any(_spans(box, y) for box in self.page.figures)
        return NOTE + note if note else FIGURES if figure else TEXT

    def _line(self, y: float) -> Line:
        """Find what there is at a height."""
        own = self.page
        apart = [(box, FIGURES) for box in own.over if _spans(box, y)]
        apart += [(box, INITIALS) for box in own.initials if _spans(box, y)]
        apart += [
            (b, ASIDE) for b in (*own.pictures, *own.heads, *own.beside) if _spans(b, y)
        ]
        zone, edge = self._across(y)
        if not self.top <= y <= self.bottom + SUNK:
            zone = ASIDE
        self.at[y] = Line(zone, edge - NUDGE, tuple(apart))
        return self.at[y]

    def _across(self, y: float) -> tuple[str, float]:
        """Name the zone at a height, and the left edge of its innermost block.

        No letter of a block stands on its very top, but one may stand below its foot.

        What stands left of that is the number or bullet of a list, which the style sets.
        """
        around = [
            (box.height * box.width, box.x, row.note)
            for row in self.blocks
            for box in row.boxes
            if box.page == self.page.index and _spans(box, y - SUNK)
        ]
        _, edge, note = min(around, default=(0, 0, ""))
        figure = any(_spans(box, y) for box in self.page.figures)
        return NOTE + note if note else FIGURES if figure else TEXT, edge


def zones(pages: PageMap, settings: PrintSettings) -> Mapping[int, Zones]:
    """Tell text from notes, figures and margins on every page, by the page map."""
    top, _, bottom, _ = (margin * MM for margin in settings.margins)
    foot = pages.height - bottom
    made = {page.index: Zones(top, foot, page) for page in pages.pages}
    for row in pages.blocks:
        for page in {box.page for box in row.boxes}:
            made[page].blocks.append(row)
    return made


def _spans(box: Box, y: float) -> bool:
    return box.y <= y <= box.y + box.height


@dataclass(slots=True)
class Reading:
    """The pages of one PDF, read as far as they are asked for. To be closed at the end.

    `zones` are by page, counted from 1; points are measured in the trim box. What
    `memory` keeps of a page that was read before is not read again.
    """

    path: Path
    zones: Mapping[int, Zones]
    memory: Memory | None = None
    sheets: Sheets | None = None  # its digests, if they were taken already
    _document: pypdfium2.PdfDocument | None = None
    _named: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._named = (self.sheets or sheets_of(self.path)).names

    def close(self) -> None:
        """Close the file, if it was opened."""
        if self._document is not None:
            self._document.close()
            self._document = None

    def pages(self) -> Mapping[str, list[int]]:
        """List the pages of each unit that the file has, by Unit.id."""
        found: dict[str, list[int]] = {}
        for number in range(1, len(self._named) + 1):
            found.setdefault(self.zones[number].page.unit, []).append(number)
        return found

    def name(self, pages: list[int]) -> str:
        """Name all that the words of some pages are read from."""
        parts = ((self._named[n - 1], self.zones[n].told) for n in pages)
        return key("words of pages", fingerprint(), *chain.from_iterable(parts))

    def said(self, pages: list[int]) -> Mapping[str, list[Passage]]:
        """Give what some pages say, a passage for every zone of each, by zone.

        A passage's line is its page.
        """
        found: dict[str, list[Passage]] = {}
        for number in pages:
            place = self._place(number)
            for zone, text in self._words(number).items():
                found.setdefault(zone, []).append(Passage(text, place))
        return found

    def layered(self, pages: list[int]) -> frozenset[Span]:
        """Name those of some pages on which the order of words says nothing."""
        there = (number for number in pages if self.zones[number].page.layered)
        return frozenset(map(self._place, there))

    def _place(self, number: int) -> Span:
        return Span(PurePosixPath(self.path.name), number)

    def _words(self, number: int) -> Mapping[str, str]:
        name = self.name([number])
        data = self.memory.get(name) if self.memory is not None else None
        if data is not None:
            return cast(dict[str, str], json.loads(data))
        if self._document is None:
            self._document = pypdfium2.PdfDocument(self.path)
        words = _sorted_out(self.zones[number], self._document[number - 1])
        if self.memory is not None:
            self.memory.put(name, json.dumps(words).encode())
        return words


def _sorted_out(zones: Zones, page: pypdfium2.PdfPage) -> dict[str, str]:
    """Read a page, in the order of its content, and put its words where their zone is."""
    left, _, _, top = page.get_trimbox()
    said: dict[str, list[str]] = {}
    for zone, character in _letters(zones, page, left, top):
        said.setdefault(zone, []).append(character)
    page.close()
    return {zone: "".join(characters) for zone, characters in said.items()}


def _letters(
    zones: Zones, page: pypdfium2.PdfPage, left: float, top: float
) -> Iterator[tuple[str, str]]:
    """Yield the characters of a page, each with its zone.

    A page has thousands, so this is where the time of reading goes. Where a point is asked
    for only at the beginning of a word: in a line where nothing stands apart, a word from
    left to right that begins in the line's zone ends there.
    """
    text = page.get_textpage()
    drawn = drawn_letters(page, zones.page.pictures, left, top)
    x, y = ctypes.c_double(), ctypes.c_double()
    to_x, to_y, origin = ctypes.byref(x), ctypes.byref(y), pdfium.FPDFText_GetCharOrigin
    lines = {} if drawn or zones.page.layered else zones.at
    within, zone = False, ""  # a word whose zone is known
    every = characters(text)
    for index, character in enumerate(every):
        if character <= " " or len(every) < FEW:
            within = False
        if character <= " ":
            continue
        if not within or character >= _FIRST_RTL:
            if not origin(text.raw, index, to_x, to_y):
                continue
            across, height = x.value - left, top - y.value
            zone = zones.of(across, height)
            line = lines.get(height)
            within = line is not None and not line.apart and across >= line.edge
            if (
                drawn
                and address(pdfium.FPDFText_GetTextObject(text.raw, index)) in drawn
            ):
                zone = ASIDE
        yield zone, character
    text.close()


def set_text(unit: PrintUnit, *, initials: bool) -> Mapping[str, list[Passage]]:
    """Give all words the pages of a unit were set from, by zone, each zone in order.

    `initials` if these stand apart: a style may set them in the line.
    """
    said: dict[str, list[Passage]] = {}
    for document in readback.print_documents((unit,)).values():
        _gather(document, NOWHERE, TEXT, said)
    if not initials and INITIALS in said:
        return set_text(_levelled(unit), initials=True)
    return said


def _levelled(unit: PrintUnit) -> PrintUnit:
    """Take a unit's initials for letters like others."""
    return replace(unit, html=_INITIAL.sub("", unit.html))


def _gather(
    element: Element, span: Span, zone: str, said: dict[str, list[Passage]]
) -> None:
    """Walk markup in document order, and put the words where their zone is."""
    if not isinstance(element.tag, str) or not readback.is_set(element):
        return
    span = _place(element) or span
    own = _zone(element)
    if not (own == FIGURES and zone.startswith(NOTE)):  # a figure of a note is its own
        zone = own or zone
    if element.text:
        said.setdefault(zone, []).append(Passage(element.text, span))
    for child in element:
        _gather(child, span, zone, said)
        if child.tail:
            said.setdefault(zone, []).append(Passage(child.tail, span))


def _zone(element: Element) -> str:
    if readback.is_note(element):
        return f"{NOTE}{element.get('data-note', '')}"
    if "drop" in readback.classes(element):
        return INITIALS
    return FIGURES if element.tag == "figure" else ""


def _place(element: Element) -> Span | None:
    path, _, rest = element.get("data-at", "").rpartition(":")
    path, _, line = path.rpartition(":")
    return Span(PurePosixPath(path), int(line), int(rest)) if path else None


def without(passages: list[Passage], blank: frozenset[str]) -> Iterator[Passage]:
    """Leave out characters that no font can print."""
    table = dict.fromkeys(map(ord, blank))
    for each in passages:
        yield Passage(each.words.translate(table), each.span) if blank else each


def right_to_left(passages: list[Passage]) -> Counter[str]:
    """Count the letters of right-to-left scripts, by their plain forms."""
    counted: Counter[str] = Counter()
    for each in passages:
        if RTL.search(each.words):
            counted += Counter(letters(each.words, ALL))
            counted -= Counter(letters(each.words, WITHOUT_RTL))
    return counted
