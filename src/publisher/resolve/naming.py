"""What a reader is told of each place: its number and its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from publisher.bookinfo import BookInfo, Role
from publisher.resolve.numbering import SECTION, Label
from publisher.resolve.numerals import letters, roman
from publisher.resolve.units import Draft
from publisher.resolve.words import lowered, piece_name, spoken_lower


@dataclass(frozen=True, slots=True)
class Name:
    """A number and the names made with it; empty where there is no number."""

    number: str = ""
    full: str = ""
    lower: str = ""


NAMELESS = Name()


def names(
    info: BookInfo, terms: Mapping[str, str], labels: list[Label], drafts: list[Draft]
) -> dict[str, Name]:
    """Name every place that has a number, by its key."""
    by_unit = {draft.id: draft for draft in drafts}
    found: dict[str, Name] = {}
    for label in labels:
        if label.kind in {"part", "chapter", "appendix"}:
            found[label.key] = _piece(by_unit[label.unit], info, terms)
        elif label.number:
            word = (
                terms["section"]
                if label.kind == SECTION
                else info.kinds[label.kind].name
            )
            found[label.key] = _name(label.number, f"{word} {label.number}", info)
    return found


def _piece(draft: Draft, info: BookInfo, terms: Mapping[str, str]) -> Name:
    style, role = info.chapter_numbers, draft.piece.role
    if not draft.count or draft.speaks_number:
        return NAMELESS
    if role is Role.APPENDIX:
        number = letters(draft.count)
        return _name(number, f"{terms['appendix']} {number}", info)
    if style == "none":
        return NAMELESS
    piece = "part" if role is Role.PART else "chapter"
    if style == "words":
        full = piece_name(info, terms, piece, draft.count)
        return Name(str(draft.count), full, spoken_lower(full, info.lang))
    number = str(draft.count)
    if role is Role.PART or style == "roman":
        number = roman(draft.count)
    return _name(number, f"{terms[piece]} {number}", info)


def _name(number: str, full: str, info: BookInfo) -> Name:
    return Name(number, full, lowered(full, info.lang))
