"""Letters of a page in a row, each with the sign it was printed by."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from publisher.proof.anchoring.letters import indexed, letters
from publisher.proof.anchoring.sheets import Sheet
from publisher.proof.anchoring.signs import stands

SMALL = 0.82  # of the usual height of letters: the number of a note


@dataclass(slots=True)
class Run:
    """Letters of a page in a row, and the signs they came from."""

    signs: Sequence[int]
    letters: str
    owners: Sequence[int]  # the sign of each letter, rising
    calls: frozenset[int]  # letters that may be numbers of notes

    def letter(self, sign: int) -> int:
        """Count the letters in front of a sign."""
        return bisect_left(self.owners, sign)


def run_of(sheet: Sheet, signs: Sequence[int]) -> Run:
    """Read the letters of some signs of a page, given in their order."""
    said, places = indexed([sheet.signs[n][0] for n in signs])
    owners = [signs[place] for place in places]
    return Run(signs, said, owners, frozenset(_calls(sheet, signs, said, owners)))


def _calls(
    sheet: Sheet, signs: Sequence[int], said: str, owners: Sequence[int]
) -> Iterator[int]:
    """Find the figures that are smaller than other signs."""
    figures = [number for number, letter in enumerate(said) if letter.isdigit()]
    if not figures:
        return
    heights = sorted(each[4] - each[2] for each in map(sheet.signs.__getitem__, signs))
    usual = heights[len(heights) // 2]
    for number in figures:
        sign = sheet.signs[owners[number]]
        if sign.bottom - sign.top < SMALL * usual:
            yield number


def unnumbered(words: str) -> str:
    """Leave out what stands among words and is none: calls, numbers of other pages."""
    return "".join(each for each in words if not each.isdigit())


def texts(sheet: Sheet, signs: Iterable[int], silent: set[int]) -> list[str]:
    """Give the visible signs that are no letters."""
    return [
        sheet.signs[n].text
        for n in signs
        if n not in silent
        and stands(sheet.signs[n].text)
        and not letters(sheet.signs[n].text)
    ]


def said(sheet: Sheet, signs: Sequence[int]) -> str:
    """Give the words of signs as they are printed, lines joined."""
    words = "".join(sheet.signs[n].text for n in signs)
    return " ".join(words.replace("-  ", "").replace("\u00ad", "").split())[:2000]
