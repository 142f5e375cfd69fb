"""Where everything will stand, before it is set: counted by characters.

It need not be right. It says how many figures a page number will most likely have, and
on which side a unit will begin that may begin on either. What has been set says how much
goes on a page of the rest (`measured`). Where one number in a chapter is guessed a figure too
long, the chapter is set twice: letters of notes, which are smaller, count for less.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from publisher.artifacts import PrintBook
from publisher.layout import sight
from publisher.layout.markup import NOTE
from publisher.layout.numbers import targets

_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'\sid="([^"]*)"')
SMALL = 0.7  # of the room of a letter: that of one in a note
HEADING = 240  # characters that would stand in the white around one
FIGURE = 600  # characters in the place of one, and of the white around it
_HIGH = re.compile(r"<(?:(h[2-6])|figure)\b")
_NOTE = f"{NOTE}="
SUNK = 0.25  # of a page that an opening leaves white
ENOUGH = 8  # pages from which one can tell how much goes on one


@dataclass(frozen=True, slots=True)
class Copy:
    """What there is to set of a unit, read once: in characters of the text's size."""

    characters: float
    before: Mapping[str, float]  # anchor → characters that stand before it
    targets: frozenset[str]  # anchors whose pages it tells
    references: tuple[tuple[str, str], ...]  # that may say a page, and their targets


def counted(html: str) -> Copy:
    """Count the characters of a unit's markup, and those before each of its anchors."""
    before: dict[str, float] = {}
    passed, done = 0.0, 0
    depth = 0  # of the spans of a note, itself included
    for tag in _TAG.finditer(html):
        letters = tag.start() - done
        passed += letters * SMALL if depth else letters
        done = tag.end()
        words = tag[0]
        if words.startswith("<span") and (depth or _NOTE in words):
            depth += 1
        elif depth and words.startswith("</span"):
            depth -= 1
        if found := _ID.search(words):
            before[found[1]] = passed
        if room := _HIGH.match(words):
            passed += HEADING if room[1] else FIGURE
    told = tuple(sight.references(html))
    return Copy(passed + len(html) - done, before, frozenset(targets(html)), told)


def guessed(book: PrintBook) -> int:
    """Estimate how many pages a book has."""
    units = [counted(unit.html) for unit in book.units]
    return sum(lengths(units, book.capacity))


def lengths(units: Sequence[Copy], capacity: float) -> list[int]:
    """Estimate how many pages each unit has: the full ones behind an opening, and one."""
    return [1 + int(SUNK + unit.characters / capacity) for unit in units]


def places(unit: Copy, capacity: float) -> dict[str, int]:
    """Estimate on which page of its unit, from 0, each anchor stands."""
    return {
        anchor: int(SUNK + passed / capacity) for anchor, passed in unit.before.items()
    }


def measured(made: Iterable[tuple[Copy, int]], capacity: float) -> float:
    """Say how many characters a page holds, of units and how many pages each has.

    The last page of a unit is taken for half full. As was thought, if they are too few.
    """
    pages = characters = 0.0
    for unit, count in made:
        if count >= ENOUGH:
            pages += count - 0.5 - SUNK
            characters += unit.characters
    return characters / pages if pages else capacity
