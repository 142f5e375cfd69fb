"""What units and entries are called: on their own page, in the contents, in a title."""

from __future__ import annotations

from publisher.bookinfo import Role
from publisher.model import Book, Target, Unit

_NAMED = {"part", "appendix"}  # "Part II. The Delta", where a chapter is "IV. The Bar"
_PLAIN = {"piece", "span"}


def line_of(target: Target, book: Book) -> str:
    """Write a target as one plain line: "IV. The Bar", "Map 5. The Gates"."""
    if not target.number or target.kind in _PLAIN:
        return target.plain or target.name
    if target.kind == "section" and not book.info.number_sections:
        return target.plain
    said = target.number if target.kind in {"chapter", "section"} else target.name
    return f"{said}. {target.plain}" if target.plain else said


def title_of(unit: Unit, book: Book) -> str:
    """Write the title of a unit's document."""
    if unit.role is Role.TITLE_PAGE:
        return book.info.title
    return line_of(book.targets[unit.target], book)


def ordinal(target: Target) -> str:
    """Say which part, chapter or appendix this is; "" of one without a number."""
    return target.name if target.number and target.kind not in _PLAIN else ""
