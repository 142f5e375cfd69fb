"""The archive: what it begins with, what it lists, which links and ids hold."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from publisher import rules
from publisher.check.epub.opened import (
    REPORT_IT,
    XHTML_TYPE,
    Document,
    Opened,
    followed,
)
from publisher.diagnostics import Diagnostic

_LINKS = ("href", "src", "{http://www.w3.org/1999/xlink}href")
_TYPE = b"application/epub+zip"


def container(epub: Opened) -> Iterator[Diagnostic]:
    """Check the archive, the manifest, ids and links."""
    yield from _mimetype(epub)
    yield from _listed(epub)
    for document in epub.documents.values():
        yield from _ids_twice(document, epub)
        yield from _dead_links(document, epub)


def _mimetype(epub: Opened) -> Iterator[Diagnostic]:
    """The type must be readable at byte 38 of the file, so that it shows what it is."""
    first = epub.archive.infolist()[0]  # an empty archive has been turned away
    if first.filename != "mimetype" or first.extra:
        message = "does not begin with its mimetype"
    elif first.compress_type != zipfile.ZIP_STORED:
        message = "has a compressed mimetype"
    elif epub.archive.read(first) != _TYPE:
        message = f"has a mimetype other than {_TYPE.decode()}"
    else:
        return
    yield rules.EPUB_CONTAINER.at(epub.whole, message, REPORT_IT)


def _listed(epub: Opened) -> Iterator[Diagnostic]:
    listed = {item.name for item in epub.items}
    for name in sorted(listed - epub.names):
        message = f'"{name}" is listed but not in the EPUB'
        yield rules.EPUB_CONTAINER.at(epub.whole, message, REPORT_IT)
    kept_apart = {name for name in epub.names if name.startswith("META-INF/")}
    for name in sorted(epub.names - listed - kept_apart - {"mimetype", epub.package}):
        message = f'"{name}" is in the EPUB but not listed'
        yield rules.EPUB_CONTAINER.at(epub.whole, message, REPORT_IT)


_SHOWN = {
    "mathml": "{http://www.w3.org/1998/Math/MathML}math",
    "scripted": "{http://www.w3.org/1999/xhtml}script",
    "svg": "{http://www.w3.org/2000/svg}svg",
}


def manifest(epub: Opened) -> Iterator[Diagnostic]:
    """Check what the manifest says of files against what they are."""
    yield from _promised(epub)
    yield from _fonts(epub)


def _promised(epub: Opened) -> Iterator[Diagnostic]:
    """The manifest says what is in a document: readers get ready for that, or do not."""
    for item in epub.items:
        document = epub.documents.get(item.name)
        if document is None or item.media_type != XHTML_TYPE:
            continue
        for said, element in _SHOWN.items():
            there = next(document.root.iter(element), None) is not None
            if there != (said in item.properties):
                missing = "has it, and the manifest does not say so"
                what = missing if there else "has none, though the manifest says so"
                message = f'"{said}": "{item.name}" {what}'
                yield rules.EPUB_CONTAINER.at(epub.whole, message, REPORT_IT)


_FONTS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"wOFF", b"wOF2")  # how they begin


def _fonts(epub: Opened) -> Iterator[Diagnostic]:
    for item in epub.items:
        if item.media_type.startswith("font/") and item.name in epub.names:
            with epub.archive.open(item.name) as file:
                if not file.read(4).startswith(_FONTS):
                    message = f'"{item.name}" is not a font'
                    yield rules.EPUB_CONTAINER.at(epub.whole, message, REPORT_IT)


def _ids_twice(document: Document, epub: Opened) -> Iterator[Diagnostic]:
    for element in document.root.iter("{*}*"):
        own = element.get("id")
        if own is not None and document.ids[own] is not element:
            place = epub.place(element, document)
            yield rules.EPUB_ID.at(place, f'"{own}" stands twice as an id', REPORT_IT)


def _dead_links(document: Document, epub: Opened) -> Iterator[Diagnostic]:
    for element in document.root.iter("{*}*"):
        for name in _LINKS:
            address = element.get(name)
            if address and not _leads_somewhere(address, document, epub):
                place = epub.place(element, document)
                yield rules.EPUB_LINK.at(place, f'the link "{address}" leads nowhere')


def _leads_somewhere(address: str, document: Document, epub: Opened) -> bool:
    """Look for the file and the id a link names; links out of the book are not followed."""
    if leads_out(address):
        return True
    name, fragment = followed(document.name, address)
    if name not in epub.names:
        return False
    target = epub.documents.get(name)
    return target is None or not fragment or fragment in target.ids


def leads_out(address: str) -> bool:
    """Tell whether a link leads out of the book."""
    before = address.partition("#")[0].partition("/")[0]
    return ":" in before or address.startswith("//")
