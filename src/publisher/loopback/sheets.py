"""The printed pages: their boxes, and every word on them with its place.

Run in the process that draws. Lengths are pt, from the top left corner of the trimmed page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from publisher.codepoints import HYPHEN, Reach, characters, goes_on, is_mark
from publisher.loopback.studio import document

_HYPHEN = "\u2010"  # at the end of a line
_SAME_LINE = 1.0  # pt


@dataclass(frozen=True, slots=True)
class Sheet:
    """How far the paper of a page goes, beyond its trimmed size, and the bleed within it."""

    pages: int
    left: float  # of the sheet, 0 or less
    top: float
    width: float
    height: float
    bleed: tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters without a space between, on one line."""

    text: str
    x: float
    y: float
    width: float
    height: float


def sheet(pdf: str) -> Sheet:
    """Measure the sheets of a PDF by its first page; of a press they are all alike."""
    opened = document(pdf)
    page = opened[0]
    left, _, _, top = page.get_trimbox()
    outer, bleed = page.get_cropbox(), page.get_bleedbox()
    page.close()

    def around(box: tuple[float, float, float, float]) -> tuple[float, ...]:
        return (box[0] - left, top - box[3], box[2] - box[0], box[3] - box[1])

    x, y, width, height = around(outer)
    begin, head, across, down = around(bleed)
    return Sheet(len(opened), x, y, width, height, (begin, head, across, down))


def letters(pdf: str, number: int) -> list[Letters]:
    """Give the words of a page, counted from 1, in the order they were set."""
    page = document(pdf)[number - 1]
    try:
        return list(_letters(page))
    finally:
        page.close()


@dataclass(slots=True)
class _Gathered:
    """A word as far as it was read."""

    text: str
    base: float
    left: float
    bottom: float
    right: float
    top: float

    def is_under(self, mark: str, base: float, right: float) -> bool:
        """Tell whether a mark stands over this word, or one that follows."""
        level = abs(base - self.base) <= _SAME_LINE
        return is_mark(mark) and level and right >= self.left - _SAME_LINE

    def takes(self, text: str, base: float, edges: _Edges, *, parted: bool) -> bool:
        """Tell whether a letter is one of this word."""
        x, low, right, high = edges
        if abs(base - self.base) > _SAME_LINE:
            return False
        if self.text.endswith(_HYPHEN) and x < self.right - _SAME_LINE:
            return False
        so_far, its = Reach(self.left, self.right), Reach(x, right)
        return goes_on(self.text, so_far, text, its, high - low, parted=parted)

    def take(self, text: str, edges: _Edges) -> None:
        """Take a letter in, or the hyphen behind the last."""
        x, low, right, high = edges
        self.right = max(self.right, right)
        if text == HYPHEN:
            self.text += _HYPHEN
            return
        self.text += text
        self.left = min(self.left, x)
        self.top, self.bottom = max(self.top, high), min(self.bottom, low)

    def done(self, left: float, top: float) -> Letters:
        """Give the word, from the top left corner of the trimmed page."""
        return Letters(
            self.text,
            round(self.left - left, 2),
            round(top - self.top, 2),
            round(self.right - self.left, 2),
            round(self.top - self.bottom, 2),
        )


def _letters(page: pypdfium2.PdfPage) -> Iterator[Letters]:
    left, _, _, top = page.get_trimbox()
    word: _Gathered | None = None
    parted = False  # a space was seen behind the word
    marks = ""  # that stand over a letter of the next word
    for text, base, edges in _characters(page):
        if text <= " " and text != HYPHEN:
            parted = True
        elif word is not None and word.is_under(text, base, edges[2]):
            word.text += text
        elif is_mark(text):
            marks += text
        elif word is not None and word.takes(text, base, edges, parted=parted):
            word.take(marks + text, edges)
            parted, marks = False, ""
        else:
            if word is not None:
                yield word.done(left, top)
            word = None if text == HYPHEN else _Gathered(marks + text, base, *edges)
            parted, marks = False, ""
    if word is not None:
        word.text += marks
        yield word.done(left, top)


_Edges: TypeAlias = tuple[float, float, float, float]  # left, bottom, right, top


def _characters(
    page: pypdfium2.PdfPage,
) -> Iterator[tuple[str, float, _Edges]]:
    """Yield the characters of a page: baseline, and left, bottom, right, top."""
    text = page.get_textpage()
    raw, box = text.raw, pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index, character in enumerate(characters(text)):
        if not character:
            continue
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        edges = (box.left, box.bottom, box.right, box.top)
        yield character, y.value, edges
    text.close()
