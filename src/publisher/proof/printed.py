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
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from publisher.artifacts import Box, PageMap
from publisher.codepoints import HYPHEN, Reach, characters, goes_on, is_mark, is_rtl

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
    word: _Gathered | None = None
    parted = False  # a space was seen behind the word
    marks = ""  # that stand over a letter of the next word
    for each in _letters(text):
        if each.is_blank:
            parted = True
        elif is_mark(each.said) and (word is None or not word.is_under(each)):
            marks += each.said
        elif word is not None and word.takes(each, parted=parted):
            word.take(each, marks)
            parted, marks = False, ""
        else:
            if word is not None:
                yield word.done(number, left, top)
            word = _Gathered(marks + each.said, each.base, each.reach)
            parted, marks = False, ""
    if word is not None:
        word.said += marks
        yield word.done(number, left, top)
    text.close()
    page.close()


class _Letter(NamedTuple):
    """A character, where its line stands, how far it reaches, and how high it is.

    The height is only told where letters go from right to left.
    """

    said: str
    base: float
    reach: Reach
    height: float

    @property
    def is_blank(self) -> bool:
        return self.said <= " " or self.said.isspace()


@dataclass(slots=True)
class _Gathered:
    """A word as far as it was read."""

    said: str
    base: float
    reach: Reach

    def is_under(self, mark: _Letter) -> bool:
        """Tell whether a mark stands over this word, or one that follows."""
        return (
            abs(mark.base - self.base) <= 1 and mark.reach.right >= self.reach.left - 1
        )

    def takes(self, letter: _Letter, *, parted: bool) -> bool:
        """Tell whether a letter is one of this word."""
        if is_mark(letter.said):
            return True
        if abs(letter.base - self.base) > 1:
            return False
        reach, height = letter.reach, letter.height
        return goes_on(self.said, self.reach, letter.said, reach, height, parted=parted)

    def take(self, letter: _Letter, marks: str) -> None:
        """Take a letter in; the place of a mark says nothing."""
        self.said += marks + letter.said
        if not is_mark(letter.said):
            left, right = self.reach
            here = letter.reach
            self.reach = Reach(min(left, here.left), max(right, here.right))

    def done(self, page: int, left: float, top: float) -> Word:
        """Give the word."""
        begin, end = self.reach
        width = max(end - begin, 0.0)
        return Word(self.said, page, begin - left, width, top - self.base)


def _letters(text: pypdfium2.PdfTextPage) -> Iterator[_Letter]:
    """Yield the characters of a page, from their origins to their right edges."""
    raw = text.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right = ctypes.c_double(), ctypes.c_double()
    low, high = ctypes.c_double(), ctypes.c_double()
    loose = pdfium.FS_RECTF()
    origin_of, box_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetCharBox
    loose_of = pdfium.FPDFText_GetLooseCharBox
    turned = False  # letters go from right to left here
    for index, said in enumerate(characters(text)):
        character = "-" if said == HYPHEN else said
        if not said or not origin_of(raw, index, x, y):
            continue
        begin = end = x.value
        tall = 0.0
        turned = is_rtl(character) or (turned and not character.isalnum())
        if character > " " and turned and loose_of(raw, index, loose):
            begin, end, tall = loose.left, loose.right, loose.top - loose.bottom
        elif character > " " and box_of(raw, index, left, right, low, high):
            end = max(begin, right.value)
        yield _Letter(character, y.value, Reach(begin, end), tall)


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
        yield Line(number, base, tuple(_in_order(row)))


def _in_order(row: Sequence[Word]) -> list[Word]:
    """Put the words of a line in the order they are read."""
    turned = sum(len(each.text) for each in row if is_rtl(each.text))
    backwards = 2 * turned > sum(len(each.text) for each in row)
    return sorted(row, key=lambda word: word.x, reverse=backwards)
