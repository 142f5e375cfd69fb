"""Justified words without a layout nobody looks at.

Stands before `create_layout` where `layout.inline.add_word_spacing` calls it: there a
Pango layout is made of every piece of a justified line and its pointers are dropped on
the next line ("deactivated"). Only plain values remain of it: the words and the space
between them. They are given here without Pango being asked. Words with a line under,
over or through them keep a measure of that line, so they go WeasyPrint's way.

Memory: none.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publisher.layout.inside.savings.insides import inline, line_break
from publisher.layout.inside.savings.saving import Place, Saving

_create = inline.create_layout


def create_layout(
    text: str, style: Any, context: Any, max_width: Any, justification_spacing: Any
) -> Any:
    """Give the layout of words whose pointers will be dropped unused."""
    if max_width is not None or style["text_decoration_line"] != "none":
        return _create(text, style, context, max_width, justification_spacing)
    layout = object.__new__(line_break.Layout)
    layout.justification_spacing = justification_spacing
    layout.style = style
    layout.first_line_direction = 0
    layout.language = layout.layout = None
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    layout.max_width = None
    layout.text = _kept(text, style)
    return layout


def _kept(text: str, style: Any) -> str:
    """Give the words as `Layout.set_text` keeps them."""
    end = text.find("\n")
    if end != -1:
        text = text[: end + 2]
    if text == " " and style["word_spacing"]:
        return " \u200b"
    return text


def _places() -> Iterator[Place]:
    yield Place(inline, "create_layout", create_layout)


SAVING = Saving(
    name="bare layouts",
    rests_on={
        "text/line_break.py": "1f5a855ad992e0be",
        "layout/inline.py": "0e7c1569330f5473",
    },
    places=_places,
)
