"""What a stream has set when something is painted: colours and a font, a path, a place.

Operators that paint nothing (ISO 32000-2, 8 and 9) each change something here. `marks` reads
what is painted with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pikepdf import Dictionary, Matrix, Name, Object

from publisher.check.press.fonts import Fonts
from publisher.check.press.graphics import Box, State, named, numbers
from publisher.check.press.spaces import PATTERN, Colour, space_named
from publisher.shining import through


@dataclass(slots=True)
class Pen:
    """What one stream has set so far. Every operator is given its operands."""

    resources: Object
    fonts: Fonts
    state: State
    content: int = -1
    saved: list[State] = field(default_factory=list)
    around: list[int] = field(default_factory=list)  # marked contents that are open
    path: list[tuple[float, float]] = field(default_factory=list)
    clips: bool = False  # the path that is being drawn
    text: Matrix = field(default_factory=Matrix)
    line: Matrix = field(default_factory=Matrix)

    def box(self, points: list[tuple[float, float]]) -> Box:
        """Give the box around points, on the page."""
        moved = [self.state.matrix.transform(point) for point in points]
        across, up = zip(*moved, strict=True)
        return Box(min(across), min(up), max(across), max(up))

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
        if state is not None:
            shining = through(state, self.state.through)
            self.state = replace(self.state, through=shining)

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
            box, known = self.box(self.path), self.state.clip
            self.state = replace(self.state, clip=box.within(known) if known else box)
        self.path, self.clips = [], False

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


def _device(space: str, *, stroke: bool) -> Callable[[Pen, Sequence[Object]], None]:
    return lambda pen, operands: pen.device(space, operands, stroke=stroke)


OPERATORS: Mapping[str, Callable[[Pen, Sequence[Object]], None]] = {
    "q": Pen.save, "Q": Pen.restore, "cm": Pen.transform,
    "BMC": Pen.begin_content, "BDC": Pen.begin_content,
    "EMC": Pen.end_content,
    "Tc": Pen.spacing, "Tz": Pen.widening, "TL": Pen.leading,
    "Ts": Pen.raising, "T*": Pen.line_below,
    "w": Pen.line_width, "gs": Pen.external, "Tf": Pen.text_font,
    "Tr": Pen.text_mode, "BT": Pen.begin_text, "Tm": Pen.text_matrix,
    "Td": Pen.next_line, "TD": Pen.next_line_led,
    "m": Pen.point, "l": Pen.point, "c": Pen.point, "v": Pen.point,
    "y": Pen.point, "re": Pen.rectangle, "n": Pen.end_path,
    "W": Pen.clip, "W*": Pen.clip,
    "g": _device("DeviceGray", stroke=False), "G": _device("DeviceGray", stroke=True),
    "rg": _device("DeviceRGB", stroke=False), "RG": _device("DeviceRGB", stroke=True),
    "k": _device("DeviceCMYK", stroke=False), "K": _device("DeviceCMYK", stroke=True),
    "cs": lambda pen, operands: pen.space(operands, stroke=False),
    "CS": lambda pen, operands: pen.space(operands, stroke=True),
    **dict.fromkeys(("sc", "scn"), lambda pen, on: pen.tint(on, stroke=False)),
    **dict.fromkeys(("SC", "SCN"), lambda pen, on: pen.tint(on, stroke=True)),
}  # fmt: skip
