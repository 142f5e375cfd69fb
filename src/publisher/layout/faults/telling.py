"""Faults of units as findings of the book: what their pages are called is known now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publisher import rules
from publisher.diagnostics import Diagnostic
from publisher.layout.joining import FullSheet
from publisher.layout.places import span

_RULES = {
    each.code: each
    for each in (
        rules.WIDOW,
        rules.ORPHAN,
        rules.DASH_FIRST,
        rules.LADDER,
        rules.SHORT_END,
        rules.HOLE,
        rules.HEADING_LAST,
        rules.SHORT_PAGE,
        rules.EMPTY_BOX,
    )
}


def typeset_faults(sheets: Sequence[FullSheet]) -> Iterator[Diagnostic]:
    """Say what is wrong with the pages, and on which; units set earlier too."""
    for sheet in sheets:
        for fault in sheet.made.faults:
            label = sheet.place.labels[fault.page - 1]
            said = fault.said.replace("PAGE", label, 1)
            yield _RULES[fault.code].at(span(fault.at), said)
