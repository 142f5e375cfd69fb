"""What a page looks at while it is made: blocks laid out, notes, blocks that wish for a break.

For `kept_pages`. Stands before `layout.block.block_level_layout_switch` and
`block_level_page_break`, and `layout.LayoutContext.layout_footnote`.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from publisher.layout.inside.savings.insides import block, boxes, layout
from publisher.layout.inside.savings.saving import Place, everywhere

T = TypeVar("T")

_WITH_BREAKS = boxes.BlockLevelBox, boxes.TableRowGroupBox, boxes.TableRowBox

_switch = block.block_level_layout_switch
_page_break = block.block_level_page_break
_layout_footnote = layout.LayoutContext.layout_footnote

_seen: set[Any] = set()  # elements, while a page is made


def by(make: Callable[[], T]) -> tuple[T, frozenset[Any]]:
    """Make a page; give it with the elements that were looked at."""
    _seen.clear()
    made = make()
    seen = frozenset(_seen)
    _seen.clear()
    return made, seen


def block_level_layout_switch(
    context: Any, box: Any, *others: Any, **named: Any
) -> Any:
    """Lay out a block, and note that it was looked at."""
    _seen.add(box.element)
    return _switch(context, box, *others, **named)


def layout_footnote(self: Any, footnote: Any) -> Any:
    """Put a note on the page, and note that it was looked at."""
    _seen.add(footnote.element)
    return _layout_footnote(self, footnote)


def block_level_page_break(sibling_before: Any, sibling_after: Any) -> Any:
    """Find the wish for a page break between two blocks, and note whose it was.

    Not of words within the first block: what changes in them shows where that is looked at.
    """
    box = sibling_after
    while isinstance(box, _WITH_BREAKS):
        _seen.add(box.element)
        box = box.children[0] if box.children else None
    return _page_break(sibling_before, sibling_after)


def places() -> Iterator[Place]:
    """List where this stands."""
    yield from everywhere(_switch, block_level_layout_switch)
    yield from everywhere(_page_break, block_level_page_break)
    yield Place(layout.LayoutContext, "layout_footnote", layout_footnote)
