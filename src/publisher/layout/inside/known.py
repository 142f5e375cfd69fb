"""What was read on a page, kept with the page: nobody reads the same boxes twice.

A page that was cast as a plate (`plates`) has no boxes; what is known of it is all there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

from publisher.layout.weasy import Page

_MARK = "_publisher_known"

T = TypeVar("T")


def known(page: Page) -> dict[str, Any]:
    """Give what is known of a page, by the name of who read it."""
    found: dict[str, Any] = page.__dict__.setdefault(_MARK, {})
    return found


def once(read: Callable[[Page], T]) -> Callable[[Page], T]:
    """Let a page be read once."""
    name = read.__name__

    @wraps(read)
    def again(page: Page) -> T:
        facts = known(page)
        if name not in facts:
            facts[name] = read(page)
        found: T = facts[name]
        return found

    return again


def all_once(read: Callable[[Page], Iterable[T]]) -> Callable[[Page], tuple[T, ...]]:
    """Let a page be read once for many things."""

    @wraps(read)
    def listed(page: Page) -> tuple[T, ...]:
        return tuple(read(page))

    return once(listed)
