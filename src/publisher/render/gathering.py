"""How a title ends: with its last two words together, for one short word is no line of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publisher.model import Inline, Text
from publisher.tree import plain

MANY, SHORT = 3, 14  # words before the last, and letters of the last two, kept together
NBSP = "\u00a0"


def gathered(title: Sequence[Inline]) -> Sequence[Inline]:
    """Keep the last two words of a title together, if it has many and these are short."""
    match title:
        case [*before, Text() as last]:
            ended = _ended(last.value, len(plain(tuple(title)).split()))
            return (*before, replace(last, value=ended))
        case _:
            return title


def gathered_words(title: str) -> str:
    """Do the same with a title that is nothing but words."""
    return _ended(title, len(title.split()))


def _ended(words: str, count: int) -> str:
    first, space, end = words.rpartition(" ")
    near = first.rpartition(" ")[2]
    if count <= MANY or not space or not near or len(near) + len(end) > SHORT:
        return words
    return f"{first}{NBSP}{end}"
