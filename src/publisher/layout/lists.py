"""Lists that begin with another number than 1, or go on with theirs after a cut.

WeasyPrint does not read where a list starts; it counts as the styles say.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element


def keep_numbers(root: Element) -> None:
    """Have each list of a tree begin with its own number."""
    for each in root.iter("ol"):
        if start := each.get("start"):
            each.set("style", f"counter-reset: list-item {int(start) - 1}")
