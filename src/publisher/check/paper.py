"""The printed pages read back with PDFium, and the markup they were set from.

The words of each zone of a page are read for themselves. Right-to-left letters are only
counted: the order in which a PDF holds them says nothing about how they are read.
"""

from __future__ import annotations

import ctypes
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import cast

import pypdfium2
import pypdfium2.raw as pdfium

from publisher.artifacts import PrintUnit
from publisher.cache import fingerprint, key
from publisher.check import readback
from publisher.check.drawn import address, drawn_letters
from publisher.check.letters import ALL, WITHOUT_RTL, Passage, letters
from publisher.check.readback import NOWHERE, Element
from publisher.check.sheets import Memory, Sheets, sheets_of
from publisher.check.zones import ASIDE, FIGURES, INITIALS, NOTE, TEXT, Zones
from publisher.codepoints import characters
from publisher.diagnostics import Span

RTL = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Blocks of scripts that run from right to left."""

_WORD = re.compile("[^\x00-\x20]+")
_INITIAL = re.compile(r'class="drop(?: deep)?"')
_origin = pdfium.FPDFText_GetCharOrigin

FEW = 64  # characters of a page of which PDFium takes lines for one standing upright


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
    turned: bool = False  # the book runs from right to left
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
        """Give what some pages of a unit say, a passage for every zone of each, by zone.

        A passage's line is its page. Their words are kept together: to make a file for each
        takes a tenth of the time that reading it does.
        """
        unit = self.zones[pages[0]].page.unit if pages else ""
        kept = key("words of a unit", self.path.name, unit)
        data = self.memory.get(kept) if self.memory is not None else None
        before: dict[str, dict[str, str]] = json.loads(data or b"{}")
        now: dict[str, dict[str, str]] = {}
        found: dict[str, list[Passage]] = {}
        for number in pages:
            place, name = self._place(number), self.name([number])
            now[name] = before[name] if name in before else self._words(number)
            for zone, text in now[name].items():
                found.setdefault(zone, []).append(Passage(text, place))
        if self.memory is not None and not before.keys() >= now.keys():
            self.memory.put(kept, json.dumps(now).encode())
        return found

    def layered(self, pages: list[int]) -> frozenset[Span]:
        """Name those of some pages on which the order of words says nothing."""
        there = (n for n in pages if self.turned or self.zones[n].page.layered)
        return frozenset(map(self._place, there))

    def _place(self, number: int) -> Span:
        return Span(PurePosixPath(self.path.name), number)

    def _words(self, number: int) -> dict[str, str]:
        if self._document is None:
            self._document = pypdfium2.PdfDocument(self.path)
        return _sorted_out(self.zones[number], self._document[number - 1])


def _sorted_out(zones: Zones, page: pypdfium2.PdfPage) -> dict[str, str]:
    """Read a page, in the order of its content, and put its words where their zone is."""
    left, _, _, top = page.get_trimbox()
    text = page.get_textpage()
    drawn = drawn_letters(page, zones.page.pictures, left, top)
    said: dict[str, list[str]] = {}
    for zone, part in _Page(zones, text, drawn, left, top).parts():
        said.setdefault(zone, []).append(part)
    text.close()
    page.close()
    return {zone: "".join(parts) for zone, parts in said.items()}


@dataclass(slots=True)
class _Page:
    """The letters of a page while they are put where their zone is.

    A page has thousands, so this is where the time of reading goes. Where a point is asked
    for only at the beginning of a word: in a line where nothing stands apart, a word from
    left to right that begins in the line's zone ends there.
    """

    zones: Zones
    text: pypdfium2.PdfTextPage
    drawn: frozenset[int]  # objects of text that are in drawings
    left: float  # of the trim box, in the page
    top: float

    def parts(self) -> Iterator[tuple[str, str]]:
        """Yield the words of the page, or their letters, each with its zone."""
        every = characters(self.text)
        few = not isinstance(every, str) or len(every) < FEW
        if few or self.drawn or self.zones.page.layered:
            yield from self._letters(every, range(len(every)))
            return
        point, line = self._points(), self.zones.line
        for found in _WORD.finditer(cast(str, every)):
            first, word = found.start(), found[0]
            if (at := point(first)) is not None and not RTL.search(word):
                here = line(at[1])
                if at[0] >= here.edge and not here.apart:
                    yield here.zone, word
                    continue
            yield from self._letters(every, range(first, found.end()))

    def _letters(
        self, every: Sequence[str], which: Iterable[int]
    ) -> Iterator[tuple[str, str]]:
        """Yield some letters of the page, each with its own zone."""
        point = self._points()
        for index in which:
            if every[index] > " " and (at := point(index)) is not None:
                drawn = self.drawn and self._object(index) in self.drawn
                yield ASIDE if drawn else self.zones.of(*at), every[index]

    def _points(self) -> Callable[[int], tuple[float, float] | None]:
        """Give what finds where a letter stands, in pt from the top left of the trim box."""
        raw, left, top, origin = self.text.raw, self.left, self.top, _origin
        x, y = ctypes.c_double(), ctypes.c_double()
        to_x, to_y = ctypes.byref(x), ctypes.byref(y)

        def point(index: int) -> tuple[float, float] | None:
            if not origin(raw, index, to_x, to_y):
                return None
            return x.value - left, top - y.value

        return point

    def _object(self, index: int) -> int:
        return address(pdfium.FPDFText_GetTextObject(self.text.raw, index))


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
