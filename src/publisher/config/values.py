"""What stands in book.yaml, as values that know their place.

Every scalar stays the text its author typed, so that a book called "No", a language
"no" and a date are never turned into something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from publisher import rules
from publisher.diagnostics import Diagnostic, Span


@dataclass(frozen=True, slots=True)
class Word:
    """A single value. `plain`: written without quotes."""

    text: str
    span: Span
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    members: tuple[Value, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and what stands behind it."""

    key: Word
    value: Value


@dataclass(frozen=True, slots=True)
class Table:
    """Keys with values. No key stands in it twice."""

    entries: tuple[Entry, ...]
    span: Span


Value: TypeAlias = Word | Items | Table


def places(value: Value | None, prefix: str = "") -> Iterator[tuple[str, Span]]:
    """Yield every dotted key with its place: of a single value that, else of its key."""
    if not isinstance(value, Table):
        return
    for entry in value.entries:
        name = f"{prefix}{entry.key.text}"
        yield (
            name,
            entry.value.span if isinstance(entry.value, Word) else entry.key.span,
        )
        yield from places(entry.value, f"{name}.")


def key_twice(key: Word, first: Span) -> Diagnostic:
    """Report a key that was given before."""
    hint = f"first written at {first}; keep one"
    return rules.KEY_TWICE.at(key.span, f'"{key.text}" is written twice', hint)
