"""A book to the EPUB's documents, navigation and metadata: all but the packing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType

from publisher.artifacts import (
    Asset,
    EpubPage,
    EpubPages,
    MetaRow,
    PageMap,
    Stylesheet,
)
from publisher.bookinfo import Role
from publisher.identity import identifier, print_identifier
from publisher.model import Book, Unit
from publisher.render.epub.documents import documents, listing
from publisher.render.epub.files import COVER, shown
from publisher.render.epub.gathered import Gathered
from publisher.render.epub.metadata import IBOOKS, metadata
from publisher.render.epub.navigation import landmarks_of, navigation, ncx
from publisher.render.epub.printed import Printed, printed
from publisher.render.epub.splitting import part_files
from publisher.render.epub.styles import Dressing
from publisher.render.epub.templates import legal
from publisher.render.epub.titles import (
    concordance_document,
    cover_page,
    ending_document,
    imprint_document,
    larger_page,
    title_document,
)
from publisher.render.marks import marked


def render_epub(
    book: Book,
    assets: Mapping[PurePosixPath, Asset],
    styles: Sequence[Stylesheet] = (),
    fonts: Mapping[str, Asset] = MappingProxyType({}),
    printed_pages: PageMap | None = None,
) -> EpubPages:
    """Make every document of the EPUB, and say what the container must know of them.

    `styles` are in cascade order; `fonts` are those there are to choose from, and
    their licences, by file name. Without fonts the reader's own are used. Where the
    printed pages are known, and book.yaml wants no others, they are marked and listed.
    """
    dressing = Dressing(styles, fonts)
    gathered = Gathered(
        book,
        assets,
        listed_edition(book),
        dressing.files,
        _printed(book, printed_pages),
    )
    cover = gathered.image(book.info.cover) if book.info.cover else ""
    pages = [cover_page(gathered, cover)] if cover else []
    for unit in _documents(book):
        pages += _pages(unit, gathered, printed_pages)
    pages += (larger_page(each, gathered) for each in gathered.larger)
    landmarks = landmarks_of(gathered, cover=bool(cover))
    nav = navigation(gathered, landmarks)
    gathered.marks.sort(key=lambda each: each.page)
    dressed = dressing.dress(page.content for page in pages)
    return EpubPages(
        pages=tuple(pages),
        spine=_spine(pages, gathered),
        nav=nav,
        ncx=ncx(gathered, identifier(book.info)),
        metadata=_described(gathered, fonts=bool(dressed.fonts)),
        stylesheets=dressed.sheets,
        images={file: path for path, file in gathered.images.items()},
        fonts=dressed.fonts,
        licences=dressed.licences,
        guide=landmarks,
        prefixes=(IBOOKS,) if dressed.fonts else (),
        cover=cover,
        lang=book.info.lang,
        dir=book.info.dir,
        identifier=identifier(book.info),
        title=book.info.title,
    )


def listed_edition(book: Book) -> str:
    """Give the source edition whose pages `book.yaml` wants listed, if they are marked."""
    wanted = book.info.page_list
    known = wanted in book.info.source_editions
    return wanted if known and any(marked(book, wanted)) else ""


def _printed(book: Book, pages: PageMap | None) -> Printed:
    if pages is None or book.info.page_list != "print":
        return Printed()
    taken = {target.anchor for target in book.targets.values()}
    return printed(pages, taken, print_identifier(book.info, pages))


def _documents(book: Book) -> Sequence[Unit]:
    return [unit for unit in shown(book) if unit.role is not Role.CONTENTS]


def _pages(  # noqa: C901 one arm a role
    unit: Unit, gathered: Gathered, printed_pages: PageMap | None
) -> Sequence[EpubPage]:
    match unit.role:
        case Role.TITLE_PAGE:
            return [title_document(unit, gathered)]
        case Role.IMPRINT:
            return [imprint_document(unit, gathered)]
        case Role.LIST:
            return [listing(unit, gathered)]
        case Role.PART | Role.CHAPTER | Role.APPENDIX:
            return documents(unit, gathered)
        case Role.FRONT_PIECE | Role.BACK_PIECE:
            return documents(unit, gathered)
        case Role.CONCORDANCE:
            return [concordance_document(unit, gathered, printed_pages)]
        case Role.ENDING:
            return [ending_document(unit, gathered)]
        case Role.HALF_TITLE | Role.CONTENTS | Role.NOTES:
            raise ValueError(f"{unit.role} has no document of its own")


def _spine(pages: Sequence[EpubPage], gathered: Gathered) -> tuple[str, ...]:
    """Put the files in reading order: cover, units, and larger pictures beside it."""
    units = [
        file
        for unit in shown(gathered.book)
        for file in part_files(unit.id, len(gathered.parts[unit.id]), gathered.files)
    ]
    others = [page.file for page in pages if page.file not in units]
    covers = [file for file in others if file == COVER]
    return (*covers, *units, *(file for file in others if file != COVER))


def _described(gathered: Gathered, *, fonts: bool) -> tuple[MetaRow, ...]:
    rows = (
        *metadata(gathered.book.info, fonts=fonts),
        *_page_source(gathered),
    )
    return tuple(replace(row, text=legal(row.text or "")) for row in rows)


def _page_source(gathered: Gathered) -> Sequence[MetaRow]:
    """Say whose pages the page list gives."""
    if not gathered.marks:
        return ()
    named = (("property", "pageBreakSource"),)
    if gathered.printed.source:
        return (MetaRow("meta", gathered.printed.source, named),)
    edition = gathered.book.info.source_editions[gathered.edition]
    return (MetaRow("meta", edition.title or edition.key, named),)
