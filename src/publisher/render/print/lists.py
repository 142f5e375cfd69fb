"""The lines of the contents and of the lists of maps and figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from publisher.model import Entry, Target
from publisher.render.gathering import gathered
from publisher.render.inlines import inlines
from publisher.render.markup import Markup
from publisher.render.print.folios import Folios
from publisher.render.setting import Setting, said_again

NARROW, BROAD = 4, 6  # characters that fit the usual column of numbers, and a wider one


@dataclass(frozen=True, slots=True)
class Line:
    """One line: number, title and page, and where its link leads."""

    kind: str  # "part", "chapter", "section" …; "of-tbl" in a list of tables
    depth: int
    anchor: str
    number: str
    title: Markup
    page: Markup


def contents_rows(setting: Setting, folios: Folios) -> list[Line]:
    """List parts, chapters and sections in order, each with its page."""
    return list(_lines(setting.book.contents, setting, folios, depth=1))


def list_rows(kind: str, setting: Setting, folios: Folios) -> list[Line]:
    """List the maps, figures or tables of a kind, each with its page."""
    rows = _lines(setting.book.lists.get(kind, ()), setting, folios, depth=1)
    return [replace(row, kind=f"of-{kind}") for row in rows]


def wide(rows: Iterable[Line]) -> str:
    """Name the class of a list whose numbers need a wider column than 1 to XVII: XXXVIII."""
    longest = max((len(row.number) for row in rows if row.kind != "part"), default=0)
    return "" if longest <= NARROW else "wide" if longest <= BROAD else "wide wider"


def _number(target: Target) -> str:
    """Say "Part II" in full before the title of a part, and otherwise the number alone."""
    return target.name if target.kind == "part" and target.number else target.number


def _lines(
    entries: Iterable[Entry], setting: Setting, folios: Folios, *, depth: int
) -> Iterator[Line]:
    again = said_again(setting)
    for entry in entries:
        target = setting.book.targets[entry.target]
        title = inlines(gathered(target.title), again)
        yield Line(
            kind=target.kind,
            depth=depth,
            anchor=target.anchor,
            number=_number(target),
            title=title or Markup("{}").format(setting.text(target.plain)),
            page=folios.label(target.anchor),
        )
        yield from _lines(entry.children, setting, folios, depth=depth + 1)
