"""The finished EPUB, read back: our own quick checks, then EPUBCheck's.

A finding points into the manuscript when the place can be told by the ids around it,
otherwise into the file: `book.epub/EPUB/text/ch-01.xhtml:12:5`.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from lxml import etree

from publisher import rules
from publisher.artifacts import Artifact
from publisher.check.epubcheck import epubcheck
from publisher.check.whereabouts import Whereabouts
from publisher.diagnostics import Diagnostic, Span, any_errors
from publisher.tools import ToolMissing

REPORT_IT = "the publisher is at fault, not the book: please report it"

_OPF = "{http://www.idpf.org/2007/opf}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_XHTML, _SVG, _NCX = (
    "application/xhtml+xml",
    "image/svg+xml",
    "application/x-dtbncx+xml",
)
_LINKS = ("href", "src", "{http://www.w3.org/1999/xlink}href")
_TYPE = b"application/epub+zip"


def check_epub(artifact: Artifact, *, strict: bool = False) -> list[Diagnostic]:
    """Say everything that is wrong with a finished EPUB.

    Where there is no Java, EPUBCheck is left out and a note says so; under `strict`
    ToolMissing is raised instead. ToolFailed is raised when EPUBCheck breaks.
    """
    found = list(own_checks(artifact))
    if any_errors(found):
        return found  # EPUBCheck would say the same once more
    try:
        return found + epubcheck(artifact)
    except ToolMissing as missing:
        if strict:
            raise
        where = Span(PurePosixPath(artifact.path.name), 1)
        message = (
            f"EPUBCheck did not look at this file: {missing.name} is not installed"
        )
        return [*found, rules.EPUBCHECK_NOT_RUN.at(where, message, missing.remedy)]


def own_checks(artifact: Artifact) -> Iterator[Diagnostic]:
    """Check the container, the manifest, ids and links, without Java and at once."""
    try:
        with zipfile.ZipFile(artifact.path) as archive:
            yield from _checked(archive, artifact)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError) as problem:
        where = Span(PurePosixPath(artifact.path.name), 1)
        yield rules.EPUB_CONTAINER.at(where, f"cannot be read: {problem}", REPORT_IT)


@dataclass(frozen=True, slots=True)
class _Document:
    """A document of the EPUB: its elements, its ids, the ids known to the manuscript."""

    name: str  # in the archive
    root: etree._Element
    ids: frozenset[str]


def _checked(archive: zipfile.ZipFile, artifact: Artifact) -> Iterator[Diagnostic]:
    whole = Span(PurePosixPath(artifact.path.name), 1)
    yield from _mimetype(archive, whole)
    package = _package_name(archive)
    manifest = _manifest(archive, package)
    names = set(archive.namelist())
    for name in sorted(set(manifest) - names):
        message = f'"{name}" is listed but not in the EPUB'
        yield rules.EPUB_CONTAINER.at(whole, message, REPORT_IT)
    kept_apart = {name for name in names if name.startswith("META-INF/")}
    for name in sorted(names - set(manifest) - kept_apart - {"mimetype", package}):
        message = f'"{name}" is in the EPUB but not listed'
        yield rules.EPUB_CONTAINER.at(whole, message, REPORT_IT)
    documents = {
        name: _document(archive, name)
        for name, media_type in manifest.items()
        if media_type in {_XHTML, _SVG, _NCX} and name in names
    }
    for document in documents.values():
        yield from _ids_twice(document, artifact)
        yield from _dead_links(document, documents, names, artifact)


def _mimetype(archive: zipfile.ZipFile, whole: Span) -> Iterator[Diagnostic]:
    """The type must be readable at byte 38 of the file, so that it shows what it is."""
    first = archive.infolist()[0] if archive.infolist() else None
    if first is None or first.filename != "mimetype" or first.extra:
        message = "does not begin with its mimetype"
    elif first.compress_type != zipfile.ZIP_STORED:
        message = "has a compressed mimetype"
    elif archive.read(first) != _TYPE:
        message = f"has a mimetype other than {_TYPE.decode()}"
    else:
        return
    yield rules.EPUB_CONTAINER.at(whole, message, REPORT_IT)


def _package_name(archive: zipfile.ZipFile) -> str:
    container = _parsed(archive.read("META-INF/container.xml"))
    rootfile = container.find(f".//{_CONTAINER}rootfile")
    if rootfile is None:
        raise KeyError("META-INF/container.xml names no package document")
    return str(rootfile.get("full-path"))


def _manifest(archive: zipfile.ZipFile, package: str) -> Mapping[str, str]:
    """List the files of the EPUB with their media types, named from the archive's root."""
    root = _parsed(archive.read(package))
    return {
        _resolved(package, item.get("href", "")): item.get("media-type", "")
        for item in root.iter(f"{_OPF}item")
    }


def _resolved(document: str, address: str) -> str:
    folder = PurePosixPath(document).parent
    return normpath((folder / unquote(address)).as_posix())


def _document(archive: zipfile.ZipFile, name: str) -> _Document:
    root = _parsed(archive.read(name))
    return _Document(name, root, frozenset(root.xpath("//@id")))


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    return etree.fromstring(content, parser)


def _ids_twice(document: _Document, artifact: Artifact) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for element in document.root.iter("{*}*"):
        own = element.get("id")
        if own is not None and own in seen:
            place = _place(element, document, artifact)
            yield rules.EPUB_ID.at(place, f'"{own}" stands twice as an id', REPORT_IT)
        if own is not None:
            seen.add(own)


def _dead_links(
    document: _Document,
    documents: Mapping[str, _Document],
    names: set[str],
    artifact: Artifact,
) -> Iterator[Diagnostic]:
    for element in document.root.iter("{*}*"):
        for name in _LINKS:
            address = element.get(name)
            if address and not _leads_somewhere(address, document, documents, names):
                place = _place(element, document, artifact)
                yield rules.EPUB_LINK.at(place, f'the link "{address}" leads nowhere')


def _leads_somewhere(
    address: str,
    document: _Document,
    documents: Mapping[str, _Document],
    names: set[str],
) -> bool:
    """Look for the file and the id a link names; links out of the book are not followed."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return True
    name = _resolved(document.name, parts.path) if parts.path else document.name
    if name not in names:
        return False
    target = documents.get(name)
    return target is None or not parts.fragment or unquote(parts.fragment) in target.ids


def _place(element: etree._Element, document: _Document, artifact: Artifact) -> Span:
    """Find the manuscript's place of an element, by the ids and blocks before it."""
    named = None
    for own in reversed(element.xpath("ancestor-or-self::*/@id | preceding::*/@id")):
        if span := artifact.places.get((document.name, str(own))):
            named = (own.getparent().sourceline or 1, span)
            break
    line = element.sourceline or 1
    return Whereabouts(artifact).nearest(document.name, line, 1, named)
