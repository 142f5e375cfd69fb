"""What the finished layout leaves to be desired: notes astray or lost, lines too wide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publisher import rules
from publisher.artifacts import NoteRow, PageMap
from publisher.diagnostics import Diagnostic, Span
from publisher.layout.assembly import Sheet
from publisher.layout.places import BEGINNING, span


def misplaced(sheets: Sequence[Sheet], pages: PageMap) -> Iterator[Diagnostic]:
    """Report notes that are not where they belong, and lines that leave the page."""
    for sheet in sheets:
        for row in sheet.made.map.astray:
            yield _astray(row, sheet, pages)
        for at in sheet.made.map.wide:
            yield rules.NO_WIDE_FIT.at(
                span(at),
                "a line here is wider than the printed page",
                hint="make the table narrower, or break the long word or address",
            )


def _astray(row: NoteRow, sheet: Sheet, pages: PageMap) -> Diagnostic:
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
_AT_CALL = re.compile('data-call="([^"]*)"')


def _call(key: str, html: str) -> Span:
    """Find where a note is first called: the call stands before the note in the markup."""
    note = html.find(f'data-note="{key}"')
    found = list(_AT_CALL.finditer(html, 0, max(note, 0)))
    return span(found[-1][1]) if found else BEGINNING
