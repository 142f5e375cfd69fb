"""Where everything will stand, before it is set: counted by characters.

It need not be right. It says how many figures a page number will most likely have, and
on which side a unit will begin that may begin on either. What has been set says how much
goes on a page of the rest (`measured`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from publisher.artifacts import PrintBook, PrintUnit

_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'\sid="([^"]*)"')
SUNK = 0.25  # of a page that an opening leaves white
ENOUGH = 8  # pages from which one can tell how much goes on one


def guessed(book: PrintBook) -> int:
    """Estimate how many pages a book has."""
    return sum(lengths(book.units, book.capacity))


def lengths(units: Sequence[PrintUnit], capacity: float) -> list[int]:
    """Estimate how many pages each unit has."""
    return [1 + int(SUNK + _length(u.html) / capacity) for u in units]


def places(units: Sequence[PrintUnit], capacity: float) -> list[dict[str, int]]:
    """Estimate on which page of its unit, from 0, each anchor stands."""
    return [_places(unit.html, capacity) for unit in units]


def measured(made: Iterable[tuple[PrintUnit, int]], capacity: float) -> float:
    """Say how many characters a page holds, of units and how many pages each has.

    The last page of a unit is taken for half full. As was thought, if they are too few.
    """
    pages, characters = 0.0, 0
    for unit, count in made:
        if count >= ENOUGH:
            pages += count - 0.5 - SUNK
            characters += _length(unit.html)
    return characters / pages if pages else capacity


def _places(html: str, capacity: float) -> dict[str, int]:
    found: dict[str, int] = {}
    passed, before = 0, 0
    for each in _ID.finditer(html):
        tag = html.rfind("<", 0, each.start())
        passed += _length(html[before:tag])
        before = tag
        found[each[1]] = int(SUNK + passed / capacity)
    return found


def _length(html: str) -> int:
    return len(_TAG.sub("", html))
