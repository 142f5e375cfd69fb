"""Setting a book until every page number has the room it needs.

What a unit looks like depends on little of the rest of the book: the side it begins on
and how many figures its page numbers have. Both are guessed, the units are set, and those
set again for which the guess was wrong. It ends: with the same rooms, sides settle from
the front, unit by unit; and after PATIENCE rounds a room is only ever made wider, so that
each of finitely many page numbers changes its room finitely often. Where figures are not
equally wide a unit is set with the true numbers, and LIMIT is the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from publisher.artifacts import PrintBook
from publisher.layout import guessing, sight
from publisher.layout.assembly import Place, placed
from publisher.layout.joining import Sheet, indices, labels
from publisher.layout.numbers import by_anchor, filled, is_figures, room, widened
from publisher.layout.press import Press
from publisher.layout.setting import Entry, Job
from publisher.layout.sight import among, without

PATIENCE = 4  # rounds in which a room may still become narrower
LIMIT = 60  # rounds at all
NUMBER = 100  # of the first page of every unit while it is set, in arabic figures
FIGURES = 4  # of the longest folio that such a page is sure to have room for


@dataclass(slots=True)
class _State:
    """What is believed of the book, from one round to the next."""

    counts: list[int]  # pages of each unit
    names: Mapping[str, str]  # anchor → label of its page
    rooms: Mapping[str, str]  # anchor → what is as wide
    stiff: set[str] = field(default_factory=set)  # units whose figures differ in width
    near: frozenset[str] = (
        frozenset()
    )  # references whose target in another unit is in sight


@dataclass(frozen=True, slots=True)
class Settled:
    """A book in which every page number fits."""

    sheets: list[Sheet]
    names: Mapping[str, str]  # anchor → label of its page
    steady: bool  # False if page numbers would not settle


def settle(book: PrintBook, press: Press) -> Settled | None:
    """Set a book; None if a unit cannot be set."""
    counts = guessing.lengths(book)
    names = _guessed(book, counts)
    state = _State(counts, names, {a: room(name) for a, name in names.items()})
    before: list[Job] = []
    for number in range(1, LIMIT + 1):
        places = list(placed(book.units, state.counts))
        jobs = [_job(place, state) for place in places]
        made = press.set(jobs)
        if any(each is None for each in made):
            return None
        settings = [each for each in made if each is not None]
        sheets = [Sheet(*each) for each in zip(places, jobs, settings, strict=True)]
        if jobs == before:
            return Settled(sheets, state.names, steady=True)
        before = jobs
        _learn(state, sheets, number)
    return Settled(sheets, state.names, steady=False)


def _job(place: Place, state: _State) -> Job:
    """Ask for a unit with room for its numbers, or with the numbers themselves."""
    stiff = place.unit.id in state.stiff and not place.blank
    known = state.names if stiff else state.rooms
    unit = replace(
        place.unit,
        html=filled(without(place.unit.html, state.near), by_anchor(known)),
    )
    number = place.number if place.roman or stiff else NUMBER
    return Job(unit, Entry(place.side.value, number, place.roman))


def _learn(state: _State, sheets: Sequence[Sheet], number: int) -> None:
    """Believe what the pages show."""
    state.counts = [len(s.made.map.pages) for s in sheets if not s.place.blank]
    places = placed([s.place.unit for s in sheets if not s.place.blank], state.counts)
    moved = [
        replace(sheet, place=place)
        for sheet, place in zip(
            (s for s in sheets if not s.place.blank),
            (place for place in places if not place.blank),
            strict=True,
        )
    ]
    state.stiff |= {s.place.unit.id for s in moved if s.made.rigid or _is_far(s.place)}
    state.names = labels(moved)
    rooms = {anchor: room(name) for anchor, name in state.names.items()}
    state.rooms = widened(rooms, state.rooms) if number >= PATIENCE else rooms
    near = _near(moved)
    state.near = near & state.near if number >= sight.PATIENCE else near


def _is_far(place: Place) -> bool:
    """Tell whether a unit stands so far behind that its folios need more room."""
    return any(is_figures(each) and len(each) > FIGURES for each in place.labels[-1:])


def _near(sheets: Sequence[Sheet]) -> frozenset[str]:
    """Gather the references from unit to unit whose targets are in sight."""
    pages = indices(sheets)
    return frozenset(
        each
        for sheet in sheets
        for each in among(sheet.place.unit.html, pages, apart=sheet.made.map.anchors)
    )


def _guessed(book: PrintBook, counts: Sequence[int]) -> dict[str, str]:
    """Guess on which page each anchor will stand, by what the page is called."""
    inside = guessing.places(book.units, book.capacity)
    places = (each for each in placed(book.units, counts) if not each.blank)
    found: dict[str, str] = {}
    for place, anchors in zip(places, inside, strict=True):
        names = place.labels
        for anchor, page in anchors.items():
            found.setdefault(anchor, names[min(page, len(names) - 1)])
    return found
