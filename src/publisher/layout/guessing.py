"""Where everything will stand, before it is set: counted by characters.

It need not be right. It says how many figures a page number will most likely have, and
on which side a unit will begin that may begin on either. What has been set says how much
goes on a page of the rest (`measured`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from publisher.artifacts import PrintBook, PrintUnit

_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'\sid="([^"]*)"')
SUNK = 0.25  # of a page that an opening leaves white
ENOUGH = 8  # pages from which one can tell how much goes on one


@dataclass(frozen=True, slots=True)
class Copy:
    """What there is to set of a unit, counted once."""

    characters: int
    before: Mapping[str, int]  # anchor → characters that stand before it


def copy(units: Sequence[PrintUnit]) -> list[Copy]:
    """Count the characters of each unit, and those before each of its anchors."""
    return [_counted(unit.html) for unit in units]


def guessed(book: PrintBook) -> int:
    """Estimate how many pages a book has."""
    counts = (_pages(_length(unit.html), book.capacity) for unit in book.units)
    return sum(1 + count for count in counts)


def lengths(units: Sequence[Copy], capacity: float) -> list[int]:
    """Estimate how many pages each unit has."""
    return [1 + _pages(unit.characters, capacity) for unit in units]


def places(units: Sequence[Copy], capacity: float) -> list[dict[str, int]]:
    """Estimate on which page of its unit, from 0, each anchor stands."""
    return [
        {anchor: _pages(passed, capacity) for anchor, passed in unit.before.items()}
        for unit in units
    ]


def measured(made: Iterable[tuple[Copy, int]], capacity: float) -> float:
    """Say how many characters a page holds, of units and how many pages each has.

    The last page of a unit is taken for half full. As was thought, if they are too few.
    """
    pages, characters = 0.0, 0
    for unit, count in made:
        if count >= ENOUGH:
            pages += count - 0.5 - SUNK
            characters += unit.characters
    return characters / pages if pages else capacity


def _pages(characters: int, capacity: float) -> int:
    """Estimate how many full pages characters make behind an opening."""
    return int(SUNK + characters / capacity)


def _counted(html: str) -> Copy:
    before: dict[str, int] = {}
    passed, done = 0, 0
    for each in _ID.finditer(html):
        tag = html.rfind("<", 0, each.start())
        passed += _length(html[done:tag])
        done = tag
        before[each[1]] = passed
    return Copy(passed + _length(html[done:]), before)


def _length(html: str) -> int:
    return len(_TAG.sub("", html))
