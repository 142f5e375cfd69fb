"""Two settings of a unit compared: which elements have another style or other words now.

For `kept_pages`. Elements are told by their number in the tree, which is the same in
both documents when nothing but styles and words has changed.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

_FREE = frozenset({"class", "style", "data-at", "data-call"})
"""Attributes by which two elements may differ: styles show the first, the others places."""

_HANGING = ("counter_", "content", "string_set", "quotes", "bookmark_", "page")
"""Properties that reach other elements than those that have them."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A page: what it was made from, what was looked at, what it left behind."""

    before: tuple[Any, ...]
    looked_at: frozenset[int]  # numbers of elements
    page: Any
    children: tuple[Any, ...]  # text, notes, and the area of marginal notes
    after: tuple[Any, Any]  # where the text goes on, and on what kind of page
    state: Any  # of the counters
    waiting: tuple[int, ...]  # numbers of notes not yet called
    reported: tuple[int, ...]  # numbers of notes sent on


@dataclass(slots=True)
class Session:
    """One document, from the beginning of its layout to that of the next document's."""

    fonts: Any
    elements: list[Any]
    facts: list[tuple[Any, ...]]
    styles: list[dict[str | None, Any]]
    notes: list[Any]
    place: dict[Any, int]  # of a note among them
    number: dict[Any, int]  # of an element
    parent: dict[int, int]
    kept: dict[int, Kept] = field(default_factory=dict)
    blocks: set[int] = field(default_factory=set)  # all ever looked at
    last: Session | None = None
    touched: frozenset[int] = frozenset()  # of the last session: what is another now


def begun(html: Any, context: Any) -> Session:
    """Note of a document what can be compared with another."""
    elements = list(html.etree_element.iter())
    number = {element: index for index, element in enumerate(elements)}
    styles: list[dict[str | None, Any]] = [{} for _ in elements]
    for (element, pseudo), style in context.style_for.get_computed_styles().items():
        if element in number:
            styles[number[element]][pseudo] = style.cascaded
    return Session(
        context.font_config,
        elements,
        [(e.tag, e.text, e.tail, dict(e.attrib)) for e in elements],
        styles,
        list(context.footnotes),
        {note: index for index, note in enumerate(context.footnotes)},
        number,
        {number[child]: number[e] for e in elements for child in e},
    )


def changed(new: Session, old: Session) -> list[int] | None:
    """Number those whose style or words are others now; None if more than that is."""
    if new.fonts is not old.fonts or new.parent != old.parent:
        return None
    if len(new.facts) != len(old.facts) or len(new.notes) != len(old.notes):
        return None
    if _says_more(new, old):
        return None
    changed: list[int] = []
    for index, (style, had) in enumerate(zip(new.styles, old.styles, strict=True)):
        if style != had and any(
            name.startswith(_HANGING) for name in _differing(style, had)
        ):
            return None
        fact, was = new.facts[index], old.facts[index]
        if style != had or fact[1] != was[1] or fact[3] != was[3]:
            changed.append(index)
        if fact[2] != was[2]:  # the words behind an element belong to what it stands in
            changed.append(old.parent[index])
    return changed


def _says_more(new: Session, old: Session) -> bool:
    """Tell whether elements differ by more than styles and words, or tell of others."""
    pairs = zip(new.facts, old.facts, strict=True)
    if any(a[0] != b[0] or _others(a[3]) != _others(b[3]) for a, b in pairs):
        return True
    words = [fact[1:3] for fact in new.facts] != [fact[1:3] for fact in old.facts]
    return words and any(map(_tells_elsewhere, new.styles))


def _tells_elsewhere(style: dict[str | None, Any]) -> bool:
    """Tell whether a style says in one place the words of another."""
    said = (each.get("content") for each in style.values())
    return any("target" in repr(each[0]) for each in said if each)


def _others(attributes: dict[str, str]) -> dict[str, str]:
    return {k: v for k, v in attributes.items() if k not in _FREE}


def _differing(style: dict[Any, Any], had: dict[Any, Any]) -> Iterator[str]:
    for pseudo in style.keys() | had.keys():
        new, old = style.get(pseudo, {}), had.get(pseudo, {})
        yield from (k for k in new.keys() | old.keys() if new.get(k) != old.get(k))


def touched(changed: Iterable[int], old: Session) -> frozenset[int]:
    """Find the blocks that show the elements that have changed, in the last session."""
    notes = {old.number[note.element] for note in old.notes}
    found = set()
    for start in changed:
        here: int | None = start
        above = list(_upwards(start, old))
        inside = next((each for each in above if each in notes), None)
        if inside is not None:  # a note shows as a whole, and where it is called
            found.add(inside)
            here = old.parent.get(inside)
        found.update(next(([e] for e in _upwards(here, old) if e in old.blocks), []))
    return frozenset(found)


def _upwards(number: int | None, session: Session) -> Iterator[int]:
    while number is not None:
        yield number
        number = session.parent.get(number)
