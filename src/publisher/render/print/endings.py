"""What stands on the last page of a sample: that it ends, and how the book goes on."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.bookinfo import Edition
from publisher.model import Book


@dataclass(frozen=True, slots=True)
class Ending:
    """The last page of a sample, from top to bottom."""

    ends: str  # "" if book.yaml has words of its own
    chapters: tuple[str, ...]  # how the book goes on
    words: tuple[str, ...]  # what book.yaml says
    link: str
    label: str  # of the link


def ending(book: Book) -> Ending:
    """Gather what the last page of a sample says."""
    edition = book.info.editions.get(book.edition, Edition(""))
    return Ending(
        ends=book.words["sample-ends"],
        chapters=book.left_out,
        words=edition.ending,
        link=edition.link,
        label=book.words["whole-book"],
    )
