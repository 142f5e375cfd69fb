"""Questions asked of every box, answered by looking at less.

Stands before five functions of WeasyPrint:

* `formatting_structure.boxes.Box.is_in_normal_flow` asks five others of a box; one that
  neither floats nor is positioned is in the flow.
* `Box.establishes_formatting_context` asks six; a block that does neither, and lets nothing
  be cut off, does so by its `display` alone.
* `ParentBox.page_values` looks at all children of a box to find the first and last of them
  that count.
* `layout.block.block_level_page_name` asks two boxes for the kinds of page they begin and
  end on, and wants one of each: both are asked of all that stand first or last in them,
  within each other, and of these again.
* `layout.block.relative_positioning` looks whether all pieces of a line are moved, and in
  all of them for more: words that are not hold none.

Memory: none.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from publisher.layout.inside.savings.insides import block, boxes
from publisher.layout.inside.savings.saving import Place, Saving, everywhere

_page_name = block.block_level_page_name
_in_flow = boxes.Box.is_in_normal_flow
_establishes = boxes.Box.establishes_formatting_context
_move = block.relative_positioning
_BlockBox, _TextBox = boxes.BlockBox, boxes.TextBox
_HOLDING = (boxes.InlineBox, boxes.LineBox)


def is_in_normal_flow(self: Any) -> bool:
    """Tell whether a box stands where the text has come to."""
    style = self.style
    if style["float"] == "none" and style["position"] == "static":
        return True
    return bool(_in_flow(self))


def establishes_formatting_context(self: Any) -> bool:
    """Tell whether what floats in a box stays in it."""
    style = self.style
    plain = style["float"] == "none" and style["position"] == "static"
    if plain and isinstance(self, _BlockBox) and style["overflow"] == "visible":
        return bool(self.is_column or "flow-root" in style["display"])
    return bool(_establishes(self))


def relative_positioning(box: Any, containing_block: Any) -> None:
    """Move a box, and all that it holds, from where the flow has put them."""
    if box.style["position"] == "relative":
        _move(box, containing_block)
    elif isinstance(box, _HOLDING):
        for child in box.children:
            if type(child) is not _TextBox or child.style["position"] == "relative":
                relative_positioning(child, containing_block)


def page_values(self: Any) -> tuple[Any, Any]:
    """Name the kinds of page a box begins and ends on."""
    return _kind(self, at_end=False), _kind(self, at_end=True)


def block_level_page_name(sibling_before: Any, sibling_after: Any) -> Any:
    """Name the kind of page that begins between two blocks; None if it stays the same."""
    ends, begins = (
        _kind(sibling_before, at_end=True),
        _kind(sibling_after, at_end=False),
    )
    return begins if begins != ends else None


def _kind(box: Any, *, at_end: bool) -> Any:
    """Name the kind of page that a box begins or ends on: the innermost that has a name."""
    kind = box.style["page"]
    while type(box).page_values is page_values:  # a table does not look in itself
        box = _counting(reversed(box.children) if at_end else box.children)
        if box is None:
            break
        kind = box.style["page"] or kind
    return kind


def _counting(children: Iterable[Any]) -> Any:
    for child in children:
        if child.is_in_normal_flow() or child.is_floated():
            return child
    return None


def _places() -> Iterator[Place]:
    yield Place(boxes.Box, "is_in_normal_flow", is_in_normal_flow)
    yield Place(
        boxes.Box, "establishes_formatting_context", establishes_formatting_context
    )
    yield Place(boxes.ParentBox, "page_values", page_values)
    yield from everywhere(_move, relative_positioning)
    yield from everywhere(_page_name, block_level_page_name)


SAVING = Saving(
    name="normal flow",
    rests_on={
        "formatting_structure/boxes.py": "8ffd28ab74a149f0",
        "layout/block.py": "9457dca0528c378f",
    },
    places=_places,
)
