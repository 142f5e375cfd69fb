"""Words that stand twice in a row, through line ends and markup."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from operator import attrgetter

from publisher import rules
from publisher.diagnostics import Diagnostic
from publisher.model import InlineConditional
from publisher.passages import Passage, Sort
from publisher.proof.prose.reading import MARKS, Reading, Where
from publisher.proof.prose.stretches import language_at
from publisher.proof.prose.tongues import ONE_LETTER, TWICE, words_of

HABIT = 3
"""A pair that stands in the book so often is meant."""

_TWICE = re.compile(
    rf"(?<![\w’'{MARKS}-])([^\W\d_]+(?:[’'][^\W\d_]+)*)([ \n\u00a0]+)\1(?![\w’'{MARKS}-])",
    re.IGNORECASE,
)


def doubled_words(reading: Reading) -> Iterator[Diagnostic]:
    """Find words written twice by mistake.

    Not found are pairs that a language uses, names, and what the book says again and
    again; in verse, only what stands within a line.
    """
    met: list[tuple[str, Where, re.Match[str]]] = []
    for passage in reading.twice:
        for found in _TWICE.finditer(passage.text):
            if _is_slip(passage, found):
                word = found[1].lower()
                second = (found.end(2), found.end())
                met.append((word, (passage, *second), found))
    often = Counter(word for word, *_ in met)
    for word, where, found in met:
        if often[word] < HABIT or len(word) < 4:
            yield reading.at(
                rules.DOUBLED_WORD,
                where,
                f'"{found[1]}" stands twice',
                hint="take one of them out",
            )


def _is_slip(passage: Passage, found: re.Match[str]) -> bool:
    first, second = found[0][: len(found[1])], found[0][-len(found[1]) :]
    if passage.sort is Sort.VERSE and "\n" in found[2]:
        return False
    if second[0].isupper() and (first[0].isupper() or passage.sort is Sort.CELL):
        return first.isupper() and len(first) > 1 and not _is_roman(first)
    lang = language_at(passage, found.start())
    if lang != language_at(passage, found.end() - 1):
        return False
    if len(first) == 1 and not _is_word(first, second, lang):
        return False
    return first.lower() not in words_of(TWICE, lang) and not _is_parted(passage, found)


def _is_word(first: str, second: str, lang: str) -> bool:
    """Tell whether a letter is a word: others are initials, figures, or speak of letters."""
    capitals = first.isupper() or second.isupper()
    return not capitals and first.lower() in words_of(ONE_LETTER, lang)


def _is_roman(word: str) -> bool:
    return not word.strip("IVXLCDM")


def _is_parted(passage: Passage, found: re.Match[str]) -> bool:
    """Tell whether the two words are for different outputs."""
    start = attrgetter("start")
    first = bisect_left(passage.pieces, found.start(), key=start)
    last = bisect_right(passage.pieces, found.end(), key=start)
    between = passage.pieces[first:last]
    return any(isinstance(piece.node, InlineConditional) for piece in between)
