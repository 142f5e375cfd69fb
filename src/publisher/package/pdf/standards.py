"""What the file for the screen keeps to: PDF/UA and PDF/A, of today or of before.

PDF/UA-2 (ISO 14289-2) with PDF/A-4 (ISO 19005-4) is PDF 2.0; PDF/UA-1 (ISO 14289-1) with
PDF/A-3a (ISO 19005-3) is PDF 1.7, for programs and shops that know no other.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standard:
    """One pair of standards."""

    version: str  # of PDF
    universal: int  # part of PDF/UA
    archive: int  # part of PDF/A
    level: str  # of PDF/A; "" where it has none

    @property
    def is_second(self) -> bool:
        """Tell whether it is of the time of PDF 2.0.

        Then what leads somewhere leads to an element of the structure, and the file is
        described by XMP alone.
        """
        return self.version == "2.0"


STANDARDS = {
    "ua-2": Standard("2.0", universal=2, archive=4, level=""),
    "ua-1": Standard("1.7", universal=1, archive=3, level="A"),
}
"""By what book.yaml calls them."""

PRESS = Standard("1.7", universal=0, archive=0, level="")
"""The pages before they are made ready for the press: no promise."""
