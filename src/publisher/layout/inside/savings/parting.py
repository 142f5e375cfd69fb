"""Boxes and styles that go as soon as nobody wants them, without the collector.

In WeasyPrint a page and its area of notes, a style and that of the anonymous boxes in it, the
context of a layout and the way to its pictures refer to one another: all that was made of a
unit, some two thousand objects for each page, stayed until the collector had looked at every
one of them several times. Stands before `document.Document._build_layout_context`, to note
the context with the document; `part` then undoes those ties when a document has been drawn.
What it is made of goes with the last who holds it.

Memory: less; a document holds its context, which has gone with it before.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publisher.layout.inside.savings.insides import boxes, document
from publisher.layout.inside.savings.saving import Place, Saving

CONTEXT = "_publisher_context"

_build = vars(document.Document)["_build_layout_context"].__func__


def build_layout_context(cls: Any, html: Any, *others: Any) -> Any:
    """Build the context of a layout, and note it with its document."""
    context = _build(cls, html, *others)
    html.__dict__[CONTEXT] = context
    return context


_built = classmethod(build_layout_context)


def part(drawn: Any) -> None:
    """Undo what ties the boxes and styles of a document that is drawn to one another."""
    context = drawn._html.__dict__.pop(CONTEXT, None)  # noqa: SLF001
    if context is None:
        return
    for page in drawn.pages:
        for area in page._page_box.children:  # noqa: SLF001
            if isinstance(area, boxes.FootnoteAreaBox):
                area.page = None
    for style in context.style_for.get_computed_styles().values():
        while style is not None:
            style.__dict__.pop("specified", None)
            style = style.__dict__.pop("anonymous_style", None)
    context.__dict__.clear()
    drawn.pages.clear()


def _places() -> Iterator[Place]:
    yield Place(document.Document, "_build_layout_context", _built)


SAVING = Saving(
    name="parting",
    rests_on={
        "document.py": "f08f91af64563f5f",
        "css/__init__.py": "77ad7287f90d7cfa",
        "layout/__init__.py": "f226ba97ad21e447",
        "layout/page.py": "d99c5aceb36d4586",
        "formatting_structure/boxes.py": "8ffd28ab74a149f0",
    },
    places=_places,
)
