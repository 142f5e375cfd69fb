"""What the package document says about the book, row by row, in order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from publisher.artifacts import MetaRow, PageMap
from publisher.bookinfo import BookInfo, Identifier, Person

IBOOKS = (
    "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
)
"""Apple's vocabulary: without its word, Apple Books passes over a book's own fonts."""

UNDATED = "2000-01-01"  # when book.yaml names no date: a fixed day, never today
_NAMESPACE = bytes.fromhex("6ba7b8119dad11d180b400c04fd430c8")  # RFC 9562, for URLs

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_PREFIXES = {
    "ISBN": "urn:isbn:",
    "DOI": "doi:",
    "UUID": "urn:uuid:",
    "ISSN": "urn:issn:",
}


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


def identifier(info: BookInfo) -> str:
    """Give the EPUB's identifier: its own, else the work's, else a made one.

    The made one is a UUID of title, authors and language: the same for every build.
    """
    return next(iter(_own(info)), None) or _made(info)


def print_identifier(info: BookInfo, edition: str, pages: PageMap) -> str:
    """Identify the printed edition: its ISBN, else what book.yaml gives, else a made one.

    The made one is a UUID of the book, its edition and where its pages begin: the same
    for the same pages, another if one page begins elsewhere.
    """
    ours = [each for each in info.identifiers if each.edition == "print"]
    ours.sort(key=lambda each: each.scheme.upper() != "ISBN")
    if ours:
        return _uri(ours[0])
    begins = (f"{row.label} {row.first} {row.offset}" for row in pages.pages)
    return _uuid("\n".join((identifier(info), edition, *begins)))


def _own(info: BookInfo) -> list[str]:
    """List the identifiers of the EPUB and of the work, not those of the print."""
    mine = [each for each in info.identifiers if each.edition in {"epub", ""}]
    return [
        _uri(each) for each in sorted(mine, key=lambda each: each.edition != "epub")
    ]


def _uri(each: Identifier) -> str:
    prefix = _PREFIXES.get(each.scheme.upper(), "")
    if not prefix or each.value.lower().startswith(prefix):
        return each.value
    value = each.value.replace("-", "").replace(" ", "")
    return prefix + (value if prefix == "urn:isbn:" else each.value)


def _made(info: BookInfo) -> str:
    return _uuid("\n".join((info.title, *(p.name for p in info.creators), info.lang)))


def _uuid(words: str) -> str:
    digest = bytearray(hashlib.sha1(_NAMESPACE + words.encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50  # version 5
    digest[8] = digest[8] & 0x3F | 0x80  # variant
    text = digest.hex()
    parts = (text[:8], text[8:12], text[12:16], text[16:20], text[20:])
    return "urn:uuid:" + "-".join(parts)


def _property(name: str, text: str, refines: str = "", scheme: str = "") -> MetaRow:
    attributes = [("refines", f"#{refines}")] if refines else []
    attributes.append(("property", name))
    if scheme:
        attributes.append(("scheme", scheme))
    return MetaRow("meta", text, tuple(attributes))


def _identifiers(info: BookInfo) -> Iterator[MetaRow]:
    """Say what kind each is by ONIX's list of product identifiers."""
    for number, said in enumerate([identifier(info), *_own(info)[1:]]):
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
