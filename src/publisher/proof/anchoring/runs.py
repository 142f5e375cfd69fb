"""Letters of a page in a row, each with the sign it was printed by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from publisher.proof.anchoring.letters import indexed, letters
from publisher.proof.anchoring.sheets import Sheet, stands

SMALL = 0.82  # of the usual height of letters: the number of a note


@dataclass(slots=True)
class Run:
    """Letters of a page in a row, and the signs they came from."""

    signs: Sequence[int]
    letters: str
    owners: list[int]  # the sign of each letter
    calls: frozenset[int]  # letters that may be numbers of notes

    places: dict[int, int] = field(init=False)
    counts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.places = {sign: number for number, sign in enumerate(self.signs)}
        count = dict.fromkeys(self.signs, 0)
        for owner in self.owners:
            count[owner] += 1
        self.counts = [0]
        for sign in self.signs:
            self.counts.append(self.counts[-1] + count[sign])

    def letter(self, sign: int) -> int:
        """Count the letters in front of a sign."""
        order = self.places
        place = order.get(sign)
        if place is None:
            after = [order[each] for each in order if each > sign]
            place = min(after, default=len(self.signs))
        return self.counts[place]


def run_of(sheet: Sheet, signs: Sequence[int]) -> Run:
    """Read the letters of some signs of a page."""
    said, places = indexed([sheet.signs[n].text for n in signs])
    heights = sorted(sheet.signs[n].bottom - sheet.signs[n].top for n in signs)
    usual = heights[len(heights) // 2] if heights else 0.0
    owners = [signs[place] for place in places]
    calls = frozenset(
        number
        for number, owner in enumerate(owners)
        if said[number].isdigit()
        and sheet.signs[owner].bottom - sheet.signs[owner].top < SMALL * usual
    )
    return Run(signs, said, owners, calls)


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
