"""In which order units are set, so that the longest are not all held in memory at once.

A worker holds the boxes of all pages of its unit until they are drawn: two chapters of 90 pages
side by side take 120 MB more than one of them beside short ones. The longest go first,
so that none is left for the end, but beside a very long one only shorter ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

BESIDE = 0.3  # of the longest unit, for each worker more: what may be set beside it


def in_turn(sizes: Sequence[float], workers: int) -> list[int]:
    """Order units by their sizes for some workers, who take as long as units are large.

    Gives the indices of `sizes`. What is set at once is at most as much as the longest unit
    and a third of it for each worker but one, as long as there is something short enough.
    """
    left = sorted(range(len(sizes)), key=lambda each: -sizes[each])
    if not left:
        return []
    room = sizes[left[0]] * (1 + BESIDE * (max(1, workers) - 1))
    order: list[int] = []
    at_work: list[tuple[float, float]] = []  # when it will be done, and its size
    now = held = 0.0
    while left:
        if len(at_work) >= max(1, workers):
            now, size = heappop(at_work)
            held -= size
        fits = (each for each in left if held + sizes[each] <= room)
        chosen = next(fits, left[-1])
        left.remove(chosen)
        order.append(chosen)
        held += sizes[chosen]
        heappush(at_work, (now + sizes[chosen], sizes[chosen]))
    return order
