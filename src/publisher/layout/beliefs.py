"""What is believed of a book while it is set.

What was believed when all page numbers fitted is kept. It never decides how a book is built:
with that a layout begins from its text (decision 10). But where an edit leaves a number
guessed wrong, its unit is set twice, the second time most likely as it was set last time;
so it is set in that way first, by the same worker (decision 59). Who would rest meanwhile
sets in advance the units that say where others are, of which little but their own length is not
known by then: it is taken from the last time. And a draft begins with it (decision 57).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Beliefs:
    """What is believed of the book, from one round to the next."""

    counts: list[int]  # pages of each unit
    names: Mapping[str, str]  # anchor → label of its page
    rooms: Mapping[str, str]  # anchor → what is as wide
    unsure: Mapping[str, int] = field(
        default_factory=dict
    )  # anchor → page in arabic figures, where that is a guess
    stiff: set[str] = field(default_factory=set)  # units whose figures differ in width
    near: frozenset[str] = (
        frozenset()
    )  # references whose target in another unit is in sight
    letters: Sequence[float] = ()  # of each unit, as `guessing` counts them
    keys: Sequence[str] = field(
        default=(), compare=False
    )  # of the units, as they fitted
