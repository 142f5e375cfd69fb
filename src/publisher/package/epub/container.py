"""What EbookLib is asked to do, and kept from doing. Only EbookLib here.

EbookLib lays out the container: `META-INF`, the manifest, the spine, the guide. It is
never shown a document: what it would parse or make again it would spoil (see
docs/decisions/0001). Its private methods named below are overridden, so its version is
pinned; `test_epub_container` goes through its traps one by one and says what to look at
when it changes.
"""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from typing import Any, BinaryIO
from urllib.parse import quote

from ebooklib import epub

from publisher.artifacts import EpubPage, EpubPages, MetaRow
from publisher.moment import moment
from publisher.package.epub.archive import Archive

_DC = "http://purl.org/dc/elements/1.1/"
_OPF = "{http://www.idpf.org/2007/opf}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XHTML = "application/xhtml+xml"
OPTIONS = {"epub3_pages": False, "epub3_landmark": False}

_TELLING = (
    ("mathml", re.compile(rb"<(?:\w+:)?math[\s>]")),
    (
        "remote-resources",
        re.compile(rb"<(?:img|audio|video|source)\b[^>]*\bsrc=.https?:"),
    ),
    ("scripted", re.compile(rb"<(?:script|form)[\s>]")),
    ("svg", re.compile(rb"<(?:\w+:)?svg[\s>]")),
)
"""What the manifest must say of a document, and how it shows (EPUB 3.3, appendix D.7)."""


def properties_of(page: EpubPage) -> list[str]:
    """List the manifest properties of a document: those its content shows, and its own."""
    shown = {name for name, mark in _TELLING if mark.search(page.content)}
    return sorted(shown | set(page.properties))


class Document(epub.EpubHtml):  # type: ignore[misc]
    """A content document that EbookLib hands on as it is."""

    def __init__(self, page: EpubPage) -> None:
        super().__init__(
            uid=name_of(page.file),
            file_name=page.file,
            media_type=XHTML,
            title=page.title,
        )
        self.content = page.content
        self.properties = properties_of(page)
        self.is_linear = page.linear

    def get_content(self, default: object = None) -> bytes:  # noqa: ARG002
        return bytes(self.content)


class Book(epub.EpubBook):  # type: ignore[misc]
    """EbookLib's book with our metadata, in our order, and no two files of one name."""

    def __init__(self, pages: EpubPages) -> None:
        super().__init__()
        self.metadata.clear()  # a generator's name and a random identifier
        self.rows: tuple[MetaRow, ...] = pages.metadata
        self.language, self.text_direction = pages.lang, pages.dir
        self.prefixes = list(pages.prefixes)
        self.IDENTIFIER_ID = "pub-id"
        self.placed = {
            name_of(page.file): " ".join(page.placement)
            for page in pages.pages
            if page.placement
        }
        if pages.dir == "rtl":
            self.set_direction("rtl")

    def add_item(self, item: epub.EpubItem) -> epub.EpubItem:
        taken = [(each.id, each.file_name) for each in self.items]
        if any(item.id == uid or item.file_name == name for uid, name in taken):
            raise ValueError(f"the EPUB has two files {item.file_name}")
        return super().add_item(item)


def name_of(file: str) -> str:
    """Make a manifest id out of a file name: legal in XML, unique as the file is."""
    return "f-" + re.sub(r"[^A-Za-z0-9.]+", "-", file)


class Writer(epub.EpubWriter):  # type: ignore[misc]
    """EbookLib's writer, kept from remaking what is already made."""

    def _get_nav(self, item: epub.EpubNav) -> bytes:
        return bytes(item.content)

    def _get_ncx(self) -> bytes:
        return bytes(self.book.get_item_with_id("ncx").content)

    def _write_opf_metadata(self, root: Any) -> None:  # noqa: ANN401  # of lxml, untyped
        metadata = root.makeelement("metadata", nsmap={"dc": _DC})
        root.append(metadata)
        for row in self.book.rows:
            element = root.makeelement(_tag(row.name), _attributes(row))
            element.text = _text(row)
            metadata.append(element)

    def _write_opf_file(self, root: Any) -> None:  # noqa: ANN401
        root.set(_XML_LANG, self.book.language)
        root.set("dir", self.book.text_direction)
        root.set("prefix", " ".join(self.book.prefixes))
        if not self.book.prefixes:
            del root.attrib["prefix"]
        for item in root.find("manifest"):
            item.set("href", quote(item.get("href")))
        super()._write_opf_file(root)

    def _write_opf_spine(self, root: Any, ncx_id: str) -> None:  # noqa: ANN401
        super()._write_opf_spine(root, ncx_id)
        known = {item.id for item in self.book.get_items()}
        for itemref in root.find("spine"):
            own = itemref.get("idref")
            if own not in known:
                raise ValueError(f"the reading order names {own}, which is not there")
            if placed := self.book.placed.get(own):
                itemref.set("properties", placed)

    def write_into(self, stream: BinaryIO) -> None:
        """Write the archive: `mimetype` first, as it is, so that the type shows."""
        with Archive(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            self.out = archive
            archive.writestr("mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
            self._write_container()
            self._write_opf()
            self._write_items()


def _tag(name: str) -> str:
    return f"{{{_DC}}}{name[3:]}" if name.startswith("dc:") else name


def _attributes(row: MetaRow) -> dict[str, str]:
    return {_XML_LANG if k == "xml:lang" else k: v for k, v in row.attributes}


def _text(row: MetaRow) -> str | None:
    """Give what a row says; the last change is when SOURCE_DATE_EPOCH says, if it does."""
    seconds = moment()
    if seconds is None or ("property", "dcterms:modified") not in row.attributes:
        return row.text
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
