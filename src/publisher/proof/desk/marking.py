"""From words selected on the pages to a correction with its place in the manuscript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from publisher.loopback.sheets import Letters
from publisher.proof.corrections import Certainty, Place, Rect
from publisher.proof.desk.asked import Spot
from publisher.proof.desk.places import Stood
from publisher.proof.desk.reading import Reading
from publisher.proof.desk.seeking import Found, Lines, seek, seek_ends, wanted

_HYPHEN = "\u2010"
WITHIN = 6  # blocks that may begin inside another one
BESIDE = 40  # characters of the manuscript that are quoted on both sides


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


def anchor(reading: Reading, home: Path, chosen: Sequence[Chosen]) -> Anchored:
    """Find where words were written: the very words, or else the block they are in."""
    parts = [_part(reading, home, each) for each in chosen]
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
    return Anchored(place, quote, first.before, last.after, sure, doubt)


def _part(reading: Reading, home: Path, chosen: Chosen) -> Anchored:
    """Find the words of one page."""
    box = chosen.boxes[0]
    block = reading.places.at(box.sheet, box.x + 1, box.y + box.height / 2)
    if block is None:
        told = "nothing there was written in the manuscript"
        return Anchored(None, "", "", "", Certainty.LOST, told)
    whole = Place(block.path, *block.start)
    text = _text(home, block.path)
    if text is None:
        told = "its file cannot be read"
        return Anchored(whole, "", "", "", Certainty.UNSURE, told)
    lines = Lines(text)
    begin = lines.index(*block.start)
    found = _found(reading, block, text, lines, chosen)
    if found is None:
        told = "its words were not found in the manuscript as they are printed"
        return Anchored(whole, "", "", "", Certainty.UNSURE, told)
    low, high = begin + found.begin, begin + found.end
    place = Place(block.path, *lines.place(low), *lines.place(high))
    doubt = found.doubt
    if block.path in reading.book.stale:
        doubt = doubt or "the manuscript was changed after the pages were made"
    return Anchored(
        place,
        text[low:high],
        text[max(begin, low - BESIDE) : low],
        text[high : high + BESIDE],
        Certainty.UNSURE if doubt else Certainty.SURE,
        doubt,
    )


def _found(
    reading: Reading, block: Stood, text: str, lines: Lines, chosen: Chosen
) -> Found | None:
    """Look for words in a block, and in what is written inside it: a note, a list."""
    words = [each.text for each in chosen.words]
    first, last = chosen.first, chosen.last
    begin = lines.index(*block.start)
    for behind in (*reading.places.behind(block, WITHIN), None):
        region = text[begin : lines.index(*behind) if behind else len(text)]
        found = seek(region, wanted(words, first, last))
        if found is None and last > first:
            found = seek_ends(region, words, first, last)
        if found is not None or behind is None:
            return found
    return None


def _text(home: Path, path: str) -> str | None:
    """Read a text of the manuscript, never anything outside of its folder."""
    file = (home / path).resolve()
    if not file.is_relative_to(home.resolve()):
        return None
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")
