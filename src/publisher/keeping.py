"""What each unit of a book is made of, told by a name: two of one name become the same.

Of a book that was edited most units are what they were. What is made of a unit alone, its
markup for paper and what is said of it, is kept by the name of the unit: the trees of its
text and of its notes, and what it may say of the rest of the book. That is the name and
title of everything that can be referred to, and all of book.yaml; not where these were
written. So a changed word is the business of its own unit, a new heading that of all.
"""

from __future__ import annotations

import copyreg
import io
import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, TypeVar

from publisher.cache import Cache, kept, key
from publisher.model import Book, Node, NumberedNote, Target, Unit
from publisher.pickling import PARTS

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a book by name, and what was made of them before."""

    cache: Cache
    names: Mapping[PurePosixPath, str]  # of all the texts that each was parsed from
    became: dict[str, str] = field(default_factory=dict)
    """By Unit.id, what a unit with its notes became, named by all that it was made of."""


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a book, and what was made of them before."""

    cache: Cache | None
    names: Mapping[str, str]  # by Unit.id

    def kept(
        self, what: str, unit: Unit, make: Callable[[], T], *more: str | bytes
    ) -> T:
        """Give what is made of a unit, `what` for short; `more` is what else it is made of."""
        if self.cache is None:
            return make()
        return kept(self.cache, (what, self.names[unit.id], *more), make)


def units_of(
    book: Book, cache: Cache | None, became: Mapping[str, str] | None = None
) -> Units:
    """Name the units of a book, if what is made of them can be kept.

    A unit that has a name for what it `became` is not looked at to find another.
    """
    return Units(cache, dict(_named(book, became or {})) if cache else {})


def _named(book: Book, became: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    around = key(digest(book.info), *map(repr, _around(book)))
    notes: dict[str, list[NumberedNote]] = {}
    for note in book.notes.values():
        notes.setdefault(note.unit, []).append(note)
    for unit in book.units:
        name = became.get(unit.id) or digest((unit, notes.get(unit.id)))
        yield unit.id, key(around, name)


def _around(book: Book) -> Iterator[object]:
    """Yield all that a unit may say or ask of the rest of its book."""
    yield book.edition
    yield book.left_out
    yield dict(book.words)
    for each in book.units:
        yield each.id, each.role, each.matter, each.target, each.part, each.lang
    for label, target in book.targets.items():
        yield label, _told(target)


def _told(target: Target) -> tuple[object, ...]:
    return tuple(
        _unplaced(getattr(target, each.name))
        for each in fields(target)
        if each.name != "span"
    )


def _unplaced(value: object) -> object:
    """Leave out of a tree where it was written."""
    if isinstance(value, tuple):
        return tuple(map(_unplaced, value))
    if not isinstance(value, Node):
        return value
    parts = (each.name for each in fields(value) if each.name != "span")
    return type(value).__name__, *(_unplaced(getattr(value, name)) for name in parts)


def _as_dict(table: MappingProxyType[object, object]) -> tuple[object, ...]:
    return dict, (dict(table),)


_TABLE: Any = copyreg.dispatch_table | {MappingProxyType: _as_dict} | PARTS
"""How to pickle what pickle does not know, a mapping that nobody may change, and what it is
slow with."""


def digest(value: object) -> str:
    """Digest a value. Equal values may have two digests; two values never have one."""
    data = io.BytesIO()
    pickler = pickle.Pickler(data, protocol=5)
    pickler.dispatch_table = _TABLE
    pickler.dump(value)
    return key(data.getvalue())
