"""Lines that begin or end badly, and letters no font has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from publisher import rules
from publisher.layout.faults.fault import Fault
from publisher.layout.faults.pages import Line, Pages

DASHES = ("\u2013", "\u2014", "\u2015")  # en dash, em dash, horizontal bar
HYPHENS = ("-", "\u2010")
MOST = 3  # hyphens one below the other


def dashes(pages: Pages) -> Iterator[Fault]:
    """Report lines that begin with a dash; the first of a paragraph may, as in speech."""
    for lines in pages.paragraphs():
        for before, line in pairwise(lines):
            if line.text.lstrip().startswith(DASHES) and not before.forced:
                words = " ".join(line.text.split())[:40]
                said = f'a line on page PAGE begins with a dash: "{words}…"'
                yield Fault(rules.DASH_FIRST.code, line.page, line.at, said)


def ladders(pages: Pages) -> Iterator[Fault]:
    """Report more than three lines in a row that end with a hyphen."""
    for lines in pages.paragraphs():
        for hyphened, group in groupby(lines, _ends_with_hyphen):
            row: Sequence[Line] = list(group)
            if hyphened and len(row) > MOST:
                said = f"{len(row)} lines in a row end with a hyphen on page PAGE"
                yield Fault(rules.LADDER.code, row[0].page, row[0].at, said)


def boxes_for_letters(pages: Pages) -> Iterator[Fault]:
    """Report characters that are printed as an empty box, once for each page."""
    if not pages.unknown:
        return
    seen: set[tuple[int, str]] = set()
    for line in pages.lines:
        for letter in sorted(pages.unknown.intersection(line.text)):
            if (line.page, letter) not in seen:
                seen.add((line.page, letter))
                said = f"U+{ord(letter):04X} is printed as an empty box on page PAGE"
                yield Fault(rules.EMPTY_BOX.code, line.page, line.at, said)


def _ends_with_hyphen(line: Line) -> bool:
    return line.divided or line.text.rstrip().endswith(HYPHENS)
