"""The languages of a passage: stretches of its text that are in one language each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from publisher.passages import Passage


def stretches(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Give start, end and language of each stretch, in order; nearly always there is one."""
    start, here = 0, passage.lang
    for at, lang in passage.turns:
        if at > start:
            yield start, at, here
        start, here = at, lang
    if start < len(passage.text):
        yield start, len(passage.text), here


def language_at(passage: Passage, at: int) -> str:
    """Give the language at a place of the text."""
    turn = bisect_right(passage.turns, at, key=itemgetter(0)) - 1
    return (
        passage.turns[turn][1] if turn >= 0 and at < len(passage.text) else passage.lang
    )
