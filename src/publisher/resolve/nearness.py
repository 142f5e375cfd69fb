""" "Did you mean …?": the likeliest right word for a wrong one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Find the known word most like this one. Two letters exchanged are near enough."""
    cutoff = min(cutoff, 0.5) if len(word) < 4 else cutoff
    near = get_close_matches(word, sorted(set(known)), n=1, cutoff=cutoff)
    return near[0] if near else None


def hint(word: str, known: Collection[str], otherwise: str) -> str:
    """Ask whether a near word was meant, or say what else can be done."""
    near = nearest(word, known)
    return f'did you mean "{near}"?' if near else otherwise
