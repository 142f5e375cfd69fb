"""Small numbers in figures beside small numbers in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from publisher import rules
from publisher.diagnostics import Diagnostic
from publisher.passages import Passage, Sort
from publisher.proof.prose.reading import Reading
from publisher.proof.prose.tongues import (
    COUNTED,
    NO_COUNT_AFTER,
    NO_COUNT_BEFORE,
    NUMBER_WORDS,
    TEN_AND_MORE,
    base,
    words_of,
)

_FIGURE = re.compile(
    r"(?<![\w.,:/§№$£€°–—+×=#(\[-])(?<![$£€№§][ \u00a0])(\d{1,2})"
    r"(?![\w.,:/°%′″’'–—×=+)\]-])(?=[ \u00a0]([^\W\d_]+)(\.?))"
)
TEN = 10
LONGEST = 60  # letters before a figure that are looked at
ABBREVIATED = 4  # letters of a word that a full stop may cut short

_BEFORE = re.compile(r"([^\W\d_]+)\.?[ \u00a0]+$")


def mixed_numbers(reading: Reading) -> Iterator[Diagnostic]:
    """Find paragraphs in which some small numbers are in words and others in figures.

    Dates, times, measures, sums and references keep their figures in any style.
    """
    for passage in reading.passages:
        lang = base(passage.lang)
        if passage.sort is not Sort.PARAGRAPH or lang not in NUMBER_WORDS:
            continue
        if not _has_digit(passage.text):
            continue
        for figure in _counting(passage, lang):
            if word := _in_words(passage.text, lang, int(figure[1])):
                yield reading.at(
                    rules.MIXED_NUMBERS,
                    (passage, *figure.span(1)),
                    f'"{figure[1]}" stands in figures, and "{word}" in words',
                    hint="write small numbers of one paragraph in one way",
                )
                break


def _in_words(text: str, lang: str, number: int) -> str:
    """Find a number in words beside which this one should not stand in figures.

    Many styles write words up to nine and figures from ten on.
    """
    for word in _words(lang).findall(text):
        if number < TEN or word.lower() in TEN_AND_MORE:
            return str(word)
    return ""


def _has_digit(text: str) -> bool:
    return any(digit in text for digit in "123456789")


def _counting(passage: Passage, lang: str) -> Iterator[re.Match[str]]:
    """Give figures that count things."""
    for found in _FIGURE.finditer(passage.text):
        if not 1 < int(found[1]) <= COUNTED or found[1].startswith("0"):
            continue
        start = max(0, found.start() - LONGEST)
        before = _BEFORE.search(passage.text[start : found.start()])
        named = before and (
            before[1].lower() in words_of(NO_COUNT_BEFORE, lang) or before[1].istitle()
        )
        after = found[2].lower() in words_of(NO_COUNT_AFTER, lang) or (
            found[3] and len(found[2]) <= ABBREVIATED
        )
        sum_ = "=" in passage.text[found.end() : found.end() + LONGEST // 2]
        if not (named or after or sum_ or found[2][0].isupper()):
            yield found


@cache
def _words(lang: str) -> re.Pattern[str]:
    words = "|".join(sorted(words_of(NUMBER_WORDS, lang), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?:{words})(?=[ \u00a0][^\W\d_])(?![\w-])", re.IGNORECASE
    )
