"""Content streams in the inks of a press: every operator that sets a colour is written anew.

Colours of the manuscript come as sRGB (`rg`), as CIE Lab, or as the inks themselves
(`device-cmyk()` in a style sheet). They leave as `k` and `K`, in a grey book as `g` and
`G`, or as a spot ink (ISO 32000-2, 8.6).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf

from publisher.cache import fingerprint, key
from publisher.package.press.colours import Four, Inks, Spots
from publisher.package.press.memory import Memory
from publisher.package.press.resources import contents

Instruction: TypeAlias = tuple[list[Object], Operator]

_COLOURED = re.compile(rb"(?:^|\s)(?:rg|RG|cs|CS|k|K)(?=\s|$)")
"""What a stream that is in black alone has nowhere; letters in a string may look so too."""

_HINTS = (
    b"rg",
    b"RG",
    b"cs",
    b"CS",
    b"k",
    b"K",
)  # quick to look for in a large drawing

_SETS_SPACE = {"cs": False, "CS": True}
_SETS_COLOUR = {"sc": False, "scn": False, "SC": True, "SCN": True}
_RGB = {"rg": False, "RG": True}
_CMYK = {"k": False, "K": True}


@dataclass(frozen=True, slots=True)
class _Spaces:
    """The colour spaces in force: for filling, and for drawing lines."""

    fill: str = ""
    stroke: str = ""

    def of(self, *, stroke: bool) -> str:
        return self.stroke if stroke else self.fill

    def set(self, space: str, *, stroke: bool) -> _Spaces:
        return replace(self, **{"stroke" if stroke else "fill": space})


@dataclass(slots=True)
class Rewriting:
    """Rewrites streams of one file; its spot inks are objects that all of them share."""

    pdf: Pdf
    inks: Inks
    spots: Spots = field(default_factory=dict)
    memory: Memory | None = None
    unknown: set[str] = field(default_factory=set)  # spaces that were left as they are
    _spot_spaces: dict[str, Object] = field(default_factory=dict)

    def rewritten(self, stream: Object, resources: Object) -> bytes | None:
        """Give the operators of a page or form in inks; None if nothing is to change."""
        operators = list(contents(stream))
        if not any(map(is_coloured, operators)):
            return None
        if (
            self.memory is None or self.spots
        ):  # a spot ink is named in the resources too
            return self._rewritten(stream, resources)
        name = key("inked", fingerprint(), self.inks.name, *operators)
        known = self.memory.get(name)
        if known is None:
            known = self._rewritten(stream, resources)
            self.memory.put(name, known)
        return known

    def _rewritten(self, stream: Object, resources: Object) -> bytes:
        before = pikepdf.parse_content_stream(stream)
        made: list[Instruction] = []
        spaces, saved = _Spaces(), []
        for operands, operator in ((each.operands, each.operator) for each in before):
            name = str(operator)
            if name == "q":
                saved.append(spaces)
            elif name == "Q" and saved:
                spaces = saved.pop()
            elif name in _SETS_SPACE:
                spaces = spaces.set(str(operands[0]), stroke=_SETS_SPACE[name])
            written = self._written(name, list(operands), spaces, resources)
            if written is None:
                made.append((list(operands), operator))
            else:
                made += written
        return pikepdf.unparse_content_stream(made)

    def _written(
        self, name: str, operands: Sequence[Object], spaces: _Spaces, resources: Object
    ) -> list[Instruction] | None:
        """Write a setting of colour anew; None for all that may stay as it is."""
        if name in _RGB:
            return self._colour(_numbers(operands), resources, stroke=_RGB[name])
        if name in _CMYK and self.inks.grey:
            return _inked(self.inks.darker(_numbers(operands)), True, _CMYK[name])
        if name in _SETS_SPACE and _is_replaced(spaces.of(stroke=_SETS_SPACE[name])):
            return []
        if name in _SETS_COLOUR:
            stroke = _SETS_COLOUR[name]
            return self._special(operands, spaces.of(stroke=stroke), resources, stroke)
        return None

    def _special(
        self, operands: Sequence[Object], space: str, resources: Object, stroke: bool
    ) -> list[Instruction] | None:
        values = _numbers(operands)
        if space == "/DeviceRGB":
            return self._colour(values, resources, stroke=stroke)
        if space == "/DeviceCMYK":
            return _inked(self.inks.darker(values), self.inks.grey, stroke)
        if space in {"/lab-d50", "/lab-d65"}:
            return _inked(self.inks.of_lab(*values), self.inks.grey, stroke)
        if not space.startswith(("/Pattern", "/DeviceGray", "/Spot")):
            self.unknown.add(space.lstrip("/"))
        return None

    def _colour(
        self, values: tuple[float, ...], resources: Object, *, stroke: bool
    ) -> list[Instruction]:
        red, green, blue = (round(each * 255) / 255 for each in values)
        spot = self.spots.get((round(red, 4), round(green, 4), round(blue, 4)))
        if spot is None:
            return _inked(self.inks.of(*values), self.inks.grey, stroke)
        name = self._spot(*spot, resources)
        return [
            ([Name(name)], Operator("CS" if stroke else "cs")),
            ([1], Operator("SCN" if stroke else "scn")),  # type: ignore[list-item]
        ]

    def _spot(self, ink: str, look: Four, resources: Object) -> str:
        """Make a spot ink known to those resources (ISO 32000-2, 8.6.6.4)."""
        name = (
            f"/Spot{list(dict.fromkeys(n for n, _ in self.spots.values())).index(ink)}"
        )
        if ink not in self._spot_spaces:
            tint = Dictionary(
                FunctionType=2, Domain=[0, 1], N=1, C0=[0, 0, 0, 0], C1=list(look)
            )
            space = Array([Name.Separation, Name(f"/{ink}"), Name.DeviceCMYK, tint])
            self._spot_spaces[ink] = self.pdf.make_indirect(space)
        if "/ColorSpace" not in resources:
            resources.ColorSpace = Dictionary()
        resources.ColorSpace[name] = self._spot_spaces[ink]
        return name


def is_coloured(operators: bytes) -> bool:
    """Tell whether operators may set a colour."""
    hinted = any(hint in operators for hint in _HINTS)
    return hinted and _COLOURED.search(operators) is not None


def _is_replaced(space: str) -> bool:
    return space in {"/DeviceRGB", "/DeviceCMYK", "/lab-d50", "/lab-d65"}


def _inked(inks: Four, grey: bool, stroke: bool) -> list[Instruction]:
    if grey:
        operator = Operator("G" if stroke else "g")
        return [([_number(1 - inks[3])], operator)]
    return [([_number(each) for each in inks], Operator("K" if stroke else "k"))]


def _number(value: float) -> Object:
    return Decimal(f"{value:.4f}").normalize()  # type: ignore[return-value]


def _numbers(operands: Sequence[Object]) -> tuple[float, ...]:
    return tuple(float(each) for each in operands if not isinstance(each, Name))
