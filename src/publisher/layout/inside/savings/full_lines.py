"""Lines of one text, made without what only lines of several pieces need.

Stands before `layout.inline.get_next_linebox`. Most lines of a book are filled by the text they
begin with, or end with it. WeasyPrint splits the box of the line and all boxes in it, piece by
piece, looks between pieces where the line could be broken, and then whether it has to make
way for what floats. Here the one text is split, and the line is spread and placed by the same
functions, in the same order.

Only where nothing floats, from left to right, and not where first letters or first lines have a
style of their own. If more than this text turns out to be on the line, WeasyPrint makes it.

Memory: none.
"""

# ruff: noqa: ANN401, SLF001 WeasyPrint has no types, and some of its names are private

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publisher.layout.inside.savings.insides import boxes, inline
from publisher.layout.inside.savings.saving import Place, Saving, everywhere

LETTER = 0.4  # em: the width of letters, words and all, for a guess

_next = inline.get_next_linebox
_LineBox, _TextBox = boxes.LineBox, boxes.TextBox
_SPACING = [
    name
    for side in ("left", "right", "top")
    for name in (f"margin_{side}", f"padding_{side}", f"border_{side}_width")
]


def get_next_linebox(
    context: Any,
    linebox: Any,
    position_y: Any,
    bottom_space: Any,
    skip_stack: Any,
    containing_block: Any,
    absolute_boxes: Any,
    fixed_boxes: Any,
    first_letter_style: Any,
    first_line_style: Any,
) -> tuple[Any, Any]:
    """Give the next line of a block, and where the one behind it begins."""
    if not (
        first_letter_style
        or first_line_style
        or context.excluded_shapes
        or type(linebox) is not _LineBox
        or linebox.is_leader
        or containing_block.style["direction"] != "ltr"
        or linebox.style["direction"] != "ltr"
    ):
        begin = inline.skip_first_whitespace(linebox, skip_stack)
        if begin == "continue":
            return None, None
        found = _line(context, linebox, position_y, begin, containing_block)
        if found is not None:
            return found
    line, resume_at = _next(
        context, linebox, position_y, bottom_space, skip_stack, containing_block,
        absolute_boxes, fixed_boxes, first_letter_style, first_line_style,
    )  # fmt: skip
    return line, resume_at


def _line(
    context: Any, linebox: Any, position_y: Any, begin: Any, containing_block: Any
) -> tuple[Any, Any] | None:
    """Make a line of the text it begins with; None if there is more on it."""
    index, within = next(iter(begin.items())) if begin else (0, None)
    child: Any = linebox.children[index] if linebox.children else None
    if type(child) is not _TextBox or not child.is_in_normal_flow():
        return None
    if any(getattr(linebox, name) for name in _SPACING):
        return None
    linebox.position_y = position_y
    linebox.width = linebox.height = 0
    left, top, room = inline.avoid_collisions(
        context, linebox, containing_block, outer=False
    )
    skip = (next(iter(within)) if within else 0) or 0
    if index < len(linebox.children) - 1 and _is_short(child, skip, room):
        return None
    linebox.position_x, linebox.position_y = left, top
    child.position_y = top
    inline.resolve_percentages(child, containing_block)
    child.position_x = left + linebox.text_indent
    end = (left + room) * (1 + 1e-9)  # as in `split_inline_box`
    text, resume, preserved = inline.split_text_box(
        context, child, end - child.position_x, skip, is_line_start=True
    )
    if text is None or (resume is None and index < len(linebox.children) - 1):
        return None
    line = linebox.copy_with_children([text])
    line.remove_decoration(start=begin is not None, end=resume is not None)
    line.width = text.position_x + text.margin_width() - line.content_box_x()
    inline._adjust_line_height(line)
    linebox.width, linebox.height = line.width, line.height
    last = resume is None or bool(preserved)
    _place(context, line, linebox, containing_block, last=last)
    return line, None if resume is None else {index: {resume: None}}


def _is_short(text: Any, skip: int, room: float) -> bool:
    """Guess whether a text ends before its line does: then others follow on it."""
    about = (len(text.text) - skip) * LETTER * text.style["font_size"]
    return bool(about < room)


def _place(
    context: Any, line: Any, linebox: Any, containing_block: Any, *, last: bool
) -> None:
    """Spread a line over its room, and set it down."""
    if line.children[0].text.endswith(" "):
        inline.remove_last_whitespace(context, line)
    _, _, room = inline.avoid_collisions(
        context, linebox, containing_block, outer=False
    )
    across = inline.text_align(context, line, room, last=last)
    bottom, top = inline.line_box_verticality(line)
    line.baseline, line.position_y, line.height = -top, top, bottom - top
    line.margin_top = line.margin_bottom = 0
    line.translate(across, linebox.position_y - top)
    line.position_y = linebox.position_y


def _places() -> Iterator[Place]:
    yield from everywhere(_next, get_next_linebox)


SAVING = Saving(
    name="full lines",
    rests_on={
        "layout/inline.py": "0e7c1569330f5473",
        "layout/float.py": "4e6cc308ad2a7d2a",
        "formatting_structure/boxes.py": "8ffd28ab74a149f0",
    },
    places=_places,
)
