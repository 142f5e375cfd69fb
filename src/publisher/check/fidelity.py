"""The completeness gate: every word written is a word printed. It runs on every build.

Four readings of one book must agree: the manuscript files, the resolved book, the EPUB
read back from its archive and the markup for paper, the pages read back from the PDF.
Each is compared with the one before it, so that a difference has one cause and a place.
The last is in `printed`, which a run that prints nothing does not need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from publisher.artifacts import PrintUnit
from publisher.bookinfo import Role
from publisher.check import readback, written
from publisher.check.comparison import compare
from publisher.check.letters import Passage, stream
from publisher.check.readback import Element
from publisher.diagnostics import Diagnostic
from publisher.model import Book, Chapter, Cite, Node, Reference, Unit, Variable
from publisher.tree import walk

Keep: TypeAlias = Callable[..., list[Diagnostic]]
"""Gives what is found of a unit: by what makes it, or as it was made of the same parts."""


def unit_is_whole(chapter: Chapter, unit: Unit, book: Book) -> list[Diagnostic]:
    """Compare what was parsed with what was resolved: no word may go in between.

    Variables, citation groups and references without words of their own are set aside:
    resolving them is to change their words, or in a sample to give them some.
    """
    hidden = written.hidden_from(book.info, book.edition)
    after = (*((unit.opener,) if unit.opener else ()), *unit.blocks)
    found = list(_same_words(chapter.blocks, after, hidden))
    notes = {each.span: each for each in chapter.notes.values()}
    for numbered in book.notes.values():
        note = notes.get(numbered.note.span) if numbered.unit == unit.id else None
        if note is not None:
            found += _same_words(note.blocks, numbered.note.blocks, hidden)
    return found


def _same_words(
    before: tuple[Node, ...], after: tuple[Node, ...], hidden: written.Hidden
) -> Iterator[Diagnostic]:
    replaced = {
        inner.span
        for node in walk(before)
        if isinstance(node, Cite | Variable)
        or (isinstance(node, Reference) and not node.children)
        for inner in walk((node,))
    }

    def steady(nodes: tuple[Node, ...]) -> Iterator[Passage]:
        said = written.passages(nodes, hidden)
        return (each for each in said if each.span not in replaced)

    yield from _same(steady(before), steady(after), "the book")


def _anew(
    unit: Unit,  # noqa: ARG001
    make: Callable[[], list[Diagnostic]],
    *parts: bytes,  # noqa: ARG001
) -> list[Diagnostic]:
    return make()


def epub_is_whole(path: Path, book: Book, keep: Keep = _anew) -> list[Diagnostic]:
    """Compare the EPUB at `path` with the book, unit by unit, notes apart.

    `keep` may know what was found of a unit, and of documents to the last byte the same.
    """
    sources = readback.epub_sources(path, book)
    end = sources.get(_end(book), ())
    found: list[Diagnostic] = []
    for unit in book.units:
        make = partial(_epub_unit_is_whole, unit, sources, book)
        found += keep(unit, make, *sources[unit.id], b"", *end)
    return found


def _epub_unit_is_whole(
    unit: Unit, sources: Mapping[str, tuple[bytes, ...]], book: Book
) -> list[Diagnostic]:
    read = {
        each: readback.epub_document(sources.get(each, ()))
        for each in {unit.id, _end(book)}
    }
    documents = {
        name: document for name, document in read.items() if document is not None
    }
    return list(_document_is_whole(unit, documents, book, "epub", "the EPUB"))


def _end(book: Book) -> str:
    """Give the id of the unit that holds the notes of the whole book, or ""."""
    return next((each.id for each in book.units if each.role is Role.NOTES), "")


def markup_is_whole(
    markup: PrintUnit, ends: Mapping[str, Element], book: Book
) -> list[Diagnostic]:
    """Compare the markup of a unit for paper with the book, notes apart.

    `ends` are the documents of the units in which notes stand at the end of the book.
    """
    documents = {**readback.print_documents((markup,)), **ends}
    unit = next(each for each in book.units if each.id == markup.id)
    return list(_document_is_whole(unit, documents, book, "print", "the printed text"))


def _document_is_whole(
    unit: Unit, documents: Mapping[str, Element], book: Book, output: str, name: str
) -> Iterator[Diagnostic]:
    if unit.opener is None and not unit.blocks:
        return  # made by the publisher: title page, contents
    hidden = written.hidden_in(output)
    document = documents.get(unit.id)
    said = readback.text_of(document) if document is not None else ()
    yield from _same(written.text_of(unit, book, hidden), said, name)
    last = documents.get(_end(book), document)
    yield from _same(*_notes(unit, last, book, hidden), name)


def _notes(
    unit: Unit, document: Element | None, book: Book, hidden: written.Hidden
) -> tuple[Iterable[Passage], Iterable[Passage]]:
    keys = written.called(unit, book, hidden)
    said = readback.notes_of(document, book, unit) if document is not None else {}
    before = (written.passages(book.notes[key].note.blocks, hidden) for key in keys)
    after = (said.get(key, []) for key in keys)
    return chain.from_iterable(before), chain.from_iterable(after)


def _same(
    before: Iterable[Passage], after: Iterable[Passage], name: str
) -> Iterator[Diagnostic]:
    yield from compare(stream(before), stream(after), name)
