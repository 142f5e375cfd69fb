"""Hyphens and points at the edges of a justified text, let out into the margin a little.

A column whose lines end in hyphens and points looks ragged, because these are mostly white;
let out, its edge is one to the eye. WeasyPrint 70.0 has no `hanging-punctuation`
(css-text-3, 8.2). Here lines are broken as ever, so no page changes; then such a line is
spread (`layout.inline.text_align`) over as much more room as its first and last sign may
have outside it.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from publisher.layout.inside.private import Layout, boxes, inline, line_size

BEFORE = {
    **dict.fromkeys("“‘„‚\"'", 0.5),
    **dict.fromkeys("«‹", 0.35),
    **dict.fromkeys("([", 0.15),
}
"""How much of a sign's width may hang before a line, by the sign."""

AFTER = {
    **dict.fromkeys("-\u00ad\u2010\u2011", 0.7),
    **dict.fromkeys(".,", 0.7),
    **dict.fromkeys(":;", 0.4),
    **dict.fromkeys("“‘”’\"'", 0.5),
    **dict.fromkeys("»›", 0.35),
    **dict.fromkeys("–—", 0.25),
    **dict.fromkeys("!?)]", 0.15),
}
"""The same behind it."""

LARGEST = 24.0  # px: larger letters, initials and titles, stand where they are put

_TYPE = (
    "font_family",
    "font_size",
    "font_weight",
    "font_style",
    "font_variant_caps",
    "font_variant_position",
    "font_variant_numeric",
    "letter_spacing",
)


@contextmanager
def marks_hung(share: float) -> Iterator[None]:
    """Let signs hang in all that is laid out meanwhile: fully by 1, not at all by 0."""
    before = inline.text_align
    widths: dict[Any, float] = {}

    def aligned(context: Any, line: Any, available_width: float, last: bool) -> Any:
        """Say how far a line is moved; spread it if it is to be justified."""
        if not _is_justified(line) or line.width > available_width + 1e-6:
            return before(context, line, available_width, last)
        out = share * _first(line, widths)
        more = share * _last(line, widths)
        return before(context, line, available_width + out + more, last) - out

    if share:
        inline.text_align = aligned
    try:
        yield
    finally:
        inline.text_align = before


def _is_justified(line: Any) -> bool:
    style = line.style
    return bool(style["text_align_all"] == "justify" and style["direction"] == "ltr")


def _first(line: Any, widths: dict[Any, float]) -> float:
    """Say how far the first sign of a line may hang; not where the line is indented."""
    box = _edge(line, 0)
    if box is None or box.position_x > line.position_x + 0.01:
        return 0.0
    sign = box.text[0]
    return BEFORE[sign] * _width(sign, box, widths) if sign in BEFORE else 0.0


def _last(line: Any, widths: dict[Any, float]) -> float:
    box = _edge(line, -1)
    if box is None or box.text[-1] not in AFTER:
        return 0.0
    sign = box.text[-1]
    box.hung = AFTER[sign] * _width(sign, box, widths)
    return float(box.hung)


def hung(box: Any) -> float:
    """Say how much of a text at the end of a line may hang out of it, in px."""
    return float(getattr(box, "hung", 0.0))


def _edge(line: Any, end: int) -> Any | None:
    """Find the text at an end of a line; None if something else stands there."""
    pending = [line]
    while pending:
        box = pending.pop()
        if not box.is_in_normal_flow():
            continue
        if isinstance(box, boxes.TextBox):
            if box.text:
                return box if box.style["font_size"] <= LARGEST else None
        elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
            pending += box.children if end else box.children[::-1]
        else:
            return None
    return None


def _width(sign: str, box: Any, widths: dict[Any, float]) -> float:
    """Measure a sign in the type of a text, in px."""
    style = box.style
    key = sign, *(style[each] for each in _TYPE)
    if key not in widths:
        layout = Layout(style)
        layout.set_text(sign)
        line, _ = layout.get_first_line()
        widths[key] = line_size(line, style)[0]
    return widths[key]
