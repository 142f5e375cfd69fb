"""Pages taken over from the last setting of the same unit, where nothing has changed.

A unit is set again because a paragraph is to keep a line more together or a note may go
on to the next page. That changes a page or two; all before, and mostly all behind, come
out as they were. Stands before `layout.layout_document` and `layout.page.make_page`: a
page is a function of the boxes it looks at and of what is handed from page to page (where
the text goes on, the side, the counters, the notes that wait). Where the last document
has a page that began with the same, and looked at no box whose style is another now, a
copy of it is taken, which belongs to the elements of the new document.

What a page looks at is noted while it is made: the blocks laid out, the notes, and the
blocks whose wish for a page break was read. Only pages of plain boxes are taken (blocks,
lines, words, pictures); and none at all where anything else than styles has changed in
the markup, where counters hang on it, or where pages are asked for by number.

Memory: the boxes of one document, until the next is laid out.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from publisher.layout.inside.savings.insides import block, boxes, layout, page
from publisher.layout.inside.savings.saving import Place, Saving, everywhere

MARK, TEXT = "_publisher_session", "_publisher_text"
_COPIED = (
    boxes.PageBox,
    boxes.FootnoteAreaBox,
    boxes.BlockBox,
    boxes.LineBox,
    boxes.InlineBox,
    boxes.TextBox,
    boxes.BlockReplacedBox,
    boxes.InlineReplacedBox,
)
_HANGING = ("counter_", "content", "string_set", "quotes", "bookmark_", "page")

_layout_document = layout.layout_document
_make_page = page.make_page
_switch = block.block_level_layout_switch
_page_break = block.block_level_page_break
_layout_footnote = layout.LayoutContext.layout_footnote


@dataclass(frozen=True, slots=True)
class Kept:
    """A page, what it was made from and what it left behind."""

    before: tuple[Any, ...]
    looked_at: frozenset[Element]
    page: Any
    children: tuple[Any, ...]
    resume_at: Any
    next_page: Any
    state: Any
    waiting: tuple[int, ...]
    reported: tuple[int, ...]


@dataclass(slots=True)
class Session:
    """One document, while it is laid out and until the next one has been."""

    elements: list[Element]
    facts: list[tuple[Any, ...]]
    cascaded: list[dict[Any, Any]]
    sheets: tuple[Any, ...]
    notes: dict[Any, int]
    number: dict[Element, int] = field(default_factory=dict)
    kept: dict[int, Kept] = field(default_factory=dict)
    looked_at: set[Element] = field(default_factory=set)
    blocks: set[Element] = field(default_factory=set)
    last: Session | None = None
    changed: list[int] = field(default_factory=list)
