"""Notes in the order of their calls: marks, faults, and which call is which.

A note that is called inside another note comes right after it, before the rest of the
text goes on. Each series counts for itself, from the beginning of each piece or of the
book.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from publisher import rules
from publisher.bookinfo import BookInfo, Series
from publisher.diagnostics import Diagnostic
from publisher.model import Block, Note, NoteCall
from publisher.resolve.editions import series_of
from publisher.resolve.numerals import mark
from publisher.resolve.units import Draft
from publisher.resolve.walk import blocks_and_inlines


@dataclass(slots=True)
class Called:
    """A note that the text calls, with its mark."""

    note: Note
    series: Series
    mark: str
    stem: str  # of its ids: "ch-03-12", "ch-03-tr-2"
    inside: str  # local key of the note that calls it first
    calls: int = 0
    over: bool = False  # all that is inside it has been read


@dataclass(slots=True)
class Notes:
    """The notes of one piece, in the order of their first calls, by local key.

    `script` says for each passage (the text is "", a note has its local key) what its
    calls are, in reading order: the note and which of its calls; None for one that
    leads nowhere.
    """

    called: dict[str, Called] = field(default_factory=dict)
    script: dict[str, list[tuple[str, int] | None]] = field(default_factory=dict)
    stems: dict[str, str] = field(default_factory=dict)


def counted_notes(
    pieces: list[Draft], info: BookInfo
) -> tuple[dict[str, Notes], list[Diagnostic]]:
    """Number the notes of every piece, by Draft.id, and find cycles."""
    counting = _Counting(info)
    return {draft.id: counting.piece(draft) for draft in pieces}, counting.found


class _Counting:
    """Counts the notes of the book as they are called."""

    def __init__(self, info: BookInfo) -> None:
        self.found: list[Diagnostic] = []
        self._info = info
        self._through: dict[str, int] = {}  # series that run through the book

    def piece(self, draft: Draft) -> Notes:
        """Read a piece, going into each note at its first call.

        An explicit stack, since a chain of notes may be longer than Python's own.
        """
        notes, here = Notes(), dict[str, int]()
        notes.script[""] = []
        reading = [("", iter(calls_in(draft.passages)))]
        while reading:
            place, calls = reading[-1]
            call = next(calls, None)
            if call is None:
                reading.pop()
                if place:
                    notes.called[place].over = True
                continue
            known = call.key in notes.called
            notes.script[place].append(self._meet(call, place, notes, here, draft))
            if not known and call.key in notes.called:
                notes.script[call.key] = []
                inside = calls_in(draft.notes[call.key].blocks)
                notes.called[call.key].over = not inside
                if inside:
                    reading.append((call.key, iter(inside)))
        return notes

    def _meet(
        self,
        call: NoteCall,
        place: str,
        notes: Notes,
        here: dict[str, int],
        draft: Draft,
    ) -> tuple[str, int] | None:
        if call.key not in draft.notes:
            return None
        if call.key not in notes.called:
            note = draft.notes[call.key]
            notes.called[call.key] = self._number(note, place, here, draft)
            notes.stems[call.key] = notes.called[call.key].stem
        called = notes.called[call.key]
        if called.calls and not called.over:
            self.found.append(cycle(called.note, place, draft.notes))
            return None
        called.calls += 1
        return call.key, called.calls

    def _number(
        self, note: Note, place: str, here: dict[str, int], draft: Draft
    ) -> Called:
        series = series_of(note, self._info)
        counter = self._through if series.restart == "book" else here
        number = counter[series.prefix] = counter.get(series.prefix, 0) + 1
        stem = "-".join(filter(None, (draft.id, series.prefix, str(number))))
        return Called(note, series, mark(number, series.marks), stem, inside=place)


def calls_in(blocks: tuple[Block, ...]) -> list[NoteCall]:
    """Give the calls of a passage in reading order."""
    return [node for node in blocks_and_inlines(blocks) if isinstance(node, NoteCall)]


def cycle(note: Note, last: str, notes: Mapping[str, Note]) -> Diagnostic:
    """Report a note that is called inside itself; `last` is the note of that call."""
    other = notes[last].id if last and notes[last] is not note else ""
    way = f' by way of note "{other}"' if other else ""
    return rules.NOTE_CYCLE.at(
        note.span,
        f'note "{note.id}" calls itself{way}',
        hint="take out one of the calls, so that the notes come to an end",
    )
