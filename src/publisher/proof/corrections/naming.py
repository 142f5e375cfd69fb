"""Ids of corrections: made of what a mark says, and the same in every round."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

_SHOWN = 6  # hexadecimal digits of an id


def origin(*parts: object) -> str:
    """Digest what makes a mark the mark it is."""
    told = "\0".join(map(str, parts))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32]


def new_id(*parts: object, taken: Collection[str] = ()) -> str:
    """Make an id such as "c-3fa9c1" of what a mark says; "c-3fa9c1-2" if it is taken."""
    name = f"c-{origin(*parts)[:_SHOWN]}"
    number, unique = 1, name
    while unique in taken:
        number += 1
        unique = f"{name}-{number}"
    return unique
