"""Rows of tables that are divided between pages: there the words of cells take turns."""

from __future__ import annotations

import re
from collections.abc import Iterable

from publisher.artifacts import PrintUnit
from publisher.check.letters import Passage, letters
from publisher.diagnostics import Span

PART = 24
"""Letters in a row that a page and a row of a table share only if the row stands there."""

_LONG = re.compile(r'<tr class="long">(.*?)</tr>', re.DOTALL)
_TAG = re.compile("<[^>]*>")


def divided_rows(unit: PrintUnit, said: Iterable[Passage]) -> frozenset[Span]:
    """Give the places of pages with words of a row that may be divided."""
    rows = [letters(_TAG.sub(" ", row)) for row in _LONG.findall(unit.html)]
    parts = {row[at : at + PART] for row in rows for at in range(len(row) - PART)}
    if not parts:
        return frozenset()
    return frozenset(each.span for each in said if _holds(letters(each.words), parts))


def _holds(page: str, parts: set[str]) -> bool:
    return any(page[at : at + PART] in parts for at in range(len(page) - PART))
