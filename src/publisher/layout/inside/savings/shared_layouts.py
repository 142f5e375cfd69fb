"""Words drawn with one layout of Pango for each style, not with one for each text.

Stands before `text.line_break.Layout.reactivate`, where `draw.text.draw_text` calls it: there
a context, a layout and a description of the font are made anew for every text that is drawn,
and the list of its attributes is never let go of. Here one layout serves all texts of a
style, one after the other; what drawing changes on it is put back first: its text, its
attributes, its width and where it is cut off. A text is drawn to the end before the next.

Only plain styles share a layout (`letter_widths`); others, and lines under or over words,
which keep measures with their layout, go WeasyPrint's way.

Memory: a layout for each of a bounded number of styles.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publisher.layout.inside.savings import letter_widths
from publisher.layout.inside.savings.insides import line_break, pango_ffi
from publisher.layout.inside.savings.saving import Place, Saving

pango = pango_ffi.pango
UNCUT = 0  # PANGO_ELLIPSIZE_NONE

_reactivate = line_break.Layout.reactivate


def reactivate(self: Any, style: Any) -> None:
    """Make a layout ready to be drawn."""
    kind = letter_widths.type_of(style)
    if kind is None:
        _reactivate(self, style)
        return
    if kind.drawn is None:
        kind.drawn = line_break.Layout(style)
    shared = kind.drawn
    self.style, self.first_line_direction = style, 0
    self.layout, self.language = shared.layout, shared.language
    self.ascent = self.underline_position = self.strikethrough_position = None
    pango.pango_layout_set_width(shared.layout, -1)
    pango.pango_layout_set_ellipsize(shared.layout, UNCUT)
    attributes = pango.pango_attr_list_new()
    if kind.features:
        feature = pango.pango_attr_font_features_new(kind.features)
        pango.pango_attr_list_insert(attributes, feature)
    pango.pango_layout_set_attributes(shared.layout, attributes)
    pango.pango_attr_list_unref(attributes)  # the layout holds it
    self.set_text(self.text, justify=True)


def _places() -> Iterator[Place]:
    yield Place(line_break.Layout, "reactivate", reactivate)


SAVING = Saving(
    name="shared layouts",
    rests_on={
        "text/line_break.py": "1f5a855ad992e0be",
        "text/fonts.py": "59d74d0c161349b8",
        "draw/text.py": "c9a450aa209277e7",
    },
    places=_places,
)
