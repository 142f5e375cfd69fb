"""What shines through: found on pages, kept where the press can, flattened where it cannot.

A picture with a soft mask is laid on paper. Opacity of anything else depends on what lies
under it; such a page is refused, never guessed at.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name, Object

from publisher.package.press.resources import named, reachable

_NORMAL = {"/Normal", "/Compatible"}


def is_transparent(state: Object) -> bool:
    """Tell whether a graphics state lets something shine through (ISO 32000-2, 11.6.4)."""
    if isinstance(state.get("/SMask"), Dictionary):
        return True
    if str(state.get("/BM", Name.Normal)) not in _NORMAL:
        return True
    return any(float(state.get(key, 1)) < 1 for key in ("/ca", "/CA"))


def may_shine(resources: Object) -> bool:
    """Tell whether resources, or those of a form in them, name anything transparent."""
    held = [resources, *(own for _, own in reachable(resources, set()))]
    states = (state for each in held for state in named(each, "/ExtGState").values())
    if any(map(is_transparent, states)):
        return True
    return any("/SMask" in shown for shown, _ in reachable(resources, set()))


def shining(stream: Object, resources: Object, depth: int = 0) -> Iterator[str]:
    """Name the states and pictures by which a stream, or a form in it, is transparent."""
    states, shown = named(resources, "/ExtGState"), named(resources, "/XObject")
    for operation in pikepdf.parse_content_stream(stream, "gs Do"):
        name = str(operation.operands[0])
        if str(operation.operator) == "gs":
            if name in states and is_transparent(states[name]):
                yield name
        elif name in shown:
            yield from _of_object(shown[name], name, resources, depth)


def _of_object(
    shown: Object, name: str, resources: Object, depth: int
) -> Iterator[str]:
    if shown.get("/Subtype") == Name.Image:
        if "/SMask" in shown:
            yield name
    elif depth < 20:
        yield from shining(shown, shown.get("/Resources", resources), depth + 1)


def make_opaque(resources: Object) -> None:
    """Take away what says "not transparent": groups and opacities of 1, for old files."""
    for state in named(resources, "/ExtGState").values():
        if not is_transparent(state):
            for key in ("/ca", "/CA", "/BM", "/SMask", "/AIS"):
                if key in state:
                    del state[key]
