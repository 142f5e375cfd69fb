"""Stretches of text in their languages, set as one passage and given back one by one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate

from publisher.customs import customs
from publisher.resolve.quotes import quote_edits
from publisher.resolve.spaces import (
    Edit,
    addresses,
    french_edits,
    sign_edits,
    space_edits,
)


@dataclass(frozen=True, slots=True)
class Run:
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
    french = any(customs(run.lang).guillemet for run in runs)
    if not french and not _TRIGGER.search("".join(run.value for run in runs)):
        return runs
    runs = _rewritten(runs, lambda text, _: sign_edits(text))
    runs = _rewritten(runs, quote_edits)
    runs = _rewritten(runs, space_edits)
    return _rewritten(runs, french_edits) if french else runs


def _rewritten(
    runs: list[Run], find: Callable[[str, Callable[[int], str]], Iterable[Edit]]
) -> list[Run]:
    """Make the edits found in a passage, but for those that would join two runs."""
    values = [run.value for run in runs]
    starts = list(accumulate(map(len, values), initial=0))
    text = "".join(values)

    def place(at: int) -> int:
        return bisect_right(starts, at, hi=len(runs)) - 1

    edits = sorted(find(text, lambda at: runs[place(at)].lang))
    if not edits:
        return runs
    kept = addresses(text)
    by_run: dict[int, list[Edit]] = {}
    for start, end, new in edits:
        index = place(start)
        inside = end <= starts[index] + len(runs[index].value)
        if inside and not any(first <= start < last for first, last in kept):
            first = starts[index]
            by_run.setdefault(index, []).append((start - first, end - first, new))
    return [
        Run(_edited(run.value, by_run[index]), run.lang)
        if index in by_run and not run.fixed
        else run
        for index, run in enumerate(runs)
    ]


def _edited(value: str, edits: list[Edit]) -> str:
    done, parts = 0, []
    for start, end, new in edits:
        if start >= done:
            parts += [value[done:start], new]
            done = end
    return "".join((*parts, value[done:]))
