"""A proof holds the pages of the print edition: the same words, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from publisher import rules
from publisher.diagnostics import Diagnostic, Span
from publisher.proof.printed import Impression, Word

_SHIFT = 0.1  # pt


def same_pages(printed: Impression, proof: Impression) -> Iterator[Diagnostic]:
    """Compare the words inside the trim of each page, and where they stand."""
    for row in printed.pages.pages:
        if not _same(_inside(printed, row.index), _inside(proof, row.index)):
            place = Span(PurePosixPath(proof.path.name), row.index)
            yield rules.PROOF_DIFFERS.at(
                place,
                f"page {row.label} of the proof is not that of the print edition",
                hint="the publisher is at fault, not the book: please report it",
            )


def _same(ours: list[Word], theirs: list[Word]) -> bool:
    return len(ours) == len(theirs) and all(
        one.text == other.text
        and abs(one.x - other.x) < _SHIFT
        and abs(one.y - other.y) < _SHIFT
        for one, other in zip(ours, theirs, strict=True)
    )


def _inside(impression: Impression, page: int) -> list[Word]:
    """Give the words of a page that stand within its trim."""
    width, height = impression.pages.width, impression.pages.height
    return [
        each
        for each in impression.words(page)
        if 0 <= each.x <= width and 0 <= each.y <= height
    ]
