"""A piece and its notes, named and numbered: led home and set in type.

What it becomes depends on its text and on what it asks: which label means what, and what
the book is set up to be. That is its world; and the ids it takes must be free.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from publisher.bookinfo import BookInfo
from publisher.diagnostics import Diagnostic
from publisher.model import Block, Heading
from publisher.resolve.anchors import Anchors
from publisher.resolve.finding import Directory, Place
from publisher.resolve.naming import NAMELESS, Name
from publisher.resolve.notes import Notes
from publisher.resolve.numbering import Label
from publisher.resolve.outlines import Question
from publisher.resolve.references import Linking
from publisher.resolve.report import Places
from publisher.resolve.typography import set_blocks
from publisher.resolve.units import Draft

NotePlace = tuple[str, str]
"""A note by the id of its piece and its key there."""


@dataclass(frozen=True, slots=True)
class Led:
    """What a piece became, and what was met in it."""

    opener: Heading | None
    blocks: tuple[Block, ...]
    notes: Mapping[str, tuple[Block, ...]]  # their texts, by local key
    calls: Mapping[str, tuple[str, ...]]  # key in Book.notes → anchors of its calls
    voices: Places  # who speaks in remarks, and where
    sources: Places  # whose pages are marked, and where
    unset: Places  # what a later delivery sets in type
    found: tuple[Diagnostic, ...]
    taken: tuple[str, ...]  # ids
    plain: bool  # none of them had to be another than the one wanted

    @property
    def is_alone(self) -> bool:
        """Tell whether nothing in it depends on more than its text and its world."""
        return self.plain and not self.found


@dataclass(frozen=True, slots=True)
class World:
    """What pieces may ask while they are led."""

    info: BookInfo
    where: Directory
    names: Mapping[str, Name]
    keys: Mapping[NotePlace, str]  # of notes, in Book.notes
    anchors: Anchors

    def named(
        self,
        draft: Draft,
        notes: Notes,
        own: Sequence[str],
        asked: Iterable[Question],
    ) -> str:
        """Name what a piece sees of it: answers to its questions, and ids of its `own`."""
        keys = [self.keys[draft.id, local] for local in notes.called]
        answers = [self._answer(draft, *question) for question in asked]
        return repr((draft.id, notes.script, notes.stems, keys, own, answers))

    def _answer(self, draft: Draft, label: str, file: str | None) -> object:
        if file is None and not self.where.is_meant(label):
            return "cited"
        found = self.where.find(label, file or "", Place(draft.id, draft.span))
        if isinstance(found, Diagnostic):
            return "unknown"  # what asks that is not kept
        key = found.key if isinstance(found, Label) else found
        return key, key and bool(self.names.get(key, NAMELESS).number)


def led(
    draft: Draft,
    notes: Notes,
    texts: Mapping[str, tuple[Block, ...]],
    world: World,
) -> Led:
    """Lead references and calls to what they mean, in the text and then in the notes.

    `texts` are those of the notes that are called, by local key.
    """
    lang, taken, refused = world.info.lang, len(world.anchors), world.anchors.refused
    linking = Linking(world.info, world.where, world.names, world.anchors, world.keys)
    blocks = linking.passage(draft.passages, draft, notes, "")
    opener = blocks[0] if draft.opener and isinstance(blocks[0], Heading) else None
    blocks = blocks[1:] if opener else blocks
    said = {
        local: linking.passage(texts[local], draft, notes, local)
        for local in notes.called
    }
    heads = set_blocks((opener,), lang) if opener else ()
    return Led(
        opener=next((each for each in heads if isinstance(each, Heading)), None),
        blocks=set_blocks(blocks, lang),
        notes={local: set_blocks(text, lang) for local, text in said.items()},
        calls={
            key: tuple(calls[ordinal] for ordinal in sorted(calls))
            for key, calls in linking.calls.items()
        },
        voices=linking.voices,
        sources=linking.sources,
        unset=linking.unset,
        found=tuple(linking.found),
        taken=world.anchors.since(taken),
        plain=world.anchors.refused == refused,
    )
