"""Figures that leave a hole: they drift down, and the text after them closes it.

A figure that does not fit at the foot of a page goes to the next one and leaves its room
empty. Then text from behind it is set first, as much as the page holds, and the figure
stands at the head of the next page, if need be in the middle of a paragraph. It never
leaves its section. Only numbered figures drift, and those with a page of their own: others
may be spoken of as "this".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from itertools import pairwise, takewhile
from xml.etree.ElementTree import Element

from publisher.layout.cutting import cut, ends_of
from publisher.layout.letters import countable, own_words
from publisher.layout.markup import AT, DRIFTED, SKIP, WHOLE, add_class, classes
from publisher.layout.oneunit import HOLE, SetUnit
from publisher.layout.unitmap import UnitMap

AHEAD = 4  # pages: what begins further behind a hole does not move into it
MOST = 4  # figures that wait together
_SECTIONS = ("h1", "h2")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def has_holes(pages: UnitMap) -> bool:
    """Tell whether a figure leaves a hole before it."""
    return next(_holes(pages), None) is not None


def fill_holes(made: SetUnit, set_again: Callable[[Element], SetUnit]) -> SetUnit:
    """Let each figure drift that leaves a hole, if the pages are better for it.

    Figures are taken as they come: one that closes its hole may open another further
    on, which the next figure closes. What comes of it is judged at the end.
    """
    as_written, tried = made, set[tuple[str, ...]]()
    while found := _hole(made, tried):
        page, run = found
        tried.add(run)
        root = _drifted(made, page, run, set_again)
        if root is not None:
            made = min(made, set_again(root), key=_from_the_front)
    return min(as_written, made, key=SetUnit.faults)


def _from_the_front(made: SetUnit) -> tuple[int, int, list[float]]:
    """Measure a unit as `faults` does, but its holes page after page."""
    astray, pages, _ = made.faults()
    whites = (page.white for page in made.map.pages[:-1])
    return astray, pages, [white if white >= HOLE else 0 for white in whites]


def _hole(
    made: SetUnit, tried: set[tuple[str, ...]]
) -> tuple[int, tuple[str, ...]] | None:
    """Find a hole, and the figures that leave it; none that were tried together before."""
    for number, at in _holes(made.map):
        run = _run(made.root, at)
        if run and run not in tried:
            return number, run
    return None


def _holes(pages: UnitMap) -> Iterator[tuple[int, str]]:
    """Find the pages that are not full because the next begins with a figure."""
    for number, (page, following) in enumerate(pairwise(pages.pages), 1):
        if page.white >= HOLE and following.figure:
            yield number, following.figure


def _run(root: Element, at: str) -> tuple[str, ...]:
    """Name a figure and those that follow it at once, where all may drift."""
    parent = next(e for e in root.iter() if any(_is_figure(c, at) for c in e))
    blocks = list(parent)
    place = next(n for n, child in enumerate(blocks) if _is_figure(child, at))
    drifting = takewhile(_may_drift, blocks[place : place + MOST])
    return tuple(each.get(AT, "") for each in drifting)


def _may_drift(block: Element) -> bool:
    """Tell whether a block is a figure with a number, or with a page of its own."""
    own = {*WHOLE, "spread"}.intersection(classes(block))
    return block.tag == "figure" and ("id" in block.attrib or bool(own))


def _drifted(
    made: SetUnit,
    page: int,
    run: tuple[str, ...],
    set_again: Callable[[Element], SetUnit],
) -> Element | None:
    """Put figures where a page ends if it is set without them; None if it cannot be."""
    root = deepcopy(made.root)
    parent = next(e for e in root.iter() if any(_is_figure(c, run[0]) for c in e))
    place = next(n for n, c in enumerate(parent) if _is_figure(c, run[0]))
    figures = list(parent)[place : place + len(run)]
    for figure in figures:
        parent.remove(figure)
    behind = _cut_off(root, parent, made.map, page + AHEAD + len(run) - 1)
    index = _end(parent, place, page, set_again(root))
    for above, blocks in behind:
        above.extend(blocks)
    if index is None and behind:  # too little was set
        index = _end(parent, place, page, set_again(root))
    index = len(parent) if index is None else index
    while index > place and parent[index - 1].tag in _HEADINGS:
        index -= 1
    if index == place:
        return None
    for figure in figures:
        add_class(figure, DRIFTED)
    parent[index:index] = figures
    return root


def _cut_off(
    root: Element, parent: Element, pages: UnitMap, last: int
) -> list[tuple[Element, list[Element]]]:
    """Take out the blocks behind a parent's first that begin after a page; list them.

    A page's end does not depend on what stands pages behind it, and that need not be set
    to find it.
    """
    begins: dict[str, int] = {}
    for row in pages.blocks:
        if row.boxes and not row.note:
            begins.setdefault(str(row.span), row.boxes[0].page)
    above = {child: each for each in root.iter() for child in each}
    behind: list[tuple[Element, list[Element]]] = []
    inside: Element | None = None
    within: Element | None = parent
    while within is not None:
        blocks = list(within)
        passed = 0 if inside is None else blocks.index(inside) + 1
        late = (each for each in blocks[passed:] if _begin(each, begins) > last)
        if (first := next(late, None)) is not None:
            behind.append((within, blocks[blocks.index(first) :]))
            for each in behind[-1][1]:
                within.remove(each)
        inside, within = within, above.get(within)
    return behind


def _begin(block: Element, begins: Mapping[str, int]) -> int:
    """Give the page a block begins on, 0 if it is not known."""
    found = (begins.get(each.get(AT, ""), 0) for each in block.iter())
    return next(filter(None, found), 0)


def _end(parent: Element, place: int, page: int, without: SetUnit) -> int | None:
    """Find the block before which a page ends; the one that stands there is parted.

    None if all that was set ends before.
    """
    stops = _stops(parent, place)
    for index, block in enumerate(list(parent)[place:], place):
        if block.tag in stops:
            return index
        pages = _pages(block, without.map)
        if pages and pages[-1] > page:
            return index + (
                _parted(parent, index, page, without) if pages[0] <= page else 0
            )
    return None


def _stops(parent: Element, place: int) -> frozenset[str]:
    """Name what a figure may not pass: another, and the heading that ends its section.

    Headings below the second level only divide a section.
    """
    before = (each.tag for each in reversed(list(parent)[:place]))
    own = next((tag for tag in before if tag in _SECTIONS), "h1")
    return frozenset({"figure", *_SECTIONS[: _SECTIONS.index(own) + 1]})


def _is_figure(element: Element, at: str) -> bool:
    return element.tag == "figure" and element.get(AT) == at


def _pages(block: Element, pages: UnitMap) -> list[int]:
    """List the pages a block stands on, by the place it was written at."""
    at = {each.get(AT) for each in block.iter() if AT in each.attrib}
    boxes = (r.boxes for r in pages.blocks if str(r.span) in at and not r.note)
    return sorted({box.page for some in boxes for box in some})


def _parted(parent: Element, index: int, page: int, made: SetUnit) -> int:
    """Cut the paragraph that goes on over a page's end; count the blocks before the cut.

    What is no paragraph is not cut: the figure then follows it.
    """
    block = parent[index]
    lines = made.lines(block, through=page)
    ends = ends_of(lines, block)
    while ends and ends[-1].hyphenated:
        ends.pop()
    if block.tag != "p" or not ends:
        return 0 if block.tag == "p" else 1
    head, rest = cut(block, [ends[-1].end])
    rest.tail, head.tail = block.tail, "\n"
    rest.set(SKIP, str(int(block.get(SKIP, "0")) + len(_own(head))))
    add_class(head, "cut")
    add_class(rest, "run-on")
    parent[index : index + 1] = [head, rest]
    return 1


def _own(element: Element) -> str:
    return countable("".join(own_words(element)))
