"""The printed pages read back with PDFium, and the markup they were set from.

A page has three zones: the margins (running heads, folios, the numbers of lists: set
aside), the text, and the notes below it. Right-to-left letters are only counted: the order in which a PDF holds them says
nothing about how they are read.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import pypdfium2
import pypdfium2.raw as pdfium

from publisher.artifacts import Box, PageMap, PrintUnit
from publisher.bookinfo import PrintSettings
from publisher.check import readback
from publisher.check.letters import ALL, WITHOUT_RTL, Passage, letters
from publisher.check.readback import Element
from publisher.diagnostics import Span


MM = 72 / 25.4  # pt
NUDGE = 8.0  # pt that a first line or a mark may stand out to the left of its block


@dataclass(slots=True)
class Zones:
    """Where the text of one page stands; lengths in pt from the top left of the page."""

    top: float
    bottom: float
    notes: float  # where the notes begin; `bottom` when there are none
    blocks: list[Box] = field(default_factory=list)
    edges: dict[float, float] = field(default_factory=dict)  # by height, as asked for

    def of(self, x: float, y: float) -> str:
        """Name the zone of a point: "text", "notes" or "" for what is set aside."""
        if not self.top <= y <= self.bottom or x < self._edge(y) - NUDGE:
            return ""
        return "notes" if y >= self.notes else "text"

    def _edge(self, y: float) -> float:
        """Give the left edge of the innermost block at a height.

        What stands left of it is the number or bullet of a list, which the style sets.
        """
        if y not in self.edges:
            around = [box for box in self.blocks if box.y <= y <= box.y + box.height]
            inner = min(around, key=lambda box: box.height * box.width, default=None)
            self.edges[y] = inner.x if inner else 0.0
        return self.edges[y]


def zones(pages: PageMap, settings: PrintSettings) -> Mapping[int, Zones]:
    """Tell text from notes, margins and list numbers on every page, by the page map."""
    top, _, bottom, _ = (margin * MM for margin in settings.margins)
    foot = pages.height - bottom
    made = {page.index: Zones(top, foot, foot) for page in pages.pages}
    for row in pages.blocks:
        for box in row.boxes:
            zone = made[box.page]
            zone.blocks.append(box)
            if row.note:
                zone.notes = min(zone.notes, box.y)
    return made


def printed(
    path: Path, zones: Mapping[int, Zones]
) -> tuple[list[Passage], list[Passage]]:
    """Read a PDF: its text and its notes, a passage for each page.

    `zones` are by page, counted from 1; points are measured in the trim box. A passage's
    line is its page.
    """
    text: list[Passage] = []
    notes: list[Passage] = []
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, 1):
            said = _sorted_into(zones[number], page)
            place = Span(PurePosixPath(path.name), number)
            text.append(Passage("".join(said["text"]), place))
            notes.append(Passage("".join(said["notes"]), place))
            page.close()
    return text, notes


def _sorted_into(zones: Zones, page: pypdfium2.PdfPage) -> Mapping[str, list[str]]:
    left, _, _, top = page.get_trimbox()
    said: dict[str, list[str]] = {"text": [], "notes": [], "": []}
    for character, x, y in _characters(page):
        said[zones.of(x - left, top - y)].append(character)
    return said


def _characters(page: pypdfium2.PdfPage) -> Iterator[tuple[str, float, float]]:
    """Yield each character of a page with its origin, in the order of the page's content."""
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        point = pdfium.FPDFText_GetUnicode(text.raw, index)
        if point > 32 and pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y):
            yield chr(point), x.value, y.value
    text.close()


def set_text(units: tuple[PrintUnit, ...]) -> tuple[list[Passage], list[Passage]]:
    """Give all words the pages were set from: the text, and the notes, each in order."""
    text: list[Passage] = []
    notes: list[Passage] = []
    for document in readback.print_documents(units).values():
        _gather(document, NOWHERE, text, notes)
    return text, notes


NOWHERE = Span(PurePosixPath(), 1)


def _gather(
    element: Element, span: Span, text: list[Passage], notes: list[Passage]
) -> None:
    """Walk markup in document order; what is inside a note goes to the notes."""
    if not isinstance(element.tag, str) or not readback.is_set(element):
        return
    span = _place(element) or span
    into = notes if readback.is_note(element) else text
    text = into
    if element.text:
        into.append(Passage(element.text, span))
    for child in element:
        _gather(child, span, into, notes)
        if child.tail:
            into.append(Passage(child.tail, span))


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
        counted += Counter(letters(each.words, ALL))
        counted -= Counter(letters(each.words, WITHOUT_RTL))
    return counted
