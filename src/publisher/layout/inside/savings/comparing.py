"""Two settings of a unit compared: which elements have another style or other words now.

For `kept_pages`. Elements are told by their number in the tree, which is the same in
both documents when nothing but styles and words has changed.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from publisher.layout.inside.savings.digests import Digests, Told
from publisher.layout.inside.savings.matched_styles import cascades

_FREE = frozenset({"class", "style", "data-at", "data-call"})
"""Attributes by which two elements may differ: styles show the first, the others places."""

_HANGING = ("counter_", "content", "string_set", "quotes", "bookmark_", "page")
"""Properties that reach other elements than those that have them."""

DIGESTS = "_publisher_digests"  # of the styles, with a font configuration

Styles = tuple[tuple[str | None, bytes], ...]
"""Of an element and what is generated for it: digests."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A page: what it was made from, what was looked at, what it left behind."""

    before: tuple[Any, ...]
    looked_at: frozenset[int]  # numbers of elements
    page: Any  # its boxes, or its plate
    after: tuple[Any, Any]  # where the text goes on, and on what kind of page
    state: Any  # of the counters
    waiting: tuple[int, ...]  # numbers of notes not yet called
    reported: tuple[int, ...]  # numbers of notes sent on
    children: tuple[Any, ...] = ()  # text, notes, and the area of marginal notes


@dataclass(frozen=True, slots=True)
class Text:
    """The elements of a document as data: what of it can be compared with another's."""

    facts: list[tuple[Any, ...]]  # tag, text, tail, attributes
    styles: list[Styles]
    told: Mapping[bytes, Told]  # what the digests stand for
    notes: tuple[int, ...]  # numbers of the elements that are notes, as they are called
    parent: dict[int, int]


@dataclass(slots=True)
class Session:
    """One document, from the beginning of its layout to that of the next document's."""

    fonts: Any
    text: Text
    elements: list[Any]
    notes: list[Any]
    place: dict[Any, int]  # of a note among them
    number: dict[Any, int]  # of an element
    kept: dict[int, Kept] = field(default_factory=dict)
    blocks: set[int] = field(default_factory=set)  # all ever looked at
    last: list[tuple[Session, frozenset[int]]] = field(default_factory=list)
    # others of the same unit, each with the numbers of what shows there and is another now


def begun(html: Any, context: Any) -> Session:
    """Note of a document what can be compared with another."""
    elements = list(html.etree_element.iter())
    number = {element: index for index, element in enumerate(elements)}
    digests = digests_of(context.font_config)
    styles: list[list[tuple[str | None, bytes]]] = [[] for _ in elements]
    named: dict[int, bytes] = {}  # by their ids: what rules say is shared by many
    for element, pseudo, cascade in cascades(context.style_for):
        if element in number:
            name = named.get(id(cascade))
            if name is None:
                name = named[id(cascade)] = digests.digest(cascade)
            styles[number[element]].append((pseudo, name))
    notes = list(context.footnotes)
    text = Text(
        [(e.tag, e.text, e.tail, dict(e.attrib)) for e in elements],
        [tuple(sorted(each, key=_pseudo)) for each in styles],
        digests.told,
        tuple(number.get(note.element, -1) for note in notes),
        {number[child]: number[e] for e in elements for child in e},
    )
    place = {note: index for index, note in enumerate(notes)}
    return Session(context.font_config, text, elements, notes, place, number)


def digests_of(fonts: Any) -> Digests:
    """Find the digests of the styles that are used with a font configuration."""
    found: Digests = fonts.__dict__.setdefault(DIGESTS, Digests())
    return found


def _pseudo(style: tuple[str | None, bytes]) -> str:
    return style[0] or ""


def changed(new: Text, old: Text) -> list[int] | None:
    """Number those whose style or words are others now; None if more than that is."""
    if new.parent != old.parent or new.notes != old.notes:
        return None
    if len(new.facts) != len(old.facts) or _says_more(new, old):
        return None
    changed: list[int] = []
    for index, (style, had) in enumerate(zip(new.styles, old.styles, strict=True)):
        if style != had and any(
            name.startswith(_HANGING)
            for name in _differing(_told(style, new), _told(had, old))
        ):
            return None
        fact, was = new.facts[index], old.facts[index]
        if style != had or fact[1] != was[1] or fact[3] != was[3]:
            changed.append(index)
        if fact[2] != was[2]:  # the words behind an element belong to what it stands in
            changed.append(old.parent[index])
    return changed


def _says_more(new: Text, old: Text) -> bool:
    """Tell whether elements differ by more than styles and words, or tell of others."""
    pairs = zip(new.facts, old.facts, strict=True)
    if any(a[0] != b[0] or _others(a[3]) != _others(b[3]) for a, b in pairs):
        return True
    words = any(a[1:3] != b[1:3] for a, b in zip(new.facts, old.facts, strict=True))
    return words and _tells_elsewhere(new)


def _tells_elsewhere(text: Text) -> bool:
    """Tell whether a style says in one place the words of another."""
    used = {digest for styles in text.styles for _, digest in styles}
    return any("target" in text.told[each].get("content", "") for each in used)


def _others(attributes: dict[str, str]) -> dict[str, str]:
    return {k: v for k, v in attributes.items() if k not in _FREE}


def _told(style: Styles, text: Text) -> dict[str | None, Told]:
    return {pseudo: text.told[digest] for pseudo, digest in style}


def _differing(style: dict[Any, Told], had: dict[Any, Told]) -> Iterator[str]:
    for pseudo in style.keys() | had.keys():
        new, old = style.get(pseudo, {}), had.get(pseudo, {})
        yield from (k for k in new.keys() | old.keys() if new.get(k) != old.get(k))


def touched(changed: Iterable[int], old: Session) -> frozenset[int]:
    """Find the blocks that show the elements that have changed, in the last session."""
    notes = frozenset(old.text.notes)
    found = set()
    for start in changed:
        here: int | None = start
        above = list(_upwards(start, old.text))
        inside = next((each for each in above if each in notes), None)
        if inside is not None:  # a note shows as a whole, and where it is called
            found.add(inside)
            here = old.text.parent.get(inside)
        found.update(
            next(([e] for e in _upwards(here, old.text) if e in old.blocks), [])
        )
    return frozenset(found)


def _upwards(number: int | None, text: Text) -> Iterator[int]:
    while number is not None:
        yield number
        number = text.parent.get(number)
