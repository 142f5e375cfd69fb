"""Two settings of a unit compared: which elements have another style or other words now.

For `kept_pages`. Elements are told by their number in the tree, which is the same in both
documents as long as nothing but styles and words has changed: up to the first element that
is new, or gone. What stands behind it counts as changed.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

import pickle
import zlib
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from publisher.layout.inside.savings.digests import Digests, Told
from publisher.layout.inside.savings.matched_styles import cascades
from publisher.pickling import quicken

_PLACES = frozenset({"data-at", "data-call"})
"""Attributes that say where something stands in the manuscript: no page shows them."""

_FREE = frozenset({"class", "style"}) | _PLACES
"""Attributes by which two elements may differ: styles show the first."""

_HANGING = ("counter_", "content", "string_set", "quotes", "bookmark_", "page")
"""Properties that reach other elements than those that have them."""

QUICK = 1  # level of compression
FEW = 8  # the part of a text, from its beginning, that is worth comparing

DIGESTS = "_publisher_digests"  # of the styles, with a font configuration

Styles = tuple[tuple[str | None, bytes], ...]
"""Of an element and what is generated for it: digests."""


Waiting = tuple[tuple[int, ...], tuple[int, ...]]
"""Numbers of notes: those that wait for their call, and those that were sent on."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A page: what it was made from, what was looked at, what it left behind."""

    before: tuple[Any, ...]
    notes: Waiting
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

    def __reduce__(self) -> Any:
        """Tell it to another process, in few bytes."""
        values = [getattr(self, each.name) for each in fields(self)]
        return _unpacked, (zlib.compress(pickle.dumps(values, protocol=5), QUICK),)


def _unpacked(data: bytes) -> Text:
    return Text(*pickle.loads(zlib.decompress(data)))


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
    last: list[tuple[Session, Change, frozenset[int]]] = field(default_factory=list)
    # others of the same unit, each with what is another now, and the blocks that show it


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


@dataclass(frozen=True, slots=True)
class Change:
    """What is another in a text than in one before it."""

    elements: list[int]  # whose style or words are others
    end: int  # up to which element the two have the same
    notes: int  # of these that are notes
    whole: bool  # that is all of both

    def same(self, waiting: Waiting, kept: Kept) -> bool:
        """Tell whether the same notes wait in both texts, and all those behind the end.

        They must wait in their order, and none may have been sent on from behind the end.
        """
        if self.whole:
            return waiting == kept.notes
        (now, sent_on), (then, were_sent_on) = waiting, kept.notes
        lists = (now, then, kept.waiting)
        if any(sorted(each) != list(each) for each in lists) or sent_on != were_sent_on:
            return False
        before = [[n for n in each if n < self.notes] for each in (now, then)]
        return before[0] == before[1] and all(each < self.notes for each in sent_on)

    def renumbered(self, waiting: tuple[int, ...], count: int) -> tuple[int, ...]:
        """List the notes that wait in a text with so many, none behind the end called."""
        if self.whole:
            return waiting
        before = (number for number in waiting if number < self.notes)
        return (*before, *range(self.notes, count))


def changed(new: Text, old: Text, looked_at: set[int]) -> Change | None:
    """Compare two texts, from the beginning on; None if nothing is to be learnt from one.

    `looked_at` are the blocks of the old one.
    """
    end = _end(new, old)
    notes = [sum(each < end for each in text.notes) for text in (new, old)]
    if end < len(old.facts) // FEW or notes[0] != notes[1]:
        return None
    if new.notes[: notes[0]] != old.notes[: notes[0]] or _tells_more(new, old, end):
        return None
    elements = list(_grown(new, old, end, looked_at))
    shown = _shows_places(new)
    for index in range(end):
        style, had = new.styles[index], old.styles[index]
        if style != had and any(
            name.startswith(_HANGING)
            for name in _differing(_told(style, new), _told(had, old))
        ):
            return None
        fact, was = new.facts[index], old.facts[index]
        if style != had or fact[1] != was[1] or _differ(fact[3], was[3], shown):
            elements.append(index)
        if fact[2] != was[2] and index:  # words behind an element are those around it
            elements.append(old.parent[index])
    whole = len(new.facts) == len(old.facts) == end
    return Change(elements, end, notes[0], whole)


def _end(new: Text, old: Text) -> int:
    """Count the elements that are the same but for style and words, from the first on."""
    for index, (fact, was) in enumerate(zip(new.facts, old.facts, strict=False)):
        same = fact[0] == was[0] and _others(fact[3]) == _others(was[3])
        if not same or new.parent.get(index) != old.parent.get(index):
            return index
    return min(len(new.facts), len(old.facts))


def _tells_more(new: Text, old: Text, end: int) -> bool:
    """Tell whether texts that differ say in one place the words of another."""
    whole = len(new.facts) == len(old.facts) == end
    pairs = zip(new.facts, old.facts, strict=False)
    same = whole and all(a[1:3] == b[1:3] for a, b in pairs)
    return not same and _tells_elsewhere(new)


def _grown(new: Text, old: Text, end: int, looked_at: set[int]) -> Iterator[int]:
    """Number what shows that something else than before stands behind the end.

    Elements before the end that have children behind it, in one of the texts; but of those
    that hold nothing but blocks, and no words, only the last child, if they ended with it:
    a page is made of one block after the other.
    """
    children: dict[int, list[int]] = {}
    for child, above in old.parent.items():
        children.setdefault(above, []).append(child)
    grown = {
        above
        for text in (new, old)
        for child, above in text.parent.items()
        if child >= end > above
    }
    for index in grown:
        own = children.get(index, [])
        before = [child for child in own if child < end]
        words = [old.facts[index][1], *(old.facts[child][2] for child in own)]
        words += [new.facts[index][1]]
        if not before or not looked_at.issuperset(before) or any(map(_is_said, words)):
            yield index
        elif before == own:
            yield before[-1]


def _is_said(words: str | None) -> bool:
    return bool(words and words.strip())


def _tells_elsewhere(text: Text) -> bool:
    """Tell whether a style says in one place the words of another."""
    used = {digest for styles in text.styles for _, digest in styles}
    return any("target" in text.told[each].get("content", "") for each in used)


def _shows_places(text: Text) -> bool:
    """Tell whether a style asks for the place of something in the manuscript."""
    used = {digest for styles in text.styles for _, digest in styles}
    values = (value for each in used for value in text.told[each].values())
    return any(place in value for value in values for place in _PLACES)


def _differ(attributes: dict[str, str], had: dict[str, str], places: bool) -> bool:
    """Tell whether attributes are others; `places` are, if they are shown."""
    if attributes == had:
        return False
    free = frozenset[str]() if places else _PLACES
    return _but(free, attributes) != _but(free, had)


def _others(attributes: dict[str, str]) -> dict[str, str]:
    return _but(_FREE, attributes)


def _but(free: Container[str], attributes: dict[str, str]) -> dict[str, str]:
    return {k: v for k, v in attributes.items() if k not in free}


def _told(style: Styles, text: Text) -> dict[str | None, Told]:
    return {pseudo: text.told[digest] for pseudo, digest in style}


def _differing(style: dict[Any, Told], had: dict[Any, Told]) -> Iterator[str]:
    for pseudo in style.keys() | had.keys():
        new, old = style.get(pseudo, {}), had.get(pseudo, {})
        yield from (k for k in new.keys() | old.keys() if new.get(k) != old.get(k))


def touched(change: Change, old: Session) -> frozenset[int]:
    """Find the blocks that show what has changed, in the last session."""
    notes = frozenset(old.text.notes)
    found = set(range(change.end, len(old.text.facts)))
    for start in change.elements:
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


quicken(globals())
