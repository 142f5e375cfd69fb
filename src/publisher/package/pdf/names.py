"""Where links lead: the anchors of all fragments in one sorted tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from publisher.fragments import Fragment
from publisher.package.pdf.numbering import NAMES, Place
from publisher.package.pdf.syntax import encoded, numbers, reference, references, text

LEAF = 64  # names in one leaf


@dataclass(slots=True)
class Names:
    """The anchors of the fragments seen so far."""

    _places: dict[str, bytes] = field(default_factory=dict)

    def take(self, fragment: Fragment, place: Place) -> None:
        """Add the anchors of a fragment. What stands on two pages leads to the first."""
        for anchor, (page, x, y) in fragment.anchors.items():
            self._places.setdefault(anchor, destination(place.page(page), x, y))

    def objects(self, free: int) -> Iterator[tuple[int, bytes]]:
        """Yield the tree of names, its leaves from a free number on."""
        rows = ((encoded(key), text(key), to) for key, to in self._places.items())
        yield from tree(NAMES, rows, free)


def tree(
    root: int, rows: Iterable[tuple[bytes, bytes, bytes]], free: int
) -> Iterator[tuple[int, bytes]]:
    """Yield a name tree (ISO 32000-2, 7.9.6), its leaves from a free number on.

    A row is a name as a reader finds it, by which it is sorted; the name as it is
    written; and what it stands for.
    """
    ordered = sorted(rows)
    leaves = [ordered[at : at + LEAF] for at in range(0, len(ordered), LEAF)]
    yield root, b"<</Kids%b>>" % references(range(free, free + len(leaves)))
    for number, leaf in enumerate(leaves, free):
        pairs = b"".join(written + value for _, written, value in leaf)
        limits = leaf[0][1] + leaf[-1][1]
        yield number, b"<</Limits[%b]/Names[%b]>>" % (limits, pairs)


def destination(page: int, x: float, y: float) -> bytes:
    """Write a place on a page, to be shown at the size at which the reader is."""
    return b"[%b/XYZ %b 0]" % (reference(page), numbers((x, y))[1:-1])
