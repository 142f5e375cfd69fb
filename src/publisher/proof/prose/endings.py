"""Paragraphs that end without a mark."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import zip_longest
from operator import attrgetter

from publisher import rules
from publisher.diagnostics import Diagnostic
from publisher.model import Reference
from publisher.passages import THING, Passage, Sort
from publisher.proof.prose.reading import Reading, Where

SHORTEST = 12
"""Words from which on a paragraph is a sentence, and no heading, address or signature."""

_CLOSING = "\"'”’»“›)]}* \u00a0\u202f\u2009\u2060"
_APART = frozenset({
    "signature", "dateline", "salutation", "address", "letterhead", "epigraph",
    "attribution", "caption", "item", "header", "title", "subtitle", "verse", "signed",
    "sender", "valediction",
})  # fmt: skip
_CITED = re.compile(r"(?:\d[\w.–-]*|[ivxlcdmIVXLCDM]+|[^\W\d_]{1,3})$")
_ATTRIBUTED = re.compile(r"[”»’\"][ \u00a0]*[—–][^.]*$")

STYLE = 0.2
"""Above this share of its notes without an end, a book means to set none."""


def missing_endings(reading: Reading) -> Iterator[Diagnostic]:
    """Find paragraphs whose last sentence has no full stop or other mark.

    One that leads into a quotation, verse or a list may end without, and so may lines
    of a letter, a list, or a signature; a note may end with what it cites, and all
    notes of a book without a mark.
    """
    text: list[Where] = []
    notes: list[Where] = []
    passages, written = reading.passages, 0
    for passage, behind in zip_longest(passages, passages[1:]):
        if passage.sort is not Sort.PARAGRAPH or _APART.intersection(passage.classes):
            continue
        written += bool(passage.note)
        end = _end(passage)
        if end is None or not _is_prose(passage, end) or _leads_into(passage, behind):
            continue
        (notes if passage.note else text).append((passage, end, end + 1))
    for where in (*text, *(notes if len(notes) <= STYLE * written else ())):
        yield reading.at(
            rules.NO_ENDING,
            where,
            "the paragraph ends without a mark",
            hint="put in a full stop, or whatever is missing",
        )


def _is_prose(passage: Passage, end: int) -> bool:
    """Tell sentences from titles, from lines set one by one, and from citations."""
    words = passage.text[: end + 1].split()
    if len(words) < SHORTEST or "\n" in passage.text:
        return False
    long = [word for word in words if len(word) > 3]
    if sum(word[0].isupper() for word in long) > len(long) * 0.6:
        return False
    if _ATTRIBUTED.search(passage.text):
        return False
    return not (passage.note and _CITED.match(words[-1].strip(_CLOSING + "([")))


def _end(passage: Passage) -> int | None:
    """Give the place of the last letter, where no mark follows it."""
    text = passage.text
    at = _before_closing(text, len(text))
    while at and text[at - 1] == THING and not _is_reference(passage, at - 1):
        at = _before_closing(text, at - 1)
        if at and text[at - 1] != THING and text[at - 1].isalnum():
            return None  # it ends with code, a picture, or what only one output shows
    if not at or not (text[at - 1].isalnum() or text[at - 1] == THING):
        return None
    return at - 1


def _before_closing(text: str, at: int) -> int:
    while at and text[at - 1] in _CLOSING:
        at -= 1
    return at


def _is_reference(passage: Passage, at: int) -> bool:
    start = attrgetter("start")
    first = bisect_left(passage.pieces, at, key=start)
    here = passage.pieces[first : bisect_right(passage.pieces, at, key=start)]
    return any(isinstance(piece.node, Reference) for piece in here)


def _leads_into(passage: Passage, behind: Passage | None) -> bool:
    """Tell whether the sentence goes on in what follows."""
    if behind is None or (passage.unit, passage.note) != (behind.unit, behind.note):
        return False
    if behind.sort is Sort.VERSE or behind.classes != passage.classes:
        return True
    return behind.sort is Sort.PARAGRAPH and behind.text[:1].islower()
