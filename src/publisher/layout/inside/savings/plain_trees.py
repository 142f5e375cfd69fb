"""Boxes of words, not looked through for tables.

Stands before `formatting_structure.build.create_anonymous_boxes`, where `note_heights` asks it.
It goes through all boxes five times; in the first three, which take most of its time, it looks
for what a table, a flexible box or a grid wants around what it holds. Where there is none of
these nothing can be done but to make the same lists anew. So it is asked first which kinds of
boxes there are; of blocks, lines, words and pictures only the lines are made.

Memory: none.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publisher.layout.inside.savings import note_heights
from publisher.layout.inside.savings.insides import boxes, build
from publisher.layout.inside.savings.saving import Place, Saving

_create = build.create_anonymous_boxes
_EMPTY = frozenset({boxes.TextBox, boxes.BlockReplacedBox, boxes.InlineReplacedBox})
_FULL = frozenset(
    {
        boxes.BlockBox,
        boxes.FootnoteAreaBox,
        boxes.InlineBlockBox,
        boxes.InlineBox,
        boxes.LineBox,
        boxes.MarginBox,
    }
)


def create_anonymous_boxes(box: Any) -> Any:
    """Make the anonymous boxes in a box."""
    if _is_plain(box):
        return build.block_in_inline(build.inline_in_block(box))
    return _create(box)


def _is_plain(box: Any) -> bool:
    """Tell whether there are but blocks, lines, words and pictures, in lists."""
    within = [box]
    while within:
        each = within.pop()
        kind = type(each)
        if kind in _FULL and type(each.children) is list:
            within += each.children
        elif kind not in _EMPTY:
            return False
    return True


def _places() -> Iterator[Place]:
    yield Place(note_heights, "_create", create_anonymous_boxes)


SAVING = Saving(
    name="plain trees",
    rests_on={
        "formatting_structure/build.py": "335ad8b541295d6b",
        "formatting_structure/boxes.py": "8ffd28ab74a149f0",
    },
    places=_places,
)
