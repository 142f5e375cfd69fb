"""Pages cast as plates, and plates given back to the pages that stand in for them.

A page can be cast if it is made of words alone (`savings/kept_pages` says of which pages
another document may take it over) and shows nothing that only its document has: no picture,
no group, no pattern. What was read on it and what it was drawn as go into the plate; its
elements by their numbers in the tree. A bare plate has what was read alone: any page that may
be taken over can have one, and `trials` keeps those of settings that are not drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

from publisher.layout.inside import content, linenumbers, rows
from publisher.layout.inside.hotspots import Hotspot, headings, hotspots
from publisher.layout.inside.known import known
from publisher.layout.inside.parts import Part
from publisher.layout.inside.savings import kept_pages
from publisher.layout.inside.savings.comparing import Kept, Session, Text
from publisher.layout.inside.savings.stand_ins import (
    BESIDE,
    OWNERS,
    PLATE,
    READ,
    STANDING,
    Plate,
)
from publisher.layout.weasy import Document, Page
from publisher.pickling import quicken

READERS: tuple[Callable[[Page], Any], ...] = (
    content.white,
    content.pieces,
    content.rectangles,
    content.heads,
    content.lines,
    content.layered,
    content.markers,
    rows.rows,
    rows.begins_by_order,
    rows.ends_by_order,
    hotspots,
    headings,
)
_MARGINS = (content.margins, linenumbers.beside)
_OF_ELEMENTS = (content.Piece, content.Rectangle, rows.Row, Hotspot)
_FIELDS = {kind: kind.__slots__[1:] for kind in _OF_ELEMENTS}  # behind `element`


@dataclass(frozen=True, slots=True)
class Cast:
    """The pages of a unit as plates, and the text they show."""

    text: Text
    blocks: frozenset[int]
    kept: Mapping[int, Kept]  # page, from 1

    def session(self) -> Session:
        """Give them as pages that others may take over."""
        found = Session(None, self.text, [], [], {}, {})
        found.kept, found.blocks = dict(self.kept), set(self.blocks)
        return found

    def without(self, *others: Cast) -> Cast | None:
        """Give the pages that no other has taken over, nor has from where they are from.

        None if there are none.
        """
        seen = {id(kept.before) for each in others for kept in each.kept.values()}
        kept = {n: each for n, each in self.kept.items() if id(each.before) not in seen}
        return replace(self, kept=kept) if kept else None


def restore(document: Document) -> None:
    """Give the pages of a document that were read in another setting what is known of them."""
    for page in document.pages:
        box = page._page_box  # noqa: SLF001 there is no public form
        plate = _plate_of(box)
        if plate is not None:
            elements = box.__dict__[OWNERS]
            if PLATE in box.__dict__:
                page.anchors = dict(plate.anchors)
                page.bookmarks = list(plate.bookmarks)
            facts = {name: _whole(each, elements) for name, each in plate.known.items()}
            if STANDING not in box.__dict__:
                for each in _MARGINS:
                    facts.pop(each.__name__, None)
            known(page).update(facts)


def _plate_of(box: Any) -> Plate | None:  # noqa: ANN401
    """Find the plate that a page stands in for, or that was made of it."""
    found: Plate | None = box.__dict__.get(PLATE) or box.__dict__.get(READ)
    return found


def drawn_before(page: Page) -> tuple[Part | None, Part | None]:
    """Give what is drawn already of the text area and of the margins of a page."""
    box = page._page_box  # noqa: SLF001 there is no public form
    plate: Plate | None = box.__dict__.get(PLATE)
    if plate is None:
        return None, None
    assert plate.parts is not None
    area, margins = plate.parts
    owned = _owned(area, lambda number: box.__dict__[OWNERS][number])
    return owned, margins if STANDING in box.__dict__ else None


class Caster:
    """Casts the pages of a document one by one, and has all read on each that is asked later.

    After that nobody wants its boxes.
    """

    def __init__(self, document: Document) -> None:
        """Begin with a document that nothing is drawn of yet."""
        root = document._html.etree_element  # noqa: SLF001 there is no public form
        self._session = kept_pages.session_of(root)
        self._kept: dict[int, Kept] = {}

    def page(self, page: Page, number: int, parts: tuple[Part, Part]) -> None:
        """Cast a page that is drawn, if it can be; its number counts from 1."""
        for each in READERS:
            each(page)
        kept = self._session.kept.pop(number, None) if self._session else None
        if kept is not None:
            assert self._session is not None
            plate = _drawn(page, parts, kept, self._session)
            if plate is not None:
                self._kept[number] = replace(kept, page=plate, children=())

    def cast(self) -> Cast | None:
        """Give the pages that were cast; None if none were."""
        return _cast(self._session, self._kept)


def bare(document: Document, readers: Iterable[Callable[[Page], Any]]) -> Cast | None:
    """Cast the pages of a document that nobody draws, with what some read on them."""
    root = document._html.etree_element  # noqa: SLF001 there is no public form
    session = kept_pages.session_of(root)
    if session is None:
        return None
    made: dict[int, Kept] = {}
    for number, page in enumerate(document.pages, 1):
        kept = session.kept.get(number)
        if kept is not None and _is_last(page, kept):
            plate = _plate(page, None, kept, session, (*readers, *_MARGINS))
            page._page_box.__dict__[READ] = plate  # noqa: SLF001
            made[number] = replace(kept, page=plate, children=())
    return _cast(session, made)


def has_bare(document: Document) -> bool:
    """Tell whether pages of a document stand in for some that were never drawn."""
    boxes = (page._page_box.__dict__ for page in document.pages)  # noqa: SLF001
    return any(PLATE in each and each[PLATE].is_bare for each in boxes)


def _cast(session: Session | None, kept: Mapping[int, Kept]) -> Cast | None:
    if session is None or not kept:
        return None
    text = session.text
    used = {digest for styles in text.styles for _, digest in styles}
    told = {digest: text.told[digest] for digest in used}
    return Cast(replace(text, told=told), frozenset(session.blocks), kept)


def _drawn(
    page: Page, parts: tuple[Part, Part], kept: Kept, session: Session
) -> Plate | None:
    """Make the plate of a page that is drawn; None if it cannot be cast."""
    box = page._page_box  # noqa: SLF001 there is no public form
    before: Plate | None = box.__dict__.get(PLATE)
    if not _is_last(page, kept):
        return None
    if before is None:
        if not all(part.movable for part in parts):
            return None
        number = session.number
        area = _owned(parts[0], lambda element: number[element])
        parts = area, parts[1]
    elif STANDING in box.__dict__:
        return before
    else:  # other margins than it had
        assert before.parts is not None
        parts = before.parts[0], parts[1]
    return _plate(page, parts, kept, session, (*READERS, *_MARGINS))


def _is_last(page: Page, kept: Kept) -> bool:
    """Tell whether a page is the one that was kept: it may have been made again since."""
    box = page._page_box  # noqa: SLF001 there is no public form
    return kept.page is box.__dict__.get(PLATE, box)


def _plate(
    page: Page,
    parts: tuple[Part, Part] | None,
    kept: Kept,
    session: Session,
    readers: Iterable[Callable[[Page], Any]],
) -> Plate:
    """Make the plate of a page, of what some read on it."""
    box = page._page_box  # noqa: SLF001 there is no public form
    before = _plate_of(box)
    beside = box.__dict__.get(BESIDE)
    if before is not None:
        facts = {**before.known, **{each.__name__: each(page) for each in _MARGINS}}
        return replace(before, known=facts, parts=parts, beside=beside)
    number = session.number
    read = [part for part, _ in kept.children]
    inside = [box for part in read for box in (part, *part.descendants())]
    return Plate(
        known={each.__name__: _numbered(each(page), number) for each in readers},
        anchors=dict(page.anchors),
        bookmarks=tuple(page.bookmarks),
        strings=tuple(_strings(inside)),
        labelled=tuple(
            (number[each.element], each.element_tag)
            for each in inside
            if each.bookmark_label
        ),
        beside=beside,
        parts=parts,
    )


def _strings(inside: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for box in inside:
        if box.string_set and box.string_set != "none":
            yield from box.string_set


def _owned(part: Part, owner: Callable[[Any], Any]) -> Part:
    """Say for whom a part is marked, by element or by number."""
    sources = tuple(replace(each, element=owner(each.element)) for each in part.sources)
    return replace(part, sources=sources)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """Things of one kind, or pairs; the first of each is the number of its element."""

    kind: Callable[..., Any] | None
    found: list[tuple[Any, ...]]


def _numbered(read: Any, number: Mapping[Element, int]) -> Any:  # noqa: ANN401
    """Tell what was read with numbers in the place of elements."""
    if not isinstance(read, tuple) or not read:
        return read
    first = read[0]
    if isinstance(first, _OF_ELEMENTS):
        names = _FIELDS[type(first)]
        found = [
            (number[each.element], *[getattr(each, name) for name in names])
            for each in read
        ]
        return _Numbered(type(first), found)
    if isinstance(first, Element):
        return _Numbered(_itself, [(number[each],) for each in read])
    if isinstance(first, tuple):
        return _Numbered(None, [(number[each[0]], *each[1:]) for each in read])
    return read


def _itself(element: Element) -> Element:
    return element


def _whole(told: Any, elements: Sequence[Element]) -> Any:  # noqa: ANN401
    """Tell what was read with the elements of a document."""
    if not isinstance(told, _Numbered):
        return told
    kind, found = told.kind, told.found
    if kind is None:
        return tuple((elements[number], *rest) for number, *rest in found)
    return tuple(kind(elements[number], *rest) for number, *rest in found)


quicken(globals())
