"""The pages of earlier editions that the text marks, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publisher.model import Book, PageMark, Unit
from publisher.tree import walk


@dataclass(frozen=True, slots=True)
class Marked:
    """Where a page of an earlier edition begins."""

    number: str
    anchor: str
    unit: Unit


def marked(book: Book, edition: str) -> Iterator[Marked]:
    """Give the pages of an edition that begin in the text, not in notes."""
    for unit in book.units:
        opener = (unit.opener,) if unit.opener else ()
        for node in walk((*opener, *unit.blocks)):
            if isinstance(node, PageMark) and node.edition == edition:
                yield Marked(node.number, node.anchor, unit)


def heads(book: Book, edition: str) -> tuple[str, str]:
    """Say whose pages the two columns of a concordance give."""
    source = book.info.source_editions[edition]
    theirs = source.title or source.key
    return theirs[:1].upper() + theirs[1:], book.words["this-edition"]
