"""From words selected on the pages to a correction with its place in the manuscript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from publisher.loopback.sheets import Letters
from publisher.proof.corrections import Certainty, Place, Rect
from publisher.proof.desk.asked import Spot
from publisher.proof.desk.reading import Reading


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where selected words were written."""

    place: Place | None
    quote: str
    before: str
    after: str
    certainty: Certainty
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Words selected on a page, and all the words of that page."""

    page: int
    words: Sequence[Letters]
    first: int
    last: int

    @property
    def boxes(self) -> list[Rect]:
        """Give a box for each line of them."""
        boxes: list[Rect] = []
        for each in self.words[self.first : self.last + 1]:
            box = boxes[-1] if boxes else None
            middle = each.y + each.height / 2
            if box and box.y < middle < box.y + box.height and each.x >= box.x:
                top = min(box.y, each.y)
                foot = max(box.y + box.height, each.y + each.height)
                right = max(box.x + box.width, each.x + each.width)
                boxes[-1] = Rect(self.page, box.x, top, right - box.x, foot - top)
            else:
                boxes.append(Rect(self.page, each.x, each.y, each.width, each.height))
        return [
            Rect(b.sheet, *(round(n, 2) for n in (b.x, b.y, b.width, b.height)))
            for b in boxes
        ]


def printed(chosen: Sequence[Chosen]) -> str:
    """Quote the words as they are printed; divided words are whole."""
    words = [
        each.text for part in chosen for each in part.words[part.first : part.last + 1]
    ]
    return " ".join(words).replace("\u2010 ", "")


def choose(pages: dict[int, Sequence[Letters]], begin: Spot, end: Spot) -> list[Chosen]:
    """Part a selection into its pages. Gives nothing where there are no such words."""
    parts = []
    for page, words in pages.items():
        first = begin.word if page == begin.page else 0
        last = end.word if page == end.page else len(words) - 1
        if not 0 <= first <= last < len(words):
            return []
        parts.append(Chosen(page, words, first, last))
    return parts


def anchor(reading: Reading, chosen: Sequence[Chosen]) -> Anchored:
    """Find where words were written."""
    box = chosen[0].boxes[0]
    found = reading.places.at(box.sheet, box.x + 1, box.y + box.height / 2)
    if found is None:
        told = "nothing there was written in the manuscript"
        return Anchored(None, "", "", "", Certainty.LOST, told)
    place = Place(found.path, *found.start)
    return Anchored(place, "", "", "", Certainty.UNSURE, "only its block")
