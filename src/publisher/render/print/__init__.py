"""A book to markup for paper: one unit for each piece that begins a page.

The result says everything but where pages break and what they are called: notes stand
behind their calls, page numbers have their places. Only styles and measures come from
outside the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from publisher.artifacts import PrintBook, Stylesheet
from publisher.bookinfo import Matter, Role
from publisher.model import Book
from publisher.render.markup import Markup
from publisher.render.print.endnotes import Ends
from publisher.render.print.folios import Folios
from publisher.render.print.geometry import capacity, geometry
from publisher.render.print.paper import setting_for
from publisher.render.print.units import print_unit


def render_print(book: Book, styles: Sequence[Stylesheet] = ()) -> PrintBook:
    """Set a book for paper; layout will know the numbers of its pages and put them in."""
    folios = Folios(book.info.page_references)
    ends = Ends()
    setting = setting_for(book, folios, ends)
    first = next((unit for unit in book.units if unit.matter is Matter.BODY), None)
    last = sorted(book.units, key=lambda unit: unit.role is Role.NOTES)
    made = {
        unit.id: print_unit(unit, setting, folios, ends, first=unit is first)
        for unit in last  # notes at the end of the book, when all are called
    }
    return PrintBook(
        units=tuple(made[unit.id] for unit in book.units),
        head=_head(book),
        css=(*styles, geometry(book.info.print)),
        lang=book.info.lang,
        dir=book.info.dir,
        capacity=capacity(book.info.print),
    )


def _head(book: Book) -> str:
    info = book.info
    authors = ", ".join(each.name for each in info.creators)
    rows = (
        Markup("<title>{}</title>").format(info.title),
        Markup('<meta name="author" content="{}"/>').format(authors),
        Markup('<meta name="description" content="{}"/>').format(info.description),
        Markup('<meta name="keywords" content="{}"/>').format(", ".join(info.subjects)),
    )
    return "\n".join(row for row in rows if 'content=""' not in row)
