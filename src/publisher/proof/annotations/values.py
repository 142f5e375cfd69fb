"""One mark of a reader, as it stands in a PDF: a value."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.proof.corrections import Kind, Rect, Reply


@dataclass(frozen=True, slots=True)
class Annotation:
    """One mark; lengths in pt from the top left corner of the trimmed page.

    What a reader wants is told by what is there: `struck` are words that should go, `new`
    are words that should come in (in their place, or at the point).
    """

    sheet: int  # the page, counted from 1
    kind: Kind
    reader: str  # "" if the file does not say
    boxes: tuple[Rect, ...]  # what is marked; never empty
    point: tuple[float, float] | None = None  # where it points, if not at its boxes
    words: str = ""  # the reader's
    new: str | None = None  # words to come in
    struck: bool = False  # the words in the boxes are struck out
    made_at: str = ""  # ISO 8601, or ""
    origins: tuple[str, ...] = ()  # digests by which it is known again
    replies: tuple[Reply, ...] = ()
    faults: tuple[str, ...] = ()  # what was wrong with it
