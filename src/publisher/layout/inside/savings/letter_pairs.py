"""Pairs of letters: whether a line may be broken between them, asked once.

Stands before `text.line_break.can_break_text`. Wherever two pieces of a line meet, a word in
italics or the call of a note and what stands beside it, WeasyPrint asks Pango whether the
line may be broken between the last letter of the one and the first of the other. The answer
depends on these two and on the language. Longer texts are asked for as ever.

Memory: a bounded number of pairs.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publisher.layout.inside.savings.insides import line_break
from publisher.layout.inside.savings.memory import Memory
from publisher.layout.inside.savings.saving import Place, Saving, everywhere

PAIRS = 1_000

_can_break = line_break.can_break_text
_known: Memory[tuple[str, str | None], bool] = Memory(PAIRS)


def can_break_text(text: str, lang: Any) -> bool:
    """Tell whether a line may be broken within a text."""
    if len(text) > 2:
        return bool(_can_break(text, lang))
    key = text, lang
    found = _known.get(key)
    if found is None:
        found = bool(_can_break(text, lang))
        _known.keep(key, found)
    return found


def _places() -> Iterator[Place]:
    yield from everywhere(_can_break, can_break_text)


SAVING = Saving(
    name="letter pairs",
    rests_on={"text/line_break.py": "1f5a855ad992e0be"},
    places=_places,
    forget=_known.clear,
)
