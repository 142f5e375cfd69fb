"""The printed pages: their boxes, and every word on them with its place.

Run in the process that draws. Lengths are pt, from the top left corner of the trimmed page.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from publisher.codepoints import HYPHEN, characters
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


def _letters(page: pypdfium2.PdfPage) -> Iterator[Letters]:
    left, _, _, top = page.get_trimbox()

    def done(word: _Gathered) -> Letters:
        return Letters(
            word.text,
            round(word.left - left, 2),
            round(top - word.top, 2),
            round(word.right - word.left, 2),
            round(word.top - word.bottom, 2),
        )

    word: _Gathered | None = None
    for text, base, (x, low, right, high) in _characters(page):
        goes_on = (
            word is not None
            and text > " "
            and not (word.text.endswith(_HYPHEN) and x < word.right - _SAME_LINE)
            and abs(base - word.base) <= _SAME_LINE
            and (x >= word.left - _SAME_LINE or _joins_at_left(text, right, word))
        )
        if word is not None and not goes_on:
            yield done(word)
            word = None
        if text == HYPHEN and word is not None:
            word.text += _HYPHEN
            word.right = max(word.right, right)
        elif text > " " and word is None:
            word = _Gathered(text, base, x, low, right, high)
        elif text > " " and word is not None:
            word.text += text
            word.left, word.right = min(word.left, x), max(word.right, right)
            word.top, word.bottom = max(word.top, high), min(word.bottom, low)
    if word is not None:
        yield done(word)


def _joins_at_left(text: str, right: float, word: _Gathered) -> bool:
    """Tell whether a letter that is read from right to left goes on a word."""
    is_rtl = unicodedata.bidirectional(text) in {"R", "AL", "NSM"}
    return is_rtl and right >= word.left - _SAME_LINE


def _characters(
    page: pypdfium2.PdfPage,
) -> Iterator[tuple[str, float, tuple[float, float, float, float]]]:
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
