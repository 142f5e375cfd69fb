"""How large a drawing is, and how it says so."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from publisher import rules
from publisher.config.paths import Refusal

Element: TypeAlias = Any  # lxml has no types

USUAL_SIZE = (300.0, 150.0)
"""Width and height in px of a drawing that says nothing: what browsers take (CSS 2.1)."""

_UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "q": 96 / 101.6,
    "in": 96.0,
    "em": 16.0,
    "rem": 16.0,
    "ex": 8.0,
}
_LENGTH = re.compile(r"\s*([+]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([a-z]*)\s*", re.I)


def sized(
    root: Element, path: PurePosixPath, remarks: list[Refusal]
) -> tuple[float, float]:
    """Give the natural size in px, and write what is missing of it into the drawing."""
    box = _view_box(root)
    width, height = _length(root.get("width")), _length(root.get("height"))
    if box:
        across, down = box
        if width is None and height is None:
            width, height = across, down
        width = width if width is not None else (height or 0) * across / down
        height = height if height is not None else width * down / across
    elif width is None or height is None:
        width, height = width or USUAL_SIZE[0], height or USUAL_SIZE[1]
        message = f'the drawing "{path}" does not say how large it is'
        hint = f"give it a viewBox; it is set {width:g} × {height:g} px large"
        remarks.append(Refusal(rules.SIZELESS_SVG, message, hint))
    root.set("width", f"{width:.6g}")
    root.set("height", f"{height:.6g}")
    if not box:
        root.set("viewBox", f"0 0 {width:.6g} {height:.6g}")
    return round(width, 3), round(height, 3)


def _view_box(root: Element) -> tuple[float, float] | None:
    numbers = re.split(r"[\s,]+", (root.get("viewBox") or "").strip())
    try:
        _, _, width, height = map(float, numbers)
    except ValueError:
        return None
    return (width, height) if 0 < width < 1e6 and 0 < height < 1e6 else None


def _length(written: str | None) -> float | None:
    """Turn a length into px; None for none, for nothing, and for a share of the page."""
    parts = _LENGTH.fullmatch(written or "")
    if not parts or parts[2].lower() not in _UNITS:
        return None
    length = float(parts[1]) * _UNITS[parts[2].lower()]
    return length if 0 < length < 1e6 else None
