"""A book to markup for paper: one unit for each piece that begins a page.

The result says everything but where pages break and what they are called: notes stand
behind their calls, page numbers have their places. Only styles and measures come from
outside the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

from publisher.artifacts import PrintBook, PrintUnit, Stylesheet
from publisher.bookinfo import Matter, Role
from publisher.model import Book, Unit
from publisher.render.markup import Markup
from publisher.render.print.endnotes import Ends
from publisher.render.print.folios import Folios
from publisher.render.print.geometry import capacity, geometry, hanging
from publisher.render.print.paper import setting_for
from publisher.render.print.units import print_unit

Keep: TypeAlias = "Callable[[Unit, Callable[[], PrintUnit], str], PrintUnit]"
"""Makes the markup of a unit, or finds what was made of the same unit with the same words."""


def _anew(_unit: Unit, make: Callable[[], PrintUnit], _more: str) -> PrintUnit:
    return make()


def render_print(
    book: Book, styles: Sequence[Stylesheet] = (), keep: Keep = _anew
) -> PrintBook:
    """Set a book for paper; layout will know the numbers of its pages and put them in.

    What can be made of a unit alone is asked of `keep`: all that was written, unless notes
    of all units stand together at the end of the book.
    """
    folios = Folios(book.info.page_references)
    ends = Ends()
    setting = setting_for(book, folios, ends)
    first = next((unit for unit in book.units if unit.matter is Matter.BODY), None)
    last = sorted(book.units, key=lambda unit: unit.role is Role.NOTES)
    together = book.info.notes_place == "book"
    made = {}
    for unit in last:  # notes at the end of the book, when all are called
        make = partial(print_unit, unit, setting, folios, ends, first=unit is first)
        alone = unit.source is not None and not together
        made[unit.id] = keep(unit, make, f"{unit is first}") if alone else make()
    return PrintBook(
        units=tuple(made[unit.id] for unit in book.units),
        head=_head(book),
        css=(*styles, geometry(book.info.print)),
        lang=book.info.lang,
        dir=book.info.dir,
        capacity=capacity(book.info.print),
        hanging=hanging(book.info.print),
        ladder=book.info.print.ladder,
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
