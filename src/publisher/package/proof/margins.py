"""Where marks in a margin stand: each at its line, pushed apart where they would collide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Wanted = tuple[float, float]
"""Where something would begin, and how much room it takes; both downwards."""


@dataclass(slots=True)
class _Cluster:
    """Things that touch each other, and move together."""

    first: int
    count: int
    height: float
    wish: (
        float  # where it would begin if its members could have their ways, times count
    )

    @property
    def begin(self) -> float:
        return self.wish / self.count


def apart(wanted: Sequence[Wanted], top: float, bottom: float) -> list[float]:
    """Give each thing a place, in their order, as near to where it should be as can be.

    None overlaps another, and all stand between `top` and `bottom`; if there is not
    enough room for that, they are moved together evenly.
    """
    total = sum(height for _, height in wanted)
    if total > bottom - top:
        squeeze = (bottom - top) / total
        places, y = [], top
        for _, height in wanted:
            places.append(y)
            y += height * squeeze
        return places
    return _spread(wanted, top, bottom)


def _spread(wanted: Sequence[Wanted], top: float, bottom: float) -> list[float]:
    clusters: list[_Cluster] = []
    for index, (begin, height) in enumerate(wanted):
        clusters.append(_Cluster(index, 1, height, begin))
        _settle(clusters, top, bottom)
    places: list[float] = []
    for each in clusters:
        y = _within(each, top, bottom)
        for _, height in wanted[each.first : each.first + each.count]:
            places.append(y)
            y += height
    return places


def _settle(clusters: list[_Cluster], top: float, bottom: float) -> None:
    """Join the last cluster with those that it touches."""
    while len(clusters) > 1:
        before, last = clusters[-2:]
        if _within(before, top, bottom) + before.height <= _within(last, top, bottom):
            return
        clusters.pop()
        # What stands behind wishes for the place of the whole, less what is before it.
        before.wish += last.wish - last.count * before.height
        before.count += last.count
        before.height += last.height


def _within(each: _Cluster, top: float, bottom: float) -> float:
    return max(top, min(each.begin, bottom - each.height))
