"""The `@font-face` rules of a book's fonts, by what each font says of itself.

Every worker wants them. Of each font three things are read: its family, its weight and whether
it slopes. fontTools could tell them, but it would be 4 MB of modules in every worker: it is
asked only where a font does not say its family in English as Windows has it, or is unusual in
another way. Offsets are those of OpenType 1.9, "OpenType font file", "name" and "OS/2".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from struct import error, iter_unpack, unpack_from

from publisher.artifacts import Asset
from publisher.layout.fonts import SCHEME, is_font

_TYPOGRAPHIC_FAMILY, _FAMILY, _ITALIC = 16, 1, 1
_HEAD, _ENTRY = 12, 16  # bytes of the table directory: its head, and each entry
_WEIGHT, _SELECTION = 4, 62  # offsets in OS/2
_NAMES, _NAME = 6, 12  # bytes of the table of names: its head, and each entry
_WINDOWS, _UTF16, _ENGLISH = 3, (0, 1), 0x409  # a platform, its encodings, a language


@dataclass(frozen=True, slots=True)
class Face:
    """What a font says of itself."""

    family: str
    weight: int
    slopes: bool


def faces(fonts: Mapping[str, Asset]) -> str:
    """Write the `@font-face` rules of all fonts among these files."""
    return "\n".join(
        _rule(name, face(fonts[name].data)) for name in sorted(fonts) if is_font(name)
    )


def face(font: bytes) -> Face:
    """Read what a font says of itself."""
    try:
        return _read(font)
    except (LookupError, ValueError, error):
        return _asked(font)


def _rule(name: str, face: Face) -> str:
    slope = "italic" if face.slopes else "normal"
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight};'
        f' font-style: {slope}; src: url("{SCHEME}{name}") }}'
    )


def _read(font: bytes) -> Face:
    """Read a font that is as most are; raises an error where it is not."""
    tables = dict(_tables(font))
    (weight,) = unpack_from(">H", tables[b"OS/2"], _WEIGHT)
    (selection,) = unpack_from(">H", tables[b"OS/2"], _SELECTION)
    family = _named(tables[b"name"], _TYPOGRAPHIC_FAMILY)
    family = family or _named(tables[b"name"], _FAMILY)
    return Face(_checked(family), weight, bool(selection & _ITALIC))


def _tables(font: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the two tables that are read, by their names."""
    (count,) = unpack_from(">H", font, 4)
    for tag, _, start, length in iter_unpack(
        ">4sLLL", font[_HEAD : _HEAD + count * _ENTRY]
    ):
        if tag in (b"OS/2", b"name"):
            yield tag, font[start : start + length]


def _named(table: bytes, wanted: int) -> str:
    """Give a name, as `getDebugName` of fontTools does; "" where there is none of its kind.

    That takes the first in English for Windows before all others: without it nothing is said.
    """
    _, count, strings = unpack_from(">HHH", table)
    entries = iter_unpack(">HHHHHH", table[_NAMES : _NAMES + count * _NAME])
    kinds = [each for each in entries if each[3] == wanted]
    for platform, encoding, language, _, length, start in kinds:
        if (platform, language) == (_WINDOWS, _ENGLISH) and encoding in _UTF16:
            said = table[strings + start : strings + start + length]
            if len(said) != length:
                raise ValueError("a name that ends too soon")
            return _checked(said.decode("utf-16-be"))
    if kinds:
        raise LookupError("a name of another kind")
    return ""


def _checked(name: str) -> str:
    """Refuse what fontTools would try to mend."""
    if not name or "\0" in name:
        raise ValueError("no name, or a damaged one")
    return name


def _asked(font: bytes) -> Face:
    """Ask fontTools about any other font."""
    from fontTools.ttLib import TTFont  # four megabytes, once its names are read

    opened = TTFont(BytesIO(font), lazy=True)
    names, style = opened["name"], opened["OS/2"]
    family = names.getDebugName(_TYPOGRAPHIC_FAMILY) or names.getDebugName(_FAMILY)
    return Face(str(family), style.usWeightClass, bool(style.fsSelection & _ITALIC))
