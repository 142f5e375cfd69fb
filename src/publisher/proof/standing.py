"""Where the words of a passage stand on paper: from the book to its finished pages."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from publisher.artifacts import BlockRow, PageMap
from publisher.diagnostics import Span
from publisher.proof.printed import Impression, Word

Key = tuple[int, int]
_HUGE = 4000  # words of a block in which frequent ones are passed over, to save time
_MOST = 40_000_000  # pairs of letters that are compared where words do not match


@dataclass(slots=True)
class Standing:
    """Finds blocks by place, and the printed words of what was written."""

    pages: PageMap
    impression: Impression
    _rows: Mapping[PurePosixPath, list[BlockRow]] = field(init=False)
    _starts: Mapping[PurePosixPath, list[Key]] = field(init=False)

    def __post_init__(self) -> None:
        rows: dict[PurePosixPath, list[BlockRow]] = defaultdict(list)
        for row in self.pages.blocks:
            if row.boxes:
                rows[row.span.path].append(row)
        for each in rows.values():
            each.sort(key=lambda row: (_start(row.span), -_area(row)))
        self._rows = rows
        self._starts = {
            path: [_start(row.span) for row in each] for path, each in rows.items()
        }

    def row(self, span: Span) -> BlockRow | None:
        """Find the innermost block that begins at a place, or last before it."""
        rows = self._rows.get(span.path, [])
        index = bisect_right(self._starts.get(span.path, []), _start(span))
        return rows[index - 1] if index else None

    def following(self, span: Span) -> BlockRow | None:
        """Find the first block that begins behind a place."""
        rows = self._rows.get(span.path, [])
        index = bisect_right(self._starts.get(span.path, []), _start(span))
        return rows[index] if index < len(rows) else None

    def words(self, row: BlockRow, wanted: Sequence[str]) -> list[list[Word]]:
        """Find each of the words of a block on its pages, in parts where it is divided.

        `wanted` are the words of the whole block, in order; what is not found is empty.
        """
        return matched(wanted, self.impression.within(row.boxes))

    def top(self, row: BlockRow) -> tuple[int, float]:
        """Say on which page a block begins, and the baseline of its first line."""
        box = row.boxes[0]
        baselines = [
            line.y
            for line in self.impression.lines(box.page)
            if box.y - 1 <= line.y <= box.y + box.height + 1
            and any(box.x - 14 <= w.x <= box.x + box.width for w in line.words)
        ]
        return box.page, min(baselines, default=box.y + min(box.height, 10.0))


def _start(span: Span) -> Key:
    return span.line, span.column


def _area(row: BlockRow) -> float:
    return sum(box.width * box.height for box in row.boxes)


class _Plain(dict[int, str | None]):
    """A `str.translate` table that keeps letters and digits, without case and marks."""

    def __missing__(self, point: int) -> str | None:
        folded = unicodedata.normalize("NFKD", chr(point).casefold())
        kept = "".join(e for e in folded if unicodedata.category(e)[0] in "LN")
        self[point] = kept or None
        return self[point]


_PLAIN = _Plain()


def key(word: str) -> str:
    """Keep of a word what is compared; the mark of a note behind it does not count."""
    plain = word.translate(_PLAIN)
    bare = plain.rstrip("0123456789")
    return bare or plain


def matched(wanted: Sequence[str], printed: Sequence[Word]) -> list[list[Word]]:
    """Find words among printed ones, in order; a word may be divided over lines."""
    ours, theirs = [key(each) for each in wanted], [key(each.text) for each in printed]
    found: list[list[Word]] = [[] for _ in wanted]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=len(theirs) > _HUGE)
    last_a = last_b = 0
    for a, b, size in matcher.get_matching_blocks():
        _between(range(last_a, a), range(last_b, b), (ours, theirs), printed, found)
        for step in range(size):
            found[a + step] = [printed[b + step]]
        last_a, last_b = a + size, b + size
    return found


def _between(
    ours: range,
    theirs: range,
    keys: tuple[Sequence[str], Sequence[str]],
    printed: Sequence[Word],
    found: list[list[Word]],
) -> None:
    """Match by letters what does not match by words: divided words, joined ones."""
    if not ours or not theirs:
        return
    left, right = _letters(ours, keys[0]), _letters(theirs, keys[1])
    a, b = ("".join(letter for letter, _ in each) for each in (left, right))
    if len(a) * len(b) > _MOST:
        return
    for x, y, size in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        for step in range(size):
            word = printed[right[y + step][1]]
            parts = found[left[x + step][1]]
            if word not in parts:
                parts.append(word)


def _letters(words: Iterable[int], keys: Sequence[str]) -> list[tuple[str, int]]:
    return [(letter, index) for index in words for letter in keys[index]]
