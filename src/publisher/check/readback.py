"""What came out, read back with other tools than those that wrote it.

The EPUB is read with zipfile and lxml, the PDF with PDFium. Markup says which words the
publisher added: they stand in elements of class `gen`. Notes stand apart from the text
that calls them, so each output gives two readings: its text, and its notes by key.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from lxml import etree

from publisher.artifacts import PrintUnit
from publisher.check.letters import Passage
from publisher.diagnostics import Span
from publisher.model import Book, Unit

XHTML = "{http://www.w3.org/1999/xhtml}"
UNSEEN = {"head", "script", "style", "template", "title", "desc"}
NOWHERE = Span(PurePosixPath("book.yaml"), 1)
"""Of words that stand in no text: book.yaml asks for the pages that are made."""

Element: TypeAlias = etree._Element  # noqa: SLF001 lxml's own name for the type
Skip: TypeAlias = Callable[[Element], bool]


def epub_documents(path: Path, book: Book) -> Mapping[str, Element]:
    """Parse the documents of an EPUB's units, by Unit.id; a lost document is left out."""
    made = {
        unit: epub_document(each) for unit, each in epub_sources(path, book).items()
    }
    return {unit: document for unit, document in made.items() if document is not None}


def epub_sources(path: Path, book: Book) -> Mapping[str, tuple[bytes, ...]]:
    """Read the documents of an EPUB's units, by Unit.id; of a lost one there are none."""
    with zipfile.ZipFile(path) as archive:
        names = {PurePosixPath(name).name: name for name in archive.namelist()}
        return {
            unit.id: tuple(archive.read(name) for name in _parts(unit.id, names))
            for unit in book.units
        }


def epub_document(sources: tuple[bytes, ...]) -> Element | None:
    """Parse the documents of a unit, as one; None if there is none."""
    return _joined([_parsed(each) for each in sources]) if sources else None


def _parts(unit: str, names: Mapping[str, str]) -> Iterator[str]:
    """Name the documents of a unit: `ch-03.xhtml`, `ch-03-part-2.xhtml` …."""
    name, number = f"{unit}.xhtml", 1
    while name in names:
        yield names[name]
        number += 1
        name = f"{unit}-part-{number}.xhtml"


def _joined(parts: list[Element]) -> Element:
    """Put the bodies of documents one behind the other."""
    first, *others = parts
    body = first.find(f"{XHTML}body")
    for each in others:
        more = each.find(f"{XHTML}body")
        if body is not None and more is not None:
            body.extend(list(more))
    return first


def print_documents(units: tuple[PrintUnit, ...]) -> Mapping[str, Element]:
    """Parse the markup for paper, by Unit.id."""
    return {unit.id: _parsed(f"<body>{unit.html}</body>".encode()) for unit in units}


def text_of(document: Element) -> Iterator[Passage]:
    """Give the author's words of a document, its notes left out."""
    body = document.find(f"{XHTML}body")
    yield from passages(document if body is None else body, _added_or_note)


def notes_of(document: Element, book: Book, unit: Unit) -> Mapping[str, list[Passage]]:
    """Give the author's words of each note of a document, by key in Book.notes."""
    keys = {
        note.anchor: key for key, note in book.notes.items() if note.unit == unit.id
    }
    found: dict[str, list[Passage]] = {}
    for element in document.iter():
        key = element.get("data-note") or keys.get(element.get("id", ""))
        if key and (is_note(element) or is_endnote(element)):
            found.setdefault(key, []).extend(_inside(element, _added_or_note))
    return found


def passages(element: Element, skip: Skip) -> Iterator[Passage]:
    """Give the words of an element in document order, leaving out what `skip` names."""
    if isinstance(element.tag, str) and not skip(element):
        yield from _inside(element, skip)


def _inside(element: Element, skip: Skip) -> Iterator[Passage]:
    if element.text:
        yield Passage(element.text, NOWHERE)
    for child in element:
        yield from passages(child, skip)
        if child.tail:
            yield Passage(child.tail, NOWHERE)


def _added_or_note(element: Element) -> bool:
    apart = is_note(element) or is_endnote(element)
    return apart or not is_set(element) or "gen" in classes(element)


def is_set(element: Element) -> bool:
    """Tell whether an element's words are shown at all."""
    tag = element.tag.rpartition("}")[2]
    return tag not in UNSEEN and not (tag == "thead" and "again" in classes(element))


def is_note(element: Element) -> bool:
    """Tell whether an element is a note, in either output."""
    return "note" in classes(element)


def is_endnote(element: Element) -> bool:
    """Tell whether an element is a note at the end of its chapter or of the book."""
    return "endnote" in classes(element)


def classes(element: Element) -> list[str]:
    """Give the class names of an element."""
    return str(element.get("class", "")).split()


def _parsed(content: bytes) -> Element:
    """Parse without entities, network or recovery: our own output is well-formed."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False
    )
    return etree.fromstring(content, parser)
