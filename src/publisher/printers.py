"""What printing houses ask for, as values. The figures stand in `printers.yaml`.

Lengths are in mm, ink in per cent of the four inks together, pages count from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

X4, X1A = "PDF/X-4", "PDF/X-1a:2001"
STANDARDS = (X4, X1A)


@dataclass(frozen=True, slots=True)
class Bleed:
    """How far colour runs over the trim, on each edge."""

    top: float = 0.0
    outside: float = 0.0
    bottom: float = 0.0
    inside: float = 0.0

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return any((self.top, self.outside, self.bottom, self.inside))


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper a printer offers: how thick a page of it is, how many pages it can bind."""

    key: str
    page: float | None  # thickness of one page (half a leaf), mm; None: ask the printer
    fewest: int = 1
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Gutter:
    """The narrowest inside margin that books of some length may have."""

    fewest: int
    most: int
    margin: float


@dataclass(frozen=True, slots=True)
class CoverRules:
    """What a wrap-around cover must keep to."""

    bleed: float = 3.0
    safe: float = 3.0  # text stays so far from the trim
    spine_from: int = 0  # pages from which the spine may carry words
    spine_clearance: float = 1.6  # between these words and the edges of the spine
    barcode: tuple[float, float] = (50.8, 30.5)  # width, height of its white field
    barcode_clearance: float = 6.35  # between it and trim or spine
    hinge: float = 0.0  # of a case: beside the spine, where boards bend; no words there

    @property
    def is_case(self) -> bool:
        """Tell whether it is glued around boards, which are larger than the pages."""
        return self.hinge > 0


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure comes from, and how far it is to be trusted: A, B or C."""

    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Printer:
    """Who prints the book, and what files they accept."""

    key: str
    name: str
    standard: str = X4
    condition: str = "fogra39"  # of printing, by its key in `package/press/conditions`
    ink: float = 300.0  # most of all four inks on one spot, per cent
    transparency: bool = True
    trims: tuple[tuple[float, float], ...] = ()  # width, height; none: any
    custom: tuple[float, float, float, float] | None = None
    """Least and greatest width, least and greatest height of other trims."""
    papers: Mapping[str, Paper] = field(default_factory=dict)
    multiple: int = 1  # the number of pages is a multiple of this
    last_blank: bool = False
    gutters: tuple[Gutter, ...] = ()
    edge: float = 0.0  # least outer margin
    edge_with_bleed: float = 0.0  # the same where colour runs over the trim
    bleed: Bleed | None = None  # None: as book.yaml says, on all four edges
    resolution: int = 300  # least dots per inch of pictures
    line_art: int = 600  # the same of pictures of two tones
    type: float = 5.0  # least size of letters, pt
    line: float = 0.25  # least width of a line, pt
    cover: CoverRules = field(default_factory=CoverRules)
    origins: Mapping[str, Origin] = field(default_factory=dict)  # by field


def gutter(printer: Printer, pages: int) -> float:
    """Give the least inside margin of a book of so many pages, in mm.

    A book longer than the printer binds keeps the widest; its length is another matter.
    """
    if not printer.gutters:
        return 0.0
    fitting = [each.margin for each in printer.gutters if pages <= each.most]
    return fitting[0] if fitting else printer.gutters[-1].margin


def padded(printer: Printer, pages: int) -> int:
    """Give the number of pages with the blank ones that make it the printer's multiple."""
    least = pages + printer.last_blank
    return -(-least // printer.multiple) * printer.multiple


def spine(printer: Printer, paper: str, pages: int) -> float | None:
    """Give the width of the spine in mm; None where only the printer can tell."""
    known = printer.papers.get(paper)
    return known.page * padded(printer, pages) if known and known.page else None
