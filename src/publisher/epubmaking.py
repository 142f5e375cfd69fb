"""From a book that was judged to its EPUB on a bench, read back and judged.

render → package → check
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from publisher import rules
from publisher.cache import Cache
from publisher.check.epub import check_epub, own_checks
from publisher.check.fidelity import epub_is_whole
from publisher.check.holdings import held
from publisher.check.shops import unsuitable
from publisher.covering import covered
from publisher.diagnostics import Diagnostic
from publisher.keeping import units_of
from publisher.orders import CHAPTERS, EPUB, PDF, Order, Say
from publisher.outcome import Outcome
from publisher.package.epub import package_epub
from publisher.picturing import for_epub
from publisher.render.epub import render_epub
from publisher.render.epub.accessibility import with_accessibility
from publisher.workers import give_back


def make_epub(
    outcome: Outcome, made: Path, order: Order, say: Say, cache: Cache | None = None
) -> None:
    """Make and check the EPUB, with the pages of the print edition if these are known."""
    book, manuscript = outcome.book, outcome.manuscript
    assert book is not None
    assert manuscript is not None
    say("making the EPUB")
    give_back()  # the PDFs were read before, and the EPUB is held as a whole
    styles, assets = manuscript.styles.get(EPUB, ()), for_epub(manuscript, cache)
    fronted = covered(book, manuscript, cache)
    book = fronted.book
    outcome.add(list(fronted.found))
    if fronted.picture:
        assets = {**assets, fronted.picture.path: fronted.picture}
    pages = render_epub(
        book,
        assets,
        styles,
        manuscript.fonts,
        outcome.pages if order.engine == CHAPTERS else None,
    )
    holdings = outcome.keep(held(pages, assets, styles, book.info))
    outcome.add(unsuitable(pages, assets, styles, book.info))
    pages = with_accessibility(pages, book, holdings)
    target = made / f"{book.info.slug}.epub"
    outcome.epub = outcome.keep(package_epub(pages, assets, manuscript.fonts, target))
    if outcome.epub:
        say("checking the EPUB")
        parts = outcome.units or units_of(book, cache)
        keep = partial(parts.kept, "EPUB is whole")
        outcome.add(epub_is_whole(outcome.epub.path, book, keep))
        if order.judged:
            outcome.add(check_epub(outcome.epub, strict=order.strict, cache=cache))
        else:
            outcome.add(list(own_checks(outcome.epub)))


def unlisted(outcome: Outcome, order: Order) -> Iterator[Diagnostic]:
    """Say that an EPUB lists no pages where they are wanted, and this is no mere look."""
    assert outcome.book is not None
    info = outcome.book.info
    if order.judged and PDF not in order.formats and info.page_list == "print":
        place = info.places.get("epub.page-list", info.span)
        message = (
            "this EPUB lists no printed pages: it is made without the print edition"
        )
        yield rules.NO_PAGES_LISTED.at(
            place, message, "run: inv build, which makes both"
        )
