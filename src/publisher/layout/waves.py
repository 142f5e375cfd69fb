"""In which order units are set for the first time, so that few are set again.

A unit is set again when a page number in it has another number of figures than was guessed.
In doubt are numbers of pages where they become longer, about the pages 10, 100, 1,000. So
the units up to such a page go before those behind it, which then know; and among many of
those the ones that tell of no page near it go first: the rest is guessed by what they show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from publisher.artifacts import PrintUnit
from publisher.bookinfo import Role
from publisher.layout.assembly import placed
from publisher.layout.guessing import Copy
from publisher.layout.numbers import is_figures

LATE = (Role.CONTENTS, Role.LIST, Role.CONCORDANCE)  # they say where others are
SLIP = 20  # pages in which a guess may be wrong by one, besides a page or two
FEW = 4  # units in doubt that are set together: between two waves a core may rest


def waves(units: Sequence[PrintUnit], counts: Sequence[int]) -> list[list[int]]:
    """Part units into waves: in each, those whose page numbers the next want to know.

    Units that say where others are (contents, lists) come last.
    """
    ends = _longer(units, counts)
    parts: list[list[int]] = [[] for _ in range(len(ends) + 1)]
    for number, unit in enumerate(units):
        late = unit.role in LATE
        parts[-1 if late else sum(end < number for end in ends)].append(number)
    return [part for part in parts if part]


def calm(
    units: Sequence[Copy], wave: Sequence[int], pages: Mapping[str, int]
) -> list[int]:
    """Choose of a wave the units to be set next; all if there are few in doubt.

    `pages` are the numbers that are guesses, by anchor. Those go first that tell of none in
    doubt, and half of the others, whose numbers are the farthest from becoming longer.
    """
    doubt = {each: _distance(units[each], pages) for each in wave}
    some = sorted((each for each in wave if doubt[each] < inf), key=lambda e: -doubt[e])
    if len(some) <= FEW:
        return list(wave)
    later = set(some[(len(some) + 1) // 2 :])
    return [each for each in wave if each not in later]


def _distance(unit: Copy, pages: Mapping[str, int]) -> float:
    """Say how near the pages that a unit tells of come to where numbers become longer."""
    told = (pages[anchor] for anchor in unit.targets if anchor in pages)
    near = (each for page in told if (each := _from_longer(page)) <= 2 + page // SLIP)
    return min(near, default=inf)


def _from_longer(page: int) -> int:
    """Count the pages from one to the nearest where numbers become longer."""
    longer = int("1" + "0" * len(str(page)))
    return min(longer - page, page - longer // 10 + 1)


def _longer(units: Sequence[PrintUnit], counts: Sequence[int]) -> list[int]:
    """List the units that have the hundredth page, the thousandth, and so on.

    In a book that comes to no hundredth page: the tenth.
    """
    last = (each.labels[-1] for each in placed(units, counts) if not each.blank)
    figures = [len(label) if is_figures(label) else 0 for label in last]
    longest = max(figures, default=0)
    lengths = range(max(2, min(3, longest)), longest + 1)
    return [figures.index(min(f for f in figures if f >= each)) for each in lengths]
