"""The measures of a cover that wraps around a book: back, spine and front in one sheet.

Lengths are in mm, measured on the sheet when it lies open, its outside up: the back is
left, or right in a book read from right to left.
"""

from __future__ import annotations

from dataclasses import dataclass

from publisher.bookinfo import PrintSettings
from publisher.printers import CoverRules, padded, spine

NARROWEST = 5.0
"""Of a spine that carries words: less leaves no room between them and its edges."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """One cover."""

    width: float  # of the trimmed book
    height: float
    spine: float
    pages: int  # with blank ones that fill the last leaf
    rules: CoverRules
    right_to_left: bool = False

    @property
    def whole(self) -> float:
        """The width of the open sheet, trimmed."""
        return 2 * self.width + self.spine

    @property
    def spine_has_words(self) -> bool:
        """Tell whether the printer lets the spine carry words, and they fit."""
        return self.pages >= self.rules.spine_from and self.spine >= NARROWEST

    @property
    def spine_words(self) -> float:
        """How high letters on the spine may be: what is left between its clearances."""
        return self.spine - 2 * max(self.rules.spine_clearance, 0.14 * self.spine)

    @property
    def front(self) -> float:
        """Where the front begins, from the left."""
        return 0.0 if self.right_to_left else self.width + self.spine

    @property
    def back(self) -> float:
        """Where the back begins."""
        return self.width + self.spine if self.right_to_left else 0.0


def wrap(
    settings: PrintSettings, pages: int, own: float | None, *, right_to_left: bool
) -> Wrap | None:
    """Measure the cover of a book of so many pages; None where its spine is not known.

    `own` is a width of the spine that the author had from the printer.
    """
    wide = own if own is not None else spine(settings.press, settings.paper, pages)
    if wide is None:
        return None
    width, height = settings.trim
    count = padded(settings.press, pages)
    rules = settings.press.cover
    return Wrap(width, height, round(wide, 3), count, rules, right_to_left)
