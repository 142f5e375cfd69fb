"""What a drawing asks for that print does not draw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

Element: TypeAlias = Any  # lxml has no types

_DRAWN = frozenset({"feOffset", "feBlend"})
"""Steps of a filter that the print engine takes."""

_FILTERED = re.compile(r"\bfilter\s*:\s*url\(", re.IGNORECASE)
_BLENDED = re.compile(r"\bmix-blend-mode\s*:\s*(?!normal)\w", re.IGNORECASE)
_VARIED = re.compile(r"\bvar\(\s*--", re.IGNORECASE)


def undrawn(root: Element) -> list[str]:
    """Name in words what print leaves out, each once."""
    return list(dict.fromkeys(_undrawn(root)))


def _undrawn(root: Element) -> Iterator[str]:
    styles = list(_styles(root))
    steps = [
        name
        for name in (each.tag.rpartition("}")[2] for each in root.iter())
        if name.startswith("fe")
        and name not in _DRAWN
        and not name.startswith("feFunc")
    ]
    if steps and any(map(_FILTERED.search, styles)):
        yield from (f"a filter ({step})" for step in steps)
    if any(map(_BLENDED.search, styles)):
        yield "blending (mix-blend-mode)"
    if any(map(_VARIED.search, styles)):
        yield "variables (var)"


def _styles(root: Element) -> Iterator[str]:
    """Give all that is said of looks, as styles write it."""
    for each in root.iter():
        if each.tag.endswith("}style"):
            yield each.text or ""
        for name, value in each.attrib.items():
            yield value if name == "style" else f"{name}: {value}"
