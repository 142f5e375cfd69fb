"""Lines that Pango sets, drawn again without it.

Stands before `draw.text.draw_text`, where `drawn_words` asks it. What is not made of proven
words is laid out by Pango whenever it is drawn: a running head with its letters apart, page
after page, and of a contents every dot that leads to a number. How Pango sets a line depends on
its words, on their type (`first_lines` lists all that it reads of a style), and on the space
that is added between words. So it is asked once for each of these: the glyphs, and the fonts
they are of, are kept, and written as `operators` writes them.

Lines that `operators` leaves to WeasyPrint are WeasyPrint's to draw here as well, as are words
with a line under, over or through them; and all are if `operators` is not in place.

Memory: a bounded number of lines, and their fonts.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from publisher.layout.inside.savings import drawn_words, first_lines, operators
from publisher.layout.inside.savings.insides import drawn_text, pango_ffi
from publisher.layout.inside.savings.memory import Memory
from publisher.layout.inside.savings.saving import Place, Saving

LINES = 200
LEAST = 1e-6  # px: what is smaller is not drawn

ffi, pango, gobject = pango_ffi.ffi, pango_ffi.pango, pango_ffi.gobject

_draw = drawn_text.draw_text


class Sign(NamedTuple):
    """A glyph as Pango set it, and the letters it stands for."""

    glyph: int
    wide: int
    x: int
    letters: str


class Run(NamedTuple):
    """Glyphs of one font."""

    font: Any  # of Pango
    signs: list[Sign]


UNUSUAL: tuple[Run, ...] = ()
"""What WeasyPrint must draw."""

_lines: Memory[tuple[Any, ...], tuple[Run, ...]] = Memory(LINES)


def draw_text(
    stream: Any, textbox: Any, offset_x: Any, text_overflow: str, block_ellipsis: Any
) -> None:
    """Draw the words of a text box."""
    style = textbox.style
    if (
        text_overflow == "ellipsis"
        or block_ellipsis != "none"
        or drawn_text.draw_first_line is not operators.draw_first_line
        or operators.OLD
        or style["visibility"] != "visible"
        or style["font_size"] < LEAST
        or not textbox.text.strip()
        or not _is_drawn(stream, textbox, _line(textbox.pango_layout, style))
    ):
        _draw(stream, textbox, offset_x, text_overflow, block_ellipsis)


def _line(layout: Any, style: Any) -> tuple[Run, ...]:
    """Find how a line is set, or have Pango set it."""
    kind = first_lines.type_number(style)
    if kind is None:
        return UNUSUAL
    key = (
        layout.text, layout.justification_spacing, kind,
        first_lines.number(style.font_config), style["white_space"],
    )  # fmt: skip
    known = _lines.get(key)
    if known is None:
        layout.reactivate(style)
        known = tuple(_runs(layout))
        layout.deactivate()
        if any(sign is None for run in known for sign in run.signs):
            known = UNUSUAL
        _lines.keep(key, known)
    return known


def _runs(layout: Any) -> Iterator[Run]:
    """Read the line that is laid out."""
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    run = line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        font = gobject.g_object_ref(item.item.analysis.font)
        yield Run(
            ffi.gc(ffi.cast("PangoFont *", font), gobject.g_object_unref),
            [
                _sign(index, each, layout, item)
                for index, each in enumerate(operators.unpacked(item.glyphs))
            ],
        )


def _sign(index: int, told: tuple[int, ...], layout: Any, item: Any) -> Any:
    """Read a glyph; None if it is not for us to write."""
    glyph, wide, x, y, _ = told
    if y or glyph >= operators.NO_GLYPH:
        return None
    return Sign(glyph, wide, x, operators.letters(index, layout, item))


def _is_drawn(stream: Any, textbox: Any, line: tuple[Run, ...]) -> bool:
    """Draw a line that is known; tell whether it could be."""
    fonts = [stream.add_font(run.font) for run in line]
    if not fonts or any(f.png or f.svg or f.colr or f.bitmap for f, _ in fonts):
        return False
    stream.set_color(textbox.style["color"])
    stream.begin_text()
    x, y = textbox.position_x, textbox.position_y + textbox.baseline
    stream.set_text_matrix(1, 0, 0, -1, x, y)
    string: list[str] = []
    last = None
    for run, (font, size) in zip(line, fonts, strict=True):
        if run.font != last:
            last = run.font
            if string:
                stream.show_text(operators.joined(string))
                string = []
            stream.set_font_size(font.hash, size)
        string.append(_written(stream, run, font, size))
    stream.show_text(operators.joined(string))
    stream.end_text()
    return True


def _written(stream: Any, run: Run, font: Any, size: Any) -> str:
    """Write the glyphs of one run, and have the font know them."""
    widths, letters = font.widths, font.to_unicode
    string = ""
    for glyph, wide_as_set, x, stands_for in run.signs:
        wide = widths.get(glyph)
        if wide is None:
            letters.setdefault(glyph, stands_for)
            wide = widths[glyph] = operators.width(stream, run.font, glyph, size)
        string += operators.written(font, glyph, wide_as_set, x, size, wide)
    return operators.closed(string)


def _places() -> Iterator[Place]:
    yield Place(drawn_words, "_draw", draw_text)


SAVING = Saving(
    name="drawn lines",
    rests_on={
        "draw/text.py": "c9a450aa209277e7",
        "pdf/fonts.py": "9ad9a202a416b845",
        "pdf/stream.py": "4faf9169d1970d46",
        "text/line_break.py": "1f5a855ad992e0be",
        "text/ffi.py": "530e83118f7841d2",
        "text/fonts.py": "59d74d0c161349b8",
    },
    places=_places,
    forget=_lines.clear,
)
