"""Notes and titles without words, and chapters that share their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from publisher import rules
from publisher.diagnostics import Diagnostic, Severity
from publisher.graph import Graph, Point, Sort
from publisher.model import Book, CodeBlock
from publisher.passages import Passage
from publisher.passages import Sort as PassageSort
from publisher.tree import walk


def empty_notes(
    graph: Graph, book: Book, read: Iterable[Passage]
) -> Iterator[Diagnostic]:
    """Find notes that would be printed as a mark and nothing else."""
    filled = {passage.note for passage in read if passage.text.strip()}
    for point in graph.of(Sort.NOTE):
        note = book.notes[point.key].note
        if point.key in filled or any(isinstance(n, CodeBlock) for n in walk((note,))):
            continue
        yield rules.EMPTY_NOTE.at(
            point.span,
            f'note "{note.id}" has no text' if note.id else "this note has no text",
            hint="write it, or take the note and its call out",
        )


def empty_titles(read: Iterable[Passage]) -> Iterator[Diagnostic]:
    """Find headings that say nothing."""
    for passage in read:
        if passage.sort is PassageSort.TITLE and not passage.text.strip():
            yield rules.EMPTY_TITLE.at(
                passage.span,
                "this heading has no words",
                hint='write its words behind the "#", or take it out',
            )


def same_titles(graph: Graph, book: Book) -> Iterator[Diagnostic]:
    """Find chapters that have the title of an earlier one.

    In another part the same title may be meant, so there it is a note only.
    """
    parts = {unit.target: unit.part for unit in book.units if unit.opener}
    first: dict[str, Point] = {}
    for point in graph.of(Sort.CHAPTER):
        title = " ".join(point.name.split()).casefold()
        if point.key not in parts or not title:
            continue
        other = first.setdefault(title, point)
        if other is not point:
            finding = rules.SAME_TITLE.at(
                point.span,
                f'"{point.name}" is the title of an earlier chapter too',
                hint=f"the other is at {other.span}; give one of them another title",
            )
            apart = parts[point.key] != parts[other.key]
            yield replace(finding, severity=Severity.NOTE) if apart else finding
