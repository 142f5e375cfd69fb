"""The characters of a page as PDFium tells them, whole: those beyond U+FFFF come in halves."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from pypdfium2 import PdfTextPage
from pypdfium2 import raw as pdfium

_FIRST, _SECOND = 0xD800 >> 10, 0xDC00 >> 10  # of the halves of UTF-16
_NO_GAP = 0.1  # of a line's height: letters so close are of one word
_UNREADABLE = "\ufffd"
HYPHEN, _OTHER_HYPHEN = "\x02", "\ufffe"  # what PDFium gives for one at a line's end


def characters(text: PdfTextPage) -> Sequence[str]:
    """Give the characters of a page by PDFium's index; in one go, where it is right.

    One that comes in two halves stands where the first is; where the second is, "" stands.
    A half alone is U+FFFD, a hyphen at the end of a line HYPHEN.
    """
    count = text.count_chars()
    together = str(text.get_text_range())  # may leave some out
    if len(together) == count and max(together, default="") <= "\uffff":
        return together.replace(_OTHER_HYPHEN, HYPHEN)
    return joined([pdfium.FPDFText_GetUnicode(text.raw, each) for each in range(count)])


def joined(points: Sequence[int]) -> list[str]:
    """Put halves together."""
    whole: list[str] = []
    for point in points:
        if point >> 10 == _SECOND and whole and ord(whole[-1] or " ") >> 10 == _FIRST:
            high = ord(whole[-1]) & 0x3FF
            whole[-1] = chr(0x10000 + (high << 10) + (point & 0x3FF))
            whole.append("")
        else:
            whole.append(chr(point))
    return [
        _UNREADABLE if each and "\ud800" <= each <= "\udfff" else each for each in whole
    ]


def is_rtl(text: str) -> bool:
    """Tell whether a character is read from right to left, or is a mark over such a one."""
    return unicodedata.bidirectional(text[:1] or " ") in {"R", "AL", "NSM"}


def is_mark(character: str) -> bool:
    """Tell whether a character is a mark over letters that are read from right to left."""
    return unicodedata.bidirectional(character[:1] or " ") == "NSM"


class Reach(NamedTuple):
    """How far something reaches from left to right, in pt."""

    left: float
    right: float


def goes_on(
    word: str, so_far: Reach, character: str, its: Reach, height: float, *, parted: bool
) -> bool:
    """Tell whether a character is a letter of the word before it, on the same line.

    From left to right a word goes on until a space (`parted`). From right to left letters of
    a word touch: PDFium sees spaces around the vowels of Hebrew, so they say nothing there.
    `height` is that of the line, in pt.
    """
    gap = so_far.left - its.right
    touches = -height <= gap <= _NO_GAP * height  # some reach under others
    if is_rtl(word[-1:]):
        kind = unicodedata.bidirectional(character)
        if is_rtl(character) or (touches and kind in {"CS", "ON"}):
            return touches
    return not parted and its.left >= so_far.left - 1
