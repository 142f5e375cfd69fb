"""Boxes and styles that go as soon as nobody wants them, without the collector.

In WeasyPrint a page and its area of notes, a style and that of the anonymous boxes in it, the
context of a layout and the way to its pictures refer to one another: all that was made of a
unit, some two thousand objects for each page, stayed until the collector had looked at every
one of them several times. Stands before `document.Document._build_layout_context` and
`_render`, to note what may be tied so, of however many settings; `part` undoes those ties once
a unit has been drawn. What they are made of goes with the last who holds it.

Memory: none; what is noted is not held.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from weakref import WeakSet

from publisher.layout.inside.savings.insides import boxes, document
from publisher.layout.inside.savings.saving import Place, Saving

_build = vars(document.Document)["_build_layout_context"].__func__
_render = vars(document.Document)["_render"].__func__

_contexts: WeakSet[Any] = WeakSet()
_documents: WeakSet[Any] = WeakSet()
_areas: WeakSet[Any] = WeakSet()  # of notes


@classmethod  # type: ignore[misc] # it will stand in a class
def build_layout_context(cls: Any, *arguments: Any) -> Any:
    """Build the context of a layout, and note it."""
    context = _build(cls, *arguments)
    _contexts.add(context)
    return context


@classmethod  # type: ignore[misc]
def render(cls: Any, *arguments: Any) -> Any:
    """Lay out a document, and note it with its areas of notes."""
    made = _render(cls, *arguments)
    _documents.add(made)
    for page in made.pages:
        for box in page._page_box.children:  # noqa: SLF001
            if isinstance(box, boxes.FootnoteAreaBox):
                _areas.add(box)
    return made


def untie(drawn: Any) -> None:
    """Undo what ties the boxes of each page of a document to one another."""
    for page in drawn.pages:
        _untie(page._page_box)  # noqa: SLF001 there is no public form


def _untie(box: Any) -> None:
    for area in box.children:
        if isinstance(area, boxes.FootnoteAreaBox):
            area.page = None


def part() -> None:
    """Undo what ties boxes and styles to one another; no document is wanted any more."""
    for area in _areas:
        area.page = None
    for context in _contexts:
        for style in context.style_for.get_computed_styles().values():
            while style is not None:
                style.__dict__.pop("specified", None)
                style = style.__dict__.pop("anonymous_style", None)
        context.__dict__.clear()
    for each in _documents:
        each.pages.clear()
    for noted in (_areas, _contexts, _documents):
        noted.clear()


def part_page(page: Any) -> None:
    """Let the boxes of a page go, when it is drawn and all is read on it."""
    box = page._page_box  # noqa: SLF001 there is no public form
    _untie(box)
    box.children, page.links = (), []


def _places() -> Iterator[Place]:
    yield Place(document.Document, "_build_layout_context", build_layout_context)
    yield Place(document.Document, "_render", render)


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
