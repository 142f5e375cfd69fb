"""A result made once: kept by all that it was made of, and found again.

The one way in which stages before and behind setting are spared work. A result is a value
like any other: what is found is equal to what would be made, or it is not found.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TypeVar, cast

from publisher.cache.keys import fingerprint, key
from publisher.cache.store import Cache

T = TypeVar("T")


def kept(
    cache: Cache | None, made_of: Iterable[str | bytes], make: Callable[[], T]
) -> T:
    """Give what `make` makes, or what it made before of the very same parts.

    `made_of` names the result, and all it depends on besides the program itself. What is
    kept must be a value: it is pickled, and nobody may change it.
    """
    if cache is None:
        return make()
    name = named(made_of)
    with suppress(KeyError):
        return cast(T, cache.value(name))
    data = pickle.dumps(make(), protocol=5)
    cache.put(name, data)
    return cast(T, pickle.loads(data))  # what is found next time, to the last reference


def named(made_of: Iterable[str | bytes]) -> str:
    """Name a result by its parts, and by the program itself."""
    return key("kept", fingerprint(), *made_of)
