"""Boxes with nothing around them, not asked for each of their sides.

Stands before `draw.border.draw_border` and `draw_outline`, which are asked of every box and
every line that is drawn. Whether there is anything to draw around a box is said by its style:
borders are as wide as that says, or left out where a box is divided; but those of tables that
share them (`border-collapse`) are found when the table is laid out, and are looked for.

The answer is kept with the style, and with the model of it (`used_values`).

Memory: with the styles of a document.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publisher.layout.inside.savings.insides import border, boxes
from publisher.layout.inside.savings.saving import Place, Saving, everywhere
from publisher.layout.inside.savings.used_values import of_model

FRAMELESS, UNLINED = "_publisher_frameless", "_publisher_unlined"

_border = border.draw_border
_outline = border.draw_outline


def draw_border(stream: Any, box: Any) -> None:
    """Draw the borders of a box, and lines between its columns."""
    kept = box.style.__dict__
    if FRAMELESS not in kept:
        image = box.style["border_image_source"][0] != "none"
        kept[FRAMELESS] = not image and of_model(box.style, FRAMELESS, _is_frameless)
    if not kept[FRAMELESS]:
        _border(stream, box)


def _is_frameless(style: Any) -> bool:
    return (
        style["border_collapse"] != "collapse"
        and style["column_width"] == style["column_count"] == "auto"
        and not any(style[f"border_{side}_width"] for side in border.SIDES)
    )


def draw_outline(stream: Any, box: Any) -> None:
    """Draw the outlines of a box and of all in it."""
    kept = box.style.__dict__
    if UNLINED not in kept:
        kept[UNLINED] = of_model(box.style, UNLINED, _is_unlined)
    if not kept[UNLINED]:
        _outline(stream, box)
        return
    for child in box.children:
        if isinstance(child, boxes.Box):
            draw_outline(stream, child)


def _is_unlined(style: Any) -> bool:
    return not style["outline_width"]


def _places() -> Iterator[Place]:
    yield from everywhere(_border, draw_border)
    yield from everywhere(_outline, draw_outline)


SAVING = Saving(
    name="plain frames",
    rests_on={
        "draw/__init__.py": "fb6fcee79a80059c",
        "draw/border.py": "cee7e6540a8bbae0",
        "layout/percent.py": "bac190e240dce17b",
        "layout/table.py": "3a5b6442410f18e6",
        "formatting_structure/boxes.py": "8ffd28ab74a149f0",
        "css/__init__.py": "77ad7287f90d7cfa",
    },
    places=_places,
)
