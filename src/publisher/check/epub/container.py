"""The archive: what it begins with, what it lists, which links and ids hold."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from publisher import rules
from publisher.check.epub.opened import REPORT_IT, Document, Opened, followed
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
