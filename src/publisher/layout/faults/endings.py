"""Paragraphs and chapters that end with too little."""

from __future__ import annotations

from collections.abc import Iterator

from publisher import rules
from publisher.layout.faults.fault import Fault
from publisher.layout.faults.pages import Pages

FEWEST = 5  # lines on the last page of a chapter


def short_ends(pages: Pages) -> Iterator[Fault]:
    """Report last lines of paragraphs that are shorter than the indent below them."""
    usual = pages.indent()
    for lines in pages.paragraphs():
        last, indent = lines[-1], max(lines[0].indent, usual)
        if len(lines) > 1 and 0 < last.width < indent and last.text.strip():
            said = (
                f'the last line of this paragraph, "{last.text.strip()}" on page PAGE, '
                "is shorter than the indent"
            )
            yield Fault(rules.SHORT_END.code, last.page, last.at, said)


def short_last_pages(pages: Pages) -> Iterator[Fault]:
    """Report last pages of a unit with a few lines and nothing else."""
    last = pages.leaves[-1]
    lines = last.lines
    if len(pages.leaves) > 1 and not last.pictured and 0 < len(lines) < FEWEST:
        count = "one line" if len(lines) == 1 else f"{len(lines)} lines"
        said = f"page PAGE, the last of its chapter, has only {count}"
        yield Fault(rules.SHORT_PAGE.code, lines[0].page, lines[0].at, said)
