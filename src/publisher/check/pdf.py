"""Finished PDF files, read back: sound, complete, every link and font in its place."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path, PurePosixPath

import pikepdf
from pikepdf import Dictionary, Name, NameTree, Object, Page, Pdf, PdfError, Stream

from publisher import rules
from publisher.artifacts import Artifact, PageMap
from publisher.cache import fingerprint, key
from publisher.check.bodies import Body, Way, body_of, page_of, way_of
from publisher.check.calling import called
from publisher.check.packs import known_body
from publisher.check.sheets import (
    Memory,
    Sheets,
    digest_of_fonts,
    digests_of,
    inks_of,
)
from publisher.diagnostics import Diagnostic, Span

HINT = "the publisher is at fault, not the book: please report it"
TOGETHER = 1024  # numbers of objects whose streams are remembered together
WHOLE = b"whole"
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def check_pdf(
    file: Artifact, pages: PageMap, count: int | None = None
) -> list[Diagnostic]:
    """Look at one PDF: it opens, has the pages of the map, and nothing leads nowhere.

    `count` is how many pages it has with those that were added for the printer.
    """
    return read_back(file, labels_of(pages), count)[1]


def labels_of(pages: PageMap) -> tuple[str, ...]:
    """List what the pages of a book are called."""
    return tuple(row.label for row in pages.pages)


def ready() -> None:
    """Do nothing. Who does it has imported what it takes to read a PDF."""


def read_back(
    file: Artifact,
    labels: Sequence[str],
    count: int | None = None,
    memory: Memory | None = None,
    files: ExitStack | None = None,
) -> tuple[Sheets | None, list[Diagnostic]]:
    """Look at one PDF, and take the digests of its pages while it is open.

    They are None for a file that cannot be read. `labels` are what its pages are to be
    called, if it says so. What `memory` knows to be drawn on pages, and streams that it
    knows to be whole, are not unpacked again. `files` leave the file open, and who made them
    to close it: of a long book that takes a while.
    """
    wanted = len(labels) if count is None else count
    try:
        with ExitStack() as own:
            pdf = (files or own).enter_context(_opened(file.path))
            known = known_body(pdf, file.path, memory) if memory is not None else None
            body = known or body_of(pdf)
            found = [
                *_spoilt(body.streams, file.path, memory),
                *_warned(pdf, file.path),
                *_page_count(body, file.path, wanted),
                *_labels(pdf, body, file.path, labels),
                *_dead_links(pdf, body, file.path),
                *_loose_fonts(pdf, body, file.path),
            ]
            if memory is not None and not found:
                for name, data in body.news:
                    memory.put(name, data)
            shown = [leaf.streams for leaf in body.leaves]
            pages = digests_of(shown)
            inks = inks_of(shown, pages, memory)
            return Sheets(digest_of_fonts(body.fonts), pages, inks), found
    except PdfError as problem:
        message = f"the file cannot be read: {problem}"
        return None, [rules.PDF_BROKEN.at(_at(file.path), message, HINT)]


def _at(path: Path, page: int = 1) -> Span:
    """Point into a finished file: the line is the page."""
    return Span(PurePosixPath(path.name), page)


def _opened(path: Path) -> Pdf:
    """Open a file; its pages are not looked for yet."""
    return Pdf.open(path, inherit_page_attributes=False)


def _spoilt(
    streams: Sequence[Stream], path: Path, memory: Memory | None
) -> Iterator[Diagnostic]:
    """Unpack streams, but for those that are known to be whole, some together."""
    for _, some in groupby(streams, lambda stream: stream.objgen[0] // TOGETHER):
        packed = [(stream.objgen[0], stream.read_raw_bytes()) for stream in some]
        name = key("whole", fingerprint(), *(data for _, data in packed))
        if memory is not None and memory.get(name) == WHOLE:
            continue
        spoilt = list(_unpacked(packed, path))
        yield from spoilt
        if memory is not None and not spoilt:
            memory.put(name, WHOLE)


def _unpacked(packed: Sequence[tuple[int, bytes]], path: Path) -> Iterator[Diagnostic]:
    """Unpack what some objects hold; say which cannot be."""
    for number, data in packed:
        try:
            zlib.decompress(data)
        except zlib.error as fault:
            yield _damaged(path, f"object {number}: {fault}")


def _warned(pdf: Pdf, path: Path) -> Iterator[Diagnostic]:
    return (_damaged(path, str(problem)) for problem in pdf.get_warnings())


def _damaged(path: Path, what: str) -> Diagnostic:
    return rules.PDF_BROKEN.at(_at(path), f"the file is damaged: {what}", HINT)


def _page_count(body: Body, path: Path, wanted: int) -> Iterator[Diagnostic]:
    there = len(body.leaves)
    if there != wanted:
        message = f"the file has {there} pages, and should have {wanted}"
        yield rules.PDF_BROKEN.at(_at(path), message, HINT)


def _labels(
    pdf: Pdf, body: Body, path: Path, labels: Sequence[str]
) -> Iterator[Diagnostic]:
    """Compare page labels with those of the map, in a file that has them."""
    if "/PageLabels" not in pdf.Root:
        return
    there = called(pdf.Root.PageLabels, len(body.leaves))
    for number, (label, wanted) in enumerate(zip(there, labels, strict=False), 1):
        if label != wanted:
            message = f'the page is called "{label}" here, "{wanted}" in the map'
            yield rules.PDF_BROKEN.at(_at(path, number), message, HINT)


def _dead_links(pdf: Pdf, body: Body, path: Path) -> Iterator[Diagnostic]:
    names = _names(pdf)
    numbers = {leaf.number for leaf in body.leaves}
    for number, leaf in enumerate(body.leaves, 1):
        for way in leaf.ways:
            if not _lands(way, names, numbers):
                message = f'a link leads to "{way[0]}", which is not in the file'
                yield rules.PDF_LINK.at(_at(path, number), message, HINT)
    for title, way in _outline(pdf.Root.get("/Outlines")):
        if not _lands(way, names, numbers):
            message = f'"{title}" in the outline leads nowhere'
            yield rules.PDF_LINK.at(_at(path), message, HINT)


def _names(pdf: Pdf) -> Mapping[str, Object]:
    if "/Names" not in pdf.Root or "/Dests" not in pdf.Root.Names:
        return {}
    return {str(name): to for name, to in NameTree(pdf.Root.Names.Dests).items()}


def _lands(way: Way, names: Mapping[str, Object], numbers: set[int]) -> bool:
    name, page = way
    if page is None and name in names:
        page = page_of(names[name])
    return page in numbers


def _outline(root: Object | None) -> Iterator[tuple[str, Way]]:
    """Yield the lines of the outline, at whatever depth."""
    pending = [root.get("/First")] if root is not None else []
    while pending:
        entry = pending.pop()
        if entry is None:
            continue
        way = way_of(entry)
        if way is not None:
            yield str(entry.get("/Title", "")), way
        pending += [entry.get("/Next"), entry.get("/First")]


def _is_loose(item: Object) -> bool:
    """Tell whether something is a font, and its shapes are not in the file."""
    descriptor = item.get("/FontDescriptor") if item.Type == Name.Font else None
    return descriptor is not None and not any(key in descriptor for key in _FILES)


def _loose_fonts(pdf: Pdf, body: Body, path: Path) -> Iterator[Diagnostic]:
    """Report fonts that are not in the file, on the first page that has letters of each."""
    for font in filter(_is_loose, body.fonts):
        name = str(font.get("/BaseFont", "a font")).lstrip("/")
        shown = (n for n, page in enumerate(pdf.pages, 1) if _shows(page, font))
        message = f'the font "{name}" is not in the file'
        yield rules.FONT_NOT_EMBEDDED.at(_at(path, next(shown, 1)), message, HINT)


def _shows(page: Page, font: Object) -> bool:
    """Tell whether a page sets letters of a font, in its own operators."""
    named = page.resources.get("/Font", Dictionary())
    names = {
        name
        for name, each in named.items()
        if font.objgen
        in {each.objgen, *(e.objgen for e in each.get("/DescendantFonts", ()))}
    }
    if not names or "/Contents" not in page.obj:
        return False
    chosen = pikepdf.parse_content_stream(page, "Tf")
    return any(str(each.operands[0]) in names for each in chosen)
