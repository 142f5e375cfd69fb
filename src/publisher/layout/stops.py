"""Where a block of a long note may be cut: after some of its lines.

A block may hold others: quotations, lists and their items, stanzas, tables and their rows.
The innermost are its **leaves**. One of several lines is cut between these: a paragraph, a
stanza, lines of code. Others stay whole: a row of a table, a picture, a term.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from publisher.layout.cutting import Line, ends_of
from publisher.layout.letters import countable
from publisher.layout.markup import classes

FINE, COARSE = 3, 6  # lines of the first parts of a block, and of all others
FINE_PARTS = 5  # a page may end in any of them; many small parts are slow to set
FEWEST = 2  # lines of a paragraph that stand together


@dataclass(frozen=True, slots=True)
class Measured:
    """What the galley showed of an element: the words of its lines, or how wide columns are."""

    told: Sequence[str]
    ragged: bool = False  # lines of words are not filled


Measures = Mapping[Element, Measured]

_HOLDERS = frozenset(
    {"aside", "blockquote", "dd", "div", "dl", "li", "ol", "table", "tbody", "ul"}
)
_BEFORE_OTHERS = frozenset(
    {"caption", "colgroup", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "thead"}
)
"""Leaves that stand with what follows them."""
_WHOLE = {"figure": COARSE}  # lines that are counted of what has none; else one


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where a block is cut: inside a leaf or behind it."""

    leaf: Element
    end: int  # letters, lines of verse or of code before it; 0: behind the leaf


def stops(block: Element, measures: Measures) -> list[Stop]:
    """Choose where to cut: every few lines, and before what is tall; never at a hyphen."""
    found: list[Stop] = []
    room = FINE
    for place in _places(block, measures)[:-FEWEST]:
        room -= 1
        if place.stop is not None and (room <= 0 or place.before_tall):
            found.append(place.stop)
            room = FINE if len(found) < FINE_PARTS else COARSE
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """The end of a line, and the cut behind it, if there may be one."""

    stop: Stop | None = None
    before_tall: bool = False  # what follows is one piece, as high as many lines


def to_measure(block: Element) -> Iterator[Element]:
    """Yield what the galley is to measure of a block."""
    yield from block.iter("table")
    for leaf in _leaves(block):
        if leaf.tag in {"p", "pre"}:
            yield from _verses(leaf) or (leaf,)
        elif leaf.tag == "tr":
            yield from leaf


def _places(block: Element, measures: Measures) -> list[_Place]:
    """Go through the lines of a block."""
    found: list[_Place] = []
    leaves = [(each, _lines(each, measures)) for each in _leaves(block)]
    for number, (leaf, lines) in enumerate(leaves, 1):
        for count, line in enumerate(lines[:-1], 1):
            free = FEWEST <= count <= len(lines) - FEWEST and not line.hyphenated
            found.append(_Place(Stop(leaf, line.end) if free and line.end else None))
        if lines:
            found.append(_behind(leaf, leaves[number:]))
    return found


def _behind(leaf: Element, others: Sequence[tuple[Element, Sequence[Line]]]) -> _Place:
    """Say whether a cut may be behind a leaf, given those that follow."""
    for following, lines in others[:1]:
        if leaf.tag not in _BEFORE_OTHERS and "signature" not in classes(following):
            return _Place(Stop(leaf, 0), _is_tall(lines))
    return _Place()


def _is_tall(lines: Sequence[Line]) -> bool:
    return len(lines) >= COARSE and not any(each.end for each in lines[:-1])


def _leaves(block: Element) -> Iterator[Element]:
    if _holds_blocks(block):
        for each in block:
            yield from _leaves(each)
    else:
        yield block


def _holds_blocks(element: Element) -> bool:
    """Tell whether an element holds blocks and nothing else."""
    words = (element.text, *(each.tail for each in element))
    return (
        element.tag in _HOLDERS
        and len(element) > 0
        and not countable("".join(each or "" for each in words))
    )


def _lines(leaf: Element, measures: Measures) -> Sequence[Line]:
    """List the lines of a leaf; where one ends behind which no cut may be, 0."""
    if leaf.tag == "p" and (verses := _verses(leaf)):
        heights = [len(measures[each].told) for each in verses]
        return _standing(heights)
    if leaf.tag == "p":
        return ends_of(measures[leaf].told, leaf)
    if leaf.tag == "pre":
        return _standing(_heights(leaf, measures[leaf].told))
    height = _WHOLE.get(leaf.tag, 1)
    if leaf.tag == "tr":
        height = max((len(measures[each].told) for each in leaf), default=1)
    return _whole(height)


def _standing(heights: Sequence[int]) -> list[Line]:
    """List lines that are written as such, some of which turn under themselves."""
    return [
        line
        for number, height in enumerate(heights, 1)
        for line in (*_whole(height)[1:], Line(number, hyphenated=False))
    ]


def _whole(height: int) -> list[Line]:
    return [Line(0, hyphenated=False)] * max(1, height)


def _verses(paragraph: Element) -> list[Element]:
    """List the lines of a stanza; of what is none, nothing."""
    return [each for each in paragraph if "line" in classes(each)]


def _heights(code: Element, lines: Sequence[str]) -> list[int]:
    """Count the lines on paper of each line of code."""
    shown = iter(lines)
    heights = []
    for written in "".join(code.itertext()).split("\n"):
        left, height = len(countable(written)), 0
        while height == 0 or left > 0:
            text = next(shown, None)
            left -= len(countable(text)) if text is not None else left
            height += 1
        heights.append(height)
    return heights
