"""Lines that stand alone, away from their paragraph: widows and orphans."""

from __future__ import annotations

from collections.abc import Iterator

from publisher import rules
from publisher.layout.faults.fault import Fault
from publisher.layout.faults.pages import Pages


def widows(pages: Pages) -> Iterator[Fault]:
    """Report last lines of paragraphs that stand alone on a page."""
    for lines in pages.paragraphs():
        last = lines[-1]
        if len(lines) > 1 and lines[-2].page < last.page:
            said = f"page PAGE begins with the last line of this paragraph: {_cited(last.text)}"
            yield Fault(rules.WIDOW.code, last.page, last.at, said)


def orphans(pages: Pages) -> Iterator[Fault]:
    """Report first lines of paragraphs that stand alone at the foot of a page."""
    for lines in pages.paragraphs():
        first = lines[0]
        if len(lines) > 1 and first.page < lines[1].page:
            said = f"page PAGE ends with the first line of this paragraph: {_cited(first.text)}"
            yield Fault(rules.ORPHAN.code, first.page, first.at, said)


def _cited(text: str) -> str:
    words = " ".join(text.split())
    return f'"{words}"' if len(words) <= 40 else f'"{words[:39]}…"'
