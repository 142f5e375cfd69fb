"""Heads of tables in long notes, said again where a table goes on at the head of a page's notes.

Each piece of such a table has a copy of its head, which is not shown. Which pieces begin a
page is known when they are set. Then the copies are shown, or hidden again, from page to
page: a head makes its page fuller and moves what follows, never what stands before it.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from publisher.layout.markup import AGAIN, NOTE, add_class, classes, remove_class
from publisher.layout.unitmap import UnitMap

HEADED = "headed"  # class of a part of a note that shows the head of its table


def say_heads_again(root: Element, pages: UnitMap) -> bool:
    """Show the heads that begin a page, and no others; tell whether any has changed."""
    first = {page.note for page in pages.pages}
    notes = [each for each in root.iter() if NOTE in each.attrib]
    changed = [
        (add_class if number in first else remove_class)(note, HEADED)
        for number, note in enumerate(notes)
        if any(AGAIN in classes(each) for each in note.iter("thead"))
    ]
    return any(changed)
