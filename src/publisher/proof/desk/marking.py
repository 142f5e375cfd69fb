"""From words selected on the pages to a correction with its place in the manuscript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from publisher.loopback.sheets import Letters
from publisher.proof.anchoring import Anchored, Anchors
from publisher.proof.annotations import Annotation
from publisher.proof.corrections import Certainty, Kind, Rect
from publisher.proof.desk.asked import Spot

_HYPHEN = "\u2010"


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
    return " ".join(words).replace(f"{_HYPHEN} ", "")


def choose(pages: dict[int, Sequence[Letters]], begin: Spot, end: Spot) -> list[Chosen]:
    """Part a selection into its pages. Gives nothing where there are no such words."""
    parts = []
    for page, words in pages.items():
        first = begin.word if page == begin.page else 0
        last = end.word if page == end.page else len(words) - 1
        if not 0 <= first <= last < len(words):
            return []
        if first and words[first - 1].text.endswith(_HYPHEN):
            first -= 1  # a divided word is corrected as a whole
        if last + 1 < len(words) and words[last].text.endswith(_HYPHEN):
            last += 1
        parts.append(Chosen(page, words, first, last))
    return parts


def anchor(anchors: Anchors | None, chosen: Sequence[Chosen]) -> Anchored:
    """Find where words were written: the very words, or what is near, and why no nearer."""
    if anchors is None:
        return Anchored(Certainty.LOST, "the manuscript cannot be read")
    parts = [anchors.anchor(_mark(each)) for each in chosen]
    first, last = parts[0], parts[-1]
    if len(parts) == 1 or first.place is None or last.place is None:
        return first
    place = first.place
    if last.place.path == place.path:
        end = last.place.end_line, last.place.end_column
        place = replace(place, end_line=end[0], end_column=end[1])
    quote = "\n".join(filter(None, (first.quote, last.quote)))
    doubt = first.doubt or last.doubt
    sure = Certainty.UNSURE if doubt else Certainty.SURE
    return Anchored(sure, doubt, place, quote, first.before, last.after)


def _mark(chosen: Chosen) -> Annotation:
    """Take words of a page as what they would be in a PDF: a stroke of a marker."""
    return Annotation(chosen.page, Kind.HIGHLIGHT, "", tuple(chosen.boxes))
