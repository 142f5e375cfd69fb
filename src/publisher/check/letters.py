"""Text as a stream of letters and digits, each with the place it came from.

What a book loses in print is found by comparing streams. Spaces, hyphens, quotes and
the shapes of letters differ rightly between a manuscript, an EPUB and a page of paper;
letters and digits, in their order, may not.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publisher.diagnostics import Span

LEFT_TO_RIGHT_ONLY = {"R", "AL", "AN"}


class _Folding(dict[int, str | None]):
    """A `str.translate` table, filled as characters are met."""

    def __init__(self, *, rtl: bool) -> None:
        super().__init__()
        self.rtl = rtl

    def __missing__(self, point: int) -> str | None:
        folded = unicodedata.normalize(
            "NFKD", unicodedata.normalize("NFKD", chr(point)).casefold()
        )
        kept = "".join(each for each in folded if self._counts(each))
        self[point] = kept or None
        return self[point]

    def _counts(self, character: str) -> bool:
        if unicodedata.category(character)[0] not in "LN":
            return False
        return (
            self.rtl or unicodedata.bidirectional(character) not in LEFT_TO_RIGHT_ONLY
        )


ALL = _Folding(rtl=True)
WITHOUT_RTL = _Folding(rtl=False)


def letters(text: str, folding: _Folding = ALL) -> str:
    """Keep letters and digits of a text, without case, marks and compatibility forms."""
    return text.translate(folding)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand together, and where they were written."""

    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Stream:
    """The letters of many passages in a row, and the way back to each."""

    letters: str
    passages: tuple[Passage, ...]
    starts: tuple[int, ...]  # where each passage begins in `letters`

    def at(self, position: int) -> tuple[Passage, int]:
        """Find the passage at a position, and the index in its words."""
        which = max(0, bisect_right(self.starts, position) - 1)
        passage = self.passages[which]
        return passage, _index(passage.words, position - self.starts[which])

    def spans(self, start: int, end: int) -> Iterator[Span]:
        """Give the places of the passages between two positions, both included."""
        first = max(0, bisect_right(self.starts, start) - 1)
        for which in range(first, len(self.passages)):
            if self.starts[which] > end:
                return
            yield self.passages[which].span

    def quote(self, start: int, end: int, longest: int = 60) -> str:
        """Give the words between two positions, shortened for a message."""
        said = " ".join(
            "".join(self._between(start, min(end, start + 3 * longest))).split()
        )
        return said if len(said) <= longest else said[: longest - 1].rstrip() + "…"

    def _between(self, start: int, end: int) -> Iterator[str]:
        first = max(0, bisect_right(self.starts, start) - 1)
        for which in range(first, len(self.passages)):
            begins = self.starts[which]
            if begins >= end:
                return
            words = self.passages[which].words
            yield words[_index(words, start - begins) : _index(words, end - begins)]
            yield " "


def stream(passages: Iterable[Passage], folding: _Folding = ALL) -> Stream:
    """Make a stream of passages."""
    kept, parts, starts, position = [], [], [], 0
    for passage in passages:
        part = letters(passage.words, folding)
        if part:
            kept.append(passage)
            parts.append(part)
            starts.append(position)
            position += len(part)
    return Stream("".join(parts), tuple(kept), tuple(starts))


def _index(words: str, position: int) -> int:
    """Turn a count of letters into an index in the words they were taken from."""
    if position <= 0:
        return 0
    seen = 0
    for index, character in enumerate(words):
        seen += len(letters(character))
        if seen > position:
            return index
    return len(words)
