"""How much wider Pango sets the spaces of a justified line, without Pango.

For `drawn_words`. WeasyPrint asks Pango for more room on both sides of every space, twice as
much at the ends of a line, where Pango takes away the half that is outside. It is reckoned here,
and compared with what Pango does before it is believed.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from typing import Any

from publisher.layout.inside.savings import shaping, shared_layouts
from publisher.layout.inside.savings.insides import line_break, pango_ffi
from publisher.layout.inside.savings.shaping import Shaped, Shaper

ffi, pango = pango_ffi.ffi, pango_ffi.pango
FROM_UNITS, TO_UNITS = pango_ffi.FROM_UNITS, pango_ffi.TO_UNITS

SPACES = " \u00a0"  # what WeasyPrint makes wider
TRIED = (1, 700, 1024, 1535, 2048, 3333)  # odd, even, whole px and whole half px


def widened(
    space: Shaped, token: str, spacing: int, *, first: bool = False, last: bool = False
) -> tuple[int, int, int]:
    """Give the glyph of a space set wider, its width and move, in units of Pango."""
    if first or (last and token == " "):
        spacing *= 2
    left = spacing // 2
    if spacing % TO_UNITS == 0:
        left = (left + TO_UNITS // 2) // TO_UNITS * TO_UNITS
    wide, move = space.wide[0] + spacing, space.moves[0] + left
    if first:
        wide, move = wide - left, move - left
    if last:
        wide -= spacing - left
    return space.glyphs[0], wide, move


def are_as_reckoned(kind: Any, shaper: Shaper, space: str) -> bool:
    """Tell whether Pango widens the spaces of a style like that."""
    letter = min(filter(str.isalnum, shaper.proven), default="")
    return space in shaper.proven and all(
        _is_as_reckoned(kind, shaper, text, spacing)
        for text in (f"{letter}{space}{letter}", f"{space}{letter}{space}")
        for spacing in TRIED
    )


def _is_as_reckoned(kind: Any, shaper: Shaper, text: str, spacing: int) -> bool:
    probe = object.__new__(line_break.Layout)
    probe.justification_spacing, probe.text = spacing * FROM_UNITS, text
    shared_layouts.reactivate(probe, kind.layout.style)
    run = pango.pango_layout_get_line_readonly(probe.layout, 0).runs[0]
    for at, token in enumerate(text):
        if run == ffi.NULL or run.data.item.num_chars != 1:
            return False
        shaped, found = shaper.shaped(token), shaping.read(run.data.glyphs)
        wanted = shaped.glyphs[0], shaped.wide[0], shaped.moves[0]
        if token in SPACES:
            first, last = at == 0, at == len(text) - 1
            wanted = widened(shaped, token, spacing, first=first, last=last)
        if len(shaped.glyphs) != 1 or _placed(found) != [wanted]:
            return False
        run = run.next
    return bool(run == ffi.NULL)


def _placed(shaped: Shaped) -> list[tuple[int, int, int]]:
    return list(zip(shaped.glyphs, shaped.wide, shaped.moves, strict=True))
