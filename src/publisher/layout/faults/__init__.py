"""Typeset faults: what a printer's reader would mark on the pages of a unit.

Only the lines are looked at, as plain data, so each fault is a small generator that
knows nothing of the engine. The pages of a unit are counted from 1; what a page is
called in the book is known when the units are joined (`telling`). Notes are left out:
where they stand is looked after elsewhere, and how they break follows from that.
"""

from __future__ import annotations

from collections.abc import Iterator

from publisher.layout.faults.endings import short_ends, short_last_pages
from publisher.layout.faults.fault import Fault
from publisher.layout.faults.feet import headings_left_behind, holes
from publisher.layout.faults.lines import boxes_for_letters, dashes, ladders
from publisher.layout.faults.pages import Pages
from publisher.layout.faults.strays import orphans, widows

_ALL = (
    widows,
    orphans,
    dashes,
    ladders,
    short_ends,
    holes,
    headings_left_behind,
    short_last_pages,
    boxes_for_letters,
)


def faults(pages: Pages) -> Iterator[Fault]:
    """Yield every fault of the pages of one unit."""
    for each in _ALL:
        yield from each(pages)
