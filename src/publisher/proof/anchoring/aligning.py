"""Letters of a page laid along letters of the manuscript.

What is printed is what was written, but for what the publisher adds (numbers of notes, the
words of references), for what was changed since, and for where a page begins and ends. So
long stretches agree to the letter; they are found by samples, and stretched as far as they
go.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAMPLE = 12  # letters
STEP = 5
SMALL = 260  # letters below which every way of laying them is tried
GAP = 160
_STRIDE = 64  # letters compared at once


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch that agrees: where it begins in each, and how long it is."""

    printed: int
    written: int
    length: int


def aligned(printed: str, written: str) -> list[int]:
    """Give for each printed letter the number of the written one, or -1."""
    place = [-1] * len(printed)
    for run in _runs(printed, written):
        written_at = range(run.written, run.written + run.length)
        place[run.printed : run.printed + run.length] = written_at
    return place


def _runs(printed: str, written: str) -> Iterator[Run]:
    if not printed or not written:
        return
    if len(printed) <= SMALL and len(written) <= SMALL:
        yield from _all_ways(printed, written, 0, 0)
        return
    chain = _stretched(printed, written, _chain(list(_samples(printed, written))))
    before_p = before_w = 0
    for run in chain:
        yield from _between(
            printed, written, (before_p, run.printed), (before_w, run.written)
        )
        yield run
        before_p, before_w = run.printed + run.length, run.written + run.length
    yield from _between(
        printed, written, (before_p, len(printed)), (before_w, len(written))
    )


def _between(
    printed: str, written: str, own: tuple[int, int], other: tuple[int, int]
) -> Iterator[Run]:
    """Lay what is left between two stretches that agree."""
    a, b = printed[own[0] : own[1]], written[other[0] : other[1]]
    if not a or not b:
        return
    first, last = own[0] == 0, own[1] == len(printed)
    if first and not last:  # only what is near
        cut = max(0, len(b) - len(a) - GAP)
        yield from _all_ways(
            a[-GAP * 2 :],
            b[cut:][-GAP * 3 :],
            own[1] - min(len(a), GAP * 2),
            other[1] - min(len(b) - cut, GAP * 3),
        )
    elif last and not first:
        yield from _all_ways(
            a[: GAP * 2], b[: len(a) + GAP][: GAP * 3], own[0], other[0]
        )
    elif len(a) <= GAP * 4 and len(b) <= GAP * 4:
        yield from _all_ways(a, b, own[0], other[0])


def _all_ways(a: str, b: str, at_a: int, at_b: int) -> Iterator[Run]:
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    for block in matcher.get_matching_blocks():
        if block.size:
            yield Run(at_a + block.a, at_b + block.b, block.size)


def _samples(printed: str, written: str) -> Iterator[tuple[int, int]]:
    """Find samples of what is printed that were written once."""
    for start in range(0, len(printed) - SAMPLE + 1, STEP):
        sample = printed[start : start + SAMPLE]
        found = written.find(sample)
        if found >= 0 and written.find(sample, found + 1) < 0:
            yield start, found


def _chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the longest row of samples that are in order on both sides."""
    tails: list[int] = []  # the last written place of a row of each length
    at: list[int] = []  # and which pair it is
    before: list[int] = []
    for number, (_, written) in enumerate(pairs):
        length = bisect_left(tails, written)
        before.append(at[length - 1] if length else -1)
        if length == len(tails):
            tails.append(written)
            at.append(number)
        else:
            tails[length] = written
            at[length] = number
    row: list[tuple[int, int]] = []
    number = at[-1] if at else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _stretched(
    printed: str, written: str, chain: Sequence[tuple[int, int]]
) -> list[Run]:
    """Stretch samples as far as the letters agree, each behind the one before."""
    runs: list[Run] = []
    end_p = end_w = 0
    for start, found in chain:
        if start < end_p:
            continue  # inside the stretch before
        if found < end_w:
            continue
        p, w = start, found
        while p > end_p and w > end_w and printed[p - 1] == written[w - 1]:
            p, w = p - 1, w - 1
        end_p, end_w = start + SAMPLE, found + SAMPLE
        more = _in_common(printed, end_p, written, end_w)
        end_p, end_w = end_p + more, end_w + more
        runs.append(Run(p, w, end_p - p))
    return runs


def _in_common(printed: str, p: int, written: str, w: int) -> int:
    """Count the letters that go on the same, some at a time."""
    length = min(len(printed) - p, len(written) - w)
    same = 0
    while same < length:
        step = min(_STRIDE, length - same)
        ahead = slice(p + same, p + same + step), slice(w + same, w + same + step)
        if printed[ahead[0]] == written[ahead[1]]:
            same += step
            continue
        while printed[p + same] == written[w + same]:
            same += 1
        break
    return same
