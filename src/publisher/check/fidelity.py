"""The completeness gate: every word written is a word printed. It runs on every build.

Four readings of one book must agree: the manuscript files, the resolved book, the EPUB
read back from its archive and the markup for paper, the pages read back from the PDF.
Each is compared with the one before it, so that a difference has one cause and a place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from publisher import rules
from publisher.artifacts import PrintUnit
from publisher.bookinfo import Matter, Role
from publisher.cache import key
from publisher.check import paper, readback, written
from publisher.check.comparison import HINT, compare
from publisher.check.letters import WITHOUT_RTL, Passage, letters, stream
from publisher.check.paper import Reading, Zones
from publisher.check.readback import Element
from publisher.check.rows import divided_rows
from publisher.check.sheets import Memory, Sheets
from publisher.diagnostics import Diagnostic, Span
from publisher.model import Book, Chapter, Cite, Node, Unit, Variable
from publisher.tree import walk

Keep: TypeAlias = Callable[..., list[Diagnostic]]
"""Gives what is found of a unit: by what makes it, or as it was made of the same parts."""


def unit_is_whole(chapter: Chapter, unit: Unit, book: Book) -> list[Diagnostic]:
    """Compare what was parsed with what was resolved: no word may go in between.

    Variables and citation groups are set aside: resolving them is to change their words.
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


def pdf_is_whole(
    path: Path,
    units: tuple[PrintUnit, ...],
    zones: Mapping[int, Zones],
    blank: frozenset[str],
    memory: Memory | None = None,
    sheets: Sheets | None = None,
) -> list[Diagnostic]:
    """Compare the PDF at `path` with the markup its pages were set from.

    `zones` are by page; `blank` are characters no font can print, reported already;
    `sheets` are the digests of the pages, if they were taken already. It goes unit by
    unit, and keeps nothing of one when it turns to the next. What `memory` knows to have
    been right before, as it was, is not looked at again.
    """
    found: list[Diagnostic] = []
    reading = Reading(path, zones, memory, sheets)
    pages: dict[str, list[int]] = {each.id: [] for each in units}
    pages |= reading.pages()
    set_from = {each.id: each for each in units}
    for unit, numbers in pages.items():
        whole = set_from.get(unit) or _no_markup(unit)
        name = key("whole", reading.name(numbers), whole.html, *sorted(blank))
        if memory is not None and memory.get(name) is not None:
            continue
        layered = reading.layered(numbers)
        faults = _unit_is_whole(whole, reading.said(numbers), blank, layered)
        if memory is not None and not faults:
            memory.put(name, b"whole")
        found += faults
    reading.close()
    return found


def _no_markup(unit: str) -> PrintUnit:
    """Stand for what has pages and no markup: then it has no words to say."""
    return PrintUnit(unit, Role.CHAPTER, Matter.BODY, "")


def _unit_is_whole(
    unit: PrintUnit,
    printed: Mapping[str, list[Passage]],
    blank: frozenset[str],
    layered: frozenset[Span],
) -> list[Diagnostic]:
    after = dict(printed)
    after.pop(paper.ASIDE, None)
    before = dict(paper.set_text(unit, initials=paper.INITIALS in after))
    notes = [zone for zone in {**before, **after} if zone.startswith(paper.NOTE)]
    layered |= divided_rows(unit, after.get(paper.TEXT, ()))
    found: list[Diagnostic] = []
    for together in ([paper.TEXT], [paper.FIGURES], [paper.INITIALS], notes):
        wanted, said = _in(together, before), _in(together, after)
        found += _printed(wanted, said, blank, layered)
    return found or list(_right_to_left(_in(before, before), _in(after, after), blank))


def _in(zones: Iterable[str], said: Mapping[str, list[Passage]]) -> list[Passage]:
    return list(chain.from_iterable(said.get(zone, ()) for zone in zones))


def _printed(
    before: list[Passage],
    after: list[Passage],
    blank: frozenset[str],
    layered: frozenset[Span],
) -> Iterator[Diagnostic]:
    """Compare what was set with what is printed; `layered` pages keep no order."""
    mixed = layered | {each.span for each in after if paper.right_to_left([each])}
    expected = stream(paper.without(before, blank), WITHOUT_RTL)
    actual = stream(paper.without(after, blank), WITHOUT_RTL)
    if actual.passages and not expected.passages:
        words = actual.quote(0, len(actual.letters))
        message = f'the PDF has words nobody wrote here: "{words}"'
        yield rules.EXTRA_TEXT.at(actual.passages[0].span, message, hint=HINT)
    yield from compare(expected, actual, "the PDF", mixed)


def _right_to_left(
    before: list[Passage], after: list[Passage], blank: frozenset[str]
) -> Iterator[Diagnostic]:
    """Count right-to-left letters: a PDF does not keep the order they are read in."""
    missing = paper.right_to_left(before) - paper.right_to_left(after)
    for character in sorted(set(missing) - blank):
        place = next(each.span for each in before if character in letters(each.words))
        yield rules.LOST_TEXT.at(
            place, f'the PDF lacks {missing[character]} of the letter "{character}"'
        )


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
