"""What a reader wants changed, and what became of it: values, and nothing that acts.

Columns count characters, from 1; lines and sheets count from 1; boxes are in pt from the
top left corner of the trimmed page, as in the page map.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum


class Kind(StrEnum):
    """The mark a reader made. The words of the PDF reference, without its capitals."""

    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"
    SQUIGGLY = "squiggly"
    STRIKE_OUT = "strike-out"
    REPLACE = "replace"  # struck out, with other words for it
    CARET = "caret"
    NOTE = "note"  # a sticky note
    TEXT = "text"  # words written on the page (FreeText)
    INK = "ink"
    STAMP = "stamp"
    SHAPE = "shape"  # a line, a box, a circle
    DESK = "desk"  # words chosen at the proof desk


class State(StrEnum):
    """What became of a correction."""

    OPEN = "open"
    DONE = "done"
    DECLINED = "declined"


class Certainty(StrEnum):
    """How well the place in the manuscript is known."""

    SURE = "sure"  # these very words
    UNSURE = "unsure"  # the right neighbourhood; `doubt` says what is not known
    LOST = "lost"  # no place; `doubt` says why


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of a file of the manuscript, its end not included.

    A point between two characters (a caret) has the same beginning and end.
    """

    path: str  # from the folder of book.yaml, with slashes
    line: int
    column: int = 1
    end_line: int = 0  # 0: a place without a known end
    end_column: int = 0

    def __str__(self) -> str:
        """Print as editors expect it: path:line:column."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Rect:
    """Where the mark stands on a sheet."""

    sheet: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Reply:
    """What someone else said to a mark."""

    reader: str
    words: str
    date: str = ""  # ISO 8601


@dataclass(frozen=True, slots=True)
class Correction:
    """One mark of one reader, and what became of it. `id` is the same for ever."""

    id: str
    reader: str
    kind: Kind
    words: str = ""  # the reader's
    replacement: str | None = None  # a suggested edit: words instead of `quote`
    place: Place | None = None
    quote: str = ""  # the words meant, as the manuscript has them; "" for a caret
    before: str = ""  # words in front of them
    after: str = ""  # words behind them
    printed: str = ""  # the words meant, as they are printed
    sheet: int = 0  # 0: not on a page
    page: str = ""  # what the sheet is called: "xii", "112"
    boxes: tuple[Rect, ...] = ()
    certainty: Certainty = Certainty.SURE
    doubt: str = ""
    state: State = State.OPEN
    reason: str = ""  # why it was declined
    settled_by: str = ""  # who settled, declined or reopened it last
    settled_at: str = ""  # and when, ISO 8601
    round: int = 0  # of proofreading in which it was made; 0: unknown
    made_at: str = ""  # ISO 8601, as the reader's program tells it
    source: str = ""  # the file the mark was found in; "" for the desk
    origins: tuple[str, ...] = ()  # digests by which the same mark is known again
    replies: tuple[Reply, ...] = field(default=())

    @property
    def suggests(self) -> bool:
        """Tell whether the reader says exactly what should stand there."""
        return self.replacement is not None

    def settled(
        self, state: State, *, by: str = "", at: str = "", reason: str = ""
    ) -> Correction:
        """Give the correction in another state."""
        return replace(self, state=state, settled_by=by, settled_at=at, reason=reason)


@dataclass(frozen=True, slots=True)
class Corrections:
    """Everything readers said of a book, in the order of the manuscript."""

    rows: tuple[Correction, ...] = ()
    torn: int = 0  # lines of the journal that could not be read

    def get(self, name: str) -> Correction | None:
        """Find a correction by its id."""
        return next((each for each in self.rows if each.id == name), None)

    def known(self, origins: tuple[str, ...]) -> Correction | None:
        """Find the correction that was made of the same mark before."""
        wanted = set(origins)
        return next((one for one in self.rows if wanted & set(one.origins)), None)

    def count(self, state: State) -> int:
        """Count those in a state."""
        return sum(each.state is state for each in self.rows)


def in_order(rows: tuple[Correction, ...]) -> tuple[Correction, ...]:
    """Sort as they stand on the pages; those without a page come last."""

    def rank(each: Correction) -> tuple[object, ...]:
        top = min(((box.y, box.x) for box in each.boxes), default=(0.0, 0.0))
        place = each.place or Place("\uffff", 0)
        return (each.sheet or 10**9, round(top[0]), place, top[1], each.id)

    return tuple(sorted(rows, key=rank))
