"""The pages of a unit as lines: what faults are looked for in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LINE = 14.0  # pt, of a unit that has no line of text


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text on a page."""

    page: int  # of the unit, from 1
    owner: int  # number of the element whose line it is
    at: str  # data-at of the block it stands in
    tag: str  # of that element
    text: str
    height: float  # pt
    width: float  # pt, of what is drawn
    indent: float  # pt, of the first line of its paragraph
    running: bool  # a line of a paragraph that runs from margin to margin
    divided: bool  # it ends with a hyphen that was put in
    forced: bool  # it ends because the author says so
    added: float = 0.0  # em, to each word space to fill it
    justified: bool = False  # it is filled, unless it ends its paragraph


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its lines, and how it ends."""

    lines: tuple[Line, ...]
    white: float  # pt of empty paper under the text
    pictured: bool  # figures or pictures stand on it
    cut: bool  # the next page begins because somebody says so


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one unit."""

    leaves: tuple[Leaf, ...]
    unknown: frozenset[str] = frozenset()  # characters printed as an empty box

    @property
    def lines(self) -> Iterator[Line]:
        """Yield the lines of all pages."""
        for leaf in self.leaves:
            yield from leaf.lines

    def paragraphs(self) -> Iterator[Sequence[Line]]:
        """Yield the lines of each paragraph that runs from margin to margin."""
        found: dict[int, list[Line]] = {}
        for line in self.lines:
            if line.running:
                found.setdefault(line.owner, []).append(line)
        yield from found.values()

    def leading(self) -> float:
        """Give the distance of lines, in pt: that of most lines of paragraphs."""
        return _most([line.height for line in self.lines if line.running], LINE)

    def indent(self) -> float:
        """Give the indent of paragraphs, in pt: that of most that have one."""
        heads = [lines[0].indent for lines in self.paragraphs()]
        return _most([each for each in heads if each > 0], 0.0)


def _most(lengths: Sequence[float], otherwise: float) -> float:
    """Give the length, to a tenth, that most have that are not nothing."""
    counted = Counter(length for each in lengths if (length := round(each, 1)))
    return counted.most_common(1)[0][0] if counted else otherwise
