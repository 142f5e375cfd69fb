"""A print file while it is judged, and what it is judged by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pikepdf import Object, Pdf

from publisher.bookinfo import PrintSettings
from publisher.check.press.fonts import Fonts
from publisher.check.press.marks import Box, Mark, marks
from publisher.diagnostics import Diagnostic, Span
from publisher.points import Points
from publisher.printers import Printer
from publisher.rules import Rule

OURS = "the publisher is at fault, not the book: please report it"


@dataclass(slots=True)
class PressFile:
    """One file, with the book's pages to find places by."""

    pdf: Pdf
    path: Path
    points: Points
    settings: PrintSettings
    fonts: Fonts = field(default_factory=Fonts)
    _shown: dict[int, list[Mark]] = field(default_factory=dict)

    @property
    def printer(self) -> Printer:
        """Who is to print it."""
        return self.settings.press

    @property
    def count(self) -> int:
        """The number of its pages."""
        return len(self.pdf.pages)

    def pages(self) -> Iterator[tuple[int, Object]]:
        """Yield the pages with their numbers, from 1."""
        for number, page in enumerate(self.pdf.pages, 1):
            yield number, page.obj

    def marks(self) -> Iterator[tuple[int, Mark]]:
        """Yield what stands on all pages, page by page."""
        for number, _ in self.pages():
            for mark in self.marks_of(number):
                yield number, mark

    def marks_of(self, number: int) -> list[Mark]:
        """List what stands on one page."""
        if number not in self._shown:
            self._shown[number] = marks(self.pdf.pages[number - 1].obj, self.fonts)
        return self._shown[number]

    def label(self, number: int) -> str:
        """Give what a page is called; a page added for the printer has no name."""
        rows = self.points.pages.pages
        return rows[number - 1].label if number <= len(rows) else f"sheet {number}"

    def trim(self, number: int) -> Box:
        """Give the trimmed page."""
        page = self.pdf.pages[number - 1].obj
        return box(page.get("/TrimBox", page.get("/MediaBox")))

    def at(
        self, rule: Rule, number: int, message: str, hint: str = OURS, on: Box | None = None
    ) -> Diagnostic:
        """Make a finding about a page, at the place in the manuscript of what is there."""
        x = y = None
        if on is not None:
            trim = self.trim(number)
            x = (on.left + on.right) / 2 - trim.left
            y = trim.upper - (on.lower + on.upper) / 2
        where = self.points.on(number, x, y)
        return rule.at(where, f"page {self.label(number)}: {message}", hint)

    def whole(self, rule: Rule, message: str, hint: str = OURS) -> Diagnostic:
        """Make a finding about the file as a whole."""
        return rule.at(Span(PurePosixPath(self.path.name), 1), message, hint)


def box(read: Object) -> Box:
    """Read a rectangle of PDF."""
    left, lower, right, upper = (float(each) for each in read)  # type: ignore[attr-defined]
    return Box(left, lower, right, upper)


def first_of_each_page(
    found: Iterator[tuple[int, Mark]],
) -> Iterator[tuple[int, Mark, int]]:
    """Keep of the faults of a page the first, with how many there are on that page."""
    pages: dict[int, list[Mark]] = {}
    for number, mark in found:
        pages.setdefault(number, []).append(mark)
    for number, here in pages.items():
        yield number, here[0], len(here)


