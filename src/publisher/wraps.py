"""The measures of a cover that wraps around a book: back, spine and front in one sheet.

Lengths are in mm, measured on the sheet when it lies open, its outside up: the back is
left, or right in a book read from right to left.
"""

from __future__ import annotations

from dataclasses import dataclass

from publisher.bookinfo import CoverSettings, PrintSettings
from publisher.printers import CoverRules, padded, spine

RECKONED = CoverSettings()
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
    """A case has boards in the place of the trimmed book, and a hinge beside its spine."""
    least: float = 0.0  # the smallest letters that the printer can hold

    @property
    def whole(self) -> float:
        """The width of the open sheet, trimmed."""
        return 2 * self.width + self.spine

    @property
    def spine_has_words(self) -> bool:
        """Tell whether the printer lets the spine carry words, and they fit."""
        fits = self.spine >= NARROWEST and self.spine_words >= self.least
        return self.pages >= self.rules.spine_from and fits

    @property
    def spine_words(self) -> float:
        """How high letters on the spine may be: what is left between its clearances."""
        return self.spine - 2 * max(self.rules.spine_clearance, 0.14 * self.spine)

    @property
    def face(self) -> float:
        """How wide the part of front or back is that words may stand on."""
        return self.width - self.rules.hinge

    @property
    def front_face(self) -> float:
        """Where that of the front begins, from the left."""
        return 0.0 if self.right_to_left else self.front + self.rules.hinge

    @property
    def back_face(self) -> float:
        """Where that of the back begins."""
        return self.back + self.rules.hinge if self.right_to_left else 0.0

    @property
    def front(self) -> float:
        """Where the front begins, from the left."""
        return 0.0 if self.right_to_left else self.width + self.spine

    @property
    def back(self) -> float:
        """Where the back begins."""
        return self.width + self.spine if self.right_to_left else 0.0


def wrap(
    settings: PrintSettings,
    pages: int,
    own: CoverSettings = RECKONED,
    *,
    right_to_left: bool,
) -> Wrap | None:
    """Measure the cover of a book of so many pages; None where that is not known.

    `own` holds what the author had from the printer: the spine, and for a case the size of
    the whole sheet, of which the boards are what is not turned in.
    """
    wide = own.spine
    if wide is None:
        wide = spine(settings.press, settings.paper, pages)
    rules = settings.press.cover
    if wide is None or (rules.is_case and own.sheet is None):
        return None
    width, height = settings.trim
    if rules.is_case and own.sheet:
        across, up = (side - 2 * rules.bleed for side in own.sheet)
        width, height = round((across - wide) / 2, 3), round(up, 3)
    count = padded(settings.press, pages)
    least = settings.press.type * 25.4 / 72
    return Wrap(width, height, round(wide, 3), count, rules, right_to_left, least)
