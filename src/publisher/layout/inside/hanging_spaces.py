"""Spaces that hang at the end of a line, where WeasyPrint takes them for part of a word.

A text that fits in a line but for its last space ends the line: the space hangs there, and
is not seen. WeasyPrint 70.0 (`text.line_break.split_first_line`) finds no break before that
space, takes the whole text for one word that is too long, and divides the first word in it
that has a hyphenation point: "The Hydrographic Office con-" on a line with room for seven
words more; or, where that word has none, leaves it alone on its line. It happens wherever a
text in another type, a call or a page mark follows within a space's width of the edge.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from publisher.layout.inside.private import inline

_COLLAPSING = frozenset({"normal", "pre-line"})


@contextmanager
def spaces_hung() -> Iterator[None]:
    """Let spaces hang in all that is laid out meanwhile."""
    before = inline.split_first_line

    def split(
        text: str, style: Any, context: Any, room: Any, *more: Any, **how: Any
    ) -> Any:
        """Give the first line of a text."""
        found = before(text, style, context, room, *more, **how)
        words = text.rstrip(" ")
        if words == text or not _divided(found, words, style):
            return found
        layout, length, resume, width, *heights = before(
            words, style, context, room, *more, **how
        )
        if resume is not None or width > room:
            return found
        return layout, length, len(text.encode()), width, *heights

    inline.split_first_line = split
    try:
        yield
    finally:
        inline.split_first_line = before


def _divided(found: Any, words: str, style: Any) -> bool:
    """Tell whether a line ends within a word, or with its first, though all might fit."""
    layout, _, resume, *_ = found
    if resume is None or resume >= len(words.encode()):
        return False
    hyphen = style["hyphenate_character"]
    is_cut = bool(hyphen) and layout.text.endswith(hyphen)
    alone = " " not in layout.text.rstrip(" ")
    return style["white_space"] in _COLLAPSING and (is_cut or alone)
