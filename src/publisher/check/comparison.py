"""Two streams compared: what one lacks, has twice or has elsewhere, with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from publisher import rules
from publisher.check.letters import Stream
from publisher.diagnostics import Diagnostic, Span

PROBE = 24  # letters that must agree before two streams are held to be in step again
NEAR = 4_000  # letters looked ahead for such a place
MOST = 20  # differences reported for one pair of streams: after that it is one cause


@dataclass(frozen=True, slots=True)
class Difference:
    """Letters of one stream that the other has not, at the same place."""

    lost: tuple[int, int]  # in the expected stream
    extra: tuple[int, int]  # in the actual stream


def compare(
    expected: Stream,
    actual: Stream,
    output: str,
    unordered: frozenset[Span] = frozenset(),
) -> Iterator[Diagnostic]:
    """Report what an output lacks, has twice or has elsewhere. Silent when all is there.

    `output` names it for people: "the EPUB", "the printed pages". `unordered` are the
    places of passages of the actual stream in which the order of letters says nothing.
    """
    if expected.letters == actual.letters or not expected.passages:
        return
    every = differences(expected.letters, actual.letters)
    if unordered:
        every = iter(_but_for_order(list(every), expected, actual, unordered))
    found = list(islice(every, MOST + 1))
    moved = [each for each in found[:MOST] if _is_elsewhere(each, expected, actual)]
    for each in found[:MOST]:
        yield from _missing(each, expected, output, elsewhere=each in moved)
        if not any(_same_letters(each, other, expected, actual) for other in moved):
            yield from _added(each, expected, actual, output)
    if len(found) > MOST:
        yield _and_more(expected, found[MOST], output)


def _but_for_order(
    found: list[Difference], expected: Stream, actual: Stream, places: frozenset[Span]
) -> list[Difference]:
    """Leave out the differences in some places, if they are of order alone."""
    there = [
        each
        for each in found
        if any(span in places for span in actual.spans(*each.extra))
    ]
    lost, extra = Counter[str](), Counter[str]()
    for each in there:
        lost.update(expected.letters[slice(*each.lost)])
        extra.update(actual.letters[slice(*each.extra)])
    return [each for each in found if each not in there] if lost == extra else found


def differences(expected: str, actual: str) -> Iterator[Difference]:
    """Yield the stretches where two streams part, in order."""
    here, there = 0, 0
    while here < len(expected) or there < len(actual):
        same = _agreement(expected, here, actual, there)
        here, there = here + same, there + same
        if here == len(expected) and there == len(actual):
            return
        skip_here, skip_there = _in_step_again(expected, here, actual, there)
        yield Difference((here, here + skip_here), (there, there + skip_there))
        here, there = here + skip_here, there + skip_there


def _agreement(expected: str, here: int, actual: str, there: int) -> int:
    """Count the letters that agree from two positions on."""
    low, high = 0, min(len(expected) - here, len(actual) - there)
    step = 64
    while low < high:
        size = min(step, high - low)
        if (
            expected[here + low : here + low + size]
            == actual[there + low : there + low + size]
        ):
            low, step = low + size, step * 2
        elif size == 1:
            return low
        else:
            high, step = low + size, max(1, size // 2)
    return low


def _in_step_again(
    expected: str, here: int, actual: str, there: int
) -> tuple[int, int]:
    """Find how much to pass over on each side until both go on alike.

    The nearest place is taken, counting both sides; if there is none the rest of both
    is one difference.
    """
    best: tuple[int, int] | None = None
    for skip in _steps(len(expected) - here):
        if best and skip >= sum(best):
            break
        probe = expected[here + skip : here + skip + PROBE]
        reach = there + (sum(best) - skip if best else max(NEAR, 2 * skip)) + PROBE
        found = actual.find(probe, there, reach) if probe else -1
        if found >= 0 and (best is None or skip + found - there < sum(best)):
            best = (skip, found - there)
    return best or (len(expected) - here, len(actual) - there)


def _steps(most: int) -> Iterator[int]:
    """Count up: one by one at first, then in larger strides, to stay quick."""
    skip = 0
    while skip < most:
        yield skip
        skip += 1 if skip < NEAR else PROBE


def _is_elsewhere(each: Difference, expected: Stream, actual: Stream) -> bool:
    missing = expected.letters[slice(*each.lost)]
    return len(missing) >= PROBE and missing in actual.letters


def _same_letters(
    each: Difference, other: Difference, expected: Stream, actual: Stream
) -> bool:
    """Tell whether what is added here is what is missing there: a passage that moved."""
    added, missing = (
        actual.letters[slice(*each.extra)],
        expected.letters[slice(*other.lost)],
    )
    return bool(added) and (added in missing or missing in added)


def _missing(
    each: Difference, expected: Stream, output: str, *, elsewhere: bool
) -> Iterator[Diagnostic]:
    start, end = each.lost
    if end > start:
        rule = rules.MOVED_TEXT if elsewhere else rules.LOST_TEXT
        said = "has elsewhere" if elsewhere else "lacks"
        words = expected.quote(start, end)
        yield rule.at(_place(expected, start), f'{output} {said} "{words}"', hint=HINT)


def _added(
    each: Difference, expected: Stream, actual: Stream, output: str
) -> Iterator[Diagnostic]:
    start, end = each.extra
    if end > start:
        added = actual.letters[start:end]
        twice = len(added) >= PROBE and added in expected.letters
        said = "has twice" if twice else "has words nobody wrote here:"
        place = _place(expected, min(each.lost[0], len(expected.letters) - 1))
        words = actual.quote(start, end)
        yield rules.EXTRA_TEXT.at(place, f'{output} {said} "{words}"', hint=HINT)


HINT = "the publisher is at fault, not the book: please report it with this chapter"


def _and_more(expected: Stream, each: Difference, output: str) -> Diagnostic:
    return rules.LOST_TEXT.at(
        _place(expected, each.lost[0]),
        f"{output} differs from the manuscript in many more places after this one",
        hint=HINT,
    )


def _place(expected: Stream, position: int) -> Span:
    passage, index = expected.at(max(0, position))
    return Span(passage.span.path, passage.span.line, passage.span.column + index)
