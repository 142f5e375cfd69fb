"""The plain path: the whole book as one HTML document, by WeasyPrint's public interface.

It is slow and right: what the engine is held against, and the way out on the day
WeasyPrint changes its insides. The book is set once a round. What the pages of a round
tell (how many each unit has, on which page each anchor stands) is written into the
markup and the styles of the next, until nothing of that changes; if it still does after
LIMIT rounds, a finding says so.

Only what markup can say is done for it. What needs to look inside a page is the engine's
alone: here stray notes are not brought home, long notes not divided, holes before figures
not filled, wide tables not set smaller, wide lines not reported; and a note that finds no
room on the last page of its unit is printed on the first of the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from xml.etree.ElementTree import fromstring
from xml.sax.saxutils import quoteattr

from publisher import rules
from publisher.artifacts import Asset, PageMap, PrintBook, PrintUnit
from publisher.diagnostics import Diagnostic, Span
from publisher.layout.assembly import Place, placed
from publisher.layout.complaints import about_text, listening
from publisher.layout.numbers import filled, targets
from publisher.layout.outline import mark_outline
from publisher.layout.places import BEGINNING, place_before, span
from publisher.layout.plain.reading import Tree, mark, read, unmark
from publisher.layout.plain.styles import BREAKS, OPENS, numbered, on_openings
from publisher.layout.spaces import close_up
from publisher.layout.weasy import CSS, HTML, Document
from publisher.layout.workshop import Workshop, open_workshop, style

LIMIT = 8  # rounds
UNKNOWN = "000"  # stands for a page that is not known yet, or not in the book
_AT_CALL = re.compile('data-call="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Plain:
    """A book in pages, and its PDF as WeasyPrint writes it: tagged, linked, outlined.

    Some of the map the public interface cannot tell. Where a page begins inside a block,
    `offset` is reckoned by heights and `words` is empty; `folio` says only that the page
    is not blank.
    """

    pdf: bytes = field(repr=False)
    map: PageMap
    units: tuple[PrintUnit, ...]  # as they were set, with the numbers of pages


@dataclass(frozen=True, slots=True)
class _Belief:
    """What is believed of the pages: all that the markup of a round depends on."""

    counts: tuple[int, ...]  # pages of each unit
    names: Mapping[str, str]  # anchor whose page is told → label of that page

    def label(self, anchor: str) -> str:
        """Say what the page of an anchor is called."""
        return self.names.get(anchor, UNKNOWN)


def lay_out_plainly(
    book: PrintBook,
    assets: Mapping[PurePosixPath, Asset],
    fonts: Mapping[str, Asset],
) -> tuple[Plain, list[Diagnostic]]:
    """Set a book as one document, as often as its page numbers need, and write it."""
    shop = open_workshop(book, assets, fonts)
    belief = _Belief((1,) * len(book.units), {})
    steady = False
    for _ in range(LIMIT):
        units = _filled(book, belief)
        with listening() as said:
            document, trees = _set(book, units, belief, shop)
        pages = read(document.pages, trees)
        seen = _seen(units, pages)
        if steady := seen == belief:
            break
        belief = seen
    with listening() as more:
        pdf = _written(document)
    found = [
        *shop.found,
        *about_text([*said, *more], units, shop.characters),
        *_misplaced(units, pages),
    ]
    if not steady:
        found.append(_unsettled(units, pages))
    return Plain(pdf, pages, units), found


def _filled(book: PrintBook, belief: _Belief) -> tuple[PrintUnit, ...]:
    return tuple(
        replace(unit, html=filled(unit.html, belief.label)) for unit in book.units
    )


def _set(
    book: PrintBook, units: Sequence[PrintUnit], belief: _Belief, shop: Workshop
) -> tuple[Document, list[Tree]]:
    """Set all units, with blank pages where they are believed to be needed."""
    head = f"<html lang={quoteattr(book.lang)} dir={quoteattr(book.dir)}>{book.head}"
    html = HTML(string=f"<!doctype html>{head}<body></body>", url_fetcher=shop.supply)
    body = html.etree_element.find("body")
    places = list(placed(units, belief.counts))
    trees = []
    for number, place in enumerate(places):
        root = fromstring(place.unit.html)
        close_up(root)
        if not place.blank:
            mark_outline(root, place.unit)
        mark(root, number)
        root.set(OPENS, "any" if place.blank else place.unit.opens)
        trees.append(Tree(place.unit, root, place.blank))
        body.append(root)
    document = html.render(
        font_config=shop.fonts,
        stylesheets=_styles(book, places, shop),
        cache=shop.images,
    )
    return document, trees


def _styles(book: PrintBook, places: Sequence[Place], shop: Workshop) -> list[CSS]:
    """Read the styles of the book again, for the pages on which units open now."""
    openings = [place.start for place in places]
    texts = [on_openings(sheet.text, openings) for sheet in book.css]
    texts += [BREAKS, numbered(places)]
    own = shop.sheets[: -len(book.css) or None]
    with listening():  # what there is to say of them is in `shop.found`
        return [*own, *(style(text, shop.supply, shop.fonts) for text in texts)]


def _seen(units: Sequence[PrintUnit], pages: PageMap) -> _Belief:
    """Read off the map what the next round depends on."""
    counts = Counter(row.unit for row in pages.pages if not row.blank)
    told = {anchor for unit in units for anchor in targets(unit.html)}
    names = {
        anchor: pages.pages[page - 1].label
        for anchor, page in pages.anchors.items()
        if anchor in told
    }
    return _Belief(tuple(counts[unit.id] for unit in units), names)


def _written(document: Document) -> bytes:
    unmark(document.pages)
    pdf: bytes = document.write_pdf(pdf_tags=True)
    return pdf


# ---------------------------------------------------------------- findings


def _misplaced(units: Sequence[PrintUnit], pages: PageMap) -> Iterator[Diagnostic]:
    """Report notes that stand elsewhere, page numbers and links that lead nowhere."""
    for row in pages.notes:
        place = _call(row.key, units)
        if not row.pages:
            words = "this note is not in the printed pages"
            yield rules.NOTE_LOST.at(place, words)
        elif row.pages[0] != row.call:
            here, there = (pages.pages[n - 1].label for n in (row.call, row.pages[0]))
            words = f"the note called on page {here} begins on page {there}"
            yield rules.NOTE_OFF_PAGE.at(place, words)
    told = (anchor for unit in units for anchor in targets(unit.html))
    for anchor in dict.fromkeys(told):
        if anchor not in pages.anchors:
            yield rules.NO_SUCH_PAGE.at(
                place_before(f'"{anchor}"', units),
                f'"{anchor}" is referred to by its page and stands on none',
            )


def _call(key: str, units: Sequence[PrintUnit]) -> Span:
    """Find where a note is called: its call stands before it in the markup."""
    for unit in units:
        before, note, _ = unit.html.partition(f'data-note="{key}"')
        if note and (found := _AT_CALL.findall(before)):
            return span(found[-1])
    return BEGINNING


def _unsettled(units: Sequence[PrintUnit], pages: PageMap) -> Diagnostic:
    seen = _seen(units, pages)
    changed = [
        unit.title or unit.id
        for unit in units
        if filled(unit.html, seen.label) != unit.html
    ]
    return rules.NOT_SETTLED.at(
        BEGINNING,
        f"page numbers still change after {LIMIT} rounds: {', '.join(changed)}",
        hint="a page break or a reworded reference near the pages concerned settles it",
    )
