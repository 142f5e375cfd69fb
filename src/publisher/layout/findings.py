"""What the finished layout leaves to be desired: notes astray or lost, lines too wide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape, unescape

from publisher import rules
from publisher.artifacts import NoteRow, PageMap, PrintUnit
from publisher.diagnostics import Diagnostic, Span
from publisher.layout.joining import FullSheet
from publisher.layout.numbers import is_figures, room, rooms, targets
from publisher.layout.places import BEGINNING, place_before, span


def misplaced(sheets: Sequence[FullSheet], pages: PageMap) -> Iterator[Diagnostic]:
    """Report notes that are not where they belong, and what leaves the page."""
    for sheet in sheets:
        for row in sheet.made.map.astray:
            yield _astray(row, sheet, pages)
        for at in sheet.made.map.wide:
            yield rules.NO_WIDE_FIT.at(
                span(at),
                "a line here is wider than the printed page",
                hint="make the table narrower, or break the long word or address",
            )
        for at in sheet.made.map.tall:
            yield rules.NOTE_TOO_TALL.at(
                span(at),
                "this is part of a note, cannot be divided and is higher than a page",
                hint="divide it into two, make it smaller, or move it into the text",
            )


def _astray(row: NoteRow, sheet: FullSheet, pages: PageMap) -> Diagnostic:
    place = _call(row.key, sheet.made.html)
    if not row.pages:
        return rules.NOTE_LOST.at(place, "this note is not in the printed pages", HINT)
    here, there = (
        pages.pages[page + sheet.start - 2].label for page in (row.call, row.pages[0])
    )
    if here == there:
        said = f"the note called on page {here} does not go on in order"
    else:
        said = f"the note called on page {here} begins on page {there}"
    hint = "shorten the note, or move its call to an earlier sentence"
    return rules.NOTE_OFF_PAGE.at(place, said, hint)


HINT = "the publisher is at fault, not the book: please report it with this chapter"


def dead_links(
    units: Iterable[PrintUnit], names: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """Report links within the book that lead nowhere."""
    for unit in units:
        for anchor in dict.fromkeys(map(unescape, _LINK.findall(unit.html))):
            if anchor not in names:
                yield rules.LAYOUT.at(
                    place_before(f'href="#{escape(anchor)}"', (unit,)),
                    f'a link leads to "{anchor}", which is not in the printed pages',
                )


_LINK = re.compile('href="#([^"]*)"')
_REWORD = "a page break or a reworded reference near the pages concerned settles it"
_AT_CALL = re.compile('data-call="([^"]*)"')


def _call(key: str, html: str) -> Span:
    """Find where a note is first called: the call stands before the note in the markup."""
    note = html.find(f'data-note="{key}"')
    found = list(_AT_CALL.finditer(html, 0, max(note, 0)))
    return span(found[-1][1]) if found else BEGINNING


def unsettled(
    sheets: Iterable[FullSheet], names: Mapping[str, str], *, steady: bool
) -> Iterator[Diagnostic]:
    """Report page numbers that are not known, would not settle, or stand too wide."""
    if not steady:
        yield rules.NOT_SETTLED.at(BEGINNING, "page numbers still change", _REWORD)
    for sheet in sheets:
        told = zip(targets(sheet.made.html), rooms(sheet.made.html), strict=True)
        for anchor, held in told:
            yield from _number(sheet, anchor, held, names.get(anchor))


def _number(
    sheet: FullSheet, anchor: str, held: str, name: str | None
) -> Iterator[Diagnostic]:
    if name is None:
        yield rules.NO_SUCH_PAGE.at(
            place_before(f'"{anchor}"', (sheet.job.unit,)),
            f'"{anchor}" is referred to by its page and stands on none',
            hint="a part that is not in this edition may hold it",
        )
    elif is_figures(held) and len(room(name)) < len(held):
        yield rules.PINNED.at(
            place_before(f'"{anchor}"', (sheet.job.unit,)),
            f"page {name} is told here in room for {len(held)} figures",
            _REWORD,
        )
