"""In which order units are set, so that the longest are not all held in memory at once.

A worker holds the boxes of all pages of its unit until they are drawn: two chapters of 90 pages
side by side take 120 MB more than one of them beside short ones. What is held grows until a
unit is done, and units that are begun together are not done together. So the longest go first,
and beside a very long one those that are done before it is, or begun so late that they are small
when it is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BESIDE = 0.35  # of the longest unit, for each worker more: what may be held beside it


@dataclass(frozen=True, slots=True)
class _AtWork:
    """A unit that is set from `begun` on, which takes as long as it is large."""

    begun: float
    size: float

    @property
    def done(self) -> float:
        return self.begun + self.size

    def held(self, time: float) -> float:
        """Say how much of it is held at a time."""
        return time - self.begun if self.begun <= time <= self.done else 0.0


def in_turn(sizes: Sequence[float], workers: int) -> list[int]:
    """Order units by their sizes for some workers.

    Gives the indices of `sizes`. What is held at once is at most as much as the longest unit
    and a third of it for each worker but one, as long as there is a unit that fits.
    """
    left = sorted(range(len(sizes)), key=lambda each: -sizes[each])
    room = max(sizes, default=0) * (1 + BESIDE * (max(1, workers) - 1))
    order: list[int] = []
    at_work: list[_AtWork] = []
    now = 0.0
    while left:
        if len(at_work) >= max(1, workers):
            now = min(each.done for each in at_work)
            at_work.remove(next(each for each in at_work if each.done == now))
        fits = (e for e in left if _most(_AtWork(now, sizes[e]), at_work) <= room)
        chosen = next(fits, left[-1])
        left.remove(chosen)
        order.append(chosen)
        at_work.append(_AtWork(now, sizes[chosen]))
    return order


def _most(new: _AtWork, others: Iterable[_AtWork]) -> float:
    """Say how much is held at the most while a unit is set beside others."""
    every = [new, *others]
    times = (each.done for each in every if each.done <= new.done)
    return max(sum(each.held(time) for each in every) for time in times)
