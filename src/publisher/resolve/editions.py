"""Passages for some editions settled, variables filled in: one file at a time.

What an edition does not show is taken out here, before anything is counted. Passages
for some *formats* stay, for the renderers to choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from publisher import rules
from publisher.bookinfo import (
    BookInfo,
    Edition,
    Identifier,
    Matter,
    Piece,
    Role,
    Series,
)
from publisher.diagnostics import Diagnostic, Span
from publisher.identity import identifier, made_uuid
from publisher.model import (
    Block,
    Chapter,
    Condition,
    Conditional,
    Inline,
    InlineConditional,
    InlineRemark,
    Note,
    NoteCall,
    Remark,
    Text,
    Variable,
)
from publisher.resolve.nearness import hint
from publisher.resolve.walk import (
    LEAVES,
    blocks_and_inlines,
    changed_blocks,
    changed_inlines,
    inlines_in,
    named,
)

EVERYTHING = Edition("")
"""What is built when no edition is named: all remarks, all series, all chapters."""


@dataclass(slots=True)
class Removed:
    """What an edition leaves out of one file, so that no one is told it is missing."""

    labels: dict[str, Span] = field(default_factory=dict)  # as written → its place
    notes: set[str] = field(default_factory=set)  # keys in Chapter.notes


@dataclass(frozen=True, slots=True)
class Settled:
    """A file as one edition has it."""

    chapter: Chapter
    removed: Removed


def chosen(info: BookInfo, name: str) -> tuple[Edition, list[Diagnostic]]:
    """Find the edition asked for; an unknown one is a finding, and all is shown."""
    if not name:
        return EVERYTHING, []
    if name in info.editions:
        return info.editions[name], []
    place = info.places.get("editions", info.span)
    return EVERYTHING, [_unknown(name, info, place)]


def for_edition(info: BookInfo, edition: Edition) -> BookInfo:
    """Say of the book what holds for an edition: name of its files, pieces, notes.

    Notes that stand at the end of the book in print are a piece of it, before what
    follows the appendices; a sample ends with a page that says so.
    """
    place = edition.notes or info.notes_place
    structure = info.structure
    if place == "book":
        notes = Piece(Role.NOTES, Matter.BACK, info.places.get("notes", info.span))
        last = max((n for n, p in enumerate(structure) if p.role in _NOTED), default=-1)
        structure = (*structure[: last + 1], notes, *structure[last + 1 :])
    if edition.pieces is not None:
        structure = (*structure, Piece(Role.ENDING, Matter.BACK, info.span))
    info = replace(info, structure=structure, notes_place=place)
    return _another(info, edition.name) if edition.name else info


def _another(info: BookInfo, name: str) -> BookInfo:
    """Call an edition something else than the book: two books may not share a number."""
    own = made_uuid(f"{identifier(info)}\n{name}")
    numbers = (Identifier(own, "UUID"),)
    return replace(info, slug=f"{info.slug}-{name}", identifiers=numbers)


_NOTED = {Role.PART, Role.CHAPTER, Role.APPENDIX}


def _unknown(name: str, info: BookInfo, place: Span) -> Diagnostic:
    return rules.UNKNOWN_EDITION.at(
        place,
        f'no edition is called "{name}"',
        hint=hint(name, info.editions, 'name it under "editions" in book.yaml'),
    )


def settled(
    chapter: Chapter, info: BookInfo, edition: Edition
) -> tuple[Settled, list[Diagnostic]]:
    """Make a file into what one edition shows of it, its variables filled in."""
    settling = _Settling(info, edition, chapter.notes)
    blocks = changed_blocks(chapter.blocks, settling)
    notes = {
        key: _settled_note(note, settling)
        for key, note in chapter.notes.items()
        if key not in settling.unseen
    }
    _take_inner(settling.removed.notes, settling.unseen, chapter.notes)
    fresh = replace(chapter, blocks=blocks, notes=notes)
    return Settled(fresh, settling.removed), settling.found


def _take_inner(removed: set[str], unseen: set[str], notes: Mapping[str, Note]) -> None:
    """Add what is called inside the notes that go: no one is told it is never called."""
    pending = [*removed, *unseen]
    removed |= unseen
    while pending:
        note = notes.get(pending.pop())
        met = blocks_and_inlines(note.blocks) if note else []
        inner = {node.key for node in met if isinstance(node, NoteCall)} - removed
        removed |= inner
        pending += inner


def _settled_note(note: Note, settling: _Settling) -> Note:
    blocks = changed_blocks(note.blocks, settling)
    return note if blocks is note.blocks else replace(note, blocks=blocks)


def series_of(note: Note, info: BookInfo) -> Series:
    """Tell to which series a note belongs: that whose prefix its id begins with."""
    prefix, dash, _ = note.id.partition("-")
    if dash and prefix in info.series:
        return info.series[prefix]
    return info.series.get("", _OWN)


_OWN = Series("")


class _Settling:
    """The change that settles one file."""

    def __init__(
        self, info: BookInfo, edition: Edition, notes: Mapping[str, Note]
    ) -> None:
        self.found: list[Diagnostic] = []
        self.removed = Removed()
        self._info, self._edition = info, edition
        self._variables = variables(info)
        self.unseen = {key for key, note in notes.items() if not self._has_series(note)}
        """Notes of series that this edition does not show."""
        self.idle = LEAVES - {Variable, NoteCall} | (
            {NoteCall} if not self.unseen else set()
        )

    def block(self, node: Block) -> tuple[Block, ...] | None:
        """Take out or open what is meant for some editions; silence some voices."""
        if isinstance(node, Conditional):
            if not self._shows(node.condition, node.span):
                return self._without(blocks_and_inlines((node,)))
            blocks = changed_blocks(node.blocks, self)
            condition = _for_formats(node.condition)
            if condition == Condition():
                return blocks
            return (replace(node, condition=condition, blocks=blocks),)
        if isinstance(node, Remark) and not self._hears(node.by):
            return self._without(blocks_and_inlines((node,)))
        return None

    def inline(self, node: Inline) -> tuple[Inline, ...] | None:
        """Do the same inside a line; fill in variables, drop calls of hidden notes."""
        match node:
            case InlineConditional():
                return self._conditional(node)
            case InlineRemark(by=by) if not self._hears(by):
                return self._without(inlines_in((node,)))
            case NoteCall(key=key) if key in self.unseen:
                return ()
            case Variable():
                return self._variable(node)
            case _:  # nothing else depends on the edition
                return None

    def _conditional(self, node: InlineConditional) -> tuple[Inline, ...]:
        if not self._shows(node.condition, node.span):
            return self._without(inlines_in((node,)))
        children = changed_inlines(node.children, self)
        condition = _for_formats(node.condition)
        if condition == Condition():
            return children
        return (replace(node, condition=condition, children=children),)

    def _shows(self, condition: Condition, place: Span) -> bool:
        for name in (*condition.editions, *condition.not_editions):
            if name not in self._info.editions:
                self.found.append(_unknown(name, self._info, place))
        own = self._edition.name
        wanted = not condition.editions or own in condition.editions
        return wanted and own not in condition.not_editions

    def _hears(self, by: str) -> bool:
        voice = self._info.voices.get(by)
        if not self._edition.remarks:
            return False
        return not voice or not voice.editions or self._edition.name in voice.editions

    def _has_series(self, note: Note) -> bool:
        series, shown = series_of(note, self._info), self._edition.series
        if shown is not None and series.prefix not in shown:
            return False
        return not series.editions or self._edition.name in series.editions

    def _without(self, nodes: list[Block | Inline]) -> tuple[()]:
        """Take nodes out, and remember the labels and note calls that go with them."""
        for node in named(nodes):
            self.removed.labels.setdefault(node.attributes.id, node.span)
        calls = (node.key for node in nodes if isinstance(node, NoteCall))
        self.removed.notes.update(calls)
        return ()

    def _variable(self, node: Variable) -> tuple[Inline, ...]:
        value = self._variables.get(node.name)
        if value is None:
            self.found.append(
                rules.UNKNOWN_VARIABLE.at(
                    node.span,
                    f'book.yaml says nothing about "{node.name}"',
                    hint=hint(
                        node.name,
                        self._variables,
                        f'write "{node.name}: …" under "meta"',
                    ),
                )
            )
            return ()
        return (Text(value, span=node.span),) if value else ()


def _for_formats(condition: Condition) -> Condition:
    return replace(condition, editions=(), not_editions=())


def variables(info: BookInfo) -> Mapping[str, str]:
    """List what `{{< meta key >}}` can say; what the author put under `meta` goes first."""
    facts = {
        "title": info.title,
        "subtitle": info.subtitle,
        "author": ", ".join(each.name for each in info.creators if each.role == "aut"),
        "date": info.date,
        "publisher": info.publisher,
        "place": info.place,
        "rights": info.rights,
        "lang": info.lang,
        "description": info.description,
        "source": info.source,
    }
    return {name: value for name, value in facts.items() if value} | dict(info.meta)
