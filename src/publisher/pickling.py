"""Values of frozen types pickled quickly: most of what is kept are such values.

Python pickles a frozen dataclass with slots as the values of its fields, in their order,
and asks the type which these are for every single value, both ways. A book has hundreds of
thousands of them. What is written stays the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from operator import attrgetter


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


def _told(names: list[str]) -> Callable[[object], Sequence[object]]:
    if len(names) == 1:
        return lambda value: [getattr(value, names[0])]
    told = attrgetter(*names)
    return lambda value: list(told(value))


def _taken(kind: type, names: list[str]) -> Callable[[object, Sequence[object]], None]:
    puts = [getattr(kind, name).__set__ for name in names]  # slots know no freezing

    def take(value: object, state: Sequence[object]) -> None:
        for put, part in zip(puts, state, strict=True):
            put(value, part)

    return take
