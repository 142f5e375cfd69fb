"""Fonts of a finished file: how wide their letters are, and whether they are in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from struct import unpack_from

from pikepdf import Array, Name, Object

NUMBERLESS = (0, 0)  # an object within another
PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


class _Widths(dict[int, float]):
    """The width of each letter; of one that is not told, the font's own (9.7.4.3)."""

    def __missing__(self, letter: int) -> float:
        return 1000.0


@dataclass(slots=True)
class Fonts:
    """Knows the widths of each font once it was asked for them."""

    _known: dict[tuple[int, int], _Widths | None] = field(default_factory=dict)

    def measured(self, font: Object, codes: bytes) -> tuple[float, int]:
        """Add up the widths of some letters, in thousandths of their size, and count them.

        Fonts of ours are composite, two bytes to a letter (ISO 32000-2, 9.7.4.3); others
        have one byte to a letter, which counts as half its size where nothing is said.
        """
        widths = self._widths(font)
        if widths is None:
            first, said = int(font.get("/FirstChar", 0)), font.get("/Widths", Array())
            known = dict(enumerate(map(float, said), first))
            return sum(known.get(code, 500.0) for code in codes), len(codes)
        count = len(codes) // 2
        letters = unpack_from(f">{count}H", codes)
        return sum(map(widths.__getitem__, letters)), count

    def _widths(self, font: Object) -> _Widths | None:
        """Give the widths of a composite font's letters; None of another font."""
        number = font.objgen
        if number == NUMBERLESS or number not in self._known:
            composite = font.get("/Subtype") == Name.Type0
            said = font.DescendantFonts[0].get("/W", Array()) if composite else None
            self._known[number] = None if said is None else _read(said)
        return self._known[number]


def descriptor(font: Object) -> Object | None:
    """Find what describes a font, itself or through its only descendant."""
    if font.get("/Subtype") == Name.Type0:
        font = font.DescendantFonts[0]
    return font.get("/FontDescriptor")


def is_embedded(font: Object) -> bool:
    """Tell whether the shapes of a font are in the file."""
    if font.get("/Subtype") == Name.Type3:
        return True
    described_by = descriptor(font)
    return described_by is not None and any(key in described_by for key in PROGRAMS)


def name(font: Object) -> str:
    """Give the name of a font without the letters that mark a subset."""
    whole = str(font.get("/BaseFont", "a font")).lstrip("/")
    return whole[7:] if whole[6:7] == "+" else whole


def _read(rows: Object) -> _Widths:
    """Read `c [w1 w2 …]` and `first last w`, in any mixture."""
    found = _Widths()
    parts = list(rows)
    at = 0
    while at + 1 < len(parts):
        first, following = int(parts[at]), parts[at + 1]
        if isinstance(following, Array):
            found |= {first + n: float(width) for n, width in enumerate(following)}
            at += 2
        else:
            width = float(parts[at + 2])
            found |= dict.fromkeys(range(first, int(following) + 1), width)
            at += 3
    return found
