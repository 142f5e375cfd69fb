"""Masks of drawings: what is masked shows where its mask is light.

WeasyPrint 70.0 masks a shape within a box that begins at the origin and is as large as its
`width` and `height` say, which only a `rect` has; and a group, a picture or words after they
are drawn. So shapes vanished, and groups were shown whole. Here the mask is there before what
it masks, in the box of that. Where both come to the same, WeasyPrint does it.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from publisher.layout.inside.private import parse_url, size

_SHAPES = frozenset(
    ("circle", "ellipse", "line", "path", "polygon", "polyline", "rect")
)


@contextmanager
def masked(drawing: Any, node: Any, font_size: float) -> Iterator[None]:
    """Draw a node behind its mask, if it has one that WeasyPrint would not see to."""
    named = node.attrib.get("mask")
    mask = drawing.masks.get(parse_url(named).fragment) if named else None
    if mask is None or _is_usual(node, mask):
        yield
        return
    own = drawing.get_node_transform_matrix(node, font_size)
    with drawing.stream.stacked():
        if own:
            drawing.stream.transform(*own.values)
        _mask(drawing, node, mask, font_size)
        if own:
            drawing.stream.transform(*own.invert.values)
        del node.attrib["mask"]
        try:
            yield
        finally:
            node.attrib["mask"] = named


def _is_usual(node: Any, mask: Any) -> bool:
    if mask.get("maskContentUnits") == "objectBoundingBox" or node.tag not in _SHAPES:
        return False
    at_origin = node.tag == "rect" and not any(
        size(node.get(each, "0").rstrip("%")) for each in "xy"
    )
    return at_origin or mask.get("maskUnits") == "userSpaceOnUse"


def _mask(drawing: Any, node: Any, mask: Any, font_size: float) -> None:
    """Let what is drawn from now on show where the mask is light."""
    box = drawing.calculate_bounding_box(node, font_size) or (
        0.0, 0.0, drawing.inner_width, drawing.inner_height,
    )  # fmt: skip
    left, top, wide, high = box
    area = _area(drawing, mask, box, font_size)
    stream = drawing.stream
    drawing.stream = stream.set_alpha_state(*area)
    if mask.get("maskContentUnits") == "objectBoundingBox":
        drawing.stream.transform(wide, 0, 0, high, left, top)
    tag, mask._etree_node.tag = mask._etree_node.tag, "g"  # noqa: SLF001
    drawing.draw_node(mask, font_size)
    mask._etree_node.tag = tag  # noqa: SLF001
    drawing.stream = stream


def _area(
    drawing: Any, mask: Any, box: tuple[float, ...], font_size: float
) -> tuple[float, ...]:
    """Give the box outside which a mask hides everything."""
    left, top, wide, high = box
    if mask.get("maskUnits") == "userSpaceOnUse":
        left, top, wide, high = 0.0, 0.0, 1.0, 1.0
        whole = drawing.inner_width, drawing.inner_height
    else:
        whole = 1.0, 1.0
    x, y = (
        size(mask.get(n, "-10%"), font_size, of)
        for n, of in zip("xy", whole, strict=True)
    )
    names = zip(("width", "height"), whole, strict=True)
    across, down = (size(mask.get(name, "120%"), font_size, of) for name, of in names)
    return left + x * wide, top + y * high, across * wide, down * high
