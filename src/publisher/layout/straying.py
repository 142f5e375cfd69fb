"""Notes that left the page of their call, and are let go.

A note keeps its place while its page is made (`inside/making_way.py`), if it can. One that
cannot, because an earlier one fills the foot of its page, would at last drive its line
from page to page and leave them empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from publisher.layout.markup import NOTE, add_class, remove_class
from publisher.layout.oneunit import HOLE, SetUnit
from publisher.layout.unitmap import UnitMap

RESIGNED = "resigned"  # a note that may go on to the next page


def resign(root: Element, pages: UnitMap) -> list[Element]:
    """Let the notes that are astray leave their pages; list those that might not before."""
    keys = {row.key for row in pages.astray}
    notes = (each for each in root.iter() if each.get(NOTE) in keys)
    return [each for each in notes if add_class(each, RESIGNED)]


def call_back(notes: Iterable[Element]) -> None:
    """Let notes stay."""
    for each in notes:
        remove_class(each, RESIGNED)


def is_worse(made: SetUnit, before: SetUnit) -> bool:
    """Tell whether a unit has more wrong with it; some lines of white do not count."""
    *faults, white = made.faults()
    *were, before_white = before.faults()
    return faults > were or (faults == were and white > before_white + HOLE)
