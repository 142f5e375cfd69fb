"""What is asked of units by what is believed of the book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from publisher.artifacts import PrintUnit
from publisher.cache import key
from publisher.layout.assembly import Place, placed
from publisher.layout.beliefs import Beliefs
from publisher.layout.guessing import Copy
from publisher.layout.numbers import by_anchor, filled
from publisher.layout.setting import Entry, Job
from publisher.layout.sight import without

NUMBER = 100  # of the first page of every unit while it is set, in arabic figures


@dataclass(frozen=True, slots=True)
class _Asked:
    """A unit as it was asked for last, and what its markup was made by."""

    unit: PrintUnit
    numbers: tuple[
        str, ...
    ]  # in the places of page numbers, in the order of its targets
    near: frozenset[str]
    filled: PrintUnit
    digest: str  # of its markup


class Asking:
    """Asks for units; most are asked for with the same markup again and again."""

    def __init__(self, units: Sequence[PrintUnit], copy: Sequence[Copy]) -> None:
        """`copy` says of each of `units` which pages it tells."""
        both = zip(units, copy, strict=True)
        self._targets = {unit.id: tuple(each.targets) for unit, each in both}
        self._last: dict[tuple[str, bool], _Asked] = {}

    def job(self, place: Place, believed: Beliefs) -> Job:
        """Ask for a unit with room for its numbers, or with the numbers themselves."""
        stiff = place.unit.id in believed.stiff and not place.blank
        label = by_anchor(believed.names if stiff else believed.rooms)
        numbers = tuple(map(label, self._targets[place.unit.id]))
        asked = self._last.get((place.unit.id, place.blank))
        made_by = (place.unit, numbers, believed.near)
        if asked is None or (asked.unit, asked.numbers, asked.near) != made_by:
            html = filled(without(place.unit.html, believed.near), label)
            asked = _Asked(*made_by, replace(place.unit, html=html), key(html))
            self._last[place.unit.id, place.blank] = asked
        number = place.number if place.roman or stiff else NUMBER
        entry = Entry(place.side.value, number, place.roman)
        return Job(asked.filled, entry, markup=asked.digest)

    def likely(
        self, units: Sequence[PrintUnit], believed: Beliefs, wanted: str
    ) -> Iterator[Job]:
        """Ask for a unit by its id as if the book, of as many units, were as believed."""
        places = (each for each in placed(units, believed.counts) if not each.blank)
        yield from (
            self.job(each, believed) for each in places if each.unit.id == wanted
        )
