"""Notes and their calls: every call leads to its note, every note back to every call.

No checker of EPUBs sees a call that leads to the wrong note, or a note without a way
back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from publisher import rules
from publisher.check.epub.opened import REPORT_IT, Document, Opened, followed
from publisher.check.markup import XHTML, shortened, types, words
from publisher.diagnostics import Diagnostic

_NOTES = {"footnote", "endnote", "rearnote"}
_BACK = "doc-backlink"


@dataclass(frozen=True, slots=True)
class _Note:
    """A note: where it stands and the calls it leads back to, with the words of each."""

    document: Document
    element: etree._Element
    back: Mapping[tuple[str, str], str]
    calls: list[tuple[str, str]] = field(default_factory=list)  # that lead to it


def notes(epub: Opened) -> Iterator[Diagnostic]:
    """Check both ways between notes and their calls."""
    found = {
        (each.document.name, str(each.element.get("id"))): each
        for document in epub.texts
        for each in _notes(document)
    }
    for document in epub.texts:
        for call in document.of_type("noteref"):
            yield from _call(call, document, found, epub)
            yield from _spoken(call, "doc-noteref", document, epub)
    for note in found.values():
        yield from _called(note, epub)
        yield from _spoken(note.element, "doc-footnote", note.document, epub)


def _spoken(
    element: etree._Element, role: str, document: Document, epub: Opened
) -> Iterator[Diagnostic]:
    """Screen readers go by the role, where reading systems go by the type."""
    if element.get("role") != role:
        message = f'screen readers are not told that "{shortened(words(element))}" is '
        message += "a note" if role == "doc-footnote" else "the call of a note"
        yield rules.EPUB_NOTE.at(epub.place(element, document), message, REPORT_IT)


def _notes(document: Document) -> Iterator[_Note]:
    for element in document.root.iter(f"{XHTML}*"):
        if _NOTES.isdisjoint(types(element)):
            continue
        back = {
            followed(document.name, each.get("href", "")): words(each)
            for each in element.iter(f"{XHTML}a")
            if each.get("role") == _BACK
        }
        yield _Note(document, element, back)


def _call(
    call: etree._Element,
    document: Document,
    found: Mapping[tuple[str, str], _Note],
    epub: Opened,
) -> Iterator[Diagnostic]:
    mark, place = words(call), epub.place
    note = found.get(followed(document.name, call.get("href", "")))
    own = (document.name, str(call.get("id")))
    if note is None:
        message = f'the call "{mark}" leads to something that is not a note'
        yield rules.EPUB_NOTE.at(place(call, document), message, REPORT_IT)
        return
    note.calls.append(own)
    if own not in note.back:
        message = (
            f'the call "{mark}" leads to a note that does not lead back to it;'
            f' that note begins "{_beginning(note)}"'
        )
        yield rules.EPUB_NOTE.at(place(call, document), message, REPORT_IT)
    elif not any(said.split()[:1] == [mark] for said in note.back.values()):
        marks = '", "'.join(note.back.values())
        message = f'the call "{mark}" leads to a note that is marked "{marks}"'
        yield rules.EPUB_NOTE.at(place(call, document), message, REPORT_IT)


def _called(note: _Note, epub: Opened) -> Iterator[Diagnostic]:
    if not note.calls:
        message = f'nothing calls the note "{_beginning(note)}"'
    elif not note.back:
        message = f'no way leads back from the note "{_beginning(note)}"'
    else:
        return
    place = epub.place(note.element, note.document)
    yield rules.EPUB_NOTE.at(place, message, REPORT_IT)


def _beginning(note: _Note) -> str:
    return shortened(words(note.element))
