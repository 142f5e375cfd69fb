"""Notes that left the page of their call, and what brings them back.

A note keeps its place while its page is made (`inside/making_way.py`), if it can. One that
cannot, because an earlier one fills the foot of its page, would at last drive its line
from page to page and leave them empty: it is let go.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from xml.etree.ElementTree import Element

from publisher.layout.markup import NOTE, add_class
from publisher.layout.oneunit import SetUnit
from publisher.layout.unitmap import UnitMap

RESIGNED = "resigned"  # a note that may go on to the next page


def bring_home(made: SetUnit, set_again: Callable[[Element], SetUnit]) -> SetUnit:
    """Set a unit anew with the notes let go that are astray; take the better of both."""
    if not made.map.astray:
        return made
    root = deepcopy(made.root)
    if not resign(root, made.map):
        return made
    return min(made, set_again(root), key=SetUnit.faults)


def resign(root: Element, pages: UnitMap) -> bool:
    """Let the notes that are astray leave their pages; tell if some may not yet."""
    keys = {row.key for row in pages.astray}
    notes = [each for each in root.iter() if each.get(NOTE) in keys]
    changed = [add_class(each, RESIGNED) for each in notes]
    return any(changed)
