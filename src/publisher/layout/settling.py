"""Setting a book until every page number has the room it needs.

What a unit looks like depends on little of the rest of the book: the side it begins on
and how many figures its page numbers have. Both are guessed, the units are set, and those
set again for which the guess was wrong. So that few are, the units that say where numbers
become longer are set before the rest, and among those the ones that tell of pages far from
there (`waves`). It ends: with the same rooms, sides settle from
the front, unit by unit; and after PATIENCE rounds a room is only ever made wider, so that
each of finitely many page numbers changes its room finitely often. Where figures are not
equally wide a unit is set with the true numbers, and LIMIT is the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from publisher.artifacts import PrintBook
from publisher.layout import guessing, sight
from publisher.layout.asking import Asking
from publisher.layout.assembly import Place, placed
from publisher.layout.beliefs import Beliefs
from publisher.layout.foresight import foreseen
from publisher.layout.guessing import Copy
from publisher.layout.joining import Sheet, Standing, indices, labels
from publisher.layout.numbers import is_figures, rooms_of, widened
from publisher.layout.press import Press
from publisher.layout.setting import Job
from publisher.layout.waves import LATE, calm, waves

PATIENCE = 4  # rounds in which a room may still become narrower
LIMIT = 60  # rounds at all
FIGURES = 4  # of the longest folio that such a page is sure to have room for


@dataclass(frozen=True, slots=True)
class Settled:
    """A book in which every page number fits."""

    sheets: list[Sheet]  # in order, blank pages among them
    names: Mapping[str, str]  # anchor → label of its page
    steady: bool  # False if page numbers would not settle
    as_built: bool  # it began from its text alone


def settle(book: PrintBook, press: Press, *, hasty: bool = False) -> Settled | None:
    """Set a book; None if a unit cannot be set.

    In haste it is begun with what is foreseen after an edit, if that can be: then each unit
    is hardly set twice. What comes of it fits as well, but could be other pages than those
    of a book that is built from its text.
    """
    last, copy = press.believed(book), press.copy(book)
    asking = Asking(book.units, copy)
    hoped = foreseen(book, copy, last) if hasty else None
    state = hoped or _begun(book, copy, press, asking, last)
    if state is None:
        return None
    before: list[Job] = []
    sheets: list[Sheet] = []
    for number in range(1, LIMIT + 1):
        places = list(placed(book.units, state.counts))
        jobs = [asking.job(place, state) for place in places]
        made = _set(places, jobs, press)
        if made is None:
            return None
        sheets = made
        if jobs == before:
            if state != last:
                press.believe(book, state, jobs)
            return Settled(sheets, state.names, steady=True, as_built=hoped is None)
        before = jobs
        _learn(state, copy, sheets, number)
    return Settled(sheets, state.names, steady=False, as_built=hoped is None)


def _set(
    places: Sequence[Place],
    jobs: Sequence[Job],
    press: Press,
    next_time: Callable[[str], Iterable[Job]] = lambda _: (),
) -> list[Sheet] | None:
    """Have units set; None if one cannot be. `next_time` is for those who would rest."""
    made = [each for each in press.set(jobs, next_time) if each is not None]
    if len(made) < len(jobs):
        return None
    return [Sheet(*each) for each in zip(places, made, jobs, strict=True)]


def _begun(
    book: PrintBook,
    copy: Sequence[Copy],
    press: Press,
    asking: Asking,
    last: Beliefs | None,
) -> Beliefs | None:
    """Set units for the first time, wave after wave; None if one cannot be set.

    What a wave shows is believed by the next. By what was believed `last`, some are set in
    advance as they will most likely be asked for again.
    """
    counts = guessing.lengths(copy, book.capacity)
    state = Beliefs(counts, {}, {}, letters=[unit.characters for unit in copy])
    made: list[Standing] = []  # their markup is not wanted any more
    late = {unit.id for unit in book.units if unit.role in LATE}

    def next_time(wanted: str) -> Iterator[Job]:
        if last is None or len(last.counts) != len(book.units):  # another book
            return
        if wanted in late:
            hoped = replace(state, stiff=state.stiff | last.stiff)
            _guess(hoped, book, copy, made, last.counts)
            yield from asking.likely(book.units, hoped, wanted)
        yield from asking.likely(book.units, last, wanted)

    for wave in waves(book.units, counts):
        left = list(wave)
        while left:
            _guess(state, book, copy, made)
            now = calm(copy, left, state.unsure)
            left = [each for each in left if each not in now]
            places = [p for p in placed(book.units, state.counts) if not p.blank]
            places = [places[number] for number in now]
            jobs = [asking.job(place, state) for place in places]
            sheets = _set(places, jobs, press, next_time)
            if sheets is None:
                return None
            made += [Standing(each.place, each.gist) for each in sheets]
    _guess(state, book, copy, made)
    return state


def _learn(
    state: Beliefs, copy: Sequence[Copy], sheets: Sequence[Sheet], number: int
) -> None:
    """Believe what the pages show."""
    sheets = [each for each in sheets if not each.place.blank]
    state.counts = [each.gist.count for each in sheets]
    places = placed([each.place.unit for each in sheets], state.counts)
    moved = [
        replace(sheet, place=place)
        for sheet, place in zip(
            sheets, (place for place in places if not place.blank), strict=True
        )
    ]
    state.stiff |= {sheet.place.unit.id for sheet in moved if _is_stiff(sheet)}
    state.names = labels(moved)
    rooms = rooms_of(state.names)
    state.rooms = widened(rooms, state.rooms) if number >= PATIENCE else rooms
    near = _near(moved, copy)
    state.near = near & state.near if number >= sight.PATIENCE else near


def _is_stiff(sheet: Standing) -> bool:
    """Tell whether a unit must be set with the true numbers."""
    return sheet.gist.rigid or _is_far(sheet.place)


def _is_far(place: Place) -> bool:
    """Tell whether a unit stands so far behind that its folios need more room."""
    return any(is_figures(each) and len(each) > FIGURES for each in place.labels[-1:])


def _near(sheets: Sequence[Standing], copy: Sequence[Copy]) -> frozenset[str]:
    """Gather the references from unit to unit whose targets are in sight."""
    pages = indices(sheets)
    return frozenset(
        each
        for sheet, unit in zip(sheets, copy, strict=True)
        for each in sight.near(unit.references, pages, apart=sheet.gist.anchors)
    )


def _guess(
    state: Beliefs,
    book: PrintBook,
    copy: Sequence[Copy],
    made: Sequence[Standing],
    counts: Sequence[int] = (),
) -> None:
    """Believe what units that are set show, and guess the rest by it.

    `counts` are the pages of all units, those of the rest to be believed, if that is known.
    """
    known = {sheet.place.unit.id: sheet for sheet in made}
    both = [
        (each, known[unit.id].gist.count)
        for unit, each in zip(book.units, copy, strict=True)
        if unit.id in known
    ]
    capacity = guessing.measured(both, book.capacity)
    state.counts = [
        known[unit.id].gist.count if unit.id in known else count
        for unit, count in zip(
            book.units, counts or guessing.lengths(copy, capacity), strict=True
        )
    ]
    places = [each for each in placed(book.units, state.counts) if not each.blank]
    names: dict[str, str] = {}
    guesses: set[str] = set()
    moved = []
    for place, unit in zip(places, copy, strict=True):
        if place.unit.id in known:
            moved.append(replace(known[place.unit.id], place=place))
            anchors = {a: page - 1 for a, page in moved[-1].gist.anchors.items()}
        else:
            anchors = guessing.places(unit, capacity)
        labels_there, last = place.labels, place.count - 1
        for anchor, page in anchors.items():
            names.setdefault(anchor, labels_there[min(page, last)])
        if guesses or not (place.roman or place.unit.id in known):  # and all behind it
            guesses.update(anchors)
    state.names = names
    pages = {name: int(name) for name in set(names.values()) if is_figures(name)}
    state.unsure = {a: pages[names[a]] for a in guesses if names[a] in pages}
    state.rooms = rooms_of(names)
    state.stiff |= {each.place.unit.id for each in moved if _is_stiff(each)}
    state.near = _near(moved, [each for each, _ in both])
