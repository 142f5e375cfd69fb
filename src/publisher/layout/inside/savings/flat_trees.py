"""A box and all it holds, walked without a generator for every box.

Stands before `formatting_structure.boxes.Box.descendants`, which hands every box up through
the generators of all boxes around it. One that remembers where it is in each gives the same
boxes in the same order; and like it, looks at what a box holds only when it comes to it, so
that what is changed on the way counts.

Memory: none.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publisher.layout.inside.savings.insides import boxes
from publisher.layout.inside.savings.saving import Place, Saving

_Box = boxes.Box


def descendants(self: Any, placeholders: bool = False) -> Iterator[Any]:
    """Yield a box and all it holds, each before what it holds."""
    yield self
    within = [iter(self.children)]
    while within:
        for child in within[-1]:
            if isinstance(child, _Box):
                yield child
                if child.children:
                    within.append(iter(child.children))
                    break
            elif placeholders:  # one that stands for a box which is placed by itself
                yield from child.descendants(placeholders)
            else:
                yield child
        else:
            within.pop()


def _places() -> Iterator[Place]:
    yield Place(boxes.Box, "descendants", descendants)


SAVING = Saving(
    name="flat trees",
    rests_on={"formatting_structure/boxes.py": "8ffd28ab74a149f0"},
    places=_places,
)
