"""Calls without a note, and notes without a call."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from publisher import rules
from publisher.diagnostics import Diagnostic
from publisher.model import Note
from publisher.resolve.editions import Settled
from publisher.resolve.nearness import nearest
from publisher.resolve.notes import Notes, calls_in, cycle
from publisher.resolve.units import Draft


def stray_notes(
    pieces: list[Draft],
    files: Mapping[PurePosixPath, Settled],
    counted: Mapping[str, Notes],
) -> list[Diagnostic]:
    """Report calls that lead to no note and notes that nothing calls.

    `counted` is by Draft.id. A note that a wrong call was meant for is not
    reported as well: it is the same mistake.
    """
    straying = _Straying(pieces)
    for draft in pieces:
        straying.undefined(draft, counted[draft.id])
    for draft in pieces:
        if draft.path:
            removed = files[draft.path].removed.notes
            straying.uncalled(draft, set(counted[draft.id].called) | removed)
    return straying.found


class _Straying:
    """Gathers the findings, and remembers which notes explain them."""

    def __init__(self, pieces: list[Draft]) -> None:
        self.found: list[Diagnostic] = []
        self._meant: set[int] = set()  # notes that a wrong call was meant for
        self._written: dict[str, list[Note]] = {}
        for draft in pieces:
            for note in draft.notes.values():
                if note.id:
                    self._written.setdefault(note.id, []).append(note)

    def undefined(self, draft: Draft, counted: Notes) -> None:
        """Report calls of notes that the file does not hold.

        They are looked for where not every call was found to lead to a note.
        """
        texts = {"": draft.passages} | {k: n.blocks for k, n in draft.notes.items()}
        doubtful = (
            blocks
            for place, blocks in texts.items()
            if None in counted.script.get(place, (None,))
        )
        for call in (call for blocks in doubtful for call in calls_in(blocks)):
            if call.key not in draft.notes:
                self.found.append(
                    rules.UNDEFINED_NOTE.at(
                        call.span,
                        f'note "{call.key}" is called but not written',
                        hint=self._explained(call.key, draft),
                    )
                )

    def _explained(self, key: str, draft: Draft) -> str:
        elsewhere = self._written.get(key, [])
        if elsewhere:
            self._meant.update(map(id, elsewhere))
            return f"it is written at {elsewhere[0].span}; move it into this file"
        own = {note.id: note for note in draft.notes.values() if note.id}
        near = nearest(key, own, cutoff=0.7)
        if near:
            self._meant.add(id(own[near]))
            return f'did you mean "{near}"?'
        return f'write "[^{key}]: …" in this file'

    def uncalled(self, draft: Draft, reached: set[str]) -> None:
        """Report notes that no text leads to; those inside them share their cause."""
        rest = {
            key: note
            for key, note in draft.notes.items()
            if key not in reached and note.id and id(note) not in self._meant
        }
        if not rest:
            return
        calls = {
            key: {call.key for call in calls_in(n.blocks)} for key, n in rest.items()
        }
        callers: dict[str, str] = {}
        for key, called in calls.items():
            callers.update(dict.fromkeys(called & rest.keys(), key))
        for key in [key for key in rest if key not in callers]:
            self.found.append(_uncalled(rest[key]))
            _strike(key, rest, calls)
        while rest:
            key = _on_a_circle(next(iter(rest)), callers)
            self.found.append(cycle(rest[key], callers[key], rest))
            _strike(key, rest, calls)


def _strike(key: str, rest: dict[str, Note], calls: Mapping[str, set[str]]) -> None:
    """Take out a note and all that it leads to."""
    pending = [key]
    while pending:
        each = pending.pop()
        if rest.pop(each, None):
            pending += calls[each]


def _on_a_circle(key: str, callers: Mapping[str, str]) -> str:
    """Go from caller to caller until one comes again."""
    met = {key}
    while (key := callers[key]) not in met:
        met.add(key)
    return key


def _uncalled(note: Note) -> Diagnostic:
    return rules.UNCALLED_NOTE.at(
        note.span,
        f'note "{note.id}" is never called',
        hint=f'call it with "[^{note.id}]" where it belongs, or take it out',
    )
