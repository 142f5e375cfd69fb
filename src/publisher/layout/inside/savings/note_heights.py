"""Notes laid out once for the same place, however often the area of notes is measured.

Stands before `LayoutContext._update_footnote_area`, which lays out all notes of a page
anew for each note that comes or goes, and before `layout.block.block_level_layout`, where
the area lays out its notes, one below the other. A note at the same place, in the same
width, with the same margins meeting it, comes out the same to the last bit: it is kept,
and given again while the area is measured, with the margins that it adds to those. When the
page is made, the kept note is handed over and becomes the page's own; so its anonymous boxes
are not made once more for the area of the page (`formatting_structure.build.
create_anonymous_boxes`). Area, margins and greatest height are left to WeasyPrint.

Only plain notes are kept: blocks, tables, lines and words that stand where they are. Beside
a note with a picture, a list or something that floats all notes of a page go WeasyPrint's
way; so do those of a page with a float on it, and of a document with numbers of pages in its
text, which are put into boxes that were there before.

Memory: with the boxes of the notes; it goes with the document.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Any

from publisher.layout.inside.savings.insides import block, boxes, build, layout
from publisher.layout.inside.savings.saving import Place, Saving, everywhere

MARK, MEASURED, LENT = "_publisher_kept", "_publisher_measured", "_publisher_lent"
MEETING = 6  # of what follows a box: the margins that meet it, to which it adds
_PLAIN = (boxes.BlockBox, boxes.LineBox, boxes.InlineBox, boxes.TextBox)
_OF_TABLES = (
    boxes.TableBox,
    boxes.TableColumnGroupBox,
    boxes.TableColumnBox,
    boxes.TableRowGroupBox,
    boxes.TableRowBox,
    boxes.TableCellBox,
)

_update = layout.LayoutContext._update_footnote_area  # noqa: SLF001
_lay_out = block.block_level_layout
_own = _create = build.create_anonymous_boxes  # `plain_trees` stands for the second


@dataclass(slots=True)
class Kept:
    """What is known of a note."""

    prepared: Any  # its boxes with anonymous ones made, None if it is not plain
    raw: Any = None  # its boxes without these, if it has a table
    laid: dict[tuple[Any, ...], tuple[Any, ...]] = field(default_factory=dict)

    def insides(self) -> list[Any]:
        """Give the boxes in it to be laid out: those of a table are made for one time."""
        if self.raw is not None:
            return list(_prepared(self.raw).children)
        return [child.deepcopy() for child in self.prepared.children]


def update_footnote_area(self: Any) -> bool:
    """Measure the area of notes; tell whether they are higher than it may be."""
    area, notes = self.current_footnote_area, self.current_page_footnotes
    if (
        self.excluded_shapes
        or not notes
        or self.target_collector.counter_lookup_items
        or any(_kept(n).prepared is None for n in notes)
    ):
        return bool(_update(self))
    in_page = not self.in_column
    if area.height != "auto" and in_page:
        self.page_bottom += area.margin_height()
    area.children = notes
    measured = area.copy()
    measured.children = [_stand_in(_kept(note)) for note in notes]
    for each in measured.children:
        setattr(each, MEASURED, True)
    measured = block.block_level_layout(self, measured, -inf, None, area.page)[0]
    area.height = measured.height
    if in_page:
        self.page_bottom -= measured.margin_height()
    last = measured.children[-1]
    end_of_notes = last.position_y + last.margin_height() - last.margin_bottom
    end = measured.position_y + measured.margin_height() - measured.margin_bottom
    return bool(end_of_notes > end)


def _kept(note: Any) -> Kept:
    """Find what is known of a note, or prepare it."""
    found: Kept | None = note.__dict__.get(MARK)
    if found is None:
        tabled = not _has_only(_PLAIN, note)
        raw = note.deepcopy() if tabled else None
        plain = not tabled or _has_only(_PLAIN + _OF_TABLES, note)
        found = Kept(_prepared(note) if plain else None, raw)
        setattr(note, MARK, found)
    return found


def _has_only(kinds: tuple[Any, ...], note: Any) -> bool:
    """Tell whether all boxes of a note are of some kinds, and stand where they are."""
    return isinstance(note, boxes.BlockBox) and all(
        type(box) in kinds
        and box.style["float"] == "none"
        and box.style["position"] == "static"
        and box.footnote is None
        for box in note.descendants(placeholders=True)
    )


def _prepared(note: Any) -> Any:
    """Make the anonymous boxes of a note, as `_update_footnote_area` does."""
    return _create(note.deepcopy())


def _stand_in(kept: Kept) -> Any:
    """Give a note's outermost box, to be laid out; its insides follow if need be."""
    stand_in = kept.prepared.copy()
    setattr(stand_in, MARK, kept)
    setattr(stand_in, LENT, True)
    return stand_in


def create_anonymous_boxes(box: Any) -> Any:
    """Make the anonymous boxes in a box; of an area of notes, if it has others than these."""
    if type(box) is boxes.FootnoteAreaBox:
        kept = [note.__dict__.get(MARK) for note in box.children]
        if all(each is not None and each.prepared is not None for each in kept):
            box.children = [_stand_in(each) for each in kept]
            return box
    return _create(box)


def block_level_layout(context: Any, box: Any, *others: Any, **named: Any) -> Any:
    """Lay out a block; a note may have been laid out at the same place before."""
    kept = box.__dict__.get(MARK)
    if kept is None:
        return _lay_out(context, box, *others, **named)
    key = None if named else _key(context, box, *others)
    take = kept.laid.get if MEASURED in box.__dict__ else kept.laid.pop
    known = take(key, None)
    if known is None:
        if LENT in box.__dict__:
            box.children = kept.insides()
        made = _lay_out(context, box, *others, **named)
        if key is None:
            return made
        known = *made, tuple(others[MEETING])
        if MEASURED in box.__dict__ and known[1] is None:
            kept.laid[key] = known
    laid, resume_at, next_page, margins, through, lines, others[MEETING][:] = known
    return laid, resume_at, dict(next_page), list(margins), through, lines


def _key(
    context: Any,
    box: Any,
    bottom_space: Any,
    skip_stack: Any,
    containing_block: Any,
    page_is_empty: bool,
    absolute_boxes: Any,  # noqa: ARG001 a plain note has none
    fixed_boxes: Any,  # noqa: ARG001
    adjoining_margins: Any,
    *rest: Any,
) -> tuple[Any, ...] | None:
    """Gather what decides how a note in its area comes out; None if it is not in one."""
    if (
        not isinstance(containing_block, boxes.FootnoteAreaBox)
        or bottom_space != -inf
        or skip_stack is not None
        or any(rest)
        or context.excluded_shapes
    ):
        return None
    return (
        box.position_x,
        box.position_y,
        containing_block.width,
        containing_block.height,
        containing_block.style["direction"],
        page_is_empty,
        context.current_page > 1,
        context.forced_break,
        context.in_column,
        tuple(adjoining_margins),
    )


def _places() -> Iterator[Place]:
    yield Place(layout.LayoutContext, "_update_footnote_area", update_footnote_area)
    yield Place(block, "block_level_layout", block_level_layout)
    yield from everywhere(_own, create_anonymous_boxes)


SAVING = Saving(
    name="note heights",
    rests_on={
        "layout/__init__.py": "f226ba97ad21e447",
        "layout/block.py": "9457dca0528c378f",
        "layout/page.py": "d99c5aceb36d4586",
        "formatting_structure/build.py": "335ad8b541295d6b",
        "formatting_structure/boxes.py": "8ffd28ab74a149f0",
    },
    places=_places,
)
