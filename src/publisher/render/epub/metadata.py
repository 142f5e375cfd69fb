"""What the package document says about the book, row by row, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from publisher.artifacts import MetaRow
from publisher.bookinfo import BookInfo, Person
from publisher.identity import identifier, own_identifiers

IBOOKS = (
    "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
)
"""Apple's vocabulary: without its word, Apple Books passes over a book's own fonts."""

UNDATED = "2000-01-01"  # when book.yaml names no date: a fixed day, never today

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def metadata(info: BookInfo, *, fonts: bool) -> tuple[MetaRow, ...]:
    """Describe the book, accessibility apart. `fonts`: it brings fonts of its own."""
    return (
        *_identifiers(info),
        *_titles(info),
        MetaRow("dc:language", info.lang),
        *_people("creator", info.creators),
        *_people("contributor", info.contributors),
        *_facts(info),
        *_collection(info),
        _property("dcterms:modified", f"{_day(info.date)}T00:00:00Z"),
        *([_property("ibooks:specified-fonts", "true")] if fonts else []),
    )


def _property(name: str, text: str, refines: str = "", scheme: str = "") -> MetaRow:
    attributes = [("refines", f"#{refines}")] if refines else []
    attributes.append(("property", name))
    if scheme:
        attributes.append(("scheme", scheme))
    return MetaRow("meta", text, tuple(attributes))


def _identifiers(info: BookInfo) -> Iterator[MetaRow]:
    """Say what kind each is by ONIX's list of product identifiers."""
    for number, said in enumerate([identifier(info), *own_identifiers(info)[1:]]):
        own = f"identifier-{number + 1}" if number else "pub-id"
        yield MetaRow("dc:identifier", said, (("id", own),))
        for prefix, code in _ONIX_KINDS.items():
            if said.startswith(prefix):
                yield _property("identifier-type", code, own, "onix:codelist5")


_ONIX_KINDS = {"urn:isbn:": "15", "doi:": "06"}
"""https://ns.editeur.org/onix/en/5: an ISBN of 13 digits, a DOI."""


def _titles(info: BookInfo) -> Iterator[MetaRow]:
    yield MetaRow("dc:title", info.title, (("id", "title"),))
    yield _property("title-type", "main", "title")
    if info.file_as:
        yield _property("file-as", info.file_as, "title")
    if info.subtitle:
        yield _property("display-seq", "1", "title")
        yield MetaRow("dc:title", info.subtitle, (("id", "subtitle"),))
        yield _property("title-type", "subtitle", "subtitle")
        yield _property("display-seq", "2", "subtitle")


def _people(kind: str, people: Iterable[Person]) -> Iterator[MetaRow]:
    for number, person in enumerate(people, start=1):
        own = f"{kind}-{number}"
        yield MetaRow(f"dc:{kind}", person.name, (("id", own),))
        yield _property("role", person.role, own, "marc:relators")
        if person.file_as:
            yield _property("file-as", person.file_as, own)
        yield _property("display-seq", str(number), own)


def _facts(info: BookInfo) -> Iterator[MetaRow]:
    for name, text in (
        ("dc:publisher", info.publisher),
        ("dc:date", info.date),
        ("dc:rights", info.rights),
        ("dc:description", info.description),
    ):
        if text:
            yield MetaRow(name, text)
    yield from _subjects(info)
    if info.source:
        yield MetaRow("dc:source", info.source)


def _subjects(info: BookInfo) -> Iterator[MetaRow]:
    """Name subjects in words, and by the code of a scheme where book.yaml has one."""
    codes = {code.text: code for code in info.subject_codes}
    for number, subject in enumerate(info.subjects, start=1):
        code = codes.get(subject)
        own = f"subject-{number}"
        yield MetaRow("dc:subject", subject, (("id", own),) if code else ())
        if code:
            yield _property("authority", code.authority, own)
            yield _property("term", code.term, own)


def _collection(info: BookInfo) -> Iterator[MetaRow]:
    if info.collection:
        name = (("property", "belongs-to-collection"), ("id", "series"))
        yield MetaRow("meta", info.collection.name, name)
        yield _property("collection-type", "series", "series")
        if info.collection.position:
            yield _property("group-position", info.collection.position, "series")


def _day(date: str) -> str:
    """Complete a date to a day: "2026-05" is the first of May."""
    found = _DATE.fullmatch(date)
    if not found:
        return UNDATED
    return "-".join((found[1], found[2] or "01", found[3] or "01"))
