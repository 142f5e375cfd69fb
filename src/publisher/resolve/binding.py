"""Numbered pieces, led references and set type, bound into one book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from publisher.bookinfo import BookInfo
from publisher.diagnostics import Diagnostic, Span
from publisher.model import Block, Book, Heading, NumberedNote, Target, Unit
from publisher.resolve.anchors import Anchors
from publisher.resolve.contents import contents, lists
from publisher.resolve.finding import Directory, directory
from publisher.resolve.labels import anchors_of, repeated, unknown_kinds, written_ids
from publisher.resolve.naming import Name, names
from publisher.resolve.notes import Notes
from publisher.resolve.numbering import Label, Numbering
from publisher.resolve.references import Linking
from publisher.resolve.report import not_yet_set, unknown_sources, unknown_voices
from publisher.resolve.targets import generated_titles, targets, titles
from publisher.resolve.typography import set_blocks
from publisher.resolve.units import Draft
from publisher.resolve.walk import altered

NotePlace = tuple[str, str]
"""A note by the id of its piece and its key there."""


@dataclass(slots=True)
class Bench:
    """The pieces on their way to a book, and what is known of them so far."""

    info: BookInfo
    terms: Mapping[str, str]
    pieces: list[Draft]
    notes: Mapping[str, Notes]  # by Draft.id
    anchors: Anchors = field(default_factory=Anchors)
    labels: list[Label] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)  # Draft.id → key of the piece
    names: dict[str, Name] = field(default_factory=dict)  # by key
    texts: dict[NotePlace, tuple[Block, ...]] = field(default_factory=dict)
    labelled: list[NotePlace] = field(default_factory=list)  # notes that hold labels
    note_keys: dict[NotePlace, str] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)

    def asides(self) -> Iterator[tuple[Draft, str]]:
        """Go through the notes: each piece, and the keys of its notes there."""
        for draft in self.pieces:
            for local in self.notes[draft.id].called:
                yield draft, local


def bound(bench: Bench, removed: Mapping[str, Span], *, complete: bool) -> Book:
    """Name, number, lead and set the pieces, and bind them into a book.

    `removed` are labels that this edition leaves out. Unless the book is `complete`,
    nothing is reported as missing that may be in a file that could not be read.
    """
    _number(bench)
    linking = _lead(bench, _directory(bench, removed, complete=complete))
    _set(bench)
    units = tuple(_unit(draft, bench) for draft in bench.pieces)
    return Book(
        info=bench.info,
        units=units,
        targets=_targets(bench, units),
        notes=_notes(bench, linking),
        contents=contents(units, bench.labels, bench.info.contents_depth),
        lists=lists(bench.labels, bench.info.kinds),
        words=bench.terms,
    )


def _number(bench: Bench) -> None:
    """Give everything its anchor and its number. The author's ids have the first choice."""
    kinds = bench.info.kinds
    ids = written_ids(bench.pieces, bench.notes, kinds)
    bench.found += [*repeated(ids), *unknown_kinds(bench.pieces, kinds)]
    numbering = Numbering(bench.info, bench.anchors, anchors_of(ids, bench.anchors))
    for index, draft in enumerate(bench.pieces):
        bench.pieces[index], bench.keys[draft.id] = numbering.piece(draft)
        for local, called in bench.notes[draft.id].called.items():
            before = len(numbering.labels)
            bench.texts[draft.id, local] = numbering.note(draft, called.note.blocks)
            if len(numbering.labels) > before:
                bench.labelled.append((draft.id, local))
    bench.labels = numbering.labels
    bench.names = names(bench.info, bench.terms, bench.labels, bench.pieces)
    for draft, local in bench.asides():
        stem = bench.notes[draft.id].called[local].stem
        bench.note_keys[draft.id, local] = bench.anchors.take(f"n-{stem}")


def _directory(
    bench: Bench, removed: Mapping[str, Span], *, complete: bool
) -> Directory:
    files = {draft.path: draft.id for draft in bench.pieces if draft.path}
    notes = {note.id for draft in bench.pieces for note in draft.notes.values()}
    return directory(
        bench.labels,
        files,
        bench.keys,
        removed,
        bench.info.kinds,
        complete=complete,
        notes=notes - {""},
    )


def _lead(bench: Bench, where: Directory) -> Linking:
    """Lead references and calls to what they mean, in the text and then in the notes."""
    linking = Linking(bench.info, where, bench.names, bench.anchors, bench.note_keys)
    for index, draft in enumerate(bench.pieces):
        notes = bench.notes[draft.id]
        led = linking.passage(draft.passages, draft, notes, "")
        opener = led[0] if draft.opener and isinstance(led[0], Heading) else None
        blocks = led[1:] if opener else led
        bench.pieces[index] = replace(draft, opener=opener, blocks=blocks)
        for local in notes.called:
            text = bench.texts[draft.id, local]
            bench.texts[draft.id, local] = linking.passage(text, draft, notes, local)
    bench.found += [
        *linking.found,
        *unknown_voices(linking.voices, bench.info),
        *unknown_sources(linking.sources, bench.info),
        *not_yet_set(linking.unset),
    ]
    return linking


def _set(bench: Bench) -> None:
    """Set the typography of every text."""
    lang = bench.info.lang
    for index, draft in enumerate(bench.pieces):
        opener = draft.opener and set_blocks((draft.opener,), lang)[0]
        bench.pieces[index] = replace(
            draft,
            opener=opener if isinstance(opener, Heading) else None,
            blocks=set_blocks(draft.blocks, lang),
        )
    for place, text in bench.texts.items():
        bench.texts[place] = set_blocks(text, lang)


def _unit(draft: Draft, bench: Bench) -> Unit:
    return Unit(
        id=draft.id,
        role=draft.piece.role,
        matter=draft.piece.matter,
        target=bench.keys[draft.id],
        opener=draft.opener,
        blocks=draft.blocks,
        source=draft.path,
        span=draft.span,
        part=draft.part,
        listing=draft.piece.listing,
    )


def _targets(bench: Bench, units: tuple[Unit, ...]) -> dict[str, Target]:
    made = generated_titles(bench.pieces, bench.info, bench.terms)
    notes = (bench.texts[place] for place in bench.labelled)  # others have no titles
    written = titles(bench.pieces, units, notes, made)
    return targets(bench.labels, bench.names, written)


def _notes(bench: Bench, linking: Linking) -> dict[str, NumberedNote]:
    rows: dict[str, NumberedNote] = {}
    for draft, local in bench.asides():
        called = bench.notes[draft.id].called[local]
        key = bench.note_keys[draft.id, local]
        calls = linking.calls.get(key, {})
        rows[key] = NumberedNote(
            key=key,
            unit=draft.id,
            series=called.series.prefix,
            mark=called.mark,
            anchor=key,
            calls=tuple(calls[ordinal] for ordinal in sorted(calls)),
            inside=bench.note_keys.get((draft.id, called.inside), ""),
            note=altered(called.note, blocks=bench.texts[draft.id, local]),
        )
    return rows
