"""Lines from right to left that begin and end where they should, where WeasyPrint's do not.

WeasyPrint 70.0 puts the indent of a first line behind its last word (`layout.inline.
get_next_linebox`). And where a text ends a line with a space, which hangs there unseen, it
moves the whole line by that space if its words run from right to left, since they are drawn
with it. But a line that is spread is drawn without, and so ends short of its edge; in one from
left to right the words before them go into the margin; and Latin words that end a line from
right to left keep a hole behind them.

Here the indent stands before the first word, a text that lost its space is drawn as what is
left of it, and what stands right of it in a line from right to left moves up to it.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from publisher.layout.inside.private import boxes, inline


@contextmanager
def lines_turned() -> Iterator[None]:
    """Set lines from right to left by their own edges in all that is laid out meanwhile."""
    align, strip = inline.text_align, inline.remove_last_whitespace

    def aligned(context: Any, line: Any, room: float, last: bool) -> Any:
        """Say how far a line is moved; put its indent where it begins."""
        across = align(context, line, room, last)
        if line.text_indent and line.style["direction"] == "rtl":
            for child in line.children:
                child.translate(dx=-line.text_indent, ignore_floats=True)
        return across

    def stripped(context: Any, line: Any) -> None:
        """Take the space from the end of a line; close up what it parted."""
        width, first = line.width, line.children[0].position_x if line.children else 0
        strip(context, line)
        if space := width - line.width:
            if moved := first - line.children[0].position_x:
                for child in line.children:
                    child.translate(dx=moved, ignore_floats=True)
                _draw_anew(context, line)
            _close_up(line, space)

    inline.text_align, inline.remove_last_whitespace = aligned, stripped
    try:
        yield
    finally:
        inline.text_align, inline.remove_last_whitespace = align, strip


def _close_up(box: Any, space: float) -> None:
    """Move what stands right of the text that lost its space up to it."""
    while isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        *others, last = box.children
        if box.style["direction"] == "rtl":
            for each in others:
                each.translate(dx=-space, ignore_floats=True)
        box = last


def _draw_anew(context: Any, box: Any) -> None:
    """Lay out the last text of a line without its space, as which it is drawn."""
    while isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        box = box.children[-1]
    if box.text:
        made, _, _ = inline.split_text_box(context, box, None, 0)
        box.pango_layout = made.pango_layout
