"""Pages without boxes, for those that were set and drawn in an earlier setting.

A plate is what is left of such a page: what was read on it, and what it was drawn as. A
stand-in takes its place in a document: a page box of the right size with nothing in it but
what WeasyPrint gathers from page to page, named strings and bookmarks (`kept_pages` says
when it may).

Running heads and folios are made when all pages are there. Stands before
`layout.page.make_margin_boxes`, where `layout.layout_document` calls it: what margin boxes
say depends on the counters and on the named strings, the page's and those before it. Where
these are as they were when the page was cast, its margins are those of the plate, and none
are made.

Memory: none.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from publisher.layout.inside.savings.comparing import QUICK
from publisher.layout.inside.savings.insides import boxes, layout, page, percent
from publisher.layout.inside.savings.saving import Place, Saving

PLATE, READ, OWNERS, BESIDE, STANDING, ASKS = (
    "_publisher_plate",
    "_publisher_read",  # a plate of a page that has its boxes
    "_publisher_owners",
    "_publisher_beside",
    "_publisher_margins_stand",
    "_publisher_margins_ask",
)
PAGES, START = "pages", "start"
PACKED, BARE = "_packed", "_bare"  # as it is pickled; what is asked first

_make_margin_boxes = layout.make_margin_boxes


@dataclass(frozen=True)
class Plate:
    """A page without its boxes; elements are told by their number in the document.

    It is pickled by itself, once: read again, it is a few bytes until something is asked of
    it, and written again, it is the same bytes.
    """

    known: Mapping[str, Any]  # what was read on it, by who read it
    anchors: Mapping[str, tuple[float, float]]
    bookmarks: tuple[Any, ...]
    strings: tuple[tuple[str, str], ...]  # named strings set on it
    labelled: tuple[tuple[int, str], ...]  # elements with a bookmark, and their tags
    beside: Any  # what its margins depend on
    parts: tuple[Any, Any] | None  # text area and margins, drawn; None: a bare plate

    @property
    def is_bare(self) -> bool:
        """Tell whether it was never drawn."""
        bare: bool | None = self.__dict__.get(BARE)
        return self.parts is None if bare is None else bare

    def __getattr__(self, name: str) -> Any:
        """Give what is missing: all there is, of a plate that is still packed."""
        packed: bytes | None = self.__dict__.get(PACKED)
        if packed is None or name not in _FIELDS or name in self.__dict__:
            raise AttributeError(name)
        values = pickle.loads(zlib.decompress(packed))
        self.__dict__.update(zip(_FIELDS, values, strict=True))
        return self.__dict__[name]

    def __reduce__(self) -> Any:
        """Tell it to another process."""
        if PACKED not in self.__dict__:
            values = [getattr(self, name) for name in _FIELDS]
            packed = zlib.compress(pickle.dumps(values, protocol=5), QUICK)
            self.__dict__[PACKED] = packed
        return _packed, (self.__dict__[PACKED], self.is_bare)


_FIELDS = tuple(each.name for each in fields(Plate))


def _packed(data: bytes, bare: bool) -> Plate:
    """Take a plate as it was told, and look into it when it is wanted."""
    found: Plate = object.__new__(Plate)
    found.__dict__.update({PACKED: data, BARE: bare})
    return found


def stand_in(
    plate: Plate,
    elements: Sequence[Any],
    context: Any,
    root_box: Any,
    page_type: Any,
) -> Any:
    """Make a page box for a plate, as `layout.page.make_page` would begin one."""
    style = context.style_for(page_type)
    style["overflow"] = root_box.viewport_overflow
    made = boxes.PageBox(page_type, style)
    width, height = style["size"]
    percent.resolve_percentages(made, style["size"])
    made.position_x = made.position_y = 0
    page.page_width(made, context, width)
    page.page_height(made, context, height)
    root = _empty(root_box, made)
    root.string_set = list(plate.strings)
    root.children = [
        _labelled(elements[number], tag, made) for number, tag in plate.labelled
    ]
    made.children = [root, _empty(root_box, made), _empty(root_box, made)]
    made.fixed_boxes = []
    made.__dict__.update({PLATE: plate, OWNERS: elements})
    return made


def _empty(root_box: Any, made: Any) -> Any:
    """Make a block as large as the text area, with nothing in it."""
    box = root_box.copy_with_children([])
    percent.resolve_percentages(box, made)
    box.position_x, box.position_y = made.content_box_x(), made.content_box_y()
    box.width, box.height = made.width, made.height
    box.string_set, box.bookmark_label = "none", ""
    return box


def _labelled(element: Any, tag: str, made: Any) -> Any:
    """Make a block that keeps others of its element from being in the outline again."""
    box = boxes.BlockBox(tag, made.style.anonymous_style, element, [])
    percent.resolve_percentages(box, made)
    box.position_x, box.position_y = made.content_box_x(), made.content_box_y()
    box.width = box.height = 0
    box.bookmark_label = tag
    return box


def make_margin_boxes(context: Any, made: Any, state: Any) -> Iterator[Any]:
    """Make the margin boxes of a page; none where a plate has them."""
    asks = _asked(context)
    beside = None if START in asks else _beside(context, state, asks)
    made.__dict__[BESIDE] = beside
    plate: Plate | None = made.__dict__.get(PLATE)
    if plate is not None and beside is not None and plate.beside == beside:
        made.__dict__[STANDING] = True
        return
    yield from _make_margin_boxes(context, made, state)


def _beside(context: Any, state: Any, asks: frozenset[str]) -> Any:
    """Gather what margin boxes may say of a page."""
    depth, counters, scopes, _ = state
    now = context.current_page
    strings = []
    for name, on in sorted(context.string_set.items()):
        before = [each for each in on if each < now]
        last = on[max(before)][-1:] if before else []
        strings.append((name, tuple(on.get(now, ())), tuple(last)))
    counted = {
        name: tuple(values)
        for name, values in counters.items()
        if name != PAGES or PAGES in asks
    }
    return tuple(depth), counted, [sorted(each) for each in scopes], strings


def _asked(context: Any) -> frozenset[str]:
    """Say whether margins count all pages, or want to know how a page starts."""
    found: frozenset[str] | None = context.__dict__.get(ASKS)
    if found is None:
        contents = [
            value
            for sheet, _, _ in context.style_for._sheets  # noqa: SLF001
            for _, _, declarations in sheet.page_rules
            for name, value, _ in declarations
            if name in {"content", "string_set"}
        ]
        plain = all(isinstance(each, (list, tuple, str)) for each in contents)
        words = repr(contents)
        asked = (each for each in (PAGES, START) if not plain or each in words)
        found = frozenset(asked)
        setattr(context, ASKS, found)
    return found


def _places() -> Iterator[Place]:
    yield Place(layout, "make_margin_boxes", make_margin_boxes)


SAVING = Saving(
    name="kept margins",
    rests_on={
        "layout/__init__.py": "f226ba97ad21e447",
        "layout/page.py": "d99c5aceb36d4586",
        "layout/background.py": "3d98949e4fe71bc7",
        "anchors.py": "c9778a69d84f23b2",
        "document.py": "f08f91af64563f5f",
    },
    places=_places,
)
