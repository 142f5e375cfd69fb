"""What the plain path leaves to be desired, said as it is said of the engine's pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publisher import rules
from publisher.artifacts import PageMap, PrintUnit
from publisher.diagnostics import Diagnostic, Span
from publisher.layout.numbers import targets
from publisher.layout.places import BEGINNING, place_before, span
from publisher.layout.plain.holding import disordered
from publisher.layout.plain.standing import Standing

_AT_CALL = re.compile('data-call="([^"]*)"')


def misplaced(
    units: Sequence[PrintUnit], pages: PageMap, standing: Standing
) -> Iterator[Diagnostic]:
    """Report notes that are lost, stand elsewhere, or do not go on in order."""
    unordered = disordered(standing)
    for row in pages.notes:
        place = _call(row.key, units)
        if not row.pages:
            words = "this note is not in the printed pages"
            yield rules.NOTE_LOST.at(place, words)
            continue
        here, there = (pages.pages[n - 1].label for n in (row.call, row.pages[0]))
        if here != there:
            words = f"the note called on page {here} begins on page {there}"
            yield rules.NOTE_OFF_PAGE.at(place, words)
        elif row.key in unordered:
            words = f"the note called on page {here} does not go on in order"
            yield rules.NOTE_OFF_PAGE.at(place, words)


def untold(units: Sequence[PrintUnit], pages: PageMap) -> Iterator[Diagnostic]:
    """Report page numbers of what stands on no page."""
    told = (anchor for unit in units for anchor in targets(unit.html))
    for anchor in dict.fromkeys(told):
        if anchor not in pages.anchors:
            yield rules.NO_SUCH_PAGE.at(
                place_before(f'"{anchor}"', units),
                f'"{anchor}" is referred to by its page and stands on none',
                hint="a part that is not in this edition may hold it",
            )


def unsettled(rounds: int) -> Diagnostic:
    """Say that the book was never set twice in the same way."""
    return rules.NOT_SETTLED.at(
        BEGINNING,
        f"page numbers still change after {rounds} rounds",
        hint="a page break or a reworded reference near the pages concerned settles it",
    )


def _call(key: str, units: Sequence[PrintUnit]) -> Span:
    """Find where a note is called: its call stands before it in the markup."""
    for unit in units:
        before, note, _ = unit.html.partition(f'data-note="{key}"')
        if note and (found := _AT_CALL.findall(before)):
            return span(found[-1])
    return BEGINNING
