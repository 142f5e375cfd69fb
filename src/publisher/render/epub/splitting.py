"""Long units in several documents: none with more notes than reading systems can take.

Ace gives up a document of some thousand notes, and reading systems are slow in it. A
note stands in the document that calls it, so the text is divided with its notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from publisher.model import Block, Book, Heading, Node, NoteCall, Unit
from publisher.tree import walk

MOST = 500  # notes in a document


def parts(unit: Unit, book: Book, most: int = MOST) -> tuple[tuple[Block, ...], ...]:
    """Divide the text of a unit between blocks, at a heading where one is near.

    A single block with more notes stays whole.
    """
    made: list[tuple[Block, ...]] = []
    met = set(_called((unit.opener,) if unit.opener else (), book))
    here: list[Block] = []
    held = len(met)
    for block in unit.blocks:
        fresh = set(_called((block,), book)) - met
        if here and held + len(fresh) > most:
            at = _cut(here)
            made.append(tuple(here[:at]))
            here = here[at:]
            held = len(set(_called(here, book)))
        here.append(block)
        met |= fresh
        held += len(fresh)
    return (*made, tuple(here))


def _cut(blocks: Sequence[Block]) -> int:
    """Say before which block to divide: the last heading of the second half, or the end."""
    half = len(blocks) // 2
    for index in range(len(blocks) - 1, max(half, 0), -1):
        if isinstance(blocks[index], Heading):
            return index
    return len(blocks)


def _called(nodes: Iterable[Node], book: Book) -> Iterator[str]:
    """Give the notes that a passage calls, and those that these call."""
    pending, met = [tuple(nodes)], set[str]()
    while pending:
        for node in walk(pending.pop()):
            if isinstance(node, NoteCall) and node.key not in met:
                met.add(node.key)
                yield node.key
                pending.append(book.notes[node.key].note.blocks)


def anchors_in(blocks: Iterable[Block]) -> Iterator[str]:
    """Give every id that stands in a passage."""
    for node in walk(blocks):
        attributes = getattr(node, "attributes", None)
        for anchor in (getattr(attributes, "id", ""), getattr(node, "anchor", "")):
            if anchor:
                yield anchor


def part_files(unit: str, count: int, taken: Mapping[str, str]) -> tuple[str, ...]:
    """Name the documents of a unit: `ch-03.xhtml`, `ch-03-part-2.xhtml` …."""
    first = taken[unit]
    stem, dot, ending = first.rpartition(".")
    return (first, *(f"{stem}-part-{n}{dot}{ending}" for n in range(2, count + 1)))
