"""Stretches of text in their languages, set as one passage and given back one by one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import TypeAlias

from publisher.customs import customs
from publisher.resolve.quotes import quote_edits
from publisher.resolve.spaces import (
    POINT,
    Edit,
    addresses,
    french_edits,
    holding_edits,
    sign_edits,
    space_edits,
)

Run: TypeAlias = tuple[str, str]
"""A stretch of text, and its language."""


def set_words(words: str, lang: str) -> str:
    """Set the typography of words that stand alone, such as the book's title."""
    return set_runs([(words, lang)])[0][0]


_SIGNS = ('"', "'", "--", "...", "—", "–", "§", "№")


def set_runs(runs: list[Run]) -> list[Run]:
    """Set a passage: signs first, then quotation marks, then spaces.

    The very same list comes back if there is nothing to set.
    """
    text = "".join([words for words, _ in runs])
    habits = [customs(lang) for lang in {lang for _, lang in runs}]
    parts = any(habit.guillemet for habit in habits)
    holds = any(habit.holds for habit in habits)
    signs = [sign for sign in _SIGNS if sign in text]
    if not parts and not holds and not signs and not POINT.search(text):
        return runs
    passage = _Passage(runs, text)
    if signs:
        passage.set(lambda text, _: sign_edits(text))
        passage.set(quote_edits)
    passage.set(space_edits)
    if holds:
        passage.set(holding_edits)
    if parts:
        passage.set(french_edits)
    return passage.runs


class _Passage:
    """Runs read as one text, which is set step by step."""

    def __init__(self, runs: list[Run], text: str) -> None:
        self.runs = runs
        self._text = text
        self._starts: list[int] = []

    def _begin(self) -> None:
        """See where each run begins, unless that is known."""
        if not self._starts:
            self._text = self._text or "".join([words for words, _ in self.runs])
            lengths = [len(words) for words, _ in self.runs]
            self._starts = list(accumulate(lengths, initial=0))

    def _place(self, at: int) -> int:
        return bisect_right(self._starts, at, hi=len(self.runs)) - 1

    def _language(self, at: int) -> str:
        return self.runs[self._place(at)][1]

    def set(self, find: Callable[[str, Callable[[int], str]], Iterable[Edit]]) -> None:
        """Make the edits found in the passage, but for those that would join two runs."""
        self._begin()
        edits = sorted(find(self._text, self._language))
        if not edits:
            return
        kept = addresses(self._text)
        by_run: dict[int, list[Edit]] = {}
        for start, end, new in edits:
            index = self._place(start)
            first = self._starts[index]
            inside = end <= first + len(self.runs[index][0])
            if inside and not any(begin <= start < last for begin, last in kept):
                by_run.setdefault(index, []).append((start - first, end - first, new))
        self.runs = [
            (_edited(words, by_run[index]), lang) if index in by_run else (words, lang)
            for index, (words, lang) in enumerate(self.runs)
        ]
        self._text, self._starts = "", []


def _edited(value: str, edits: list[Edit]) -> str:
    done, parts = 0, []
    for start, end, new in edits:
        if start >= done:
            parts += [value[done:start], new]
            done = end
    return "".join((*parts, value[done:]))
