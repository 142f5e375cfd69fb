"""The pages of a PDF, and the lines that the signs on them stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

import pypdfium2

from publisher.codepoints import characters, is_rtl
from publisher.proof.anchoring.letters import indexed, letters
from publisher.proof.anchoring.signs import Frame, Sign, signs_of, stands

_CLOSE = 1.0  # of a line's height: as far as a word from right to left is from the next
SAME_LINE = 2.0  # pt between the baselines of characters in one line
_LEVEL = itemgetter(2, 4, 5)  # of a sign: top, bottom, base


class Row(NamedTuple):
    """Signs drawn one behind the other, all of one height and on one baseline."""

    first: int
    last: int  # the next sign is in another row
    left: float  # of the one farthest to the left
    right: float


@dataclass(eq=False)
class Sheet:
    """A page as it is printed."""

    number: int  # from 1
    frame: Frame
    signs: list[Sign]
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
    def visible(self) -> list[int]:
        """Give the signs that stand by themselves, in the order they were drawn."""
        return [n for n, sign in enumerate(self.signs) if stands(sign[0])]

    @cached_property
    def rows(self) -> list[Row]:
        """Part the signs where their height or baseline changes."""
        rows: list[Row] = []
        first = 0
        for _, signs in groupby(self.signs, _LEVEL):
            row = list(signs)
            left, right = min(each[1] for each in row), max(each[3] for each in row)
            rows.append(Row(first, first + len(row), left, right))
            first += len(row)
        return rows

    @cached_property
    def lines(self) -> list[list[int]]:
        """Gather the signs of each line, in the order they were drawn."""
        lines: list[list[int]] = []
        for first, last, *_ in self.rows:
            begin = next(
                (n for n in range(first, last) if self._begins(n, lines)), last
            )
            if begin == last:
                continue
            self._join(begin, lines)
            if self._is_ascending(begin, last):
                lines[-1] += range(begin + 1, last)
                continue
            for index in range(begin + 1, last):
                if self._begins(index, lines):
                    self._join(index, lines)
        return lines

    def _begins(self, index: int, lines: Sequence[Sequence[int]]) -> bool:
        """Tell whether a sign belongs to a line: a space may not begin one."""
        return bool(self.signs[index].text.strip()) or self._joins(index, lines)

    def _joins(self, index: int, lines: Sequence[Sequence[int]]) -> bool:
        last = lines[-1][-1] if lines else -1
        return last >= 0 and _goes_on(self.signs[last], self.signs[index])

    def _join(self, index: int, lines: list[list[int]]) -> None:
        if self._joins(index, lines):
            lines[-1].append(index)
        else:
            lines.append([index])

    def _is_ascending(self, first: int, last: int) -> bool:
        """Tell whether the signs of a row go on from left to right, all of them."""
        lefts = [each[1] for each in self.signs[first:last]]
        return all(here >= last - 1 for last, here in pairwise(lefts))


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

    def letters(self, number: int) -> str:
        """Read the letters of a page alone, which is quicker, and those beside the trim too."""
        try:
            page = self._pdf[number - 1]
            text = page.get_textpage()
            said = letters("".join(characters(text)))
            text.close()
            page.close()
        except pypdfium2.PdfiumError:
            return ""
        return said

    def _sheet(self, number: int) -> Sheet:
        try:
            page = self._pdf[number - 1]
            left, bottom, right, top = page.get_trimbox()
            frame = Frame(left, top, right - left, top - bottom)
            text = page.get_textpage()
            signs = signs_of(text, frame)
            text.close()
            page.close()
        except pypdfium2.PdfiumError:
            return Sheet(number, Frame(0, 0, 0, 0), [])
        return Sheet(number, frame, signs)
