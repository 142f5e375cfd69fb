"""The book as it is printed: what is shown in other outputs alone is left out of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from publisher.model import Book, Conditional, InlineConditional, Node

_PRINT = {"print", "pdf"}
T = TypeVar("T")


def as_printed(book: Book) -> Book:
    """Leave out of a book what is not shown in print, and take what is out of its frame."""
    notes: Mapping[str, Any] = {
        key: replace(each, note=_pruned(each.note)) for key, each in book.notes.items()
    }
    units = tuple(replace(unit, blocks=_each(unit.blocks)) for unit in book.units)
    return replace(book, units=units, notes=notes)


def _pruned(node: T) -> T:
    """Prune what a node holds; give the node itself where nothing goes."""
    if not isinstance(node, Node):
        return node
    changed: dict[str, Any] = {}
    for each in fields(node):
        value = getattr(node, each.name)
        if isinstance(value, tuple) and value:
            kept = _each(value)
            if len(kept) != len(value) or any(
                one is not other for one, other in zip(kept, value, strict=True)
            ):
                changed[each.name] = kept
    return replace(node, **changed) if changed else node


def _each(values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(kept for value in values for kept in _kept(value))


def _kept(value: Any) -> Iterator[Any]:  # noqa: ANN401 whatever a node holds
    match value:
        case Conditional() | InlineConditional():
            condition = value.condition
            wanted = not condition.formats or _PRINT & set(condition.formats)
            if wanted and not _PRINT & set(condition.not_formats):
                inner = (
                    value.blocks if isinstance(value, Conditional) else value.children
                )
                yield from _each(inner)
        case tuple():
            yield _each(value)
        case _:
            yield _pruned(value)
