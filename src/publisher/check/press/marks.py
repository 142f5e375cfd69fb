"""What stands on a printed page: letters, lines, areas and pictures, with size and ink.

A page is read operator by operator, through the forms it shows and the patterns it is
painted with (ISO 32000-2, 8 and 9). What cannot be understood is a mark, too: "unread".
Lengths are in pt, positions from the lower left corner of the page's own space, as its
boxes are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
    shines,
)
from publisher.check.press.paths import operations
from publisher.check.press.spaces import (
    PATTERN,
    Colour,
    inherited,
    of_shading,
    space_named,
)

FRAME = 4  # corners of two rectangles
TOUCHING = 0.001  # pt
Shown = tuple[Object | None, bytes]
"""Of text: the font, and the codes shown."""

DEEPEST = 24
"""Forms inside each other that are followed; WeasyPrint writes a few."""


@dataclass(slots=True)
class _Reader:
    """Reads one stream; what is shown by it is read by another."""

    resources: Object
    fonts: Fonts
    state: State
    depth: int = 0
    content: int = -1
    saved: list[State] = field(default_factory=list)
    around: list[int] = field(default_factory=list)  # marked contents that are open
    path: list[tuple[float, float]] = field(default_factory=list)
    clips: bool = False  # the path that is being drawn
    text: Matrix = field(default_factory=Matrix)
    line: Matrix = field(default_factory=Matrix)

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
                here = self._box([(0, 0)])
                yield Mark("unread", here, (name, ()), content=self.content)

    def _read(self, name: str, operands: Sequence[Object]) -> Iterator[Mark]:
        if (known := _OPERATORS.get(name)) is not None:
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
            box = self._box([(-1e4, -1e4), (1e4, 1e4)])
            yield self._mark("area", box, of_shading(shading, self.resources))

    def _mark(
        self,
        kind: str,
        box: Box,
        colour: Colour,
        size: float = 0.0,
        shown: Shown = (None, b""),
    ) -> Mark:
        faint, content = self.state.faint, self.content
        return Mark(kind, box, colour, size, *shown, faint=faint, content=content)

    # ------------------------------------------------------------ state

    def save(self, _: Sequence[Object]) -> None:
        self.saved.append(self.state)

    def restore(self, _: Sequence[Object]) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def transform(self, operands: Sequence[Object]) -> None:
        moved = Matrix(*numbers(operands)) @ self.state.matrix
        self.state = replace(self.state, matrix=moved)

    def line_width(self, operands: Sequence[Object]) -> None:
        self.state = replace(self.state, width=float(operands[0]))

    def external(self, operands: Sequence[Object]) -> None:
        state = named(self.resources, "/ExtGState", str(operands[0]))
        if state is not None and "/LW" in state:
            self.state = replace(self.state, width=float(state.LW))
        if state is not None and shines(state):
            self.state = replace(self.state, faint=True)

    def text_font(self, operands: Sequence[Object]) -> None:
        font = named(self.resources, "/Font", str(operands[0]))
        self.state = replace(self.state, font=font, size=float(operands[1]))

    def begin_content(self, operands: Sequence[Object]) -> None:
        """Go into marked content; what has no number belongs to what it stands in."""
        self.around.append(self.content)
        held = operands[1] if len(operands) > 1 else None
        if isinstance(held, Name):
            held = named(self.resources, "/Properties", str(held))
        if isinstance(held, Dictionary) and "/MCID" in held:
            self.content = int(held.MCID)

    def end_content(self, _: Sequence[Object]) -> None:
        if self.around:
            self.content = self.around.pop()

    def spacing(self, operands: Sequence[Object]) -> None:
        self.state = replace(self.state, apart=float(operands[0]))

    def widening(self, operands: Sequence[Object]) -> None:
        self.state = replace(self.state, wide=float(operands[0]) / 100)

    def leading(self, operands: Sequence[Object]) -> None:
        self.state = replace(self.state, lead=float(operands[0]))

    def raising(self, operands: Sequence[Object]) -> None:
        self.state = replace(self.state, rise=float(operands[0]))

    def text_mode(self, operands: Sequence[Object]) -> None:
        self.state = replace(self.state, shown=int(operands[0]))

    def device(self, space: str, operands: Sequence[Object], *, stroke: bool) -> None:
        """Set a colour of a device, which names its space by the operator alone."""
        self._colour((space, numbers(operands)), stroke=stroke)

    def _colour(self, colour: Colour, *, stroke: bool) -> None:
        if stroke:
            self.state = replace(self.state, stroke=colour)
        else:
            self.state = replace(self.state, fill=colour)

    def space(self, operands: Sequence[Object], *, stroke: bool) -> None:
        kind = space_named(operands[0], self.resources)
        self._colour((kind, ()), stroke=stroke)

    def tint(self, operands: Sequence[Object], *, stroke: bool) -> None:
        """Set a colour of the space that was set before, or a pattern to paint with."""
        kind, _ = self.state.stroke if stroke else self.state.fill
        last = operands[-1] if operands else None
        if isinstance(last, Name):
            self._colour((f"{PATTERN} {last}", numbers(operands)), stroke=stroke)
        else:
            self._colour((kind, numbers(operands)), stroke=stroke)

    # ------------------------------------------------------------ paths

    def point(self, operands: Sequence[Object]) -> None:
        values = numbers(operands)
        self.path += zip(values[::2], values[1::2], strict=False)

    def rectangle(self, operands: Sequence[Object]) -> None:
        x, y, width, height = numbers(operands)
        self.path += [(x, y), (x + width, y + height)]

    def clip(self, _: Sequence[Object]) -> None:
        self.clips = True

    def end_path(self, _: Sequence[Object] = ()) -> None:
        """Let go of a path; where it clips, no more is seen than what lies in it."""
        if self.clips and self.path:
            box, known = self._box(self.path), self.state.clip
            self.state = replace(self.state, clip=box.within(known) if known else box)
        self.path, self.clips = [], False

    def _painted(self, name: str) -> Iterator[Mark]:
        path = self.path
        yield from self._along(path, name) if path else ()
        self.end_path()

    def _along(self, path: list[tuple[float, float]], name: str) -> Iterator[Mark]:
        fills, strokes = _PAINTS[name]
        box = self._box(path)
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
                inner = _Reader(own, self.fonts, State(), self.depth + 1)
                for each in inner.marks(pattern):
                    yield replace(each, kind="area", box=box, picture=None, font=None)

    def _box(self, points: list[tuple[float, float]]) -> Box:
        moved = [self.state.matrix.transform(point) for point in points]
        across, up = zip(*moved, strict=True)
        return Box(min(across), min(up), max(across), max(up))

    # ------------------------------------------------------------ text

    def begin_text(self, _: Sequence[Object]) -> None:
        self.text = self.line = Matrix()

    def text_matrix(self, operands: Sequence[Object]) -> None:
        self.text = self.line = Matrix(*numbers(operands))

    def next_line(self, operands: Sequence[Object]) -> None:
        x, y = numbers(operands)
        self.text = self.line = Matrix(1, 0, 0, 1, x, y) @ self.line

    def next_line_led(self, operands: Sequence[Object]) -> None:
        self.state = replace(self.state, lead=-float(operands[1]))
        self.next_line(operands)

    def line_below(self, _: Sequence[Object] = ()) -> None:
        self.text = self.line = Matrix(1, 0, 0, 1, 0, -self.state.lead) @ self.line

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
                self._picture(shown), faint=self.state.faint or shines_through
            )
        elif self.depth < DEEPEST:
            moved = list(shown.Matrix) if "/Matrix" in shown else []
            inner = Matrix(*numbers(moved))
            state = replace(self.state, matrix=inner @ self.state.matrix)
            own = shown.Resources if "/Resources" in shown else self.resources
            reader = _Reader(own, self.fonts, state, self.depth + 1, self.content)
            yield from reader.marks(shown)

    def _picture(self, picture: Object) -> Mark:
        box = self._box([(0, 0), (1, 1), (0, 1), (1, 0)])
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


def _device(space: str, *, stroke: bool) -> Callable[[_Reader, Sequence[Object]], None]:
    return lambda reader, operands: reader.device(space, operands, stroke=stroke)


_OPERATORS: Mapping[str, Callable[[_Reader, Sequence[Object]], None]] = {
    "q": _Reader.save, "Q": _Reader.restore, "cm": _Reader.transform,
    "BMC": _Reader.begin_content, "BDC": _Reader.begin_content,
    "EMC": _Reader.end_content,
    "Tc": _Reader.spacing, "Tz": _Reader.widening, "TL": _Reader.leading,
    "Ts": _Reader.raising, "T*": _Reader.line_below,
    "w": _Reader.line_width, "gs": _Reader.external, "Tf": _Reader.text_font,
    "Tr": _Reader.text_mode, "BT": _Reader.begin_text, "Tm": _Reader.text_matrix,
    "Td": _Reader.next_line, "TD": _Reader.next_line_led,
    "m": _Reader.point, "l": _Reader.point, "c": _Reader.point, "v": _Reader.point,
    "y": _Reader.point, "re": _Reader.rectangle, "n": _Reader.end_path,
    "W": _Reader.clip, "W*": _Reader.clip,
    "g": _device("DeviceGray", stroke=False), "G": _device("DeviceGray", stroke=True),
    "rg": _device("DeviceRGB", stroke=False), "RG": _device("DeviceRGB", stroke=True),
    "k": _device("DeviceCMYK", stroke=False), "K": _device("DeviceCMYK", stroke=True),
    "cs": lambda reader, operands: reader.space(operands, stroke=False),
    "CS": lambda reader, operands: reader.space(operands, stroke=True),
    **dict.fromkeys(("sc", "scn"), lambda reader, on: reader.tint(on, stroke=False)),
    **dict.fromkeys(("SC", "SCN"), lambda reader, on: reader.tint(on, stroke=True)),
}  # fmt: skip


def marks(page: Object, fonts: Fonts) -> list[Mark]:
    """List what a page shows, in the order in which it is drawn."""
    if "/Contents" not in page:
        return []
    resources = inherited(page, "/Resources")
    reader = _Reader(Dictionary() if resources is None else resources, fonts, State())
    return list(reader.marks(page))
