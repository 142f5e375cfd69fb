"""The characters that PDFium sees on a page, each with its box, in pt from the trim's top left.

A page has thousands, and a proof may have marks on hundreds of pages: what can be said of a
whole row at once is not asked of each sign.
"""

from __future__ import annotations

import ctypes
import struct
import unicodedata
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, repeat
from operator import gt
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw as pdfium

from publisher.codepoints import HYPHEN, characters

_RAISED = (
    0.12  # of a line's height: a figure so far above the base is the mark of a note
)
_SAID = {" ": " ", "\r": " ", "\n": " ", HYPHEN: "-"}
"""Spaces, ends of lines, and what PDFium gives for a hyphen at the end of a line."""


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


def stands(text: str) -> bool:
    """Tell whether a sign stands by itself: it is seen, and is no mark over another one."""
    return bool(text.strip()) and not unicodedata.combining(text[0])


def signs_of(text: pypdfium2.PdfTextPage, frame: Frame) -> list[Sign]:
    """Read the characters of a page that stand on the trimmed page or near it."""
    said, boxes = characters(text), _boxes(text)
    lefts, rights = boxes[0::4], boxes[2::4]
    signs: list[Sign] = []
    bases: dict[tuple[float, float], float] = {}  # one line, one type: one baseline
    first = 0
    for (high, low, seen), row in groupby(
        zip(boxes[1::4], boxes[3::4], _seen(said, lefts, rights), strict=True)
    ):
        last = first + len(list(row))
        here = said[first:last]
        if seen:
            if (base := bases.get((high, low))) is None:
                base = bases[high, low] = frame.top - _foot(text, first)
            if -1 <= base <= frame.height + 1:
                level = frame.top - high, frame.top - low, base
                sides = lefts[first:last], rights[first:last]
                signs += _row(text, first, here, sides, level, frame)
        else:
            _make_up(here, signs)
        first = last
    return signs


def _seen(
    said: Sequence[str], lefts: Sequence[float], rights: Sequence[float]
) -> Iterable[bool]:
    """Tell of each character whether it is drawn, and has a width."""
    if isinstance(said, str) and "\0" not in said:
        return map(gt, rights, lefts)
    return (e > "\0" and b > a for e, a, b in zip(said, lefts, rights, strict=True))


def _row(
    text: pypdfium2.PdfTextPage,
    first: int,
    said: Sequence[str],
    sides: tuple[Sequence[float], Sequence[float]],
    level: tuple[float, float, float],
    frame: Frame,
) -> list[Sign]:
    """Make signs of characters of one height that stand on one line."""
    top, bottom, base = level
    shown = [_SAID.get(each, each) for each in said]
    left, right = ([each - frame.left for each in side] for side in sides)
    made = zip(shown, left, repeat(top), right, repeat(bottom), repeat(base))
    row = list(map(_sign, repeat(Sign), made))
    if any(map(str.isdigit, shown)):
        for place, sign in enumerate(row):
            if sign.text.isdigit():
                foot = frame.top - text.get_charbox(first + place)[1]
                if base - foot > _RAISED * (bottom - top):
                    row[place] = sign._replace(bottom=foot)
    if min(right) < 0 or max(left) > frame.width:
        row = [each for each in row if each.right >= 0 and each.left <= frame.width]
    return row


_sign = tuple.__new__  # a third of the time of Sign(…), and there are a million of them


def _make_up(said: Sequence[str], signs: list[Sign]) -> None:
    """Put spaces that PDFium makes up behind the last sign."""
    for point in said:
        if signs and point in _SAID:
            _, _, top, right, bottom, base = signs[-1]
            signs.append(Sign(_SAID[point], right, top, right, bottom, base))


def _boxes(text: pypdfium2.PdfTextPage) -> tuple[float, ...]:
    """Read left, top, right and bottom of each character in turn; 0 where it has no box."""
    count = text.count_chars()
    boxes = (pdfium.FS_RECTF * count)()
    page, begin = ctypes.cast(text.raw, ctypes.c_void_p).value, ctypes.addressof(boxes)
    places = range(begin, begin + count * _SIZE, _SIZE)
    deque(map(_box_of, repeat(page), range(count), places), maxlen=0)
    return struct.unpack(f"{4 * count}f", boxes)


_SIZE = ctypes.sizeof(pdfium.FS_RECTF)
_box_of = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)(ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0)
"""The same function, told of plain addresses: a million structures are not made."""


def _foot(text: pypdfium2.PdfTextPage, index: int) -> float:
    """Give the baseline of a character, in the space of the PDF."""
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text.raw, index, ctypes.byref(x), ctypes.byref(y))
    return y.value
