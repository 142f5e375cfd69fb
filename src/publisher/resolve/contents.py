"""The contents and the lists of figures, maps and tables: keys in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from publisher.bookinfo import Role
from publisher.model import Entry, Unit
from publisher.resolve.numbering import SECTION, Label
from publisher.resolve.units import UNLISTED
from publisher.tree import plain

_UNSAID = {
    Role.HALF_TITLE,
    Role.TITLE_PAGE,
    Role.IMPRINT,
    Role.CONTENTS,
    Role.ENDING,
}
"""Pieces that no contents page lists."""


@dataclass(slots=True)
class _Line:
    """A line of the contents while it is being made."""

    key: str
    level: int
    inside: list[_Line] = field(default_factory=list)

    def done(self) -> Entry:
        """Make it final."""
        return Entry(self.key, tuple(line.done() for line in self.inside))


def contents(
    units: Iterable[Unit], labels: Iterable[Label], depth: int
) -> tuple[Entry, ...]:
    """Nest parts, chapters and, down to level `depth`, their sections.

    A heading that is `.unlisted` is left out with what is under it.
    """
    sections: dict[str, list[Label]] = {}
    for label in labels:
        if label.kind == SECTION and label.level:
            sections.setdefault(label.unit, []).append(label)
    lines: list[_Line] = []
    parts: dict[str, _Line] = {}
    for unit in units:
        line = _line(unit)
        if line is None:
            continue
        _nest(line, sections.get(unit.id, ()), depth)
        (parts[unit.part].inside if unit.part in parts else lines).append(line)
        if unit.role is Role.PART:
            parts[unit.id] = line
    return tuple(line.done() for line in lines)


def _line(unit: Unit) -> _Line | None:
    """Begin the line of a piece, if it has one. An untitled dedication has none."""
    if unit.role in _UNSAID:
        return None
    titled = unit.opener is not None and plain(unit.opener.children)
    if not titled and unit.role in {Role.FRONT_PIECE, Role.BACK_PIECE}:
        return None
    if unit.opener and UNLISTED in unit.opener.attributes.classes:
        return None
    return _Line(unit.target, 0)


def _nest(line: _Line, sections: Iterable[Label], depth: int) -> None:
    open_lines = [line]
    hidden = 0  # level of an unlisted heading whose sections are passed over
    for label in sections:
        if hidden and label.level > hidden:
            continue
        hidden = 0 if label.listed else label.level
        if not label.listed or label.level > depth:
            continue
        while open_lines[-1].level >= label.level:
            open_lines.pop()
        fresh = _Line(label.key, label.level)
        open_lines[-1].inside.append(fresh)
        open_lines.append(fresh)


def lists(
    labels: Iterable[Label], kinds: Iterable[str]
) -> Mapping[str, tuple[Entry, ...]]:
    """List what is numbered, by kind, in the order of the numbers."""
    found: dict[str, list[Entry]] = {kind: [] for kind in kinds}
    for label in labels:
        if label.kind in found and label.number and label.listed:
            found[label.kind].append(Entry(label.key))
    return {kind: tuple(entries) for kind, entries in found.items()}
