"""Which characters a glyph stands for, so that text can be searched, copied and read out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from unicodedata import combining

_OPENING = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_CLOSING = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_JOINER = "\u2060"  # what a glyph stands for that adds nothing
_ROWS = 100  # in one section, at most


def to_unicode(glyphs: Mapping[int, str]) -> bytes:
    """Write the map from glyphs to characters (ISO 32000-2, 9.10.3)."""
    return b"".join((_OPENING, *_sections(sorted(glyphs.items())), _CLOSING))


def each_its_own(
    glyphs: Mapping[int, str], nominal: Callable[[], Mapping[int, str]]
) -> dict[int, str]:
    """Give each glyph of a letter with marks its own character.

    Where a font draws a letter and its marks as glyphs of their own, in another order than
    they were written, WeasyPrint 70.0 says of one that it stands for several, and of the
    others that they stand for nothing: programs then show the numbers of these. `nominal`
    tells what the font draws glyphs for.
    """
    mixed = {
        glyph: text for glyph, text in glyphs.items() if not text or _marked(text[1:])
    }
    own = nominal() if mixed else {}
    return {
        **glyphs,
        **{each: _own(text, own.get(each)) for each, text in mixed.items()},
    }


def _own(text: str, own: str | None) -> str:
    if own is not None and (not text or own in text):
        return own
    return text or _JOINER


def _marked(text: str) -> bool:
    return any(map(combining, text))


def _sections(rows: list[tuple[int, str]]) -> Iterator[bytes]:
    for at in range(0, len(rows), _ROWS):
        some = rows[at : at + _ROWS]
        body = "".join(
            f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>\n"
            for glyph, text in some
        )
        yield f"{len(some)} beginbfchar\n{body}endbfchar\n".encode("ascii")
