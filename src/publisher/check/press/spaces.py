"""Colour spaces by what their colours are made of, and what pages inherit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from pikepdf import Array, Dictionary, Name, Object

Colour: TypeAlias = tuple[str, tuple[float, ...]]
"""A colour space, and the values in it."""

PATTERN = "Pattern"
DEEPEST = 8  # spaces and functions inside each other that are followed
FOUR = 4  # inks


def inherited(page: Object, key: str) -> Object | None:
    """Find what a page says, or a node of the tree above it (ISO 32000-2, 7.7.3.4)."""
    node: Object | None = page
    left = 64
    while node is not None and left:
        if key in node:
            return node[key]
        node, left = node.get("/Parent"), left - 1
    return None


def space_named(space: Object | None, resources: Object, depth: int = 0) -> str:
    """Say of which kind the colours of a space are; of a palette, those that it lists."""
    if isinstance(space, Name):
        named = resources.get("/ColorSpace", Dictionary()).get(str(space))
        if named is not None and depth < DEEPEST:
            return space_named(named, resources, depth + 1)
        return str(space).lstrip("/")
    if not isinstance(space, Array) or not len(space):
        return "no colour space"
    kind = str(space[0]).lstrip("/")
    if kind == "Indexed" and depth < DEEPEST:
        return space_named(space[1], resources, depth + 1)
    if len(space) == 1 and depth < DEEPEST:
        return space_named(space[0], resources, depth + 1)
    return kind


def of_shading(shading: Object | None, resources: Object) -> Colour:
    """Give the kind of colours that a gradient runs through; of inks, where most lie."""
    if shading is None:
        return "no colour space", ()
    kind = space_named(shading.get("/ColorSpace"), resources)
    ends = [end for end in _ends(shading.get("/Function"), 0) if kind == "DeviceCMYK"]
    return kind, max((end for end in ends if len(end) == FOUR), key=sum, default=())


def _ends(function: Object | None, depth: int) -> Iterator[tuple[float, ...]]:
    """Yield the colours at the ends of the parts of a gradient (ISO 32000-2, 7.10.3)."""
    if function is None or depth > DEEPEST:
        return
    if isinstance(function, Array):
        for each in list(function):
            yield from _ends(each, depth + 1)
        return
    for key in ("/C0", "/C1"):
        if key in function:
            yield tuple(float(each) for each in function[key])
    yield from _ends(function.get("/Functions"), depth + 1)
