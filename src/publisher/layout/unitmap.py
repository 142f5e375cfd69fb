"""The pages of one unit as data: what stands on them and where, counted from 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from publisher.artifacts import BlockRow, Box, NoteRow
from publisher.pickling import quicken

FIRST_WORDS = 60  # characters by which a page is recognised


@dataclass(frozen=True, slots=True)
class UnitPage:
    """One page of a unit."""

    margins: tuple[str, ...]
    first: str  # data-at of the block whose words stand first, "" if none has a place
    offset: int
    words: str  # the first, with marks where the number of a page is told
    initials: tuple[Box, ...]
    figures: tuple[Box, ...]
    pictures: tuple[Box, ...]
    white: float  # pt of empty paper under the text
    figure: str  # data-at of the figure that stands first, "" if something else does
    heads: tuple[Box, ...] = ()  # of tables that go on from the page before
    over: tuple[Box, ...] = ()  # captions that stand over their pictures
    beside: tuple[Box, ...] = ()  # numbers of lines, in the margin
    layered: bool = False  # some of its words are painted before or after the others
    note: int = (
        -1
    )  # which note or part of one, in the order of the markup, stands first
    leads: str = ""  # where the first link leads on a page without author's words


@dataclass(frozen=True, slots=True)
class UnitMap:
    """The pages of one unit, counted from 1."""

    pages: tuple[UnitPage, ...]
    blocks: tuple[BlockRow, ...]
    notes: tuple[NoteRow, ...]  # no page at all: the note is lost
    anchors: Mapping[str, int]
    disordered: frozenset[str]  # keys of notes that stand before what they follow
    wide: tuple[str, ...]  # data-at of blocks with a line wider than the page
    tall: tuple[str, ...] = ()  # data-at of blocks in notes that run off their page

    @property
    def astray(self) -> tuple[NoteRow, ...]:
        """The notes that do not begin with their call, or are not in order."""
        return tuple(
            row
            for row in self.notes
            if row.pages[:1] != (row.call,) or row.key in self.disordered
        )


quicken(globals())
