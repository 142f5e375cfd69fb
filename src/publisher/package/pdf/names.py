"""Where links lead: the anchors of all fragments in one sorted tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from publisher.fragments import Fragment
from publisher.package.pdf.numbering import DOCUMENT, NAMES, Place
from publisher.package.pdf.syntax import encoded, numbers, reference, references, text

LEAF = 64  # names in one leaf

Anchor: TypeAlias = tuple[str, bytes, int, bytes, int | None]
"""An anchor; how it is written; its page, where it stands there; its element, if it has one."""


def anchors(fragment: Fragment) -> tuple[Anchor, ...]:
    """List the anchors of a fragment."""
    return tuple(
        (anchor, text(anchor), page, spot(x, y), fragment.meant.get(anchor))
        for anchor, (page, x, y) in fragment.anchors.items()
    )


@dataclass(slots=True)
class Names:
    """The anchors of the fragments seen so far."""

    _places: dict[str, tuple[bytes, bytes, int]] = field(default_factory=dict)

    def take(self, anchors: Iterable[Anchor], place: Place) -> None:
        """Add the anchors of a fragment. What stands on two pages leads to the first."""
        for anchor, written, page, at, element in anchors:
            where = destination(place.page(page), at)
            self._places.setdefault(anchor, (written, where, place.meant(element)))

    def element(self, anchor: str) -> int:
        """Give the structure element that an anchor is, or stands in."""
        return self._places[anchor][2] if anchor in self._places else DOCUMENT

    def objects(self, free: int, *, structured: bool) -> Iterator[tuple[int, bytes]]:
        """Yield the tree of names, its leaves from a free number on.

        `structured` lets them also lead to elements of the structure (ISO 32000-2,
        12.3.2.3), where readers of PDF 1.7 see only places on pages.
        """
        rows = []
        for key, (written, where, element) in self._places.items():
            if structured:
                where = b"<</D%b/SD%b>>" % (where, meant(element, where))
            rows.append((encoded(key), written, where))
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


def meant(element: int, where: bytes) -> bytes:
    """Write the structure destination that goes with a place on a page."""
    return b"[" + reference(element) + where[where.index(b"/") :]


def destination(page: int, at: bytes) -> bytes:
    """Write a place on a page."""
    return b"[%d 0 R%b" % (page, at)


def spot(x: float, y: float) -> bytes:
    """Write where a place is, to be shown at the size at which the reader is."""
    return b"/XYZ %b 0]" % numbers((x, y))[1:-1]
