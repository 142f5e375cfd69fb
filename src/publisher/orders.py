"""What a build can be asked for: which files, for whom, set and judged by whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from publisher.moment import moment
from publisher.tools import has_epubcheck

Say = Callable[[str], None]
EPUB, PDF = "epub", "pdf"
FORMATS = frozenset({EPUB, PDF})
PRESS, SCREEN = "press", "screen"
PURPOSES = ("", PRESS, SCREEN)
CHAPTERS, PLAIN = "chapters", "plain"
ENGINES = (CHAPTERS, PLAIN)


def quiet(words: str) -> None:
    """Say nothing of the progress."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a build is asked for."""

    formats: frozenset[str] = FORMATS
    edition: str = ""
    strict: bool = False  # let warnings fail the build
    judged: bool = True  # have finished files judged by outside programs too
    engine: str = CHAPTERS
    purpose: str = ""  # of the PDFs: PRESS, SCREEN, or "" for both
    grey: bool = False  # print in black ink alone, whatever book.yaml says
    marks: bool = False  # draw crop marks

    @property
    def words(self) -> tuple[str, ...]:
        """Say all this in words; and what the machine has a say in: judges, and dates."""
        asked = (
            self.edition, self.engine, str(self.strict), str(self.judged),
            self.purpose, str(self.grey), str(self.marks),
        )  # fmt: skip
        return (*asked, *sorted(self.formats), str(has_epubcheck()), str(moment()))
