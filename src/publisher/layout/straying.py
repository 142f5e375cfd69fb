"""Notes that left the page of their call, and what brings them back.

WeasyPrint sends the last notes of a page on to the next in order to keep as many lines
of a paragraph on the page as `orphans` asks for: when just that line does not fit, notes
make room for it, in the wrong order if some have gone on before. The paragraph is then
told to keep one line more together. The line that did not fit is no longer the one that
counts, and the paragraph, not the note, goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from xml.etree.ElementTree import Element

from publisher.layout.markup import NOTE, add_class
from publisher.layout.oneunit import SetUnit
from publisher.layout.unitmap import UnitMap

PATIENCE = 2  # times a unit is set anew although nothing gets better
USUAL, KEPT = 2, 4  # lines of a paragraph kept together, as a rule and at the most
RESIGNED = "resigned"  # a note that may go on to the next page


def bring_home(made: SetUnit, set_again: Callable[[Element], SetUnit]) -> SetUnit:
    """Set a unit anew until its notes stand with their calls, or as many as can.

    A note that will not come, because an earlier one fills the foot of its page, would
    at last drive its line from page to page and leave them empty: it is let go.
    """
    best = _held(made, set_again)
    if best.map.astray:
        root = deepcopy(best.root)
        resign(root, best.map)
        best = min(best, _held(set_again(root), set_again), key=SetUnit.faults)
    return best


def _held(made: SetUnit, set_again: Callable[[Element], SetUnit]) -> SetUnit:
    """Hold paragraphs together until no note is astray, or that is of no use."""
    best, tries = made, PATIENCE
    while tries and made.map.astray:
        root = deepcopy(made.root)
        if not hold_together(root, made):
            break
        made = set_again(root)
        tries = PATIENCE if made.faults() < best.faults() else tries - 1
        best = min(best, made, key=SetUnit.faults)
    return best


def hold_together(root: Element, made: SetUnit) -> bool:
    """Let paragraphs for which notes made room keep a line more; tell if there are any.

    `root` is a copy of the markup that was set.
    """
    copies = dict(zip(made.root.iter(), root.iter(), strict=True))
    changed = False
    for page in sorted(_pages_that_lost(made.map)):
        element, kept = _at_the_end(made.owners(page), made.owners(page + 1))
        wanted = f"orphans: {kept + 1}"
        if element is not None and 0 < kept < KEPT and element.get("style") != wanted:
            copies[element].set("style", wanted)
            changed = True
    return changed


def _at_the_end(
    owners: Sequence[Element], following: Sequence[Element]
) -> tuple[Element | None, int]:
    """Find the paragraph that goes on after a page, or begins the next one.

    Of the first, its lines on the page are counted; of the other, those it must keep.
    """
    last = next((e for e in reversed(owners) if e.tag == "p" and e in following), None)
    if last is not None:
        return last, owners.count(last)
    first = following[0] if following and following[0].tag == "p" else None
    return first, _kept(first)


def _kept(element: Element | None) -> int:
    style = element.get("style", "") if element is not None else ""
    found = re.fullmatch(r"orphans: (\d+)", style)
    return int(found[1]) if found else USUAL


def _pages_that_lost(pages: UnitMap) -> set[int]:
    """List the pages a note may have been sent on from."""
    return {
        page
        for row in pages.astray
        for stands in row.pages
        for page in (row.call, stands - 1, stands)
        if 0 < page < len(pages.pages)
    }


def resign(root: Element, pages: UnitMap) -> None:
    """Let the notes that are astray leave their pages."""
    keys = {row.key for row in pages.astray}
    for element in root.iter():
        if element.get(NOTE) in keys:
            add_class(element, RESIGNED)
