"""Which characters a glyph stands for, so that text can be searched, copied and read out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
_ROWS = 100  # in one section, at most


def to_unicode(glyphs: Mapping[int, str]) -> bytes:
    """Write the map from glyphs to characters (ISO 32000-2, 9.10.3)."""
    return b"".join((_OPENING, *_sections(sorted(glyphs.items())), _CLOSING))


def _sections(rows: list[tuple[int, str]]) -> Iterator[bytes]:
    for at in range(0, len(rows), _ROWS):
        some = rows[at : at + _ROWS]
        body = "".join(
            f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>\n"
            for glyph, text in some
        )
        yield f"{len(some)} beginbfchar\n{body}endbfchar\n".encode("ascii")
