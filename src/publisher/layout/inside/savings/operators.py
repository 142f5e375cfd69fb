"""Words drawn with fewer operators and fewer steps.

Stands before `draw.text.draw_first_line`, which turns the glyphs of a line into one
operator. Where a glyph is as wide as it is drawn but for a rounding error, WeasyPrint
closes the string, moves by nothing and opens it again: `>0<`. Here nothing is written.
All other numbers are worked out and written as WeasyPrint does; what a glyph is written
as, with the move behind it, is remembered for its font, size and width.

Only the usual line is drawn here: glyphs on the baseline, of fonts without pictures, no
ellipsis. For any other, nothing has been written when it shows, and WeasyPrint draws it.

Memory: with the font of the document.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct
from typing import Any

from publisher.layout.inside.naming import ByCid
from publisher.layout.inside.savings.insides import drawn_text, pango_ffi
from publisher.layout.inside.savings.saving import Place, Saving, everywhere

MARK = "_publisher_glyphs"
FROM_UNITS, ffi, pango = pango_ffi.FROM_UNITS, pango_ffi.ffi, pango_ffi.pango
_GLYPH = Struct("<IiiiI")  # PangoGlyphInfo: glyph, width, x and y offset, attributes
NO_GLYPH = min(pango.PANGO_GLYPH_EMPTY, pango.PANGO_GLYPH_UNKNOWN_FLAG)  # and all above
OLD = pango.pango_version() < 14802  # WeasyPrint works around one of its faults

_draw = drawn_text.draw_first_line


class _UnusualError(Exception):
    """Something in this line is WeasyPrint's to draw."""


def draw_first_line(
    stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
) -> list[Any]:
    """Draw a line of words; give the pictures in it, of which there are none here."""
    if text_overflow != "ellipsis" and block_ellipsis == "none" and not OLD:
        if not textbox.text.strip() or textbox.style["font_size"] < 1e-6:
            return []
        try:
            _draw_usual(stream, textbox.pango_layout, matrix)
        except _UnusualError:
            pass
        else:
            return []
    return list(_draw(stream, textbox, text_overflow, block_ellipsis, matrix))


def _draw_usual(stream: Any, layout: Any, matrix: Any) -> None:
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    written: list[tuple[str, Any]] = []
    string: list[str] = []
    last = None
    run = line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        pango_font = item.item.analysis.font
        if pango_font != last:
            last = pango_font
            font, size = stream.add_font(pango_font)
            if font.png or font.svg or font.colr or font.bitmap:
                raise _UnusualError
            if string:
                written.append(("show_text", (joined(string),)))
                string = []
            written.append(("set_font_size", (font.hash, size)))
        string.append(_glyphs(stream, layout, item, font, size))
    stream.set_text_matrix(*matrix.values)
    for operator, operands in written:
        getattr(stream, operator)(*operands)
    stream.show_text(joined(string))


def joined(runs: list[str]) -> ByCid:
    """Join the runs of a line, and leave out empty strings between glyphs and a move."""
    return ByCid("".join(runs).replace("><>", ">"))


def _glyphs(stream: Any, layout: Any, item: Any, font: Any, size: Any) -> str:
    """Write the glyphs of one run, and the moves between them."""
    widths = font.widths
    string = ""
    for index, (glyph, wide_as_set, x, y, _) in enumerate(unpacked(item.glyphs)):
        wide = widths.get(glyph)
        if y or wide is None:
            if y or glyph >= NO_GLYPH:
                raise _UnusualError
            _name(glyph, index, layout, item, font)
            pango_font = item.item.analysis.font
            wide = widths[glyph] = width(stream, pango_font, glyph, size)
        string += written(font, glyph, wide_as_set, x, size, wide)
    return closed(string)


def unpacked(glyphs: Any) -> list[tuple[int, ...]]:
    """Give of each glyph its number, width, x and y offset, and attributes."""
    packed = bytes(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _GLYPH.size))
    return list(_GLYPH.iter_unpack(packed))


def closed(string: str) -> str:
    """Enclose glyphs and moves as an operand."""
    if string.endswith("<"):
        return f"<{string[:-1]}"
    return f"<{string}>" if string else ""


def _name(glyph: int, index: int, layout: Any, item: Any, font: Any) -> None:
    """Note which letters a glyph stands for, the first time it is met."""
    if glyph not in font.to_unicode:
        font.to_unicode[glyph] = letters(index, layout, item)


def letters(index: int, layout: Any, item: Any) -> str:
    """Find the letters that a glyph of a run stands for."""
    clusters, run = item.glyphs.log_clusters, item.item
    last = index == item.glyphs.num_glyphs - 1
    if run.analysis.level % 2:  # right to left
        end = run.length if index == 0 else clusters[index - 1]
    else:
        end = run.length if last else clusters[index + 1]
    data: bytes = layout.text.encode()
    return data[run.offset + clusters[index] : run.offset + end].decode()


def width(stream: Any, font: Any, glyph: int, size: Any) -> int:
    """Measure a glyph, in thousandths of its size."""
    pango.pango_font_get_glyph_extents(
        font, glyph, stream.ink_rect, stream.logical_rect
    )
    wide: float = stream.logical_rect.width * 1000 * FROM_UNITS / size
    return round(wide)


def written(
    font: Any, glyph: int, wide_as_set: int, x: int, size: Any, wide: int
) -> str:
    """Write one glyph with the moves before and behind it."""
    known = font.__dict__.setdefault(MARK, {})
    key = glyph, wide_as_set, x, size, wide
    text: str | None = known.get(key)
    if text is None:
        offset = x / size
        kerning = int(wide + offset - wide_as_set * 1000 * FROM_UNITS / size)
        before = f">{-offset}<" if offset else ""
        behind = f">{kerning}<" if kerning else ""
        cid = getattr(font, "cids", {}).get(glyph, glyph)  # WeasyPrint's own has none
        text = known[key] = f"{before}{cid:04x}{behind}"
    return text


def _places() -> Iterator[Place]:
    yield from everywhere(_draw, draw_first_line)


SAVING = Saving(
    name="operators",
    rests_on={
        "draw/text.py": "c9a450aa209277e7",
        "pdf/fonts.py": "9ad9a202a416b845",
        "pdf/stream.py": "4faf9169d1970d46",
        "text/ffi.py": "530e83118f7841d2",
    },
    places=_places,
)
