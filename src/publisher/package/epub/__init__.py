"""From finished pages to one EPUB file, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from ebooklib import epub

from publisher import rules
from publisher.artifacts import Artifact, Asset, EpubPages, MetaRow
from publisher.diagnostics import Diagnostic, Span
from publisher.package.epub.archive import write_whole
from publisher.package.epub.container import OPTIONS, Book, Document, Writer, name_of
from publisher.package.epub.faces import letters_of, reduced
from publisher.package.grounds import on_white

FOLDER = "EPUB"
_SVG = "image/svg+xml"


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
        write_whole(target, lambda stream: _fill(book, stream))
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


def _book(
    pages: EpubPages,
    assets: Mapping[PurePosixPath, Asset],
    fonts: Mapping[str, Asset],
) -> Book:
    book = Book(pages)
    nav = epub.EpubNav(uid="nav", file_name=pages.nav.file)
    nav.content = pages.nav.content
    documents = [Document(page) for page in pages.pages]
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
        pointer = (("name", "cover"), ("content", name_of(pages.cover)))
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
    documents = (page.content for page in (*pages.pages, pages.nav))
    letters = letters_of(documents, pages.stylesheets.values())
    for name in pages.fonts:
        font = fonts[name]
        yield _file(f"fonts/{name}", font.media_type, reduced(font.data, letters))
    for name in pages.licences:
        item = _file(f"META-INF/licences/{name}", "text/plain", fonts[name].data)
        item.manifest = False  # then the name is counted from the root of the archive
        yield item


def _file(name: str, media_type: str, data: bytes) -> epub.EpubItem:
    return epub.EpubItem(
        uid=name_of(name), file_name=name, media_type=media_type, content=data
    )


def _fill(book: Book, stream: BinaryIO) -> None:
    Writer("", book, OPTIONS).write_into(stream)
