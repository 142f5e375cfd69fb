"""A sample: the first chapters of a book that has been resolved whole.

Numbers are those of the whole book. References to what the sample leaves out stay as
words, without a link.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from publisher.bookinfo import Role
from publisher.model import (
    Block,
    Book,
    Entry,
    Form,
    Heading,
    Inline,
    NumberedNote,
    Reference,
    Target,
    Text,
    Unit,
)
from publisher.resolve.walk import LEAVES, altered, changed_blocks, changed_inlines


def sample(book: Book, left_out: frozenset[str]) -> Book:
    """Take units out of a book, with all that leads to them or belongs to them."""
    gone = {row.key: row for row in book.targets.values() if row.unit in left_out}
    unlinking = _Unlinking(gone)
    return replace(
        book,
        units=tuple(
            _unlinked(unit, unlinking) for unit in book.units if unit.id not in left_out
        ),
        targets={key: row for key, row in book.targets.items() if key not in gone},
        notes={
            key: _unlinked_note(row, unlinking)
            for key, row in book.notes.items()
            if row.unit not in left_out
        },
        contents=_without(book.contents, gone),
        lists={kind: _without(entries, gone) for kind, entries in book.lists.items()},
        left_out=tuple(_titles(book, left_out)),
    )


_TEXTS = {Role.PART, Role.CHAPTER, Role.APPENDIX}


def _titles(book: Book, left_out: frozenset[str]) -> Iterator[str]:
    for unit in book.units:
        row = book.targets[unit.target]
        if unit.id in left_out and unit.role in _TEXTS and (row.plain or row.name):
            yield ". ".join(part for part in (row.number, row.plain) if part)


def _unlinked(unit: Unit, unlinking: _Unlinking) -> Unit:
    blocks = changed_blocks(unit.blocks, unlinking)
    opener = unit.opener
    if isinstance(opener, Heading):
        opener = altered(opener, children=changed_inlines(opener.children, unlinking))
    return altered(unit, opener=opener, blocks=blocks)


def _unlinked_note(row: NumberedNote, unlinking: _Unlinking) -> NumberedNote:
    blocks = changed_blocks(row.note.blocks, unlinking)
    return altered(row, note=altered(row.note, blocks=blocks))


def _without(
    entries: tuple[Entry, ...], gone: Mapping[str, Target]
) -> tuple[Entry, ...]:
    return tuple(
        replace(entry, children=_without(entry.children, gone))
        for entry in entries
        if entry.target not in gone
    )


@dataclass(frozen=True, slots=True)
class _Unlinking:
    """The change that makes references to what is gone into words."""

    idle: ClassVar = LEAVES
    gone: Mapping[str, Target]

    def block(self, node: Block) -> None:
        """Go into every block."""

    def inline(self, node: Inline) -> tuple[Inline, ...] | None:
        """Replace a reference to what is gone."""
        if not isinstance(node, Reference) or node.label not in self.gone:
            return None
        if node.children:
            return changed_inlines(node.children, self)
        row = self.gone[node.label]
        said = row.name if node.capital else row.lower
        if node.form is Form.NUMBER:
            said = row.number
        return (Text(said, span=node.span),) if said else ()
