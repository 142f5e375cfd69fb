"""The sheet of a proof: how large it is, where the page lies on it, where marks stand."""

from __future__ import annotations

from dataclasses import dataclass

A4 = (595.276, 841.89)  # pt
_OUTSIDE, _INSIDE = 138.0, 24.0  # pt beside the trimmed page, at least
_ABOVE, _BELOW = 62.0, 62.0
GAP = 6.0  # between the trimmed page and what stands beside it
LANE = 10.0  # between tags and notes, for lines that lead from one to the other
TAGS = 38.0  # width of the column of source tags
_EDGE = 11.0  # kept free along the paper: desk printers do not reach it


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet; lengths in pt, from its lower left corner as PDF counts."""

    width: float
    height: float
    trim: tuple[float, float]
    inside: float  # from the edge of the paper to the trimmed page
    lower: float  # from the foot of the paper

    def origin(self, *, recto: bool) -> tuple[float, float]:
        """Say where the lower left corner of the trimmed page lies."""
        left = self.inside if recto else self.width - self.inside - self.trim[0]
        return left, self.lower

    def up(self, y: float) -> float:
        """Turn a distance from the top of the trimmed page into a height on the sheet."""
        return self.lower + self.trim[1] - y

    def tags(self, *, recto: bool) -> tuple[float, float]:
        """Say where the column of tags begins and ends: beside the page, outside."""
        left, _ = self.origin(recto=recto)
        if recto:
            begin = left + self.trim[0] + GAP
            return begin, begin + TAGS
        return left - GAP - TAGS, left - GAP

    def notes(self, *, recto: bool) -> tuple[float, float]:
        """Say where the column of flags, remarks and lost words begins and ends."""
        if recto:
            return self.tags(recto=True)[1] + LANE, self.width - _EDGE
        return _EDGE, self.tags(recto=False)[0] - LANE

    @property
    def span(self) -> tuple[float, float]:
        """Say between which heights marks may stand: lower and upper."""
        return 40.0, self.height - 42.0


def paper(width: float, height: float) -> Paper:
    """Choose the sheet for a trimmed page: A4 if that is large enough, else larger.

    A larger sheet has the shape of A4, so that it can be printed a little smaller.
    """
    wide = max(A4[0], width + _OUTSIDE + _INSIDE)
    high = max(A4[1], height + _ABOVE + _BELOW, wide * A4[1] / A4[0])
    wide = max(wide, high * A4[0] / A4[1]) if high > A4[1] else wide
    spare = wide - width - _OUTSIDE - _INSIDE
    inside = _INSIDE + spare / 4
    return Paper(
        round(wide, 3),
        round(high, 3),
        (width, height),
        round(inside, 3),
        round((high - height) / 2, 3),
    )
