"""Lines beside which nothing floats, placed without looking for what might.

Stands before `layout.float.avoid_collisions`, which is asked two or three times for every
line where it may begin and how wide it may be. Where nothing floats yet, a line from left to
right begins with its block and is as wide; the same sums are made, in the same order.

Memory: none.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publisher.layout.inside.savings.insides import boxes, floats
from publisher.layout.inside.savings.saving import Place, Saving, everywhere

_avoid = floats.avoid_collisions
_LineBox = boxes.LineBox


def avoid_collisions(
    context: Any, box: Any, containing_block: Any, outer: bool = True
) -> tuple[Any, Any, Any]:
    """Say where a box stands, and how much room there is."""
    free = type(box) is _LineBox and not context.excluded_shapes
    if not free or containing_block.style["direction"] != "ltr":
        x, y, width = _avoid(context, box, containing_block, outer)
        return x, y, width
    left = containing_block.content_box_x()
    right = left + containing_block.width
    if outer:
        return left, box.position_y, right - left
    inner = left + box.margin_left
    width = right - box.margin_right - inner
    return inner - box.margin_left, box.border_box_y() - box.margin_top, width


def _places() -> Iterator[Place]:
    yield from everywhere(_avoid, avoid_collisions)


SAVING = Saving(
    name="free lines",
    rests_on={
        "layout/float.py": "4e6cc308ad2a7d2a",
        "formatting_structure/boxes.py": "8ffd28ab74a149f0",
    },
    places=_places,
)
