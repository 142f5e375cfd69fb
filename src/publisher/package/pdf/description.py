"""What the file is, for libraries and presses: the same twice, as Info and as XMP."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pikepdf

from publisher import __version__
from publisher.bookinfo import BookInfo
from publisher.package.pdf.standards import Standard
from publisher.package.pdf.syntax import text

PRODUCER = f"publisher {__version__}"
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_UNIVERSAL = "{http://www.aiim.org/pdfua/ns/id/}"
_EDITIONS = {2: "2024", 4: "2020"}
"""When the parts that must say so were published: ISO 14289-2, ISO 19005-4."""

_EXPLAINED = b"""<rdf:Description rdf:about="" \
xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>The part of ISO 14289 that is kept</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag>\
</pdfaExtension:schemas></rdf:Description>"""
"""What PDF/A-3 wants to be told of properties it does not know (ISO 19005-3, 6.6.2.3.2)."""

_DECLARED = b"""<rdf:Description rdf:about="" xmlns:pdfd="http://pdfa.org/declarations/">\
<pdfd:declarations><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#accessibility1.0</pdfd:conformsTo>\
</rdf:li></rdf:Bag></pdfd:declarations></rdf:Description>"""
"""That it is a Well-Tagged PDF 1.0, of which PDF/UA-2 is the larger part."""


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


def xmp(
    book: BookInfo, number: str, claims: Mapping[str, str], *, press: bool
) -> bytes:
    """Write the XMP packet; `number` identifies the pages.

    `claims` are the standards that the file says it keeps, as `claims` gives them.
    """
    with pikepdf.Pdf.new() as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as said:
            for key, value in _rows(book, number, _authors(book), _moment(book.date)):
                said[key] = value
            if press:
                said["pdf:Trapped"] = "False"
            for key, value in claims.items():
                said[key] = value
        packet = pdf.Root.Metadata.read_bytes()
    more = b""
    if claims.get(f"{_UNIVERSAL}part") == "2":
        more = _DECLARED
    elif "pdfaid:part" in claims and f"{_UNIVERSAL}part" in claims:
        more = _EXPLAINED
    return packet.replace(b"</rdf:RDF>", more + b"</rdf:RDF>", 1)


def claims(standard: Standard, *, universal: bool, archive: bool) -> dict[str, str]:
    """Say which parts of PDF/UA and PDF/A a file keeps, as rows of XMP."""
    rows: dict[str, str] = {}
    if universal and standard.universal:
        rows[f"{_UNIVERSAL}part"] = str(standard.universal)
        if edition := _EDITIONS.get(standard.universal):
            rows[f"{_UNIVERSAL}rev"] = edition
    if archive and standard.archive:
        rows["pdfaid:part"] = str(standard.archive)
        if standard.level:
            rows["pdfaid:conformance"] = standard.level if universal else "U"
        if edition := _EDITIONS.get(standard.archive):
            rows["pdfaid:rev"] = edition
    return rows


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
