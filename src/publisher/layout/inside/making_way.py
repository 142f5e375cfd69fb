"""Paragraphs that make way for notes, where WeasyPrint has notes make way for paragraphs.

When the line does not fit that completes what `orphans` asks for, WeasyPrint 70.0 sends the
last notes of the page on to the next until it does (`layout.block._linebox_layout`), even
if that never helps, in the wrong order if some have gone on before, and without a look at
the notes that this line calls, which are lost. Then the lines are laid out once more with
`orphans` one higher: the line that does not fit is no longer the last one needed, and the
paragraph, not the note, goes on.

It is done on the spot, while the page is made, so that nothing is set twice for it but a
few lines. A note with `footnote-policy: auto` may still be sent on.

And the area of notes may be as high as MOST of a page where one part of a note needs it that
cannot be divided: else it would be printed over the edge of a page on which it stands alone.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Any

from publisher.layout.inside.private import Dimension, LayoutContext, block, layout

ORDER = "_publisher_order"
MOST = 0.9  # of the height of a page

_lay_out = block._linebox_layout  # noqa: SLF001 see the head of this file


@contextmanager
def notes_kept() -> Iterator[None]:
    """Keep notes with their calls in all that is laid out meanwhile."""
    before = block._linebox_layout  # noqa: SLF001
    lay_out_note = LayoutContext.layout_footnote

    def with_more_room(self: Any, note: Any) -> bool:
        """Put a note on the page; give the first one more room if it needs it."""
        if not lay_out_note(self, note):
            return False
        if len(self.current_page_footnotes) > 1:
            return True
        return _has_more_room(self)

    begin = layout.initialize_page_maker

    def in_order(context: Any, root_box: Any) -> None:
        """Begin the pages of a document, while all its notes wait."""
        _order(context)
        begin(context, root_box)

    block._linebox_layout = _linebox_layout  # noqa: SLF001
    LayoutContext.layout_footnote = with_more_room
    layout.initialize_page_maker = in_order
    try:
        yield
    finally:
        block._linebox_layout = before  # noqa: SLF001
        LayoutContext.layout_footnote = lay_out_note
        layout.initialize_page_maker = begin


def _has_more_room(context: Any) -> bool:
    """Let the area of notes grow as far as it may; tell whether that is too little."""
    area = context.current_footnote_area
    usual = area.style
    area.style = usual.copy()
    area.style["max_height"] = Dimension(MOST * area.page.height, "px")
    if too_little := context._update_footnote_area():  # noqa: SLF001
        area.style = usual
        context._update_footnote_area()  # noqa: SLF001
    return bool(too_little)


def _linebox_layout(
    context: Any,
    box: Any,
    index: Any,
    child: Any,
    new_children: list[Any],
    page_is_empty: Any,
    absolute_boxes: list[Any],
    fixed_boxes: list[Any],
    adjoining_margins: Any,
    bottom_space: Any,
    *others: Any,
) -> Any:
    """Lay out the lines of a block; once more, if notes made way for them."""
    arguments = (
        context, box, index, child, new_children, page_is_empty, absolute_boxes,
        fixed_boxes, adjoining_margins, bottom_space, *others,
    )  # fmt: skip
    running = any(context.running_elements.values())
    if bottom_space == -inf or context.in_column or running:
        return _lay_out(*arguments)
    _order(context)
    before = _State(context, box, (new_children, absolute_boxes, fixed_boxes))
    laid = _lay_out(*arguments)
    if not before.has_lost_notes():
        return laid
    before.restore()
    usual = box.style["orphans"]
    box.style["orphans"] = usual + 1
    try:
        return _lay_out(*arguments)
    finally:
        box.style["orphans"] = usual


def _order(context: Any) -> dict[Any, int]:
    """Number the notes of a document; all wait when it is begun."""
    found: dict[Any, int] | None = context.__dict__.get(ORDER)
    if found is None:
        found = {note: number for number, note in enumerate(context.footnotes)}
        setattr(context, ORDER, found)
    return found


@dataclass(slots=True, init=False)
class _State:
    """What laying out lines changes, as it was before."""

    context: Any
    box: Any
    margin: Any
    waiting: list[Any]
    placed: list[Any]
    reported: list[Any]
    broken: dict[Any, Any]
    lists: list[tuple[list[Any], list[Any]]]

    def __init__(self, context: Any, box: Any, lists: tuple[list[Any], ...]) -> None:
        self.context, self.box, self.margin = context, box, box.margin_top
        self.waiting = context.footnotes[:]
        self.placed = context.current_page_footnotes[:]
        self.reported = context.reported_footnotes[:]
        self.broken = context.broken_out_of_flow.copy()
        kept = (*lists, context.excluded_shapes)
        self.lists = [(each, each[:]) for each in kept]

    def has_lost_notes(self) -> bool:
        """Tell whether notes were sent on that belong to their lines, or others lost."""
        order = _order(self.context)
        reported = self.context.reported_footnotes
        sent_on = [each for each in reported if each not in self.reported]
        return bool(sent_on) and (
            any(each.style["footnote_policy"] == "line" for each in sent_on)
            or any(order[a] > order[b] for a, b in pairwise(reported))
            or any(map(self._is_forgotten, self.lists[0][0]))
        )

    def _is_forgotten(self, line: Any) -> bool:
        """Tell whether a line calls a note that has come to no page, nor been sent on."""
        waiting = self.context.footnotes
        return any(
            box.footnote in waiting for box in line.descendants() if box.footnote
        )

    def restore(self) -> None:
        """Put everything back."""
        context = self.context
        self.box.margin_top = self.margin
        context.footnotes[:] = self.waiting
        context.current_page_footnotes = self.placed
        context.reported_footnotes = self.reported
        context.broken_out_of_flow.clear()
        context.broken_out_of_flow.update(self.broken)
        for each, before in self.lists:
            each[:] = before
        context._update_footnote_area()  # noqa: SLF001
