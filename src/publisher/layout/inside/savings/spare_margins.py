"""Margins with nothing in them, not made only to be left out.

Stands before `layout.page.make_margin_boxes`, where `stand_ins` calls it. WeasyPrint makes all
sixteen margin boxes of every page, and lays out those that have content, which are two or
three; the others count only beside one that has, on the same side of the page. Here only sides
with content are made, by the same functions in the same order; which these are is the same for
all pages that share their style (`page_kinds`), and kept with it. Where a corner of the page
has content WeasyPrint makes them all.

Memory: with the styles of a document.
"""

# ruff: noqa: ANN401, SLF001 WeasyPrint has no types, and some of its names are private

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from publisher.layout.inside.savings import stand_ins
from publisher.layout.inside.savings.insides import boxes, build, page
from publisher.layout.inside.savings.saving import Place, Saving

FILLED = "_publisher_filled_margins"
HORIZONTAL, VERTICAL = ("left", "center", "right"), ("top", "middle", "bottom")
SIDES = {"top": HORIZONTAL, "bottom": HORIZONTAL, "left": VERTICAL, "right": VERTICAL}
CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right")
_EMPTY = ("normal", "inhibit", "none")  # content

_make = page.make_margin_boxes


class _Side(NamedTuple):
    """One side of a page."""

    name: str
    upright: bool
    around: tuple[Any, Any]  # size of the room for its boxes
    x: Any
    y: Any


def make_margin_boxes(context: Any, made: Any, state: Any) -> Iterator[Any]:
    """Make the margin boxes of a page, those with content."""
    filled = _filled(context, made)
    if filled is None:
        yield from _make(context, made, state)
        return
    found = [
        box
        for side in _sides(made)
        if side.name in filled
        for box in _placed(context, made, state, side)
    ]
    for box in found:
        yield page.margin_box_content_layout(context, made, box)


def _filled(context: Any, made: Any) -> frozenset[str] | None:
    """Name the sides of a page that have content; None if a corner has."""
    kept = context.style_for(made.page_type).__dict__
    if FILLED not in kept:
        corners = (f"@{name}-corner" for name in CORNERS)
        cornered = any(_has_content(context, made, each) for each in corners)
        kept[FILLED] = (
            None
            if cornered
            else frozenset(
                name
                for name, parts in SIDES.items()
                if any(_has_content(context, made, f"@{name}-{each}") for each in parts)
            )
        )
    found: frozenset[str] | None = kept[FILLED]
    return found


def _has_content(context: Any, made: Any, name: str) -> bool:
    style = context.style_for(made.page_type, name)
    return style is not None and style["content"] not in _EMPTY


def _sides(made: Any) -> Iterator[_Side]:
    """List the sides of a page, as WeasyPrint goes round it."""
    top, right = made.margin_top, made.margin_right
    bottom, left = made.margin_bottom, made.margin_left
    width, height = made.border_width(), made.border_height()
    yield _Side("top", False, (width, top), left, 0)
    yield _Side("bottom", False, (width, bottom), left, top + height)
    yield _Side("left", True, (left, height), 0, top)
    yield _Side("right", True, (right, height), left + width, top)


def _placed(context: Any, made: Any, state: Any, side: _Side) -> Iterator[Any]:
    """Make the boxes of a side, and give those with content their sizes and places."""
    across, along = side.around if side.upright else side.around[::-1]
    all_three = [
        _box(context, made, state, f"@{side.name}-{part}", side.around)
        for part in SIDES[side.name]
    ]
    page.compute_variable_dimension(context, all_three, side.upright, along)
    for box, offset in zip(all_three, (0, 0.5, 1), strict=True):
        if not box.is_generated:
            continue
        box.position_x, box.position_y = side.x, side.y
        if side.upright:
            box.position_y += offset * (along - box.margin_height())
        else:
            box.position_x += offset * (along - box.margin_width())
        page.compute_fixed_dimension(
            context, box, across, not side.upright, side.name in {"top", "left"}
        )
        yield box


def _box(context: Any, made: Any, state: Any, name: str, around: Any) -> Any:
    """Make a margin box; its sizes may be open."""
    style = context.style_for(made.page_type, name)
    if style is None:
        style = made.style.anonymous_style
    page._standardize_page_based_counters(style, name)
    box = boxes.MarginBox(name, style)
    box.is_generated = style["content"] not in _EMPTY
    if box.is_generated:
        box = _with_content(context, made, state, box)
    page.resolve_percentages(box, around)
    if not box.is_generated:
        box.width = box.height = 0
        for side in ("top", "right", "bottom", "left"):
            box._reset_spacing(side)
    return box


def _with_content(context: Any, made: Any, state: Any, box: Any) -> Any:
    """Fill a margin box with what its style says of the page."""
    depth, values, scopes, _ = own = deepcopy(state)  # not what follows on the page
    scopes.append(set())
    build.update_counters(own, box.style)
    box.children = build.content_to_boxes(
        box.style, box, depth, values, context.get_image_from_uri,
        context.target_collector, context.counter_style, context, made,
    )  # fmt: skip
    box.process_whitespace()
    box.process_text_transform()
    return build.create_anonymous_boxes(box)


def _places() -> Iterator[Place]:
    yield Place(stand_ins, "_make_margin_boxes", make_margin_boxes)


SAVING = Saving(
    name="spare margins",
    rests_on={
        "layout/page.py": "d99c5aceb36d4586",
        "layout/__init__.py": "f226ba97ad21e447",
        "formatting_structure/build.py": "335ad8b541295d6b",
        "formatting_structure/boxes.py": "8ffd28ab74a149f0",
    },
    places=_places,
)
