"""Notes that left the page of their call, and what brings them back."""

from __future__ import annotations

from publisher.layout.markup import AT, Marked, add_class
from publisher.layout.pagemap import UnitMap

LOOSE = "loose"  # one line of a paragraph may stand alone


def loosen(tree: Marked, pages: UnitMap) -> bool:
    """Let paragraphs break anywhere on pages that lost a note; tell if that is new.

    WeasyPrint sends a note on when a page would otherwise end with too few lines of a
    paragraph, or begin with too few. Where any line may stand alone it has no cause to.
    """
    lost = {row.call for row in pages.astray}
    there = {
        str(row.span)
        for row in pages.blocks
        if not row.note and any(box.page in lost for box in row.boxes)
    }
    changed = [
        add_class(element, LOOSE)
        for element in tree.root.iter()
        if element.get(AT) in there
    ]
    return any(changed)
