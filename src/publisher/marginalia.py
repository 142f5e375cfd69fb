"""What stands around the pages of a proof, and over them: from `proof` to `package`.

Positions are in pt from the top left corner of the trimmed page, as in the page map.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from publisher.artifacts import Box
from publisher.diagnostics import Span


class Kind(StrEnum):
    """What a mark in the margin is."""

    TAG = "tag"  # where a paragraph was written: ch07:142
    FLAG = "flag"  # a finding of the check, by its number in the list
    REMARK = "remark"  # of the author for those who read the proof
    LOST = "lost"  # words that were taken out
    CHANGE = "change"  # what else was changed: a paragraph is new, or was moved


@dataclass(frozen=True, slots=True)
class Mark:
    """Words in the margin, about a line of the page."""

    kind: Kind
    y: float  # baseline of the line
    words: str
    number: int = 0  # of a flag or a remark, in the list at the end


@dataclass(frozen=True, slots=True)
class Caret:
    """A place on the page where words were taken out: left of it stands what is before."""

    x: float
    y: float  # baseline


@dataclass(frozen=True, slots=True)
class Bar:
    """Lines that differ from an earlier revision."""

    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Underline:
    """Words that are new, or that a finding is about."""

    kind: Kind  # CHANGE or FLAG
    x: float
    y: float  # baseline
    width: float


@dataclass(slots=True)
class ProofPage:
    """All that is drawn for one page of the book."""

    page: int
    marks: list[Mark] = field(default_factory=list)
    carets: list[Caret] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    underlines: list[Underline] = field(default_factory=list)
    lines: list[tuple[int, float]] = field(default_factory=list)  # number, baseline
    links: list[tuple[Box, Span]] = field(default_factory=list)
    edges: tuple[float, float] = (0.0, 0.0)  # of the text: left, right


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list at the end of a proof."""

    head: str  # "3", or "" where it has no number
    title: str  # "T004 · note"
    words: str
    hint: str = ""
    page: int = 0  # it leads there; 0: it is on no page
    place: str = ""  # "page 12, line 7 · ch07.md:142:10"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the list at the end."""

    title: str
    rows: tuple[Listed, ...]
    empty: str = ""  # what is said when there are none


@dataclass(frozen=True, slots=True)
class ProofBook:
    """A proof before it is drawn."""

    title: str
    round: int
    date: str  # as it is printed: "28 November 2026"
    stamp: str  # the same as ISO 8601: "2026-11-28"
    revision: str  # "v1.2-3-gabc1234, with changes", or ""
    since: str  # the revision that bars are against, or ""
    pages: tuple[ProofPage, ...]
    sections: tuple[Section, ...]
    outline: tuple[tuple[str, int], ...]  # titles, and the pages they begin on
    facts: bytes  # proof.json
    map: bytes  # pages.json
