"""What leaves ink on a page, and the state of drawing in which it does (ISO 32000-2, 8.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import hypot

from pikepdf import Array, Matrix, Name, Object

from publisher.check.press.operators import Codes
from publisher.check.press.spaces import Colour

BLACK: Colour = ("DeviceGray", (0.0,))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a page, from its lower left corner to its upper right one."""

    left: float
    lower: float
    right: float
    upper: float

    def within(self, other: Box) -> Box:
        """Give the part of it that lies in another; a point of that where none does."""
        left, lower = max(self.left, other.left), max(self.lower, other.lower)
        right, upper = min(self.right, other.right), min(self.upper, other.upper)
        return Box(min(left, right), min(lower, upper), right, upper)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that leaves ink: where, in what colour, and how large."""

    kind: str  # "text", "line", "area", "picture", "unread"
    box: Box
    colour: Colour
    size: float = 0.0  # of letters their size, of lines and frames their width
    font: Object | None = None
    glyphs: bytes = b""  # of text: the codes shown
    picture: Object | None = None  # of a picture
    sides: tuple[float, float] = (0.0, 0.0)  # of a picture: how long its own sides are
    faint: bool = False  # it shines through
    content: int = -1  # number of the marked content it is part of (MCID); -1: of none


@dataclass(frozen=True, slots=True)
class State:
    """The graphics state, as far as it matters here."""

    matrix: Matrix = field(default_factory=Matrix)
    fill: Colour = BLACK
    stroke: Colour = BLACK
    width: float = 1.0
    font: Object | None = None
    size: float = 0.0
    through: frozenset[str] = frozenset()  # by what things shine through
    shown: int = 0  # how text is shown (ISO 32000-2, 9.3.6)
    apart: float = 0.0  # what is added behind each letter (Tc)
    wide: float = 1.0  # by what letters are widened (Tz)
    lead: float = 0.0  # from one line to the next (TL)
    rise: float = 0.0  # (Ts)
    clip: Box | None = None  # around what may be painted (W); None: all


def apart(shown: Codes | Object | float) -> tuple[bytes, float]:
    """Part the strings of what is shown from the moves between them, added up."""
    if isinstance(shown, Codes):
        return shown
    if not isinstance(shown, Array):
        return (bytes(shown), 0.0) if isinstance(shown, Object) else (b"", float(shown))
    parts = list(shown)
    strings = (bytes(each) for each in parts if isinstance(each, Object))
    moved = (float(each) for each in parts if not isinstance(each, Object))
    return b"".join(strings), sum(moved, 0.0)


def named(resources: Object, kind: str, name: str) -> Object | None:
    """Find what an operator names (ISO 32000-2, 7.8.3)."""
    return resources[kind].get(name) if kind in resources else None


def numbers(operands: Sequence[Object]) -> tuple[float, ...]:
    return tuple(float(each) for each in operands if not isinstance(each, Name))


def lengths(matrix: Matrix) -> tuple[float, float]:
    """Give how long the sides of a unit square become."""
    return hypot(matrix.a, matrix.b), hypot(matrix.c, matrix.d)


def scale(matrix: Matrix) -> float:
    """Give by how much a matrix makes things larger, the less of both ways."""
    return min(lengths(matrix))
