"""Notes that left the page of their call, and what brings them back."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from xml.etree.ElementTree import Element

from publisher.layout.markup import AT, NOTE, add_class
from publisher.layout.oneunit import SetUnit
from publisher.layout.pagemap import UnitMap

AGAIN = 3  # times a unit is set anew with looser paragraphs
LOOSE = "loose"  # one line of a paragraph may stand alone
RESIGNED = "resigned"  # a note that may go on to the next page


def bring_home(made: SetUnit, set_again: Callable[[Element], SetUnit]) -> SetUnit:
    """Set a unit anew until its notes stand with their calls, or as many as can.

    A note that will not come, because an earlier one fills the foot of its page, would
    at last drive its line from page to page and leave them empty: it is let go.
    """
    best = made
    for _ in range(AGAIN):
        root = deepcopy(made.root)
        if not made.map.astray or not loosen(root, made.map):
            break
        made = set_again(root)
        best = min(best, made, key=SetUnit.faults)
    if best.map.astray:
        root = deepcopy(best.root)
        resign(root, best.map)
        best = min(best, set_again(root), key=SetUnit.faults)
    return best


def loosen(root: Element, pages: UnitMap) -> bool:
    """Let paragraphs break anywhere on pages that lost a note; tell if that is new.

    WeasyPrint sends a note on when a page would otherwise end with too few lines of a
    paragraph, or begin with too few. Where any line may stand alone it has no cause to.
    """
    lost = {page for row in pages.astray for page in (row.call, *row.pages)}
    there = {
        str(row.span)
        for row in pages.blocks
        if not row.note and any(box.page in lost for box in row.boxes)
    }
    changed = [add_class(e, LOOSE) for e in root.iter() if e.get(AT) in there]
    return any(changed)


def resign(root: Element, pages: UnitMap) -> None:
    """Let the notes that are astray leave their pages."""
    keys = {row.key for row in pages.astray}
    for element in root.iter():
        if element.get(NOTE) in keys:
            add_class(element, RESIGNED)
