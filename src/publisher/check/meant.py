"""Which file was meant by a name that no file has."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import PurePosixPath

_MOST = 2000
"""Names that are compared letter by letter."""


def meant(name: str, there: Sequence[str]) -> str | None:
    """Find the likeliest: the same in other capitals, then elsewhere, then a like name."""
    same = [each for each in there if each.casefold() == name.casefold()]
    own = PurePosixPath(name).name.casefold()
    moved = [each for each in there if PurePosixPath(each).name.casefold() == own]
    for likely in (same, moved):
        if likely:
            return likely[0]
    near = get_close_matches(name, there[:_MOST], n=1)
    return near[0] if near else None
