"""The book as a graph: everything in it that leads somewhere or can be led to.

Points are chapters, labels, figures and their like, notes, images, files, and the marks
of earlier editions and of the index. Ties are what leads from one to another: references,
links out, note calls, uses of images, includes. Frozen data: `weave` makes it from a
resolved book, checks and later stages look at it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from publisher.diagnostics import Span
from publisher.model import Form


class Sort(StrEnum):
    """What a point is."""

    CHAPTER = "chapter"  # a piece of the book; its kind says part, chapter, appendix …
    LABEL = "label"  # a heading below the title, a division, marked words
    DISPLAY = "display"  # a figure, map, table …; its kind is the key of its Kind
    NOTE = "note"  # its kind is the prefix of its series
    IMAGE = "image"
    FILE = "file"  # a text that others include
    PAGE_MARK = "page mark"  # its kind is the edition, its name the page
    INDEX_MARK = "index mark"  # its name is the entry


class Means(StrEnum):
    """How a tie leads."""

    REFERENCE = "reference"  # to a chapter, label or display
    LINK = "link"  # out of the book: the address is its end
    CALL = "call"  # to a note
    IMAGE = "image"  # to a picture that is shown
    LARGER = "larger image"  # to the larger version of one
    INCLUDE = "include"  # to a file


@dataclass(frozen=True, slots=True)
class Point:
    """Something that can be led to."""

    key: str  # unique in the graph; of a target or note its key, of a file "file:PATH"
    sort: Sort
    span: Span
    kind: str = ""
    name: str = ""  # what a reader sees: "Map 5", a title, a mark, a page, an entry
    within: str = ""  # key of the chapter or note it stands in
    pairs: tuple[tuple[str, str], ...] = ()  # of an index mark, as written


@dataclass(frozen=True, slots=True)
class Tie:
    """Something that leads from one point to another."""

    means: Means
    origin: str  # key of the chapter, note or file it stands in
    end: str  # key of a point, or an address; of an image there may be no such point
    span: Span
    before: str = ""  # of a reference: the words before it, in its paragraph
    said: str = ""  # its own words, if the author gave some
    form: Form = Form.WORDS
    lang: str = ""  # of the words around it


@dataclass(frozen=True, slots=True)
class Graph:
    """Every point by its key, in reading order, and every tie in reading order."""

    points: Mapping[str, Point]
    ties: tuple[Tie, ...]
    incoming: Mapping[str, tuple[Tie, ...]]  # by the key of the point they lead to

    def of(self, sort: Sort) -> Iterator[Point]:
        """Give the points of a sort in reading order."""
        return (point for point in self.points.values() if point.sort is sort)

    def by(self, means: Means) -> Iterator[Tie]:
        """Give the ties of a sort in reading order."""
        return (tie for tie in self.ties if tie.means is means)
