"""The words of a finished page, each with its place and its line, read with PDFium.

Lines are counted from the top of the text; running heads and folios are none. Lengths are
pt from the top left corner of the trimmed page.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from publisher.artifacts import Box, PageMap
from publisher.codepoints import HYPHEN, characters

SAME_LINE = 4.6  # pt between baselines: less is a raised letter, more is another line
_SLACK = 2.0  # pt that a letter may stand out of its block


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a space between, on one line."""

    text: str
    page: int
    x: float
    width: float
    y: float  # baseline

    @property
    def right(self) -> float:
        """Say where it ends."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, from 1; `y` is its baseline."""

    number: int
    y: float
    words: tuple[Word, ...]


@dataclass(slots=True)
class Impression:
    """The pages of one PDF, read as far as they are asked for. To be closed at the end.

    `margins` are those above and below the text, in pt.
    """

    path: Path
    pages: PageMap
    margins: tuple[float, float]
    _document: pypdfium2.PdfDocument | None = None
    _words: dict[int, tuple[Word, ...]] = field(default_factory=dict)
    _lines: dict[int, tuple[Line, ...]] = field(default_factory=dict)

    def close(self) -> None:
        """Close the file, if it was opened."""
        if self._document is not None:
            self._document.close()
            self._document = None

    def words(self, page: int) -> tuple[Word, ...]:
        """Give the words of a page, counted from 1, in the order they were set.

        Numbers of lines in the margin are none.
        """
        if page not in self._words:
            if self._document is None:
                self._document = pypdfium2.PdfDocument(self.path)
            rows = self.pages.pages[
                page - 1 : page
            ]  # the printer's blank pages have none
            beside = [box for row in rows for box in row.beside]
            self._words[page] = tuple(
                each
                for each in _words(self._document[page - 1], page)
                if not any(_holds(box, each) for box in beside)
            )
        return self._words[page]

    def lines(self, page: int) -> tuple[Line, ...]:
        """Give the lines of a page, from the first of the text to the last note."""
        if page not in self._lines:
            foot = self.pages.height - self.margins[1] + SAME_LINE
            pictures = self.pages.pages[page - 1].pictures
            inside = [
                each
                for each in self.words(page)
                if self.margins[0] - SAME_LINE <= each.y <= foot
                and not any(_holds(box, each) for box in pictures)
            ]
            self._lines[page] = tuple(_lined(inside))
        return self._lines[page]

    def line(self, page: int, y: float) -> int:
        """Say which line of a page a baseline is on; the nearest, if it is on none."""
        lines = self.lines(page)
        return min(lines, key=lambda each: abs(each.y - y)).number if lines else 0

    def within(self, boxes: Iterable[Box]) -> list[Word]:
        """Give the words that stand in boxes, box by box."""
        return [
            each for box in boxes for each in self.words(box.page) if _holds(box, each)
        ]


def _holds(box: Box, word: Word) -> bool:
    across = box.x - 12 <= word.x <= box.x + box.width + _SLACK
    return across and box.y - _SLACK <= word.y - 1 <= box.y + box.height + _SLACK


def _words(page: pypdfium2.PdfPage, number: int) -> Iterator[Word]:
    """Read a page; a word ends where a space is, a line, or a letter is raised."""
    left, _, _, top = page.get_trimbox()
    text = page.get_textpage()
    letters: list[str] = []
    begin = end = base = 0.0
    for character, x, y, right in _letters(text):
        blank = character <= " " or character.isspace()
        if letters and (blank or abs(y - base) > 1 or x < begin - 1):
            yield _word(letters, number, begin - left, end - left, top - base)
            letters = []
        if not blank:
            if not letters:
                begin, base = x, y
            letters.append(character)
            end = max(right, x)
    if letters:
        yield _word(letters, number, begin - left, end - left, top - base)
    text.close()
    page.close()


def _word(
    letters: Sequence[str], page: int, begin: float, end: float, y: float
) -> Word:
    return Word("".join(letters), page, begin, max(end - begin, 0.0), y)


def _letters(
    text: pypdfium2.PdfTextPage,
) -> Iterator[tuple[str, float, float, float]]:
    """Yield the characters of a page: each with its origin and its right edge."""
    raw = text.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right = ctypes.c_double(), ctypes.c_double()
    low, high = ctypes.c_double(), ctypes.c_double()
    origin_of, box_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetCharBox
    for index, said in enumerate(characters(text)):
        character = "-" if said == HYPHEN else said
        if not said or not origin_of(raw, index, x, y):
            continue
        edge = x.value
        if character > " " and box_of(raw, index, left, right, low, high):
            edge = right.value
        yield character, x.value, y.value, edge


def _lined(words: Iterable[Word]) -> Iterator[Line]:
    """Gather words whose baselines are one line."""
    rows: list[list[Word]] = []
    for each in sorted(words, key=lambda word: (word.y, word.x)):
        if rows and each.y - rows[-1][0].y <= SAME_LINE:
            rows[-1].append(each)
        else:
            rows.append([each])
    for number, row in enumerate(rows, 1):
        weights: Counter[float] = Counter()
        for each in row:
            weights[each.y] += len(each.text)
        base = weights.most_common(1)[0][0]
        yield Line(number, base, tuple(sorted(row, key=lambda word: word.x)))
