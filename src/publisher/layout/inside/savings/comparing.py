"""Two settings of a unit compared: which elements have another style now.

For `kept_pages`. Elements are told by their number in the tree, which is the same in
both documents when nothing but styles has changed.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

_STYLING = frozenset({"class", "style"})
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
    """Number the elements whose style is another now; None if more than that is."""
    if new.fonts is not old.fonts or len(new.facts) != len(old.facts):
        return None
    if len(new.notes) != len(old.notes):
        return None
    changed = []
    for index, (fact, was) in enumerate(zip(new.facts, old.facts, strict=True)):
        if fact[:3] != was[:3] or _others(fact[3]) != _others(was[3]):
            return None
        style, had = new.styles[index], old.styles[index]
        if style != had:
            if any(name.startswith(_HANGING) for name in _differing(style, had)):
                return None
            changed.append(index)
        elif fact[3] != was[3]:
            changed.append(index)
    return changed


def _others(attributes: dict[str, str]) -> dict[str, str]:
    return {k: v for k, v in attributes.items() if k not in _STYLING}


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
