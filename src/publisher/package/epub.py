"""From finished pages to one EPUB file, the same bytes every time. Only EbookLib here.

EbookLib lays out the container: `META-INF`, the manifest, the spine, the guide. It is
never shown a document: what it would parse or make again it would spoil (see
docs/decisions/0001). Its private methods named below are overridden, so its version is
pinned; `test_package_epub` says what to look at when it changes.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO
from urllib.parse import quote

from ebooklib import epub

from publisher import rules
from publisher.artifacts import Artifact, Asset, EpubPage, EpubPages, MetaRow
from publisher.diagnostics import Diagnostic, Span
from publisher.package.grounds import on_white

FOLDER = "EPUB"
_DC = "http://purl.org/dc/elements/1.1/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP archive can name
_ALREADY_SMALL = (".jpg", ".jpeg", ".png", ".gif", ".webp")
_XHTML, _SVG = "application/xhtml+xml", "image/svg+xml"


def package_epub(
    pages: EpubPages,
    assets: Mapping[PurePosixPath, Asset],
    fonts: Mapping[str, Asset],
    target: Path,
) -> tuple[Artifact | None, list[Diagnostic]]:
    """Write the EPUB to `target`, whole or not at all.

    A folder or disk that cannot be written is a finding, and no artifact; whatever
    stood at `target` before is then still there.
    """
    book = _book(pages, assets, fonts)
    try:
        _write(book, target)
    except OSError as problem:
        where = Span(PurePosixPath(target.name), 1)
        message = f'"{target.name}" could not be written: {problem.strerror}'
        hint = "look whether the output folder exists, is yours and has room"
        return None, [rules.CANNOT_WRITE.at(where, message, hint)]
    lines = {f"{FOLDER}/{page.file}": page.lines for page in pages.pages}
    return Artifact(target, "epub", _places(pages), lines), []


def _places(pages: EpubPages) -> dict[tuple[str, str], Span]:
    return {
        (f"{FOLDER}/{page.file}", anchor): span
        for page in pages.pages
        for anchor, span in page.places.items()
    }


# ------------------------------------------------------------- what is in the book


class _Document(epub.EpubHtml):  # type: ignore[misc]
    """A content document that EbookLib hands on as it is."""

    def __init__(self, page: EpubPage) -> None:
        super().__init__(
            uid=_id(page.file), file_name=page.file, media_type=_XHTML, title=page.title
        )
        self.content = page.content
        self.properties = sorted(page.properties)
        self.is_linear = page.linear

    def get_content(self, default: object = None) -> bytes:  # noqa: ARG002
        return bytes(self.content)


class _Book(epub.EpubBook):  # type: ignore[misc]
    """EbookLib's book with our metadata, in our order, and no two files of one name."""

    def __init__(self, pages: EpubPages) -> None:
        super().__init__()
        self.metadata.clear()  # a generator's name and a random identifier
        self.rows: tuple[MetaRow, ...] = pages.metadata
        self.language, self.text_direction = pages.lang, pages.dir
        self.prefixes = list(pages.prefixes)
        self.IDENTIFIER_ID = "pub-id"
        if pages.dir == "rtl":
            self.set_direction("rtl")

    def add_item(self, item: epub.EpubItem) -> epub.EpubItem:
        taken = [(each.id, each.file_name) for each in self.items]
        if any(item.id == uid or item.file_name == name for uid, name in taken):
            raise ValueError(f"the EPUB has two files {item.file_name}")
        return super().add_item(item)


def _book(
    pages: EpubPages,
    assets: Mapping[PurePosixPath, Asset],
    fonts: Mapping[str, Asset],
) -> _Book:
    book = _Book(pages)
    nav = epub.EpubNav(uid="nav", file_name=pages.nav.file)
    nav.content = pages.nav.content
    documents = [_Document(page) for page in pages.pages]
    items = [nav, _ncx(pages.ncx), *documents]
    items += _styles(pages)
    items += _images(pages, assets)
    items += _fonts(pages, fonts)
    for item in items:
        book.add_item(item)
    readable = {item.file_name: item for item in (nav, *documents)}
    book.spine = [readable[file] for file in pages.spine]
    book.guide = [
        {"type": row.kind, "title": row.title, "href": row.href} for row in pages.guide
    ]
    if pages.cover:
        pointer = (("name", "cover"), ("content", _id(pages.cover)))
        book.rows += (MetaRow("meta", None, pointer),)  # the EPUB 2 way, for Kindle
    return book


def _ncx(content: bytes) -> epub.EpubNcx:
    ncx = epub.EpubNcx(uid="ncx", file_name="toc.ncx")
    ncx.content = content
    return ncx


def _styles(pages: EpubPages) -> Iterator[epub.EpubItem]:
    for file, text in pages.stylesheets.items():
        yield _file(file, "text/css", text.encode("utf-8"))


def _images(
    pages: EpubPages, assets: Mapping[PurePosixPath, Asset]
) -> Iterator[epub.EpubItem]:
    for file, path in pages.images.items():
        asset = assets[path]
        drawn = asset.media_type == _SVG
        data = on_white(asset.data) if drawn else asset.data
        item = _file(file, asset.media_type, data)
        if file == pages.cover:
            item.properties = ["cover-image"]
        yield item


def _fonts(pages: EpubPages, fonts: Mapping[str, Asset]) -> Iterator[epub.EpubItem]:
    for name in pages.fonts:
        yield _file(f"fonts/{name}", fonts[name].media_type, fonts[name].data)
    for name in pages.licences:
        item = _file(f"META-INF/licences/{name}", "text/plain", fonts[name].data)
        item.manifest = False  # then the name is counted from the root of the archive
        yield item


def _file(name: str, media_type: str, data: bytes) -> epub.EpubItem:
    return epub.EpubItem(
        uid=_id(name), file_name=name, media_type=media_type, content=data
    )


def _id(file: str) -> str:
    """Make a manifest id out of a file name: legal in XML, unique as the file is."""
    return "f-" + re.sub(r"[^A-Za-z0-9.]+", "-", file)


# ------------------------------------------------------------------- how it is written


class _Archive(zipfile.ZipFile):
    """A ZIP archive that knows no clock, no user and no machine."""

    def writestr(
        self,
        name: Any,  # noqa: ANN401  # as zipfile declares it
        data: Any,  # noqa: ANN401
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        member = zipfile.ZipInfo(str(name), _EARLIEST)
        member.create_system = 3  # Unix, wherever it is made
        member.external_attr = 0o100644 << 16
        if compress_type is None:
            small = member.filename.endswith(_ALREADY_SMALL)
            compress_type = zipfile.ZIP_STORED if small else zipfile.ZIP_DEFLATED
        level = self.compresslevel if compresslevel is None else compresslevel
        super().writestr(member, data, compress_type, level)


class _Writer(epub.EpubWriter):  # type: ignore[misc]
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
            element.text = row.text
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

    def write_into(self, stream: BinaryIO) -> None:
        """Write the archive: `mimetype` first, as it is, so that the type shows."""
        with _Archive(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            self.out = archive
            archive.writestr("mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
            self._write_container()
            self._write_opf()
            self._write_items()


def _tag(name: str) -> str:
    return f"{{{_DC}}}{name[3:]}" if name.startswith("dc:") else name


def _attributes(row: MetaRow) -> dict[str, str]:
    return {_XML_LANG if k == "xml:lang" else k: v for k, v in row.attributes}


def _write(book: _Book, target: Path) -> None:
    """Write beside the target, then put in its place: there is never half a file."""
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    options = {"epub3_pages": False, "epub3_landmark": False}
    try:
        with beside.open("wb") as stream:
            _Writer("", book, options).write_into(stream)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
