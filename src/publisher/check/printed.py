"""The last of the completeness gate: the pages of a PDF held against the markup of its units.

The other readings that must agree are in `fidelity`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from publisher import rules
from publisher.artifacts import PrintUnit
from publisher.bookinfo import Matter, Role
from publisher.cache import key
from publisher.check import paper
from publisher.check.comparison import HINT, compare
from publisher.check.letters import WITHOUT_RTL, Passage, letters, stream
from publisher.check.paper import Reading, Zones
from publisher.check.rows import divided_rows
from publisher.check.sheets import Memory, Sheets
from publisher.diagnostics import Diagnostic, Span


def pdf_is_whole(
    path: Path,
    units: tuple[PrintUnit, ...],
    zones: Mapping[int, Zones],
    blank: frozenset[str],
    memory: Memory | None = None,
    sheets: Sheets | None = None,
) -> list[Diagnostic]:
    """Compare the PDF at `path` with the markup its pages were set from.

    `zones` are by page; `blank` are characters no font can print, reported already;
    `sheets` are the digests of the pages, if they were taken already. It goes unit by
    unit, and keeps nothing of one when it turns to the next. What `memory` knows to have
    been right before, as it was, is not looked at again.
    """
    found: list[Diagnostic] = []
    reading = Reading(path, zones, memory, sheets)
    pages: dict[str, list[int]] = {each.id: [] for each in units}
    pages |= reading.pages()
    set_from = {each.id: each for each in units}
    for unit, numbers in pages.items():
        whole = set_from.get(unit) or _no_markup(unit)
        name = key("whole", reading.name(numbers), whole.html, *sorted(blank))
        if memory is not None and memory.get(name) is not None:
            continue
        layered = reading.layered(numbers)
        faults = _unit_is_whole(whole, reading.said(numbers), blank, layered)
        if memory is not None and not faults:
            memory.put(name, b"whole")
        found += faults
    reading.close()
    return found


def _no_markup(unit: str) -> PrintUnit:
    """Stand for what has pages and no markup: then it has no words to say."""
    return PrintUnit(unit, Role.CHAPTER, Matter.BODY, "")


def _unit_is_whole(
    unit: PrintUnit,
    printed: Mapping[str, list[Passage]],
    blank: frozenset[str],
    layered: frozenset[Span],
) -> list[Diagnostic]:
    after = dict(printed)
    after.pop(paper.ASIDE, None)
    before = dict(paper.set_text(unit, initials=paper.INITIALS in after))
    notes = [zone for zone in {**before, **after} if zone.startswith(paper.NOTE)]
    layered |= divided_rows(unit, after.get(paper.TEXT, ()))
    found: list[Diagnostic] = []
    for together in ([paper.TEXT], [paper.FIGURES], [paper.INITIALS], notes):
        wanted, said = _in(together, before), _in(together, after)
        found += _printed(wanted, said, blank, layered)
    return found or list(_right_to_left(_in(before, before), _in(after, after), blank))


def _in(zones: Iterable[str], said: Mapping[str, list[Passage]]) -> list[Passage]:
    return list(chain.from_iterable(said.get(zone, ()) for zone in zones))


def _printed(
    before: list[Passage],
    after: list[Passage],
    blank: frozenset[str],
    layered: frozenset[Span],
) -> Iterator[Diagnostic]:
    """Compare what was set with what is printed; `layered` pages keep no order."""
    mixed = layered | {each.span for each in after if paper.right_to_left([each])}
    expected = stream(paper.without(before, blank), WITHOUT_RTL)
    actual = stream(paper.without(after, blank), WITHOUT_RTL)
    if actual.passages and not expected.passages:
        words = actual.quote(0, len(actual.letters))
        message = f'the PDF has words nobody wrote here: "{words}"'
        yield rules.EXTRA_TEXT.at(actual.passages[0].span, message, hint=HINT)
    yield from compare(expected, actual, "the PDF", mixed)


def _right_to_left(
    before: list[Passage], after: list[Passage], blank: frozenset[str]
) -> Iterator[Diagnostic]:
    """Count right-to-left letters: a PDF does not keep the order they are read in."""
    missing = paper.right_to_left(before) - paper.right_to_left(after)
    for character in sorted(set(missing) - blank):
        place = next(each.span for each in before if character in letters(each.words))
        yield rules.LOST_TEXT.at(
            place, f'the PDF lacks {missing[character]} of the letter "{character}"'
        )
