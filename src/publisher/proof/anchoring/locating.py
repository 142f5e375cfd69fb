"""From letters on a page to letters of the manuscript, and how sure that is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from publisher.proof.anchoring.aligning import aligned
from publisher.proof.anchoring.copytext import CopyText
from publisher.proof.anchoring.searching import Finder

NEAR, WIDE = 160, 900  # letters on both sides by which words are known
ENOUGH = 0.8  # of the letters around that must agree
BESIDE = 8  # letters right beside the words that must agree, on one side at least
_CONTEXTS = ((24, 24), (24, 0), (0, 24), (8, 8), (8, 0), (0, 8), (3, 3), (0, 0))
_ALONE = 14  # letters by which words are looked for in all of a book
OWN = 24  # letters that are enough by themselves


@dataclass(frozen=True, slots=True)
class Located:
    """Numbers of written letters for a stretch of printed ones; -1 where there is none."""

    places: tuple[int, ...]  # for run[start:end]
    start: int
    end: int
    doubt: str = ""  # why it may be wrong; "": it is not

    def place(self, letter: int) -> int:
        """Give the written letter of a printed one, or -1."""
        if self.start <= letter < self.end:
            return self.places[letter - self.start]
        return -1


@dataclass(slots=True)
class Locator:
    """Finds printed letters in the manuscript."""

    copy: CopyText
    _finder: Finder | None = field(default=None)

    def within(
        self,
        run: str,
        first: int,
        last: int,
        region: tuple[int, int],
        calls: frozenset[int] = frozenset(),
    ) -> Located | None:
        """Lay run[first:last] and what is around it along a region it must stand in.

        None when it does not say the same as the region.
        """
        begin, end = region
        low, high = max(0, first - WIDE), min(len(run), last + WIDE)
        places = self._laid(run, low, high, begin, end)
        told = high - low - sum(low <= n < high for n in calls)
        if (
            not told
            or begin == end
            or _agreeing(places) < ENOUGH * min(told, end - begin)
        ):
            return self._elsewhere(run, first, last, region, calls)
        located = Located(tuple(places), low, high)
        judged = self._judged(located, first, last, calls, sure=True)
        if not judged.doubt:
            return judged
        return self._elsewhere(run, first, last, region, calls) or judged

    def _elsewhere(
        self,
        run: str,
        first: int,
        last: int,
        region: tuple[int, int],
        calls: frozenset[int],
        least: int = 3,
    ) -> Located | None:
        """Find words of a region that are printed in another order than written.

        A caption may stand above its table and be written below it. They must be the only
        ones that have so much of what is printed around them.
        """
        begin, end = region
        for left, right in _CONTEXTS:
            low, high = max(0, first - left), min(len(run), last + right)
            kept = [n for n in range(low, high) if n not in calls]
            wanted = "".join(run[n] for n in kept)
            if not wanted or len(wanted) < least:
                continue
            at = self.copy.letters.find(wanted, begin, end)
            if at < 0:
                continue
            if self.copy.letters.find(wanted, at + 1, end) >= 0:
                return None
            places = [-1] * (high - low)
            for place, n in enumerate(kept, start=at):
                places[n - low] = place
            return Located(tuple(places), low, high)
        return None

    def anywhere(  # noqa: C901 one way after another
        self,
        run: str,
        first: int,
        last: int,
        near: int = -1,
        calls: frozenset[int] = frozenset(),
    ) -> Located | None:
        """Find run[first:last] by what is around it in the whole manuscript.

        `near` is a letter of the manuscript that is preferred where places are alike;
        it is then said that they are. None when nothing like it is there.
        """
        if self._finder is None:
            self._finder = Finder(self.copy.letters)
        alike = False
        for reach in (NEAR, WIDE):
            found = self._finder.candidates(run, first - reach, last + reach)
            if not found:
                continue
            best = found[0]
            alike = len(found) > 1 and found[1].score * 5 > best.score * 4
            if not alike:
                break
        if not found:
            return self._short(run)
        if alike and near >= 0:
            good = [each for each in found if each.score * 5 > best.score * 4]
            best = min(good, key=lambda each: abs(each.first + first - near))
        low, high = max(0, first - WIDE), min(len(run), last + WIDE)
        begin = max(0, best.first + low - NEAR)
        end = min(len(self.copy.letters), best.last + high + NEAR)
        located = Located(tuple(self._laid(run, low, high, begin, end)), low, high)
        judged = self._judged(located, first, last, calls, sure=False)
        if alike and not judged.doubt:
            return _doubting(judged, "the same words stand in more than one place")
        if judged.doubt and not alike:
            whole = 0, len(self.copy.letters)
            other = self._elsewhere(run, first, last, whole, calls, least=_ALONE)
            if other is not None:
                return _doubting(other, "found by the words beside it alone")
        return judged

    def _short(self, run: str) -> Located | None:
        """Find a run too short for samples: it must be the only one."""
        found = self.copy.letters.find(run) if len(run) > 3 else -1
        if found < 0 or self.copy.letters.find(run, found + 1) >= 0:
            return None
        places = tuple(range(found, found + len(run)))
        return Located(places, 0, len(run))

    def _laid(self, run: str, low: int, high: int, begin: int, end: int) -> list[int]:
        laid = aligned(run[low:high], self.copy.letters[begin:end])
        return [place + begin if place >= 0 else -1 for place in laid]

    def _judged(
        self,
        located: Located,
        first: int,
        last: int,
        calls: frozenset[int],
        *,
        sure: bool,
    ) -> Located:
        """Say whether the words themselves, and those beside them, agree.

        Numbers of notes (`calls`) are printed and not written; they are passed over.
        """
        kept = [
            (number, place)
            for number, place in enumerate(located.places, located.start)
            if place >= 0 or number not in calls
        ]
        places = [place for _, place in kept]
        a, b = bisect_left(kept, (first, -1)), bisect_left(kept, (last, -1))
        if doubt := _doubt(places, a, b, sure=sure):
            return _doubting(located, doubt)
        return located


def _doubt(places: Sequence[int], a: int, b: int, *, sure: bool) -> str:
    """Say why the letters from a up to b may be others; "" if they are not."""
    own = places[a:b]
    if any(place < 0 for place in own):
        gone = all(place < 0 for place in own)
        return (
            "the words are not in the manuscript any more"
            if gone
            else "the words have changed since"
        )
    if any(y != x + 1 for x, y in pairwise(own)):
        return "other words stand between these now"
    if sure:
        return ""
    if not own:
        joined = 0 < a < len(places) and 0 <= places[a - 1] == places[a] - 1
        return "" if joined else "the words around have changed"
    left, right = _beside(places, a, -1), _beside(places, b - 1, 1)
    edges = (a == 0 or left >= BESIDE) + (b == len(places) or right >= BESIDE)
    if edges == 2 or len(own) >= OWN or (edges and left + right + len(own) >= OWN):
        return ""
    return "the words around have changed"


def _doubting(located: Located, doubt: str) -> Located:
    return Located(located.places, located.start, located.end, doubt)


def _agreeing(places: Sequence[int]) -> int:
    return sum(place >= 0 for place in places)


def _beside(places: Sequence[int], index: int, step: int) -> int:
    """Count the letters beside one that go on where it stands in the manuscript."""
    count = 0
    while (
        0 <= index + step < len(places)
        and places[index] >= 0
        and places[index + step] == places[index] + step
        and count < NEAR
    ):
        index, count = index + step, count + 1
    return count
