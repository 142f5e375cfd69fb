"""Notes that go by the number of the line they are called in, as in scholarly editions.

The number is known when the page is set. It is put into the markup, and the unit set again:
a number takes the room of two figures whatever it is, so lines and pages stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from xml.etree.ElementTree import Element

from publisher.layout.inside.content import PT
from publisher.layout.inside.hotspots import hotspots
from publisher.layout.inside.linenumbers import counted
from publisher.layout.oneunit import SetUnit
from publisher.layout.weasy import Page

LINE_OF = "data-line-of"
"""On the number of a line: the anchor that stands there."""

ROUNDS = 3  # settings until the numbers are left as they are
_FIGURE_SPACE = "\u2007"


def noted_by_line(made: SetUnit, set_again: Callable[[Element], SetUnit]) -> SetUnit:
    """Give notes the numbers of their lines, where they go by these."""
    if next(_rooms(made.root), None) is None:
        return made
    for _ in range(ROUNDS):
        root = deepcopy(made.root)
        if not _put_in(root, _lines(made)):
            break
        made = set_again(root)
    return made


def _rooms(root: Element) -> Iterator[Element]:
    return (each for each in root.iter("span") if LINE_OF in each.attrib)


def _put_in(root: Element, lines: Mapping[str, int]) -> bool:
    """Write numbers into their rooms; tell whether any is new."""
    changed = False
    for room in _rooms(root):
        said = f"{lines.get(room.get(LINE_OF, ''), 0):{_FIGURE_SPACE}>2}"
        changed = changed or room[0].text != said
        room[0].text = said
    return changed


def _lines(made: SetUnit) -> dict[str, int]:
    """Count the line of its page that each call stands in."""
    wanted = {each.get(LINE_OF, "") for each in _rooms(made.root)}
    found: dict[str, int] = {}
    for page in made.document.pages:
        found.update(_on(page, wanted))
    return found


def _on(page: Page, wanted: set[str]) -> Iterator[tuple[str, int]]:
    """Yield the calls of a page, each with the number of its line."""
    tops: list[float] | None = None
    for spot in hotspots(page):
        name = spot.element.get("id", "")
        if name in wanted:
            if tops is None:
                tops = [row.y for row in counted(page)]
            _, lower, _, upper = spot.area
            middle = page.height * PT - (lower + upper) / 2
            yield name, max(1, sum(top <= middle for top in tops))
