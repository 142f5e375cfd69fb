"""Markup that is put together quickly: a book is half a million small pieces.

markupsafe's own `format` reads the whole language of format strings each time, which takes
most of the time of rendering. Ours are plain: `{}`, or `{0}` where a value stands twice.
"""

from __future__ import annotations

from functools import lru_cache
from string import Formatter
from typing import Self

import markupsafe

Pieces = tuple[tuple[str, int], ...]
LAST = -1  # no value follows the words


class Markup(markupsafe.Markup):
    """Words that are markup already: what is put into them by `format` is escaped."""

    __slots__ = ()

    def format(self, *values: object) -> Self:  # type: ignore[override]
        """Put values in the place of `{}`, escaped unless they are markup themselves."""
        parts: list[str] = []
        for words, index in _pieces(str(self)):
            parts.append(words)
            if index != LAST:
                value = values[index]
                if not isinstance(value, markupsafe.Markup):
                    value = markupsafe.escape(value)
                parts.append(value)
        return str.__new__(type(self), "".join(parts))


def escape(words: str) -> Markup:
    """Make markup of words: they stand there as they are."""
    return Markup(markupsafe.escape(words))


@lru_cache(maxsize=1024)
def _pieces(template: str) -> Pieces:
    """Split a template into words, each with the index of the value that follows them."""
    made: list[tuple[str, int]] = []
    for words, name, form, conversion in Formatter().parse(template):
        if name is None:
            made.append((words, LAST))
            continue
        if form or conversion or not (name == "" or name.isdecimal()):
            raise ValueError(f"no plain template: {template!r}")
        count = sum(index != LAST for _, index in made)
        made.append((words, int(name) if name else count))
    return tuple(made)
