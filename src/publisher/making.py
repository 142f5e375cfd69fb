"""From a book that was judged to the printed files on a bench; then the EPUB is made.

    render → layout → printing (package) → collating (check → inks → preflight)

Each file is read back before the next is made; what is wrong stops the line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from publisher.alphabet import alphabet
from publisher.artifacts import Manuscript, PrintBook, PrintUnit
from publisher.binding import bound
from publisher.bookinfo import Role
from publisher.cache import Cache
from publisher.check.glyphs import covered_by, plain_forms, uncovered
from publisher.diagnostics import Diagnostic, any_errors
from publisher.keeping import Units, units_of
from publisher.layout import LaidOut, Press, guessed, lay_out, write_pages
from publisher.means import Means
from publisher.model import Book, Unit
from publisher.orders import EPUB, PDF, PLAIN, PRESS, SCREEN, Order, Say
from publisher.outcome import Outcome
from publisher.render.print import render_print

if TYPE_CHECKING:
    from publisher.check.sheets import Sheets
    from publisher.collating import Inked
    from publisher.layout.plain import Plain

InPages: TypeAlias = "LaidOut | Plain"
Engine: TypeAlias = "Callable[[PrintBook], tuple[InPages | None, list[Diagnostic]]]"
"""Sets a book in pages."""


def make_files(
    outcome: Outcome, made: Path, means: Means, order: Order, say: Say
) -> None:
    """Make and check the files, the printed ones first; stop where something is wrong."""
    if PDF in order.formats:
        make_pdf(outcome, made, means, order, say)
    if EPUB in order.formats and not _is_wrong(outcome, order):
        from publisher.epubmaking import make_epub, unlisted  # many builds are of PDFs

        make_epub(outcome, made, order, say, means.cache)
        outcome.add(list(unlisted(outcome, order)))


def make_pdf(
    outcome: Outcome, made: Path, means: Means, order: Order, say: Say
) -> None:
    """Make and check both PDFs and the page map; the print PDF then becomes ink."""
    laid = set_pages(outcome, means, order, say)
    if laid is None:
        return
    from publisher.collating import check_pages, to_press
    from publisher.package.pdf import BOTH
    from publisher.printing import print_apart

    look_at(laid, outcome, means)
    assert outcome.book is not None
    place, pages = made / _map_name(outcome.book), laid.map

    def map_too() -> None:
        """Write the page map where somebody has time for it."""
        place.write_bytes(write_pages(pages))

    printed = print_apart(laid, outcome, made, means, say, map_too)
    del laid  # what follows reads large files: it is to have the memory

    def beside(press: Path, read: Sheets) -> Inked:
        """Do all that can be done while the PDF for the screen is read."""
        if order.purpose == SCREEN or not order.judged:
            return press, []
        return to_press(outcome, means.cache, order, say, press, read)

    files = check_pages(outcome, printed, means, say, beside)
    if any_errors(outcome.found) or len(files) < len(BOTH):
        return
    press, on_screen = (file.path for file in files)
    if order.purpose:
        (on_screen if order.purpose == PRESS else press).unlink()


def set_pages(
    outcome: Outcome, means: Means, order: Order, say: Say, *, hasty: bool = False
) -> InPages | None:
    """Set a book in pages; None where it cannot be. In haste, they are to be made sure of."""
    book, manuscript = outcome.book, outcome.manuscript
    assert book is not None
    assert manuscript is not None
    say("setting the pages")
    parts = outcome.units or units_of(book, means.cache)
    outcome.blank, forms = _without_glyphs(book, manuscript, means.cache)
    book, laid, found = _in_pages(
        book,
        manuscript,
        _engine(order, manuscript, means.press, hasty=hasty),
        parts,
        forms,
    )
    if _is_wrong(outcome, order):
        return None
    outcome.add(found)
    if laid is None or any_errors(outcome.found):
        return None
    outcome.book, outcome.pages = book, laid.map
    return laid


def is_sure(laid: InPages) -> bool:
    """Tell whether a build makes the very same pages; only haste leaves it open."""
    return not isinstance(laid, LaidOut) or laid.is_sure()


def look_at(laid: InPages, outcome: Outcome, means: Means) -> None:
    """Look at pages that are set as a printer's reader does, and for words lost so far."""
    book = outcome.book
    assert book is not None
    outcome.add(_seen(laid))
    if isinstance(laid, LaidOut):
        outcome.evenness = laid.evenness()
    parts = outcome.units or units_of(book, means.cache)
    outcome.add(_said_in_markup(laid.book, book, parts))


def _without_glyphs(
    book: Book, manuscript: Manuscript, memory: Cache | None
) -> tuple[frozenset[str], Mapping[int, str]]:
    """Find the characters that no font has, and what is set for some of them."""
    covered = covered_by(manuscript.fonts, memory)
    said = map(alphabet, (*manuscript.texts.values(), repr(book.info)))
    blank = uncovered(set[str]().union(*said), covered)
    return blank, plain_forms(blank, covered)


def _is_wrong(outcome: Outcome, order: Order) -> bool:
    """Tell whether the book is wrong; its prose, too, unless nothing hangs on that yet."""
    if outcome.apart and not order.strict:
        outcome.look()
    else:
        outcome.hear()
    return outcome.failed(strict=order.strict)


def _in_pages(
    book: Book,
    manuscript: Manuscript,
    engine: Engine,
    parts: Units,
    forms: Mapping[int, str],
) -> tuple[Book, InPages | None, list[Diagnostic]]:
    """Set a book in pages, with room enough at the spine.

    What no font has is set in its plain form, where `forms` knows one.
    """

    def rendered(book: Book) -> PrintBook:
        margins = repr(book.info.print.margins)

        def keep(unit: Unit, make: Callable[[], PrintUnit], more: str) -> PrintUnit:
            return parts.kept("markup", unit, make, more, margins)

        printed = render_print(book, manuscript.styles.get("print", ()), keep)
        if forms:
            units = (replace(e, html=e.html.translate(forms)) for e in printed.units)
            printed = replace(printed, units=tuple(units))
        return printed

    return bound(
        book,
        lambda wider: engine(rendered(wider)),
        lambda laid: len(laid.map.pages) if laid else 0,
        lambda first: guessed(rendered(first)),
    )


def _said_in_markup(printed: PrintBook, book: Book, parts: Units) -> list[Diagnostic]:
    """Compare the markup for paper with the book; none again that was whole as it is."""
    from publisher.check.fidelity import markup_is_whole  # it was asked for meanwhile
    from publisher.check.readback import print_documents

    ends = tuple(each for each in printed.units if each.role is Role.NOTES)
    read = print_documents(ends)
    markup = {each.id: each for each in printed.units}
    found: list[Diagnostic] = []
    for unit in book.units:
        made = markup[unit.id]
        make = partial(markup_is_whole, made, read, book)
        more = (each.html for each in (made, *ends))
        found += parts.kept("markup is whole", unit, make, *more)
    return found


def _map_name(book: Book) -> str:
    """Name the page map: an edition has its own, beside that of the whole book."""
    return f"{book.info.slug}-pages.json" if book.edition else "pages.json"


def _seen(laid: InPages) -> list[Diagnostic]:
    """Say what a printer's reader would mark; the plain path sees no lines."""
    return laid.faults() if isinstance(laid, LaidOut) else []


def _engine(
    order: Order, manuscript: Manuscript, press: Press, *, hasty: bool
) -> Engine:
    """Choose who sets a book: the press, chapter by chapter, or WeasyPrint in one piece."""
    assets, fonts = manuscript.assets, manuscript.fonts
    if order.engine == PLAIN:
        from publisher.layout.plain import lay_out_plainly

        return lambda markup: lay_out_plainly(markup, assets, fonts)
    return lambda markup: lay_out(markup, assets, fonts, press, hasty=hasty)
