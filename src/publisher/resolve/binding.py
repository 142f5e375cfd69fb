"""Numbered pieces, led references and set type, bound into one book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from publisher.bookinfo import BookInfo
from publisher.diagnostics import Diagnostic, Span
from publisher.model import Block, Book, Note, NumberedNote, Target, Unit
from publisher.resolve.again import Again
from publisher.resolve.anchors import Anchors
from publisher.resolve.contents import contents, lists
from publisher.resolve.finding import Directory, directory
from publisher.resolve.labels import anchors_of, repeated, unknown_kinds, written_ids
from publisher.resolve.leading import Led, NotePlace, World, led
from publisher.resolve.naming import Name, names
from publisher.resolve.notes import Notes
from publisher.resolve.numbering import Label, Numbering
from publisher.resolve.report import not_yet_set, unknown_sources, unknown_voices
from publisher.resolve.targets import generated_titles, targets, titles
from publisher.resolve.units import Draft


@dataclass(slots=True)
class Bench:
    """The pieces on their way to a book, and what is known of them so far."""

    info: BookInfo
    terms: Mapping[str, str]
    pieces: list[Draft]
    notes: Mapping[str, Notes]  # by Draft.id
    again: Again
    anchors: Anchors = field(default_factory=Anchors)
    labels: list[Label] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)  # Draft.id → key of the piece
    names: dict[str, Name] = field(default_factory=dict)  # by key
    texts: dict[NotePlace, tuple[Block, ...]] = field(default_factory=dict)
    labelled: list[NotePlace] = field(default_factory=list)  # notes that hold labels
    note_keys: dict[NotePlace, str] = field(default_factory=dict)
    led: dict[str, Led] = field(default_factory=dict)  # by Draft.id
    found: list[Diagnostic] = field(default_factory=list)

    def asides(self) -> Iterator[tuple[Draft, str]]:
        """Go through the notes: each piece, and the keys of its notes there."""
        for draft in self.pieces:
            for local in self.notes[draft.id].called:
                yield draft, local


def bound(bench: Bench, removed: Mapping[str, Span], *, complete: bool) -> Book | None:
    """Name, number, lead and set the pieces, and bind them into a book.

    `removed` are labels that this edition leaves out. Unless the book is `complete`,
    nothing is reported as missing that may be in a file that could not be read. There is
    no book where the outline of a file was not enough: that file is whole next time.
    """
    _number(bench)
    where = _directory(bench, removed, complete=complete)
    world = World(bench.info, where, bench.names, bench.note_keys, bench.anchors)
    if not _lead(bench, world):
        return None
    _gather(bench)
    units = tuple(_unit(draft, bench) for draft in bench.pieces)
    return Book(
        info=bench.info,
        units=units,
        targets=_targets(bench, units),
        notes=_notes(bench),
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


def _lead(bench: Bench, world: World) -> bool:
    """Find what pieces of which there are outlines became, and lead and set all others.

    Tells whether that was possible: if not, the files that are wanted whole are whole now.
    """
    again = bench.again
    made_of = _made_of(bench, world) if again.knows else {}
    outlines = [draft for draft in bench.pieces if not again.is_whole(draft)]
    for draft in outlines:
        if known := again.led(draft, made_of[draft.id]):
            bench.led[draft.id] = known
    wanting = [draft for draft in outlines if draft.id not in bench.led]
    for draft in () if wanting else bench.pieces:
        if draft.id in bench.led:
            if not world.anchors.take_all(bench.led[draft.id].taken):
                wanting.append(draft)
                break
        else:
            fresh = led(draft, bench.notes[draft.id], _texts(draft, bench), world)
            bench.led[draft.id] = fresh
            again.keep(draft, fresh, made_of.get(draft.id, ""))
    for draft in wanting:
        again.open(draft)
    return not wanting


def _made_of(bench: Bench, world: World) -> dict[str, str]:
    """Name, by Draft.id, what each piece sees of its world while it is led."""
    own: dict[str, list[str]] = {}
    for label in bench.labels:
        own.setdefault(label.unit, []).append(label.key)
    return {
        draft.id: world.named(
            draft, bench.notes[draft.id], own[draft.id], bench.again.asked(draft)
        )
        for draft in bench.pieces
    }


def _texts(draft: Draft, bench: Bench) -> dict[str, tuple[Block, ...]]:
    called = bench.notes[draft.id].called
    return {local: bench.texts[draft.id, local] for local in called}


def _gather(bench: Bench) -> None:
    """Put what the pieces became in their place, and say what was met in them."""
    places: dict[str, dict[str, list[Span]]] = {}
    for index, draft in enumerate(bench.pieces):
        led = bench.led[draft.id]
        bench.pieces[index] = replace(draft, opener=led.opener, blocks=led.blocks)
        bench.texts |= {(draft.id, local): text for local, text in led.notes.items()}
        bench.found += led.found
        for what in ("voices", "sources", "unset"):
            for name, spans in getattr(led, what).items():
                places.setdefault(what, {}).setdefault(name, []).extend(spans)
    bench.found += [
        *unknown_voices(places.get("voices", {}), bench.info),
        *unknown_sources(places.get("sources", {}), bench.info),
        *not_yet_set(places.get("unset", {})),
    ]


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


def _notes(bench: Bench) -> dict[str, NumberedNote]:
    rows: dict[str, NumberedNote] = {}
    for draft, local in bench.asides():
        called = bench.notes[draft.id].called[local]
        name, text = bench.note_keys[draft.id, local], bench.texts[draft.id, local]
        rows[name] = NumberedNote(
            key=name,
            unit=draft.id,
            series=called.series.prefix,
            mark=called.mark,
            anchor=name,
            calls=bench.led[draft.id].calls.get(name, ()),
            inside=bench.note_keys.get((draft.id, called.inside), ""),
            note=Note(called.note.id, text, span=called.note.span),
        )
    return rows
