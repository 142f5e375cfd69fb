"""Numbers and pages that shifted: chapters, sections, maps, figures, tables, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publisher.artifacts import PageMap
from publisher.model import Book, Target

CHAPTERS = ("part", "chapter", "appendix", "piece")
SECTION = "section"


@dataclass(frozen=True, slots=True)
class Shift:
    """What stands elsewhere, or is called otherwise; "" where there is none."""

    sort: str  # "chapters", "sections" or the kind's own: "map"
    title: str
    names: tuple[str, str]  # "Map 5", "Map 6"
    pages: tuple[str, str]


def shifts(old: tuple[Book, PageMap], new: tuple[Book, PageMap]) -> list[Shift]:
    """List what has another number or stands on another page, in the later order."""
    before, after = old[0].targets, new[0].targets
    keys = [*after, *(key for key in before if key not in after)]
    found = (
        _shift(before.get(key), after.get(key), old[1], new[1])
        for key in keys
        if _counts(before.get(key) or after[key])
    )
    return [each for each in found if each is not None]


def _counts(target: Target) -> bool:
    """Leave out words with an id: they have neither number nor title."""
    return target.kind != "span"


def _shift(
    one: Target | None, other: Target | None, old: PageMap, new: PageMap
) -> Shift | None:
    known = other or one
    assert known is not None
    names = one.name if one else "", other.name if other else ""
    pages = _page(one, old), _page(other, new)
    if names[0] == names[1] and pages[0] == pages[1]:
        return None
    return Shift(_sort(known), known.plain or known.name, names, pages)


def _page(target: Target | None, pages: PageMap) -> str:
    at = pages.anchors.get(target.anchor) if target else None
    return pages.pages[at - 1].label if at else ""


def _sort(target: Target) -> str:
    if target.kind in CHAPTERS:
        return "Chapters"
    if target.kind == SECTION:
        return "Sections"
    return {"fig": "Figures", "tbl": "Tables", "map": "Maps"}.get(
        target.kind, target.kind.capitalize()
    )


def by_sort(found: list[Shift]) -> Iterator[tuple[str, list[Shift]]]:
    """Group shifts by what they are of: chapters first, then as they come."""
    sorts = dict.fromkeys(each.sort for each in found)
    for sort in sorted(
        sorts, key=lambda each: (each != "Chapters", each != "Sections")
    ):
        yield sort, [each for each in found if each.sort == sort]
