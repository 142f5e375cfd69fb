"""What stands on a printed page: letters, lines, areas and pictures, with size and ink.

A page is read operator by operator, through the forms it shows and the patterns it is
painted with (ISO 32000-2, 8 and 9). What cannot be understood is a mark, too: "unread".
Lengths are in pt, positions from the lower left corner of the page's own space, as its
boxes are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from pikepdf import Dictionary, Matrix, Name, Object, PdfInlineImage

from publisher.check.press.fonts import Fonts
from publisher.check.press.graphics import (
    Box,
    Mark,
    State,
    apart,
    lengths,
    named,
    numbers,
    scale,
)
from publisher.check.press.paths import operations
from publisher.check.press.pen import OPERATORS, Pen
from publisher.check.press.spaces import (
    Colour,
    inherited,
    of_shading,
)
from publisher.shining import WHOLE

FRAME = 4  # corners of two rectangles
TOUCHING = 0.001  # pt
Shown = tuple[Object | None, bytes]
"""Of text: the font, and the codes shown."""

DEEPEST = 24
"""Forms inside each other that are followed; WeasyPrint writes a few."""


@dataclass(slots=True)
class _Reader(Pen):
    """Reads one stream; what is shown by it is read by another."""

    depth: int = 0

    def marks(self, stream: Object) -> Iterator[Mark]:
        for name, operands in operations(stream):
            try:
                yield from self._read(name, list(operands))
            except (
                ArithmeticError,
                AttributeError,
                LookupError,
                TypeError,
                ValueError,
            ):
                here = self.box([(0, 0)])
                yield Mark("unread", here, (name, ()), content=self.content)

    def _read(self, name: str, operands: Sequence[Object]) -> Iterator[Mark]:
        if (known := OPERATORS.get(name)) is not None:
            known(self, operands)
        elif name in _PAINTS:
            yield from self._painted(name)
        elif name in _SHOWS:
            yield from self._written(name, operands)
        elif name == "Do":
            yield from self._shown(str(operands[0]))
        elif name == "INLINE IMAGE":
            yield self._inline(cast(PdfInlineImage, operands[0]))
        elif name == "sh":
            shading = named(self.resources, "/Shading", str(operands[0]))
            box = self.box([(-1e4, -1e4), (1e4, 1e4)])
            yield self._mark("area", box, of_shading(shading, self.resources))

    def _mark(
        self,
        kind: str,
        box: Box,
        colour: Colour,
        size: float = 0.0,
        shown: Shown = (None, b""),
    ) -> Mark:
        faint, content = bool(self.state.through), self.content
        return Mark(kind, box, colour, size, *shown, faint=faint, content=content)

    def _painted(self, name: str) -> Iterator[Mark]:
        path = self.path
        yield from self._along(path, name) if path else ()
        self.end_path()

    def _along(self, path: list[tuple[float, float]], name: str) -> Iterator[Mark]:
        fills, strokes = _PAINTS[name]
        box = self.box(path)
        if fills:
            width = self._frame(path) if name.endswith("*") else 0.0
            yield from self._filled("area", box, self.state.fill, width)
        if strokes:
            width = self.state.width * scale(self.state.matrix)
            yield from self._filled("line", box, self.state.stroke, width)

    def _frame(self, path: list[tuple[float, float]]) -> float:
        """Give the width of a frame, which is what lies between two rectangles; or 0."""
        if len(path) != FRAME:
            return 0.0
        outer, inner = sorted((path[:2], path[2:]), key=_breadth, reverse=True)
        (left, lower), (right, upper) = outer
        (x, y), (far, high) = inner
        if not (left <= x < far <= right and lower <= y < high <= upper):
            return 0.0  # an arrowhead, for instance
        gaps = (left - x, lower - y, right - far, upper - high)
        widths = [abs(gap) for gap in gaps if abs(gap) > TOUCHING]
        return min(widths, default=0.0) * scale(self.state.matrix)

    def _filled(
        self,
        kind: str,
        box: Box,
        colour: Colour,
        size: float = 0.0,
        shown: Shown = (None, b""),
    ) -> Iterator[Mark]:
        """Give what is painted, in its colour or in those of a pattern."""
        space, _, called = colour[0].partition(" ")
        pattern = None
        if called:
            pattern = named(self.resources, "/Pattern", called)
        if pattern is None:
            yield self._mark(kind, box, colour, size, shown)
        elif "/Shading" in pattern:
            colour = of_shading(pattern.Shading, self.resources)
            yield self._mark(kind, box, colour, size, shown)
        else:
            yield self._mark(kind, box, (space, ()), size, shown)
            if self.depth < DEEPEST:
                own = pattern.get("/Resources", self.resources)
                inner = _Reader(own, self.fonts, State(), depth=self.depth + 1)
                for each in inner.marks(pattern):
                    yield replace(each, kind="area", box=box, picture=None, font=None)

    def _written(self, name: str, operands: Sequence[Object]) -> Iterator[Mark]:
        """Read text that is shown; its box is as wide as its letters are counted."""
        if name in {"'", '"'}:
            self.line_below()
        if name == '"':
            self.spacing(operands[1:])
        state = self.state
        if state.shown in _UNSEEN or state.font is None:
            return
        codes, moves = apart(operands[0 if name == "TJ" else -1])
        width, count = self.fonts.measured(state.font, codes)
        letters, spaces = width - moves, count * state.apart
        advance = (letters / 1000 * state.size + spaces) * state.wide
        whole = self.text @ state.matrix
        low, high = state.rise, state.rise + 0.7 * state.size
        corners = ((0, low), (advance, low), (0, high), (advance, high))
        across, up = zip(*map(whole.transform, corners), strict=True)
        box = Box(min(across), min(up), max(across), max(up))
        colour = state.stroke if state.shown == 1 else state.fill
        size = state.size * scale(whole)
        yield from self._filled("text", box, colour, size, (state.font, codes))
        self.text = Matrix(1, 0, 0, 1, advance, 0) @ self.text

    # ------------------------------------------------------------ pictures and forms

    def _shown(self, name: str) -> Iterator[Mark]:
        shown = named(self.resources, "/XObject", name)
        if shown is None:
            return
        if shown.get("/Subtype") == Name.Image:
            shines_through = "/SMask" in shown
            yield replace(
                self._picture(shown), faint=bool(self.state.through) or shines_through
            )
        elif self.depth < DEEPEST:
            moved = list(shown.Matrix) if "/Matrix" in shown else []
            inner = Matrix(*numbers(moved))
            whole = WHOLE if self.state.through else frozenset[str]()
            matrix = inner @ self.state.matrix
            state = replace(self.state, matrix=matrix, through=whole)
            own = shown.Resources if "/Resources" in shown else self.resources
            reader = _Reader(own, self.fonts, state, self.content, depth=self.depth + 1)
            yield from reader.marks(shown)

    def _picture(self, picture: Object) -> Mark:
        box = self.box([(0, 0), (1, 1), (0, 1), (1, 0)])
        if self.state.clip is not None:
            box = box.within(self.state.clip)
        sides = lengths(self.state.matrix)
        mark = self._mark("picture", box, self.state.fill, min(sides))
        return replace(mark, picture=picture, sides=sides)

    def _inline(self, image: PdfInlineImage) -> Mark:
        """Take a picture written between operators for one like others, without its dots."""
        said = Dictionary(
            Width=image.width,
            Height=image.height,
            BitsPerComponent=image.bits_per_component or 1,
            ImageMask=image.image_mask,
        )
        if image.colorspace:
            said.ColorSpace = Name(str(image.colorspace))
        return self._picture(said)


_UNSEEN = {3, 7}
_SHOWS = {"Tj", "TJ", "'", '"'}
_PAINTS = {
    "f": (True, False), "F": (True, False), "f*": (True, False),
    "S": (False, True), "s": (False, True),
    "B": (True, True), "B*": (True, True), "b": (True, True), "b*": (True, True),
}  # fmt: skip
"""Whether an operator fills a path, and whether it draws along it."""


def _breadth(corners: list[tuple[float, float]]) -> float:
    """Add up the sides of a rectangle; WeasyPrint writes the inner one of a frame first."""
    (left, lower), (right, upper) = corners
    return right - left + upper - lower


def marks(page: Object, fonts: Fonts) -> list[Mark]:
    """List what a page shows, in the order in which it is drawn."""
    if "/Contents" not in page:
        return []
    resources = inherited(page, "/Resources")
    reader = _Reader(Dictionary() if resources is None else resources, fonts, State())
    return list(reader.marks(page))
