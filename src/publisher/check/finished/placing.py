"""From a place on a printed page to the line of the manuscript that stands there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from publisher.artifacts import PageMap
from publisher.diagnostics import Diagnostic, Span


def at(pages: PageMap, page: int, x: float = -1, y: float = -1) -> Span | None:
    """Find what was written at a point of a page, in pt; else what begins the page."""
    hits = [
        (box.width * box.height, block.span)
        for block in pages.blocks
        for box in block.boxes
        if box.page == page
        and box.x <= x <= box.x + box.width
        and box.y <= y <= box.y + box.height
    ]
    if hits:
        return min(hits)[1]
    row = pages.pages[page - 1] if page <= len(pages.pages) else None
    return (row.first or row.figure) if row else None


def placed(
    found: Iterable[Diagnostic], file: Path, pages: PageMap
) -> Iterator[Diagnostic]:
    """Point into the manuscript what points at a page of a finished file, and name the page.

    What is said of the whole file, as of its first page, stays there.
    """
    for each in found:
        of_a_page = each.span.path == PurePosixPath(file.name) and each.span.line > 1
        where = at(pages, each.span.line) if of_a_page else None
        if where is None:
            yield each
        else:
            message = f"{each.message} ({on(pages, each.span.line)} of {file.name})"
            yield replace(each, span=where, message=message)


def on(pages: PageMap, page: int) -> str:
    """Say which page is meant, as it is called, and its sheet where that differs."""
    label = pages.pages[page - 1].label if page <= len(pages.pages) else ""
    return (
        f"page {label}"
        if label == str(page) or not label
        else (f"page {label}, sheet {page},")
    )
