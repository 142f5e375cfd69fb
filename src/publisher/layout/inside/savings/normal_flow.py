"""Two questions asked of every box, answered by looking at less.

Stands before `formatting_structure.boxes.Box.is_in_normal_flow`, which asks five others
of a box: a box that neither floats nor is positioned is in the flow. And before
`ParentBox.page_values`, which looks at all children of a box to find the first and last
of them that count.

Memory: none.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from publisher.layout.inside.savings.insides import boxes
from publisher.layout.inside.savings.saving import Place, Saving

_in_flow = boxes.Box.is_in_normal_flow


def is_in_normal_flow(self: Any) -> bool:
    """Tell whether a box stands where the text has come to."""
    style = self.style
    if style["float"] == "none" and style["position"] == "static":
        return True
    return bool(_in_flow(self))


def page_values(self: Any) -> tuple[Any, Any]:
    """Name the kinds of page a box begins and ends on."""
    start = end = self.style["page"]
    first = _counting(self.children)
    if first is not None:
        last = _counting(reversed(self.children))
        at_first = first.page_values()
        at_last = at_first if last is first else last.page_values()
        start, end = at_first[0] or start, at_last[1] or end
    return start, end


def _counting(children: Iterable[Any]) -> Any:
    for child in children:
        if child.is_in_normal_flow() or child.is_floated():
            return child
    return None


def _places() -> Iterator[Place]:
    yield Place(boxes.Box, "is_in_normal_flow", is_in_normal_flow)
    yield Place(boxes.ParentBox, "page_values", page_values)


SAVING = Saving(
    name="normal flow",
    rests_on={"formatting_structure/boxes.py": "8ffd28ab74a149f0"},
    places=_places,
)
