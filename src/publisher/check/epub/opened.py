"""A finished EPUB opened for reading, by zipfile and lxml alone: what lists what.

Whoever reads an EPUB with the library that wrote it sees its own mistakes as it meant
them; see docs/decisions/0001.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from lxml import etree

from publisher.artifacts import Artifact
from publisher.check.markup import OPF, XHTML, parsed, types
from publisher.check.whereabouts import Whereabouts
from publisher.diagnostics import Span

REPORT_IT = "the publisher is at fault, not the book: please report it"

XHTML_TYPE, SVG_TYPE = "application/xhtml+xml", "image/svg+xml"
NCX_TYPE = "application/x-dtbncx+xml"

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_READ = {XHTML_TYPE, SVG_TYPE, NCX_TYPE}


@dataclass(frozen=True, slots=True)
class Item:
    """A file as the manifest lists it."""

    id: str
    name: str  # in the archive
    media_type: str
    properties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the EPUB, parsed."""

    name: str  # in the archive
    root: etree._Element
    ids: Mapping[str, etree._Element] = field(repr=False)

    def of_type(self, kind: str) -> Iterator[etree._Element]:
        """Yield the elements of an `epub:type`, in order."""
        for element in self.root.iter(f"{XHTML}*"):
            if kind in types(element):
                yield element


@dataclass(frozen=True)
class Opened:
    """An EPUB while it is checked. `package` is the name of its package document."""

    artifact: Artifact
    archive: zipfile.ZipFile
    package: str
    opf: etree._Element

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """List the manifest."""
        return tuple(
            Item(
                each.get("id", ""),
                resolved(self.package, each.get("href", "")),
                each.get("media-type", ""),
                frozenset(each.get("properties", "").split()),
            )
            for each in self.opf.iter(f"{OPF}item")
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """Give the names of all files in the archive."""
        return frozenset(self.archive.namelist())

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Parse every document that is listed and there."""
        return {
            item.name: _document(self.archive, item.name)
            for item in self.items
            if item.media_type in _READ and item.name in self.names
        }

    @cached_property
    def spine(self) -> tuple[str, ...]:
        """Name the files of the reading order; those beside it are left out."""
        files = {item.id: item.name for item in self.items}
        return tuple(
            files[each.get("idref")]
            for each in self.opf.iter(f"{OPF}itemref")
            if each.get("idref") in files and each.get("linear") != "no"
        )

    @cached_property
    def texts(self) -> tuple[Document, ...]:
        """Give the XHTML documents: in reading order, then those beside it."""
        order = {name: place for place, name in enumerate(self.spine)}
        listed = [i.name for i in self.items if i.media_type == XHTML_TYPE]
        listed.sort(key=lambda name: order.get(name, len(order)))
        return tuple(self.documents[n] for n in listed if n in self.documents)

    @cached_property
    def nav(self) -> Document | None:
        """Give the navigation document."""
        return self._found(i for i in self.items if "nav" in i.properties)

    @cached_property
    def ncx(self) -> Document | None:
        """Give the navigation of EPUB 2."""
        return self._found(i for i in self.items if i.media_type == NCX_TYPE)

    def _found(self, items: Iterator[Item]) -> Document | None:
        return next((self.documents.get(item.name) for item in items), None)

    @property
    def whole(self) -> Span:
        """Point at the file, where nothing closer can be told."""
        return Span(PurePosixPath(self.artifact.path.name), 1)

    def place(self, element: etree._Element, document: Document) -> Span:
        """Find the manuscript's place of an element, by the ids and blocks before it."""
        named = None
        for own in reversed(
            element.xpath("ancestor-or-self::*/@id | preceding::*/@id")
        ):
            if span := self.artifact.places.get((document.name, str(own))):
                named = (own.getparent().sourceline or 1, span)
                break
        line = element.sourceline or 1
        return Whereabouts(self.artifact).nearest(document.name, line, 1, named)

    def in_package(self, element: etree._Element) -> Span:
        """Point at an element of the package document."""
        name = PurePosixPath(self.artifact.path.name) / self.package
        return Span(name, element.sourceline or 1)


def opened(archive: zipfile.ZipFile, artifact: Artifact) -> Opened:
    """Read what the archive says of itself.

    Raises KeyError or etree.XMLSyntaxError where it does not.
    """
    container = parsed(archive.read("META-INF/container.xml"))
    rootfile = container.find(f".//{_CONTAINER}rootfile")
    if rootfile is None:
        raise KeyError("META-INF/container.xml names no package document")
    package = str(rootfile.get("full-path"))
    return Opened(artifact, archive, package, parsed(archive.read(package)))


def _document(archive: zipfile.ZipFile, name: str) -> Document:
    root = parsed(archive.read(name))
    ids: dict[str, etree._Element] = {}
    for element in root.iter("{*}*"):
        if (own := element.get("id")) is not None:
            ids.setdefault(own, element)
    return Document(name, root, ids)


def resolved(document: str, address: str) -> str:
    """Name the file in the archive that an address in a document leads to."""
    folder = PurePosixPath(document).parent
    return normpath((folder / unquote(address)).as_posix())


def followed(document: str, address: str) -> tuple[str, str]:
    """Give the file and the id that a link inside the book leads to."""
    parts = urlsplit(address)
    name = resolved(document, parts.path) if parts.path else document
    return name, unquote(parts.fragment)
