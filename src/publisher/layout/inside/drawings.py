"""Drawings (SVG) where WeasyPrint draws them otherwise than they say.

WeasyPrint 70.0 fills before it strokes, whatever `paint-order` says, so that the halo around
a name on a map covers the name; it strokes with a gradient or a pattern one unit wide;
and it lays a gradient that goes by the box of its shape on tiles of one unit, stretched:
poppler leaves these empty, and turned they do not cover the shape. Words along a path are
in `textpaths`, masks in `masks`.

What is drawn rightly without is drawn by the same operators.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import isclose
from typing import Any

from publisher.layout.inside.masks import masked
from publisher.layout.inside.private import Matrix, svg
from publisher.layout.inside.textpaths import lay_along

_OUTLINED = frozenset(
    ("circle", "ellipse", "line", "path", "polygon", "polyline", "rect", "text")
)  # what can have both a fill and a stroke

MORE = 0.02  # of the width of a shape, beyond each of its edges

Paint = Callable[[Any, Any, Any, float, float, bool], bool]
"""Makes a gradient or a pattern the colour of what is drawn next: the drawing, the shape,
the gradient, size of its letters, opacity, and whether it is for the stroke."""


@contextmanager
def as_they_say() -> Iterator[None]:
    """Draw drawings as they say, in all that is drawn meanwhile."""
    node = svg.SVG.draw_node
    gradient, pattern = svg.draw_gradient, svg.draw_pattern

    def draw_node(
        self: Any,
        drawn: Any,
        size: float,
        fill_stroke: bool = True,
        context: Any = None,
    ) -> None:
        """Draw a shape, or words, in as many turns as it needs."""
        for hidden in _turns(drawn) if fill_stroke else ("",):
            with _without(drawn, hidden), masked(self, drawn, size):
                if drawn.tag == "text":
                    lay_along(self, drawn, size)
                node(self, drawn, size, fill_stroke, context)

    svg.SVG.draw_node = draw_node
    svg.draw_gradient = _on_one_tile(_as_wide(gradient))
    svg.draw_pattern = _as_wide(pattern)
    try:
        yield
    finally:
        svg.SVG.draw_node = node
        svg.draw_gradient, svg.draw_pattern = gradient, pattern


# ---------------------------------------------------------------- what is painted first


def _turns(node: Any) -> tuple[str, ...]:
    """Say what is left out in each turn of drawing a node: nothing, in one, mostly."""
    if node.tag not in _OUTLINED:
        return ("",)
    order = (node.get("paint-order") or "").split()
    first = [each for each in order if each in {"fill", "stroke"}][:1]
    if first != ["stroke"] or not any(_is_stroked(each) for each in _all(node)):
        return ("",)
    return "fill", "stroke"


def _is_stroked(node: Any) -> bool:
    return (node.get("stroke") or "none") != "none"


def _all(node: Any) -> Iterator[Any]:
    """Yield words and the words within them; a shape alone."""
    yield node
    if node.tag in {"text", "textPath", "tspan"}:
        for child in node:
            yield from _all(child)


@contextmanager
def _without(node: Any, paint: str) -> Iterator[None]:
    """Leave the fill or the stroke out."""
    if not paint:
        yield
        return
    before = [(each, each.attrib.get(paint)) for each in _all(node)]
    for each, _ in before:
        each.attrib[paint] = "none"
    yield
    for each, value in before:
        if value is None:
            del each.attrib[paint]
        else:
            each.attrib[paint] = value


# ---------------------------------------------------------------- gradients and patterns


def _as_wide(paint: Paint) -> Paint:
    """Set the width of a stroke too, which WeasyPrint forgets."""

    def painted(
        drawing: Any, node: Any, of: Any, size: float, opacity: float, stroke: bool
    ) -> bool:
        if stroke:
            width = drawing.length(node.get("stroke-width", "1px"), size)
            drawing.stream.set_line_width(width)
        return paint(drawing, node, of, size, opacity, stroke)

    return painted


def _on_one_tile(paint: Paint) -> Paint:
    """Lay a gradient on a tile as large as its shape, in the measures of the drawing."""

    def painted(
        drawing: Any, node: Any, of: Any, size: float, opacity: float, stroke: bool
    ) -> bool:
        patterns = drawing.stream._resources["Pattern"]  # noqa: SLF001
        before = set(patterns)
        drawn = paint(drawing, node, of, size, opacity, stroke)
        box = drawing.calculate_bounding_box(node, size, stroke)
        for name in set(patterns) - before:
            _laid_out(patterns[name], box, drawing.stream.ctm)
        return drawn

    return painted


def _laid_out(pattern: Any, box: tuple[float, ...], outside: Any) -> None:
    """Make the tile of a pattern the box of its shape; what is on it is stretched there."""
    stretched = Matrix(*pattern.extra["Matrix"]) @ outside.invert
    plain = Matrix().values
    if all(map(_alike, stretched.values, plain)):
        return
    left, top, width, height = _wider(box)
    edges = ((x, y) for x in (left, left + width) for y in (top, top + height))
    corners = [stretched.invert.transform_point(*edge) for edge in edges]
    across, down = zip(*corners, strict=True)
    for group in _groups(pattern):
        group.extra["BBox"][:] = min(across), min(down), max(across), max(down)
    pattern.extra["BBox"][:] = left, top, left + width, top + height
    pattern.extra["XStep"], pattern.extra["YStep"] = width, height
    pattern.extra["Matrix"][:] = outside.values
    pattern.transform(*stretched.values)
    pattern.stream.insert(0, pattern.stream.pop())


def _wider(box: tuple[float, ...]) -> tuple[float, ...]:
    """Give a little more than a box, so that no edge shows a second tile."""
    left, top, width, height = box
    more, over = width * MORE, height * MORE
    return left - more, top - over, width + 2 * more, height + 2 * over


def _alike(one: float, other: float) -> bool:
    return isclose(one, other, abs_tol=1e-9)


def _groups(stream: Any) -> Iterator[Any]:
    """Yield the groups that a pattern shows, and those that say what shines through."""
    resources = stream._resources  # noqa: SLF001
    shown = list(resources["XObject"].values())
    shown += [
        each["SMask"]["G"]
        for each in resources["ExtGState"].values()
        if "SMask" in each
    ]
    for group in shown:
        yield group
        yield from _groups(group)
