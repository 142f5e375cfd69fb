"""The outline: a tree of headings, every line of it shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from publisher.fragments import Bookmark
from publisher.package.pdf.names import destination, meant, spot
from publisher.package.pdf.numbering import OUTLINE, Place
from publisher.package.pdf.syntax import text

_ROOT = -1


@dataclass(slots=True)
class Outline:
    """The headings of the fragments seen so far."""

    _lines: list[tuple[Bookmark, bytes, int]] = field(default_factory=list)

    def take(self, bookmarks: Iterable[Bookmark], place: Place) -> None:
        """Add the headings of a fragment."""
        for each in bookmarks:
            where = destination(place.page(each.page), spot(each.x, each.y))
            self._lines.append((each, where, place.meant(each.meant)))

    def __bool__(self) -> bool:
        return bool(self._lines)

    def objects(self, free: int, *, structured: bool) -> Iterator[tuple[int, bytes]]:
        """Yield the outline (ISO 32000-2, 12.3.3), its lines from a free number on.

        `structured` lets them also lead to the headings themselves.
        """
        if not self._lines:
            return
        below = _tree([each.level for each, *_ in self._lines])
        shown = _shown(below)
        yield (
            OUTLINE,
            b"<</Type/Outlines" + _span(below[_ROOT], free, shown[_ROOT]) + b">>",
        )
        for parent, kids in below.items():
            owner = OUTLINE if parent == _ROOT else free + parent
            for place, index in enumerate(kids):
                line, where, element = self._lines[index]
                parts = [b"<</Title" + text(line.title)]
                parts.append(_way(where, element) if structured else b"/Dest" + where)
                parts.append(b"/Parent %d 0 R" % owner)
                if place:
                    parts.append(b"/Prev %d 0 R" % (free + kids[place - 1]))
                if place + 1 < len(kids):
                    parts.append(b"/Next %d 0 R" % (free + kids[place + 1]))
                parts.append(_span(below[index], free, shown[index]))
                yield free + index, b"".join((*parts, b">>"))


def _way(where: bytes, element: int) -> bytes:
    """Write an action that goes to an element (ISO 32000-2, 12.6.4.2)."""
    return b"/A<</S/GoTo/D%b/SD%b>>" % (where, meant(element, where))


def _tree(levels: list[int]) -> Mapping[int, list[int]]:
    """Say which lines stand right below each line and below the root.

    A line stands below the last one before it that is of a higher rank, even where a
    rank between them is left out.
    """
    below: dict[int, list[int]] = {_ROOT: []}
    open_lines = [_ROOT]
    for index, level in enumerate(levels):
        while len(open_lines) > 1 and levels[open_lines[-1]] >= level:
            open_lines.pop()
        below[open_lines[-1]].append(index)
        below[index] = []
        open_lines.append(index)
    return below


def _shown(below: Mapping[int, list[int]]) -> Mapping[int, int]:
    """Count the lines at any depth below each."""
    counted: dict[int, int] = {}
    for index in sorted(below, reverse=True):  # a line stands behind the one above it
        counted[index] = sum(counted[kid] + 1 for kid in below[index])
    return counted


def _span(kids: list[int], free: int, count: int) -> bytes:
    if not kids:
        return b""
    first, last = free + kids[0], free + kids[-1]
    return b"/First %d 0 R/Last %d 0 R/Count %d" % (first, last, count)
