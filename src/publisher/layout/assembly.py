"""Units in their order: where each begins and what its pages are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publisher.artifacts import PrintUnit, Side
from publisher.bookinfo import Matter, Role
from publisher.layout.labels import folio

BLANK = '<section class="unit blank gen"></section>'


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands, or one blank page before a unit."""

    unit: PrintUnit
    start: int  # index of its first page
    side: Side
    number: int  # of its first page, as the folio counts
    roman: bool
    count: int  # of its pages
    blank: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """Name its pages."""
        numbers = range(self.number, self.number + self.count)
        return tuple(folio(number, roman=self.roman) for number in numbers)


def placed(units: Sequence[PrintUnit], counts: Sequence[int]) -> Iterator[Place]:
    """Put units one behind the other, with blank pages where one must turn the leaf."""
    index, number, roman = 1, 1, True
    for position, (unit, count) in enumerate(zip(units, counts, strict=True)):
        if unit.opens not in {"any", side(index).value}:
            blank = _blank(units[max(0, position - 1)])
            yield Place(blank, index, side(index), number, roman, 1, blank=True)
            index, number = index + 1, number + 1
        if roman and unit.matter is not Matter.FRONT:
            number, roman = 1, False
        yield Place(unit, index, side(index), number, roman, count)
        index, number = index + count, number + count


def side(index: int) -> Side:
    """Tell which side of its leaf a page is."""
    return Side.RECTO if index % 2 else Side.VERSO


def _blank(owner: PrintUnit) -> PrintUnit:
    """Make a blank page; it belongs to the unit it follows, if there is one."""
    return PrintUnit(owner.id, Role.HALF_TITLE, owner.matter, BLANK)
