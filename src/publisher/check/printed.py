"""The last of the completeness gate: the pages of a PDF held against the markup of its units.

The other readings that must agree are in `fidelity`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from publisher import rules
from publisher.artifacts import PageMap, PrintUnit
from publisher.bookinfo import Matter, PrintSettings, Role
from publisher.cache import Cache, key
from publisher.check import paper
from publisher.check.comparison import HINT, compare
from publisher.check.letters import WITHOUT_RTL, Passage, letters, stream
from publisher.check.paper import Reading
from publisher.check.rows import divided_rows
from publisher.check.sheets import Memory, Sheets
from publisher.check.zones import ASIDE, FIGURES, INITIALS, NOTE, TEXT, zones
from publisher.diagnostics import Diagnostic, Span


@dataclass(frozen=True, slots=True)
class Unread:
    """The pages of a unit that are not known to be whole as they are."""

    name: str  # of all that this is said of
    unit: PrintUnit
    pages: list[int]


def unread(
    reading: Reading,
    units: tuple[PrintUnit, ...],
    blank: frozenset[str],
    memory: Memory | None,
) -> list[Unread]:
    """List what of a PDF is to be compared with the markup that its pages were set from.

    What `memory` knows to have been right before, as it was, is not.
    """
    pages: dict[str, list[int]] = {each.id: [] for each in units}
    pages |= reading.pages()
    set_from = {each.id: each for each in units}
    made = (
        (set_from.get(unit) or _no_markup(unit), numbers)
        for unit, numbers in pages.items()
    )
    named = (
        Unread(
            key("whole", reading.name(numbers), unit.html, *sorted(blank)),
            unit,
            numbers,
        )
        for unit, numbers in made
    )
    return [each for each in named if memory is None or memory.get(each.name) is None]


def are_whole(
    reading: Reading,
    new: Iterable[Unread],
    blank: frozenset[str],
    memory: Memory | None,
) -> list[Diagnostic]:
    """Compare pages with the markup they were set from.

    `blank` are characters no font can print, reported already. It goes unit by unit, and
    keeps nothing of one when it turns to the next. What is right `memory` will know.
    """
    found: list[Diagnostic] = []
    for each in new:
        said, layered = reading.said(each.pages), reading.layered(each.pages)
        faults = _unit_is_whole(each.unit, said, blank, layered)
        if memory is not None and not faults:
            memory.put(each.name, b"whole")
        found += faults
    reading.close()
    return found


def compared(
    path: Path,
    pages: PageMap,
    settings: PrintSettings,
    sheets: Sheets,
    new: Iterable[Unread],
    blank: frozenset[str],
    folder: Path,
    *,
    turned: bool,
) -> list[Diagnostic]:
    """Compare pages with markup in a process that has nothing but this; `folder` is the cache.

    `turned` tells whether the book runs from right to left.
    """
    memory = Cache(folder)
    reading = Reading(path, zones(pages, settings), memory, sheets, turned)
    return are_whole(reading, new, blank, memory)


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
    layered |= _turned(after)
    after.pop(ASIDE, None)
    before = dict(paper.set_text(unit, initials=INITIALS in after))
    notes = [zone for zone in {**before, **after} if zone.startswith(NOTE)]
    layered |= divided_rows(unit, after.get(TEXT, ()))
    found: list[Diagnostic] = []
    for together in ([TEXT], [FIGURES], [INITIALS], notes):
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
    expected = stream(paper.without(before, blank), WITHOUT_RTL)
    actual = stream(paper.without(after, blank), WITHOUT_RTL)
    if actual.passages and not expected.passages:
        words = actual.quote(0, len(actual.letters))
        message = f'the PDF has words nobody wrote here: "{words}"'
        yield rules.EXTRA_TEXT.at(actual.passages[0].span, message, hint=HINT)
    yield from compare(expected, actual, "the PDF", layered)


def _turned(printed: Mapping[str, list[Passage]]) -> frozenset[Span]:
    """Name the pages with right-to-left letters: other words may stand among them in any order.

    A note in Latin letters, say, below a text in Hebrew: its number is at the right.
    """
    every = chain.from_iterable(printed.values())
    return frozenset(each.span for each in every if paper.RTL.search(each.words))


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
