"""A file without most of its words: all that counting and numbering look at in it.

Whoever counts notes, names what has an id and numbers what is numbered comes to the same
with an outline as with the file. An outline is small, so it can be kept, and a file that
is as it was need not be walked again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, TypeAlias

from publisher.model import (
    Block,
    Cite,
    CodeBlock,
    Comment,
    Figure,
    Heading,
    Inline,
    Note,
    NoteCall,
    PageBreak,
    Paragraph,
    Phrase,
    Picture,
    Reference,
    SceneBreak,
    Table,
)
from publisher.resolve.editions import Settled
from publisher.resolve.units import is_unseen
from publisher.resolve.walk import (
    blocks_and_inlines,
    changed_blocks,
    inlines_in,
    within_block,
)
from publisher.tree import remade

Question: TypeAlias = tuple[str, str | None]
"""What a label means, and the file that was named with it; with None, if it means anything."""


def outlined(file: Settled) -> Settled:
    """Leave out of a file what nothing is counted by."""
    chapter = file.chapter
    begun = _opening(chapter.blocks)
    blocks = chapter.blocks[:begun] + _bare(chapter.blocks[begun:])
    notes = {key: _bare_note(note) for key, note in chapter.notes.items()}
    return replace(file, chapter=replace(chapter, blocks=blocks, notes=notes))


def questions(file: Settled) -> tuple[Question, ...]:
    """List what a file and its notes ask about the rest of the book, each question once."""
    chapter = file.chapter
    texts = (chapter.blocks, *(note.blocks for note in chapter.notes.values()))
    asked: dict[Question, None] = {}
    for node in (each for blocks in texts for each in blocks_and_inlines(blocks)):
        if isinstance(node, Reference):
            asked[node.label, node.file] = None
        elif isinstance(node, Cite):
            asked.update(((each.key, None), None) for each in node.keys)
    return tuple(asked)


def _opening(blocks: tuple[Block, ...]) -> int:
    """Count the blocks at the beginning by which one sees what opens a file."""
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) or not is_unseen(block):
            return index + 1
    return len(blocks)


def _bare(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return changed_blocks(blocks, _Baring())


def _bare_note(note: Note) -> Note:
    return replace(note, blocks=_bare(note.blocks))


class _Baring:
    """The change that leaves calls, what has an id or is a title, and what holds them."""

    idle: ClassVar = frozenset[type[Inline]]()

    def block(self, node: Block) -> tuple[Block, ...] | None:
        """Take out what holds nothing; leave titles, figures and tables as they are."""
        match node:
            case Heading() | Figure() | Table():
                return (node,)
            case CodeBlock() | SceneBreak() | PageBreak() | Comment():
                return ()
            case Paragraph():
                bare = within_block(node, self)
                assert isinstance(bare, Paragraph)
                return (bare,) if bare.children or bare.attributes.id else ()
            case _:  # what holds blocks says how deep they stand
                return None

    def inline(self, node: Inline) -> tuple[Inline, ...]:
        """Give the calls in an inline, and what has an id, one behind the other."""
        found: list[Inline] = []
        for each in inlines_in((node,)):
            if isinstance(each, NoteCall):
                found.append(each)
            elif isinstance(each, Phrase) and each.attributes.id:
                found.append(remade(each, children=()))
            elif isinstance(each, Picture) and each.attributes.id:
                found.append(each)
        return tuple(found)
