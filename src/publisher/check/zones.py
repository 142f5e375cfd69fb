"""The zones of a printed page: where its text stands, its notes, its figures.

A page has zones: the text; each of the notes below it; figures, which may drift from
where they were written; initials, which are drawn before the text they begin; and what
is set aside: margins with running heads and folios, the numbers of lists, letters inside
pictures, heads of tables that are said again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from publisher.artifacts import BlockRow, Box, PageMap, PageRow
from publisher.bookinfo import PrintSettings

MM = 72 / 25.4  # pt
TEXT, FIGURES, INITIALS, ASIDE = "text", "figures", "initials", ""
NOTE = "note "  # and its key: every note is read for itself

SUNK = 2.5  # pt that a subscript of the last line may stand below its block
NUDGE = 8.0  # pt that a first line or a mark may stand out to the left of its block


@dataclass(frozen=True, slots=True)
class Line:
    """What there is at one height of a page."""

    zone: str
    edge: float  # what stands left of it is set aside
    beside: bool  # blocks stand beside each other, in columns
    apart: tuple[tuple[Box, str], ...]  # what has a zone of its own, and that zone


@dataclass(slots=True)
class Zones:
    """Where the text of one page stands; lengths in pt from the top left of the page."""

    top: float
    bottom: float
    page: PageRow
    blocks: list[BlockRow] = field(default_factory=list)
    at: dict[float, Line] = field(default_factory=dict)  # by height; what was found

    @property
    def told(self) -> str:
        """Say all this in a string, whatever page of the book it is."""
        own = self.page
        boxes = [
            (box.x, box.y, box.width, box.height, row.note)
            for row in self.blocks
            for box in row.boxes
            if box.page == own.index
        ]
        parts = [own.initials, own.figures, own.pictures, own.heads]
        parts += [own.beside, own.over]
        inside = [[(b.x, b.y, b.width, b.height) for b in part] for part in parts]
        return repr((self.top, self.bottom, own.layered, boxes, inside))

    def of(self, x: float, y: float) -> str:
        """Name the zone of a point: TEXT, FIGURES, INITIALS, ASIDE or a note."""
        line = self.line(y)
        for box, zone in line.apart:
            if box.x - 1 <= x < box.x + box.width - 1:
                return zone
        if (self.page.layered or line.beside) and line.zone != ASIDE:
            return self._around(x, y)
        return ASIDE if x < line.edge else line.zone

    def _around(self, x: float, y: float) -> str:
        """Name the zone of a point on a page where blocks stand beside each other."""
        around = [
            (box.width * box.height, row.note, box)
            for row in self.blocks
            for box in row.boxes
            if box.page == self.page.index and _spans(box, y - SUNK)
        ]
        across = [
            (size, note)
            for size, note, box in around
            if box.x - NUDGE <= x <= box.x + box.width + NUDGE
        ]
        if around and not across:
            return ASIDE
        _, note = min(across, default=(0, ""))
        figure = any(_spans(box, y) for box in self.page.figures)
        return NOTE + note if note else FIGURES if figure else TEXT

    def line(self, y: float) -> Line:
        """Say what there is at a height."""
        return self.at.get(y) or self._found(y)

    def _found(self, y: float) -> Line:
        own = self.page
        apart = [(box, FIGURES) for box in own.over if _spans(box, y)]
        apart += [(box, INITIALS) for box in own.initials if _spans(box, y)]
        apart += [
            (b, ASIDE) for b in (*own.pictures, *own.heads, *own.beside) if _spans(b, y)
        ]
        zone, edge, beside = self._across(y)
        if not self.top <= y <= self.bottom + SUNK:
            zone = ASIDE
        self.at[y] = Line(zone, edge - NUDGE, beside, tuple(apart))
        return self.at[y]

    def _across(self, y: float) -> tuple[str, float, bool]:
        """Name the zone at a height, and the left edge of its innermost block; tell of columns.

        No letter of a block stands on its very top, but one may stand below its foot.

        What stands left of that is the number or bullet of a list, which the style sets.
        """
        around = [
            (box.height * box.width, box.x, box.x + box.width, row.note)
            for row in self.blocks
            for box in row.boxes
            if box.page == self.page.index and _spans(box, y - SUNK)
        ]
        _, edge, _, note = min(around, default=(0, 0, 0, ""))
        ends = min((right for _, _, right, _ in around), default=0.0)
        beside = any(left >= ends for _, left, _, _ in around)
        figure = any(_spans(box, y) for box in self.page.figures)
        zone = NOTE + note if note else FIGURES if figure else TEXT
        return zone, edge, beside


def zones(pages: PageMap, settings: PrintSettings) -> Mapping[int, Zones]:
    """Tell text from notes, figures and margins on every page, by the page map."""
    top, _, bottom, _ = (margin * MM for margin in settings.margins)
    foot = pages.height - bottom
    made = {page.index: Zones(top, foot, page) for page in pages.pages}
    for row in pages.blocks:
        for page in {box.page for box in row.boxes}:
            made[page].blocks.append(row)
    return made


def _spans(box: Box, y: float) -> bool:
    return box.y <= y <= box.y + box.height
