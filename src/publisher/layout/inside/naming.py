"""Glyphs in strings, four hexadecimal figures each, called by their CIDs (`publisher.cids`).

WeasyPrint 70.0 calls them by their numbers in the font.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_STRING = re.compile("<([0-9a-f]+)>")
_FIGURES = 4


class ByCid(str):
    """Strings and moves between them, whose glyphs are called by their CIDs."""

    __slots__ = ()


def recalled(text: str, cids: Mapping[int, int]) -> str:
    """Call the glyphs of a text by their CIDs that are called by their numbers, or back."""
    return (
        _STRING.sub(lambda found: f"<{_each(found[1], cids)}>", text) if cids else text
    )


def _each(glyphs: str, cids: Mapping[int, int]) -> str:
    numbers = (
        int(glyphs[at : at + _FIGURES], 16) for at in range(0, len(glyphs), _FIGURES)
    )
    return "".join(f"{cids.get(each, each):04x}" for each in numbers)
