"""All units in one document, with the pages between them that no text fills."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, fromstring
from xml.sax.saxutils import quoteattr

from publisher.artifacts import PrintBook
from publisher.layout.assembly import Place, placed
from publisher.layout.complaints import listening
from publisher.layout.lists import keep_numbers
from publisher.layout.longnotes import PART, split_long_notes
from publisher.layout.outline import mark_outline
from publisher.layout.plain.galley import anchored, columns, lines
from publisher.layout.plain.holding import Held
from publisher.layout.plain.reading import Extent
from publisher.layout.plain.standing import Tree, mark
from publisher.layout.plain.styles import BREAKS, OPENS, numbered, on_openings
from publisher.layout.spaces import close_up
from publisher.layout.stops import Measured
from publisher.layout.weasy import CSS, HTML, Document
from publisher.layout.workshop import Workshop, style


def set_whole(
    book: PrintBook, extents: Sequence[Extent], held: Held, shop: Workshop
) -> tuple[Document, list[Tree]]:
    """Set a book, with blank pages where these are needed if units are so long."""
    counts = [each.text + each.notes for each in extents]
    places = list(placed(book.units, counts))
    over = {u.id: each.notes for u, each in zip(book.units, extents, strict=True)}
    trees = [tree for place in places for tree in _trees(place, over, book, shop)]
    for number, tree in enumerate(trees):
        held.apply(tree.root)
        mark(tree.root, number)
    document = _rendered(
        [each.root for each in trees], book, shop, _sheets(book, places, shop)
    )
    return document, trees


def _trees(
    place: Place, over: dict[str, int], book: PrintBook, shop: Workshop
) -> Iterator[Tree]:
    root = fromstring(place.unit.html)
    root.set(OPENS, "any" if place.blank else place.unit.opens)
    if place.blank:
        yield Tree(place.unit, root, blank=True)
        return
    close_up(root)
    mark_outline(root, place.unit)
    split_long_notes(root, lambda galley: _lines(galley, book, shop))
    keep_numbers(root)
    yield Tree(place.unit, root)
    for _ in range(over[place.unit.id]):
        yield Tree(place.unit, Element("section", {OPENS: "any"}), text=False)


def _lines(galley: Element, book: PrintBook, shop: Workshop) -> list[Measured]:
    """Set long notes by themselves; give their lines, and the columns of their tables."""
    blocks = [each.tag for each in galley.iter() if PART in each.attrib]
    names = anchored(galley)
    pages = _rendered([galley], book, shop, shop.sheets).pages
    return [
        columns(each, pages)
        if tag == "table"
        else Measured(lines(each, pages, rtl=book.dir == "rtl"))
        for tag, each in zip(blocks, names, strict=True)
    ]


def _rendered(
    roots: Sequence[Element], book: PrintBook, shop: Workshop, sheets: Sequence[CSS]
) -> Document:
    head = f"<html lang={quoteattr(book.lang)} dir={quoteattr(book.dir)}>{book.head}"
    html = HTML(string=f"<!doctype html>{head}<body></body>", url_fetcher=shop.supply)
    html.etree_element.find("body").extend(roots)
    return html.render(font_config=shop.fonts, stylesheets=sheets, cache=shop.images)


def _sheets(book: PrintBook, places: Sequence[Place], shop: Workshop) -> list[CSS]:
    """Read the styles of the book again, for the pages on which units open now.

    What there is to say of them was said when the workshop was opened.
    """
    openings = [place.start for place in places]
    texts = [on_openings(sheet.text, openings) for sheet in book.css]
    texts += [BREAKS, numbered(places)]
    own = shop.sheets[: len(shop.sheets) - len(book.css)]
    with listening():
        return [*own, *(style(text, shop.supply, shop.fonts) for text in texts)]
