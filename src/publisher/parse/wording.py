"""The author's own words, as a message shows them: on one line, and not too many."""

from __future__ import annotations


def shown(written: str, most: int = 60) -> str:
    """Give words on one line, cut short with an ellipsis."""
    words = " ".join(written[: most * 4].split())
    return words if len(words) <= most else words[: most - 1] + "…"
