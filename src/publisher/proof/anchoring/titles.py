"""The title that a running head or a row of the contents repeats."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.model import Heading
from publisher.proof.anchoring.copytext import CopyText
from publisher.proof.anchoring.locating import Located
from publisher.proof.anchoring.runs import Run, run_of
from publisher.proof.anchoring.sheets import Sheet

_NUMBERS = "0123456789ivxlc"  # of pages and of chapters
_LEAST = 3  # letters of a title that are enough


def title(
    copy: CopyText, sheet: Sheet, signs: Sequence[int]
) -> tuple[Run, Located] | None:
    """Find the title that a running head or a row of the contents repeats."""
    line = next((each for each in sheet.lines if signs[0] in each), list(signs))
    own = run_of(sheet, line)
    first, last = own.letter(signs[0]), own.letter(signs[-1] + 1)
    found = _whole(copy, own.letters) or _part(copy, own.letters)
    if len(found) != 1:
        return None
    begin, end, base = found[0]
    if not begin <= first <= last <= end:
        return None
    places = tuple(
        base + n - begin if begin <= n < end else -1 for n in range(len(own.letters))
    )
    return own, Located(places, 0, len(places))


def _whole(copy: CopyText, line: str) -> list[tuple[int, int, int]]:
    """Find titles that a line holds besides numbers: the longest, or all that are alike.

    Of each: where it begins and ends in the line, and its first letter in the manuscript.
    """
    found = []
    for start, said in _titles(copy):
        begin = line.find(said)
        end = begin + len(said)
        if begin >= 0 and not (line[:begin] + line[end:]).strip(_NUMBERS):
            found.append((begin, end, start))
    longest = max((end - begin for begin, end, _ in found), default=0)
    return [each for each in found if each[1] - each[0] == longest]


def _part(copy: CopyText, line: str) -> list[tuple[int, int, int]]:
    """Find titles that are longer than their line."""
    core = line.strip(_NUMBERS) or line
    if len(core) < _LEAST:
        return []
    begin = line.find(core)
    return [
        (begin, begin + len(core), start + said.find(core))
        for start, said in _titles(copy)
        if core in said
    ]


def _titles(copy: CopyText) -> list[tuple[int, str]]:
    """List the titles of a book: the first letter of each, and all of them."""
    return [
        (copy.starts[number], strip.folded)
        for number, strip in enumerate(copy.strips)
        if isinstance(strip.node, Heading) and len(strip.folded) >= _LEAST
    ]
