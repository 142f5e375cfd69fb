"""Room at the spine: an inside margin as wide as a book of so many pages needs.

Margins change the number of pages, and that the margin. It ends: the margin is only ever
made wider, to one of the few widths that the printer names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from publisher import rules
from publisher.diagnostics import Diagnostic
from publisher.model import Book
from publisher.printers import gutter, padded

Laid = TypeVar("Laid")


def bound(
    book: Book,
    settle: Callable[[Book], tuple[Laid, list[Diagnostic]]],
    count: Callable[[Laid], int],
) -> tuple[Book, Laid, list[Diagnostic]]:
    """Set a book with room enough at the spine; give it with the margin it has now.

    `settle` sets it, `count` tells its pages: 0 if it could not be set. A margin that the
    author chose stays: that it is too narrow is said of the finished file.
    """
    while True:
        laid, found = settle(book)
        settings = book.info.print
        pages = padded(settings.press, count(laid))
        if not count(laid) or not settings.wide:
            return book, laid, found
        least = gutter(settings.press, pages)
        if settings.margins[3] >= least:
            return book, laid, [*found, *_said(book, pages)]
        top, outside, bottom, _ = settings.margins
        wider = replace(settings, margins=(top, outside, bottom, least), moved=True)
        book = replace(book, info=replace(book.info, print=wider))


def _said(book: Book, pages: int) -> list[Diagnostic]:
    settings = book.info.print
    if not settings.moved:
        return []
    where = book.info.places.get("print.printer", book.info.span)
    message = (
        f"the inside margin is {settings.margins[3]:g} mm, which {settings.press.name} "
        f"wants for {pages} pages"
    )
    hint = (
        f"to say so yourself: print: {{margins: {{inside: {settings.margins[3]:g}mm}}}}"
    )
    return [rules.GUTTER_MOVED.at(where, message, hint)]
