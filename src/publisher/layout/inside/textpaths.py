"""Words along a path in a drawing: the name of a river.

WeasyPrint 70.0 sets the words of a `textPath` as if there were no path, most often above
the upper left corner. Here each letter is given its place and its turn before it is drawn.
A letter beyond the end of its path goes straight on, so that none is lost.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise
from math import atan2, cos, degrees, hypot, inf, sin
from types import SimpleNamespace
from typing import Any

from publisher.layout.inside.private import (
    INITIAL_VALUES,
    SvgStyle,
    draw_path,
    size,
    split_first_line,
)

STEPS = 24  # straight pieces that a curve is measured by
_LAID = "publisher-laid"
_LINK = "{http://www.w3.org/1999/xlink}href"

Point = tuple[float, float]


def lay_along(drawing: Any, node: Any, font_size: float) -> None:
    """Lay the words of each `textPath` in a text along its path, once."""
    paths = [child for child in node if child.tag == "textPath"]
    if not paths or _LAID in node.attrib:
        return
    own = size(node.get("font-size", "1em"), font_size, font_size)
    for path in paths:
        line = _line(drawing, path, own)
        if line is not None:
            _lay(drawing, path, line, own)
            node.attrib["text-anchor"] = "start"
    node.attrib[_LAID] = "1"


def _lay(drawing: Any, node: Any, line: _Line, font_size: float) -> None:
    runs = list(_runs(drawing, node, font_size))
    total = sum(sum(run.advances) for run in runs)
    share = {"middle": 0.5, "end": 1.0}.get(node.get("text-anchor"), 0.0)
    at = size(node.get("startOffset"), font_size, line.length) - share * total
    for run in runs:
        at += run.along
        places = []
        for advance in run.advances:
            places.append(line.place(at, advance, run.across))
            at += advance
        run.put(places)


class _Run:
    """Words in one style: how wide each letter is, and how far they are moved."""

    def __init__(self, drawing: Any, node: Any, font_size: float) -> None:
        self.node = node
        spaced = drawing.length(node.get("letter-spacing"), font_size)
        style = _style(drawing, node, font_size)
        widths = [
            split_first_line(letter, style, drawing.context, inf, 0)[3]
            for letter in node.text or ""
        ]
        self.advances = [width + spaced for width in widths]
        self.along = size(_first(node, "dx"), font_size, drawing.inner_width)
        self.across = size(_first(node, "dy"), font_size, drawing.inner_height)

    def put(self, places: list[tuple[float, ...]]) -> None:
        """Give each letter its place, and its turn in degrees."""
        for name in ("dx", "dy", "letter-spacing", "textLength"):
            self.node.attrib.pop(name, None)
        self.node.attrib["text-anchor"] = "start"
        for number, name in enumerate(("x", "y", "rotate") if places else ()):
            values = (f"{place[number]:.4f}" for place in places)
            self.node.attrib[name] = " ".join(values)


def _first(node: Any, name: str) -> str:
    return (node.attrib.get(name) or "").replace(",", " ").strip().partition(" ")[0]


def _runs(drawing: Any, node: Any, font_size: float) -> Iterator[_Run]:
    own = size(node.get("font-size", "1em"), font_size, font_size)
    yield _Run(drawing, node, own)
    for child in node:
        if child.tag == "tspan":
            yield from _runs(drawing, child, own)


def _style(drawing: Any, node: Any, font_size: float) -> Any:
    """Style words as `weasyprint.svg.text.text` does."""
    style = SvgStyle()
    style.update(INITIAL_VALUES)
    style.font_config = drawing.font_config
    families = node.get("font-family", "sans-serif").split(",")
    style["font_family"] = [family.strip("\"'") for family in families]
    style["font_style"] = node.get("font-style", "normal")
    weight = str(node.get("font-weight", 400))
    weight = {"normal": "400", "bold": "700"}.get(weight, weight)
    style["font_weight"] = int(weight) if weight.isdigit() else 400
    style["font_size"] = font_size
    return style


# ---------------------------------------------------------------- the path


class _Line:
    """A path as many short straight lines."""

    def __init__(self, points: list[Point]) -> None:
        self._points = points
        steps = (hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points))
        self._reached = list(accumulate(steps, initial=0.0))
        self.length = self._reached[-1]

    def place(self, at: float, advance: float, across: float) -> tuple[float, ...]:
        """Place a letter so that its middle is on the path: x, y, and its turn."""
        middle = at + advance / 2
        number = 0
        while number < len(self._points) - 2 and self._reached[number + 1] < middle:
            number += 1
        (x1, y1), (x2, y2) = self._points[number : number + 2]
        turn = atan2(y2 - y1, x2 - x1)
        back = middle - self._reached[number] - advance / 2
        x = x1 + back * cos(turn) - across * sin(turn)
        y = y1 + back * sin(turn) + across * cos(turn)
        return x, y, degrees(turn)


class _Recorder:
    """A stream that keeps the points a path leads through."""

    def __init__(self) -> None:
        self.points: list[Point] = []

    def move_to(self, x: float, y: float) -> None:
        if len(self.points) < 2:
            self.points = [(x, y)]

    def line_to(self, x: float, y: float) -> None:
        if (x, y) != self.points[-1]:
            self.points.append((x, y))

    def curve_to(self, *numbers: float) -> None:
        x, y = self.points[-1]
        across, down = (x, *numbers[::2]), (y, *numbers[1::2])
        for step in range(1, STEPS + 1):
            self.line_to(_bezier(across, step / STEPS), _bezier(down, step / STEPS))

    def close(self) -> None:
        self.line_to(*self.points[0])


def _bezier(of: tuple[float, ...], t: float) -> float:
    rest = 1 - t
    weights = (rest**3, 3 * rest**2 * t, 3 * rest * t**2, t**3)
    return sum(weight * value for weight, value in zip(weights, of, strict=True))


def _line(drawing: Any, node: Any, font_size: float) -> _Line | None:
    """Give the path that a `textPath` names; None if there is none."""
    link = node.get("href") or node.get(_LINK) or ""
    path = drawing.paths.get(link.strip().removeprefix("#"))
    if path is None or path.tag != "path":
        return None
    recorder = _Recorder()
    draw_path(
        SimpleNamespace(stream=recorder, point=drawing.point), path.copy(), font_size
    )
    points = recorder.points
    if len(points) < 2:
        return None
    matrix = drawing.get_node_transform_matrix(path, font_size)
    if matrix is not None:
        points = [tuple(matrix.transform_point(*point)) for point in points]
    return _Line(points)
