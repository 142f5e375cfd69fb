"""What will most likely be believed of a book that was edited, when its pages are set.

Most of it is as it was. So an edited unit has the pages it had, and some more or fewer, by
the letters that came or went; all behind it moves by as many. From that follows which page
numbers have other figures now, and so which other units are to be set again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publisher.artifacts import PrintBook
from publisher.layout import guessing
from publisher.layout.assembly import Place, placed
from publisher.layout.beliefs import Beliefs
from publisher.layout.guessing import Copy
from publisher.layout.numbers import rooms_of

FEW = (
    4  # units that were edited since: of more there is less to be foreseen than guessed
)


def foreseen(
    book: PrintBook, copy: Sequence[Copy], last: Beliefs | None
) -> Beliefs | None:
    """Believe what was believed last, moved by what came and went.

    None if that was of other units, or if many have changed.
    """
    if last is None or len(last.counts) != len(book.units):
        return None
    grown = [
        unit.characters - letters
        for unit, letters in zip(copy, last.letters, strict=True)
    ]
    if sum(map(bool, grown)) > FEW:
        return None
    capacity = guessing.measured(zip(copy, last.counts, strict=True), book.capacity)
    counts = [
        max(1, count + round(more / capacity))
        for count, more in zip(last.counts, grown, strict=True)
    ]
    names = dict(_names(book, last, counts))
    after = _places(book, counts)
    for unit, more, place in zip(copy, grown, after, strict=True):
        if more:
            names.update(_spread(unit, place))
    return Beliefs(
        counts,
        names,
        rooms_of(names),
        stiff=set(last.stiff),
        near=last.near,
        letters=[unit.characters for unit in copy],
    )


def _names(
    book: PrintBook, last: Beliefs, counts: Sequence[int]
) -> Iterator[tuple[str, str]]:
    """Say what the pages of all anchors are called if each keeps its page of its unit."""
    now: dict[str, str] = {}
    both = zip(_places(book, last.counts), _places(book, counts), strict=True)
    for before, after in both:
        now.update(zip(before.labels, after.labels, strict=False))
    return ((anchor, now.get(each, each)) for anchor, each in last.names.items())


def _spread(unit: Copy, place: Place) -> Iterator[tuple[str, str]]:
    """Spread the letters of a unit over the pages it will have."""
    labels = place.labels
    for anchor, passed in unit.before.items():
        page = int(passed / unit.characters * place.count) if passed else 0
        yield anchor, labels[min(page, place.count - 1)]


def _places(book: PrintBook, counts: Sequence[int]) -> list[Place]:
    """Place the units, without the blank pages between them."""
    return [each for each in placed(book.units, counts) if not each.blank]
