"""Calls of notes that follow each other: marks 1 and 2 are not 12."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.model import Inline, NoteCall, Text


def calls_apart(nodes: Sequence[Inline], space: str) -> Sequence[Inline]:
    """Put a space between calls that follow each other."""
    made: list[Inline] = []
    for node in nodes:
        if isinstance(node, NoteCall) and made and isinstance(made[-1], NoteCall):
            made.append(Text(span=node.span, value=space))
        made.append(node)
    return made
