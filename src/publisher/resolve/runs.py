"""Stretches of text in their languages, set as one passage and given back one by one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import NamedTuple

from publisher.customs import customs
from publisher.resolve.quotes import quote_edits
from publisher.resolve.spaces import (
    Edit,
    addresses,
    french_edits,
    sign_edits,
    space_edits,
)


class Run(NamedTuple):
    """A stretch of text in one language."""

    value: str
    lang: str
    fixed: bool = False  # it only stands for something


def set_words(words: str, lang: str) -> str:
    """Set the typography of words that stand alone, such as the book's title."""
    return set_runs([Run(words, lang)])[0].value


_TRIGGER = re.compile(r"[\"'§№]|--|\.\.\.|[ \n][—–]|[^\W\d_]\. |\. \d")


def set_runs(runs: list[Run]) -> list[Run]:
    """Set a passage: signs first, then quotation marks, then spaces.

    The very same list comes back if there is nothing to set.
    """
    text = "".join([run.value for run in runs])
    french = any(customs(lang).guillemet for lang in {run.lang for run in runs})
    if not french and not _TRIGGER.search(text):
        return runs
    passage = _Passage(runs, text)
    passage.set(lambda text, _: sign_edits(text))
    passage.set(quote_edits)
    passage.set(space_edits)
    if french:
        passage.set(french_edits)
    return passage.runs


class _Passage:
    """Runs read as one text, which is set step by step."""

    def __init__(self, runs: list[Run], text: str) -> None:
        self.runs = runs
        self._take(text)

    def _take(self, text: str) -> None:
        self._text = text
        lengths = [len(run.value) for run in self.runs]
        self._starts = list(accumulate(lengths, initial=0))

    def _place(self, at: int) -> int:
        return bisect_right(self._starts, at, hi=len(self.runs)) - 1

    def _language(self, at: int) -> str:
        return self.runs[self._place(at)].lang

    def set(self, find: Callable[[str, Callable[[int], str]], Iterable[Edit]]) -> None:
        """Make the edits found in the passage, but for those that would join two runs."""
        edits = sorted(find(self._text, self._language))
        if not edits:
            return
        kept = addresses(self._text)
        by_run: dict[int, list[Edit]] = {}
        for start, end, new in edits:
            index = self._place(start)
            first = self._starts[index]
            inside = end <= first + len(self.runs[index].value)
            if inside and not any(begin <= start < last for begin, last in kept):
                by_run.setdefault(index, []).append((start - first, end - first, new))
        self.runs = [
            Run(_edited(run.value, by_run[index]), run.lang)
            if index in by_run and not run.fixed
            else run
            for index, run in enumerate(self.runs)
        ]
        self._take("".join([run.value for run in self.runs]))


def _edited(value: str, edits: list[Edit]) -> str:
    done, parts = 0, []
    for start, end, new in edits:
        if start >= done:
            parts += [value[done:start], new]
            done = end
    return "".join((*parts, value[done:]))
