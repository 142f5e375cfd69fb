"""How evenly the lines of a unit are filled: nothing of one line, but of them all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from publisher.artifacts import Evenness
from publisher.layout.faults.pages import Line, Pages


def evenness(pages: Pages) -> Evenness:
    """Measure the justified lines of a unit."""
    filled = [line for lines in pages.paragraphs() for line in _filled(lines)]
    added = [line.added for line in filled]
    return Evenness(
        lines=len(filled),
        divided=sum(line.divided for line in filled),
        run=max((_run(lines) for lines in pages.paragraphs()), default=0),
        total=sum(added),
        squares=sum(each**2 for each in added),
        widest=max(added, default=0.0),
    )


def _filled(lines: Sequence[Line]) -> list[Line]:
    """Leave out the last line of a paragraph, and those the author ended."""
    return [line for line in lines[:-1] if line.justified and not line.forced]


def _run(lines: Sequence[Line]) -> int:
    """Count the most lines in a row that end within a word."""
    groups = groupby(lines, key=lambda line: line.divided)
    return max((len(list(group)) for divided, group in groups if divided), default=0)
