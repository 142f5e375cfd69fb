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
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Protocol, cast

import pypdfium2
import pypdfium2.raw as pdfium

from publisher.artifacts import BlockRow, Box, PageMap, PageRow, PrintUnit
from publisher.bookinfo import PrintSettings
from publisher.cache import fingerprint, key
from publisher.check import readback
from publisher.check.letters import ALL, WITHOUT_RTL, Passage, letters
from publisher.check.readback import Element
from publisher.check.sheets import digests
from publisher.diagnostics import Span

MM = 72 / 25.4  # pt
TEXT, FIGURES, INITIALS, ASIDE = "text", "figures", "initials", ""
NOTE = "note "  # and its key: every note is read for itself
RTL = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Blocks of scripts that run from right to left."""

NUDGE = 8.0  # pt that a first line or a mark may stand out to the left of its block


@dataclass(slots=True)
class Zones:
    """Where the text of one page stands; lengths in pt from the top left of the page."""

    top: float
    bottom: float
    page: PageRow
    blocks: list[BlockRow] = field(default_factory=list)
    at: dict[float, tuple[str, float]] = field(default_factory=dict)  # by height

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
        parts = (own.initials, own.figures, own.pictures, own.heads)
        inside = [[(b.x, b.y, b.width, b.height) for b in part] for part in parts]
        return repr((self.top, self.bottom, boxes, inside))

    def of(self, x: float, y: float) -> str:
        """Name the zone of a point: TEXT, FIGURES, INITIALS, ASIDE or a note."""
        if any(_inside(box, x, y) for box in self.page.initials):
            return INITIALS
        if any(_inside(box, x, y) for box in (*self.page.pictures, *self.page.heads)):
            return ASIDE
        zone, edge = self._across(y)
        if not self.top <= y <= self.bottom or x < edge - NUDGE:
            return ASIDE
        return zone

    def _across(self, y: float) -> tuple[str, float]:
        """Name the zone at a height, and the left edge of its innermost block.

        What stands left of that is the number or bullet of a list, which the style sets.
        """
        if y not in self.at:
            around = [
                (box.height * box.width, box.x, row.note)
                for row in self.blocks
                for box in row.boxes
                if box.page == self.page.index and _spans(box, y)
            ]
            _, edge, note = min(around, default=(0, 0, ""))
            figure = any(_spans(box, y) for box in self.page.figures)
            self.at[y] = (NOTE + note if note else FIGURES if figure else TEXT, edge)
        return self.at[y]


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


def _inside(box: Box, x: float, y: float) -> bool:
    """Tell whether a letter that begins at a point is inside; at the right edge it is not."""
    return box.x - 1 <= x < box.x + box.width - 1 and _spans(box, y)


class Memory(Protocol):
    """What keeps the words of pages that were read before, by key."""

    def get(self, key: str, /) -> bytes | None:
        """Give what is kept, or None."""

    def put(self, key: str, data: bytes, /) -> None:
        """Keep something."""


def printed(
    path: Path, zones: Mapping[int, Zones], memory: Memory | None = None
) -> Mapping[str, list[Passage]]:
    """Read a PDF, a passage for every zone of every page, by zone.

    `zones` are by page, counted from 1; points are measured in the trim box. A passage's
    line is its page.
    """
    said: dict[str, list[Passage]] = {}
    named = digests(path)
    with pypdfium2.PdfDocument(path) as document:
        for pages in _by_unit(len(document), zones):
            key = _key([named[number - 1] for number in pages], pages, zones)
            words = _remembered(memory, key)
            if words is None:
                words = [_sorted_out(zones[n], document[n - 1]) for n in pages]
                if memory is not None:
                    memory.put(key, json.dumps(words).encode())
            for number, on_page in zip(pages, words, strict=True):
                place = Span(PurePosixPath(path.name), number)
                for zone, text in on_page.items():
                    said.setdefault(zone, []).append(Passage(text, place))
    return said


def _by_unit(count: int, zones: Mapping[int, Zones]) -> Iterator[list[int]]:
    """Yield the pages of each unit, counted from 1."""
    numbers = range(1, count + 1)
    for _, pages in groupby(numbers, key=lambda number: zones[number].page.unit):
        yield list(pages)


def _key(named: list[str], pages: list[int], zones: Mapping[int, Zones]) -> str:
    return key("words of pages", fingerprint(), *named, *(zones[n].told for n in pages))


def _remembered(memory: Memory | None, key: str) -> list[dict[str, str]] | None:
    data = memory.get(key) if memory is not None else None
    return cast(list[dict[str, str]], json.loads(data)) if data is not None else None


def _sorted_out(zones: Zones, page: pypdfium2.PdfPage) -> dict[str, str]:
    left, _, _, top = page.get_trimbox()
    said: dict[str, list[str]] = {}
    for character, x, y in _characters(page):
        said.setdefault(zones.of(x - left, top - y), []).append(character)
    page.close()
    return {zone: "".join(characters) for zone, characters in said.items()}


def _characters(page: pypdfium2.PdfPage) -> Iterator[tuple[str, float, float]]:
    """Yield each character of a page with its origin, in the order of the page's content."""
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        point = pdfium.FPDFText_GetUnicode(text.raw, index)
        if point > 32 and pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y):
            yield chr(point), x.value, y.value
    text.close()


def set_text(units: tuple[PrintUnit, ...]) -> Mapping[str, list[Passage]]:
    """Give all words the pages were set from, by zone, each zone in order."""
    said: dict[str, list[Passage]] = {}
    for document in readback.print_documents(units).values():
        _gather(document, NOWHERE, TEXT, said)
    return said


NOWHERE = Span(PurePosixPath(), 1)


def _gather(
    element: Element, span: Span, zone: str, said: dict[str, list[Passage]]
) -> None:
    """Walk markup in document order, and put the words where their zone is."""
    if not isinstance(element.tag, str) or not readback.is_set(element):
        return
    span = _place(element) or span
    zone = _zone(element) or zone
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
