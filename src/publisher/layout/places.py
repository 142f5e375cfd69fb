"""Places in the manuscript, as markup for paper carries them: `data-at="ch.md:12:1"`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from publisher.artifacts import PrintUnit
from publisher.diagnostics import Span

_MARK = 'data-at="'
BEGINNING = Span(PurePosixPath("book.yaml"), 1)
"""Where what has no place in the text is said to be."""


def span(written: str) -> Span:
    """Read a place back: path, line and column."""
    path, line, column = written.rsplit(":", 2)
    return Span(PurePosixPath(path), int(line), int(column))


def place_before(needle: str, units: Iterable[PrintUnit]) -> Span:
    """Find the block in whose markup some words first stand."""
    for unit in units:
        at = unit.html.find(needle)
        if at < 0:
            continue
        start = unit.html.rfind(_MARK, 0, at)
        if start < 0:
            start = unit.html.find(_MARK, at)
        if start >= 0:
            start += len(_MARK)
            return span(unit.html[start : unit.html.index('"', start)])
    return BEGINNING
