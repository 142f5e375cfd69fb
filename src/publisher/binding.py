"""Room at the spine: an inside margin as wide as a book of so many pages needs.

Margins change the number of pages, and that the margin. It ends: the margin is only ever
made wider, to one of the few widths that the printer names. A book that is surely longer
than its margin allows is given a wider one before it is set for the first time.
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

SURE = 0.8  # of the pages that a book is guessed to have, it has


def bound(
    book: Book,
    settle: Callable[[Book], tuple[Laid, list[Diagnostic]]],
    count: Callable[[Laid], int],
    guess: Callable[[Book], int] = lambda _: 0,
) -> tuple[Book, Laid, list[Diagnostic]]:
    """Set a book with room enough at the spine; give it with the margin it has now.

    `settle` sets it, `count` tells its pages: 0 if it could not be set; `guess` guesses
    them beforehand. A margin that the author chose stays: that it is too narrow is said of
    the finished file.
    """
    book = _begun(book, guess)
    while True:
        laid, found = settle(book)
        settings = book.info.print
        pages = padded(settings.press, count(laid))
        if not count(laid) or not settings.wide:
            return book, laid, found
        least = gutter(settings.press, pages)
        if settings.margins[3] >= least:
            return book, laid, [*found, *_said(book, pages)]
        book = _wider(book, least)


def _begun(book: Book, guess: Callable[[Book], int]) -> Book:
    """Give a book the margin that it will need at the least."""
    settings = book.info.print
    if not settings.wide or not settings.press.gutters:
        return book
    least = gutter(settings.press, padded(settings.press, int(SURE * guess(book))))
    return _wider(book, least) if settings.margins[3] < least else book


def _wider(book: Book, inside: float) -> Book:
    top, outside, bottom, _ = book.info.print.margins
    margins = (top, outside, bottom, inside)
    wider = replace(book.info.print, margins=margins, moved=True)
    return replace(book, info=replace(book.info, print=wider))


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
