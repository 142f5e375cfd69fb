"""What the file is, for libraries and presses: the same twice, as Info and as XMP."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from publisher import __version__
from publisher.bookinfo import BookInfo
from publisher.package.pdf.syntax import text

PRODUCER = f"publisher {__version__}"
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_UNIVERSAL = "{http://www.aiim.org/pdfua/ns/id/}part"


def info(book: BookInfo, *, press: bool) -> bytes:
    """Write the information dictionary. Dates come from book.yaml, never from the clock."""
    rows = [b"<</Title" + text(book.title)]
    if authors := _authors(book):
        rows.append(b"/Author" + text(", ".join(authors)))
    rows.append(b"/Producer" + text(PRODUCER))
    if moment := _moment(book.date):
        stamp = text("D:" + re.sub(r"\D", "", moment) + "Z")
        rows += [b"/CreationDate" + stamp, b"/ModDate" + stamp]
    if press:
        rows.append(b"/Trapped/False")
    return b"".join((*rows, b">>"))


def xmp(book: BookInfo, number: str, *, press: bool, universal: bool) -> bytes:
    """Write the XMP packet; `number` identifies the pages.

    `universal` says that the file is PDF/UA-1.
    """
    with pikepdf.Pdf.new() as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as said:
            for key, value in _rows(book, number, _authors(book), _moment(book.date)):
                said[key] = value
            if press:
                said["pdf:Trapped"] = "False"
            if universal:
                said[_UNIVERSAL] = "1"
        return pdf.Root.Metadata.read_bytes()


def _authors(book: BookInfo) -> list[str]:
    return [person.name for person in book.creators]


def _rows(
    book: BookInfo, number: str, authors: list[str], moment: str
) -> Iterator[tuple[str, str | list[str] | set[str]]]:
    yield "dc:title", book.title
    yield "dc:language", [book.lang]
    yield "dc:identifier", number
    yield "pdf:Producer", PRODUCER
    if authors:
        yield "dc:creator", authors
    if book.description:
        yield "dc:description", book.description
    if book.subjects:
        yield "dc:subject", list(book.subjects)
    if book.publisher:
        yield "dc:publisher", [book.publisher]
    if book.rights:
        yield "dc:rights", book.rights
    if moment:
        yield from ((f"xmp:{key}Date", moment) for key in ("Create", "Modify"))


def _moment(date: str) -> str:
    """Make a moment out of the date in book.yaml, the first of what it names."""
    found = _DATE.fullmatch(date)
    if found is None:
        return ""
    year, month, day = (part or "01" for part in found.groups())
    return f"{year}-{month}-{day}T00:00:00Z"
