"""The languages of a passage: stretches of its text that are in one language each."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.passages import Passage


def stretches(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Give start, end and language of each stretch, in order; nearly always there is one."""
    start, here = 0, passage.lang
    for piece in passage.pieces:
        if piece.lang != here:
            if piece.start > start:
                yield start, piece.start, here
            start, here = piece.start, piece.lang
    if start < len(passage.text):
        yield start, len(passage.text), here


def language_at(passage: Passage, at: int) -> str:
    """Give the language at a place of the text."""
    for start, end, lang in stretches(passage):
        if start <= at < end:
            return lang
    return passage.lang
