"""The characters of the pages of a PDF, each with its box, in pt from the trim's top left."""

from __future__ import annotations

import ctypes
import struct
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw as pdfium

from publisher.codepoints import HYPHEN, characters
from publisher.proof.anchoring.letters import indexed

_RAISED = (
    0.12  # of a line's height: a figure so far above the base is the mark of a note
)
_CLOSE = 1.0  # of a line's height: as far as a word from right to left is from the next
SAME_LINE = 2.0  # pt between the baselines of characters in one line


class Sign(NamedTuple):
    """A character on a page; spaces that PDFium makes up have no width."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float  # of the line it stands in

    @property
    def middle(self) -> tuple[float, float]:
        """Give the point in the middle of its box."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the trimmed page lies in the user space of the PDF, in pt."""

    left: float
    top: float
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Turn a point of the PDF into one from the top left of the trimmed page."""
        return x - self.left, self.top - y


@dataclass(eq=False)
class Sheet:
    """A page as it is printed."""

    number: int  # from 1
    frame: Frame
    signs: Sequence[Sign]
    blank: bool = field(init=False)

    def __post_init__(self) -> None:
        self.blank = not any(sign.text.strip() for sign in self.signs)

    @cached_property
    def run(self) -> tuple[str, list[int]]:
        """Give the letters of the page in the order they were drawn, and their signs."""
        return indexed([sign[0] for sign in self.signs])

    @cached_property
    def usual(self) -> float:
        """Give the height most signs have, in pt."""
        heights = sorted(sign[4] - sign[2] for sign in self.signs)
        return heights[len(heights) // 2] if heights else 0.0

    @cached_property
    def lines(self) -> list[list[int]]:
        """Gather the signs of each line, in the order they were drawn."""
        rows: list[list[int]] = []
        for index, sign in enumerate(self.signs):
            last = rows[-1][-1] if rows else None
            if last is not None and _goes_on(self.signs[last], sign):
                rows[-1].append(index)
            elif sign.text.strip():
                rows.append([index])
        return rows


def _goes_on(last: Sign, sign: Sign) -> bool:
    """Tell whether a sign goes on the line of the last one: to the right, or close to its left.

    Words from right to left are in the order they are read; on one line with them others
    may go back over a few of them.
    """
    if abs(last.base - sign.base) > SAME_LINE:
        return False
    if sign.left >= last.left - 1:
        return True
    near = last.left - sign.right <= _CLOSE * (last.bottom - last.top)
    return near and (is_rtl(sign.text) or is_rtl(last.text) or not sign.text.isalpha())


def is_rtl(text: str) -> bool:
    """Tell whether a sign is read from right to left."""
    return unicodedata.bidirectional(text[:1] or " ") in {"R", "AL", "NSM"}


def stands(text: str) -> bool:
    """Tell whether a sign stands by itself: it is seen, and is no mark over another one."""
    return bool(text.strip()) and not unicodedata.combining(text[0])


class Sheets:
    """A PDF, opened to be read. Pages count from 1. Raises OSError if it is none."""

    def __init__(self, data: bytes) -> None:
        try:
            self._pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as problem:
            raise OSError(str(problem)) from problem
        self._read: dict[int, Sheet] = {}

    def __len__(self) -> int:
        """Count the pages."""
        return len(self._pdf)

    def close(self) -> None:
        """Let go of the file."""
        self._pdf.close()

    def forget(self) -> None:
        """Let go of the pages that were read."""
        self._read.clear()

    def sheet(self, number: int) -> Sheet:
        """Read a page; one that PDFium cannot read holds nothing."""
        if number not in self._read:
            self._read[number] = self._sheet(number)
        return self._read[number]

    def _sheet(self, number: int) -> Sheet:
        try:
            page = self._pdf[number - 1]
            left, bottom, right, top = page.get_trimbox()
            frame = Frame(left, top, right - left, top - bottom)
            text = page.get_textpage()
            signs = tuple(_signs(text, frame))
            text.close()
            page.close()
        except pypdfium2.PdfiumError:
            return Sheet(number, Frame(0, 0, 0, 0), ())
        return Sheet(number, frame, signs)


def _signs(text: pypdfium2.PdfTextPage, frame: Frame) -> list[Sign]:
    """Read the characters of a page that stand on the trimmed page or near it."""
    points, boxes = _characters(text)
    x, y = ctypes.c_double(), ctypes.c_double()
    across, up = ctypes.byref(x), ctypes.byref(y)
    from_left, from_top, lowest = frame.left, frame.top, frame.height + 1
    signs: list[Sign] = []
    bases: dict[tuple[float, float], float] = {}  # one line, one type: one baseline
    made, behind = _SAID.get, signs.append
    for index, (point, (left, high, right, low)) in enumerate(
        zip(points, boxes, strict=True)
    ):
        if right <= left or point <= "\0":
            if signs and point in _SAID:  # made up by PDFium: behind the last one
                _, _, top, right, bottom, base = signs[-1]
                behind(Sign(_SAID[point], right, top, right, bottom, base))
            continue
        line = bases.get((high, low))
        if line is None:
            pdfium.FPDFText_GetCharOrigin(text.raw, index, across, up)
            line = bases[high, low] = from_top - y.value
        left, right = left - from_left, right - from_left
        if -1 <= line <= lowest and right >= 0 and left <= frame.width:
            said, top, bottom = made(point), from_top - high, from_top - low
            said = said or point
            if said.isdigit():
                foot = from_top - text.get_charbox(index)[1]
                raised = line - foot > _RAISED * (bottom - top)
                bottom = foot if raised else bottom
            behind(_sign(Sign, (said, left, top, right, bottom, line)))
    return signs


_sign = tuple.__new__  # a third of the time of Sign(…), and there are a million of them


def _characters(
    text: pypdfium2.PdfTextPage,
) -> tuple[Sequence[str], list[tuple[float, float, float, float]]]:
    """Read the signs, and left, top, right and bottom of each; 0 where it has no box."""
    raw, count = text.raw, text.count_chars()
    boxes = (pdfium.FS_RECTF * count)()
    box_of = pdfium.FPDFText_GetLooseCharBox
    for index, box in enumerate(boxes):
        box_of(raw, index, box)
    return characters(text), list(struct.iter_unpack("4f", bytes(boxes)))


_SAID = {" ": " ", "\r": " ", "\n": " ", HYPHEN: "-"}
"""Spaces, ends of lines, and what PDFium gives for a hyphen at the end of a line."""
