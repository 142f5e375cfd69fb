"""Values of frozen types pickled quickly: most of what is kept are such values.

Python pickles a frozen dataclass with slots as the values of its fields, in their order,
and asks the type which these are for every single value, both ways. A book has hundreds of
thousands of them. What is written stays the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import Field, fields, is_dataclass
from operator import attrgetter
from typing import Any, TypeAlias

Take: TypeAlias = Callable[[object, Sequence[object]], None]
"""Puts the values of all fields into a value that has none yet."""

PARTS: dict[type, Callable[[object], tuple[Any, ...]]] = {}
"""By type, how to pickle a value that is only to be told from others: as a call of its type
with the values of its fields, which nobody is to make. Nothing of it runs in Python."""


def quicken(module: Mapping[str, object]) -> None:
    """Have values of the frozen types that a module defines, by its globals, pickled so."""
    for kind in module.values():
        if (
            isinstance(kind, type)
            and kind.__module__ == module["__name__"]
            and is_dataclass(kind)
            and "__setstate__" in vars(kind)  # only those need help that are frozen
        ):
            names = [each.name for each in fields(kind)]
            if names:
                kind.__getstate__ = _told(names)  # type: ignore[method-assign,assignment]
                kind.__setstate__ = _taken(kind, names)  # type: ignore[attr-defined]
            if len(names) > 1:  # of one alone no tuple would be got
                parts = [part for each in fields(kind) for part in _parts(each)]
                kind.__parts__ = property(attrgetter(*parts))  # type: ignore[attr-defined]
                PARTS[kind] = attrgetter("__class__", "__parts__")


def _parts(of: Field[Any]) -> Sequence[str]:
    """Name what tells a field: a place, of which every node has one, by its own fields."""
    return [f"{of.name}.{name}" for name in _PLACE] if of.type == "Span" else [of.name]


_PLACE = ("path", "line", "column", "length")


def _told(names: list[str]) -> Callable[[object], Sequence[object]]:
    if len(names) == 1:
        return lambda value: [getattr(value, names[0])]
    told = attrgetter(*names)
    return lambda value: list(told(value))


def _taken(kind: type, names: list[str]) -> Take:
    """Give what puts fields in place; few of them are put one by one, without a loop."""
    puts = [getattr(kind, name).__set__ for name in names]  # slots know no freezing
    make = _TAKING.get(len(puts))
    if make:
        return make(*puts)

    def take(value: object, state: Sequence[object]) -> None:
        for put, part in zip(puts, state, strict=True):
            put(value, part)

    return take


Put: TypeAlias = Callable[[object, object], None]


def _two(a: Put, b: Put) -> Take:
    def take(value: object, state: Sequence[object]) -> None:
        one, two = state
        a(value, one)
        b(value, two)

    return take


def _three(a: Put, b: Put, c: Put) -> Take:
    def take(value: object, state: Sequence[object]) -> None:
        one, two, three = state
        a(value, one)
        b(value, two)
        c(value, three)

    return take


def _four(a: Put, b: Put, c: Put, d: Put) -> Take:
    def take(value: object, state: Sequence[object]) -> None:
        one, two, three, four = state
        a(value, one)
        b(value, two)
        c(value, three)
        d(value, four)

    return take


def _five(a: Put, b: Put, c: Put, d: Put, e: Put) -> Take:
    def take(value: object, state: Sequence[object]) -> None:
        one, two, three, four, five = state
        a(value, one)
        b(value, two)
        c(value, three)
        d(value, four)
        e(value, five)

    return take


_TAKING: Mapping[int, Callable[..., Take]] = {2: _two, 3: _three, 4: _four, 5: _five}
