"""What shines through: found on pages, kept where the press can, flattened where it cannot.

A picture with a soft mask is laid on paper. Opacity of anything else depends on what lies
under it; such a page is refused, never guessed at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import pikepdf
from pikepdf import Matrix, Name, Object

from publisher.package.press.resources import named, reachable
from publisher.shining import WHOLE, shines, through

Point: TypeAlias = "tuple[float, float]"

DEEPEST = 20  # forms inside each other that are followed
_PLACED = {"re", "m", "Tm", "Td", "sh"}  # operators that say where something is drawn
_LOOKED_AT = " ".join(("q", "Q", "cm", "gs", "Do", *sorted(_PLACED)))


def may_shine(resources: Object) -> bool:
    """Tell whether resources, or those of a form in them, name anything transparent."""
    held = [resources, *(own for _, own in reachable(resources, set()))]
    states = (state for each in held for state in named(each, "/ExtGState").values())
    if any(map(shines, states)):
        return True
    return any("/SMask" in shown for shown, _ in reachable(resources, set()))


def shining(
    stream: Object,
    resources: Object,
    matrix: Matrix | None = None,
    *,
    faint: bool = False,
    depth: int = 0,
) -> Iterator[Point]:
    """Give a point of each thing that shines through, in the space of the page.

    `stream` is a page, or a form that is drawn with `matrix`, and `faint` if all of it
    shines through. Things of nothing but a point are a path, a text, a picture.
    """
    states, shown = named(resources, "/ExtGState"), named(resources, "/XObject")
    start = Matrix() if matrix is None else matrix
    here = start, WHOLE if faint else frozenset[str]()
    saved: list[tuple[Matrix, frozenset[str]]] = []
    for operation in pikepdf.parse_content_stream(stream, _LOOKED_AT):
        name, operands = str(operation.operator), list(operation.operands)
        matrix, by = here
        if name == "q":
            saved.append(here)
        elif name == "Q":
            here = saved.pop() if saved else here
        elif name == "cm":
            here = Matrix(*map(float, operands)) @ matrix, by
        elif name == "gs":
            state = states.get(str(operands[0]))
            here = matrix, by if state is None else through(state, by)
        elif name == "Do" and str(operands[0]) in shown:
            each = shown[str(operands[0])]
            faint = bool(by)
            yield from _of_object(each, resources, matrix, faint=faint, depth=depth)
        elif by and name in _PLACED:
            yield matrix.transform(_point(name, operands))


def _of_object(
    shown: Object, resources: Object, matrix: Matrix, *, faint: bool, depth: int
) -> Iterator[Point]:
    if shown.get("/Subtype") == Name.Image:
        if faint or "/SMask" in shown:
            yield matrix.transform((0.5, 0.5))
    elif depth < DEEPEST:
        own = list(map(float, shown.get("/Matrix", (1, 0, 0, 1, 0, 0))))
        within = Matrix(*own) @ matrix
        held = shown.get("/Resources", resources)
        yield from shining(shown, held, within, faint=faint, depth=depth + 1)


def _point(name: str, operands: Sequence[Object]) -> Point:
    """Give a point of what an operator draws, or where it begins to.

    A gradient (sh) is named, and fills the space around the origin.
    """
    if name == "sh":
        return 0.0, 0.0
    numbers = [float(each) for each in operands]
    if name == "re":
        x, y, width, height = numbers
        return x + width / 2, y + height / 2
    return (numbers[-2], numbers[-1]) if numbers else (0.0, 0.0)


def make_opaque(resources: Object) -> None:
    """Take away what says "not transparent": groups and opacities of 1, for old files."""
    for state in named(resources, "/ExtGState").values():
        if not shines(state):
            for key in ("/ca", "/CA", "/BM", "/SMask", "/AIS"):
                if key in state:
                    del state[key]
