"""Gradients in inks: the colours at their ends, and the way between them.

Gradients of a style sheet or drawing run between colours of sRGB, by functions that know
three components (ISO 32000-2, 7.10 and 8.7.4.5). Each end becomes four inks.
"""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object

from publisher.package.press.colours import Inks
from publisher.package.press.resources import named

_EXPONENTIAL, _STITCHING = 2, 3


class Shadings:
    """Converts each gradient, and each function, once."""

    def __init__(self, inks: Inks) -> None:
        """Convert for some inks."""
        self._inks = inks
        self._done: set[tuple[int, int]] = set()

    def convert(self, resources: Object) -> Iterator[str]:
        """Write all gradients that resources name anew; say which cannot be."""
        for each in named(resources, "/Shading").values():
            yield from self._shading(each)
        for pattern in named(resources, "/Pattern").values():
            if "/Shading" in pattern:
                yield from self._shading(pattern.Shading)

    def _shading(self, shading: Object) -> Iterator[str]:
        if shading.get("/ColorSpace") != Name.DeviceRGB:
            return
        if not _is_known(shading.get("/Function")):
            yield "a gradient is made in a way that cannot be turned into inks"
            return
        self._function(shading.Function)
        shading.ColorSpace = Name.DeviceCMYK
        if "/Background" in shading:
            shading.Background = self._inked(shading.Background)

    def _function(self, function: Object) -> None:
        if function.is_indirect:
            if function.objgen in self._done:
                return
            self._done.add(function.objgen)
        if int(function.FunctionType) == _STITCHING:
            for part in function.Functions:
                self._function(part)
        else:
            for end in ("/C0", "/C1"):
                function[end] = self._inked(function[end])
        if "/Range" in function:
            function.Range = Array([0, 1] * 4)

    def _inked(self, colour: Object) -> Array:
        red, green, blue = (float(each) for each in colour)
        return Array([*self._inks.of(red, green, blue)])


def _is_known(function: Object | None) -> bool:
    """Tell whether a function is one of those that WeasyPrint writes."""
    if not isinstance(function, Dictionary):
        return False
    kind = int(function.get("/FunctionType", -1))
    if kind == _STITCHING:
        return all(map(_is_known, function.Functions))
    return kind == _EXPONENTIAL and len(function.get("/C0", ())) == 3
