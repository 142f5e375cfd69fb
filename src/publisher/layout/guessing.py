"""Where everything will stand, before anything is set: counted by characters.

It need not be right. It says how many figures a page number will most likely have, and
on which side a unit will begin that may begin on either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from publisher.artifacts import PrintBook, PrintUnit

_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'\sid="([^"]*)"')
SUNK = 0.25  # of a page that an opening leaves white


def guessed(book: PrintBook) -> int:
    """Estimate how many pages a book has."""
    return sum(lengths(book))


def lengths(book: PrintBook) -> list[int]:
    """Estimate how many pages each unit has."""
    return [1 + int(SUNK + _length(u.html) / book.capacity) for u in book.units]


def places(units: Sequence[PrintUnit], capacity: int) -> list[dict[str, int]]:
    """Estimate on which page of its unit, from 0, each anchor stands."""
    return [_places(unit.html, capacity) for unit in units]


def _places(html: str, capacity: int) -> dict[str, int]:
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
