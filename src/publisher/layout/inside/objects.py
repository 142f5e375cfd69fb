"""PDF objects of one fragment: WeasyPrint numbers them as always, and is given tokens.

WeasyPrint and pydyf 0.13 refer to an object by its number. `Objects` stands where a
`pydyf.PDF` would, and what it hands out as a number is a token (`fragments.TOKEN`).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Any

import pydyf  # type: ignore[import-untyped] # it has no types

from publisher.fragments import Loose
from publisher.layout.inside.private import D50, D65, use_references
from publisher.layout.weasy import Document

LEVEL = 6  # of compression
FONTS = b"\x01F\x02 0 R"

INKS = b"/DeviceCMYK"
Operators = list[Any]  # bytes, or what pydyf can write as bytes


class Objects:
    """The objects that pages draw with: resources, pictures, groups, colour profiles."""

    def __init__(self, document: Document) -> None:
        """Lay out empty resources for the pages of a document."""
        self.images: dict[str, Any] = {}
        self.inks = False  # something is coloured in inks
        self.resources = _resources()
        self._profiles = document.color_profiles
        self._held: list[pydyf.Object] = []
        self._apart: dict[str, bytes] = {}
        self.add_object(self.resources)
        spaces = self._color_spaces()
        self.add_object(spaces)
        self.resources["ColorSpace"] = spaces.reference
        self.resources["Font"] = FONTS

    def add_object(self, added: pydyf.Object) -> None:
        """Give an object its number, as `pydyf.PDF` does."""
        added.number = f"\x01@{len(self._held)}\x02"
        self._held.append(added)

    def set_apart(
        self, drawn: Operators, rectangle: tuple[float, float, float, float]
    ) -> bytes:
        """Make an object of some operators (ISO 32000-2, 8.10); name it."""
        x, y, width, height = rectangle
        box = pydyf.Array((x, y, x + width, y + height))
        kind = {"Type": "/XObject", "Subtype": "/Form", "BBox": box}
        form = pydyf.Stream(drawn, {**kind, "Resources": self.resources.reference})
        self.add_object(form)
        name = f"f{len(self._apart)}"
        self._apart[name] = form.reference
        return name.encode("ascii")

    def loose(self) -> list[Loose]:
        """Number what the pages were drawn with, and give everything as bytes."""
        use_references(self, self.resources, self.images, self._profiles)
        self.resources["XObject"].update(self._apart)
        return [self._loose(each) for each in self._held]

    def _loose(self, held: pydyf.Object) -> Loose:
        if not isinstance(held, pydyf.Stream):
            return Loose(bytes(held.data))
        body, extra = joined(held.stream), pydyf.Dictionary(held.extra)
        extra.pop("Interpolate", None)  # PDF/A leaves pictures as they are (6.2.7.1)
        if "Filter" not in extra:
            self.inks |= INKS in body
            body = zlib.compress(body, LEVEL)
            extra["Filter"] = "/FlateDecode"
        return Loose(bytes(extra.data), body)

    def _color_spaces(self) -> pydyf.Dictionary:
        spaces = pydyf.Dictionary({"lab-d50": _lab(D50), "lab-d65": _lab(D65)})
        for name, profile in self._profiles.items():
            count = {"N": len(profile.components)}
            stream = pydyf.Stream([profile.content], count)
            self.add_object(stream)
            profile.pdf_reference = stream.reference
            spaces[name] = pydyf.Array(("/ICCBased", stream.reference))
        return spaces


def joined(operators: Iterable[Any]) -> bytes:
    """Write operators one below the other."""
    return b"\n".join(map(operator, operators))


def operator(drawn: Any) -> bytes:  # noqa: ANN401 pydyf has no types
    """Write one operator as pydyf does."""
    if isinstance(drawn, bytes):
        return drawn
    if isinstance(drawn, pydyf.Object):
        return bytes(drawn.data)
    return str(drawn).encode("ascii")


def text(words: str) -> bytes:
    """Write words as a PDF string."""
    return bytes(pydyf.String(words).data)


def _resources() -> pydyf.Dictionary:
    kinds = ("ExtGState", "XObject", "Pattern", "Shading")
    return pydyf.Dictionary({kind: pydyf.Dictionary() for kind in kinds})


def _lab(white: Iterable[float]) -> pydyf.Array:
    """Describe the Lab colour space for one white point (ISO 32000-2, 8.6.5.4)."""
    values = {"WhitePoint": pydyf.Array(white), "Range": pydyf.Array((-125, 125) * 2)}
    return pydyf.Array(("/Lab", pydyf.Dictionary(values)))
