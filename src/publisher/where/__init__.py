"""Where a line of the manuscript is printed, and from where a page was written.

The answers come from `dist/pages.json` (docs/pages.md), which every build leaves behind;
nothing is set again. The manuscript is read only to quote it, and to say in which line
of a long paragraph a page begins.
"""

from __future__ import annotations

import re
from pathlib import Path

from publisher.where.mapped import Answer, read, sorry
from publisher.where.printed import of_line
from publisher.where.written import of_page

_LINE = re.compile(r"(?P<path>.+?):(?P<line>\d+)(?::(?P<column>\d+))?:?")


def map_of(out: Path, edition: str) -> Path:
    """Name the page map of an edition in a folder of finished files; "": of the book."""
    ending = f"-{edition}-pages.json"
    maps = sorted(out.glob("*-pages.json")) if edition else []
    named = (each for each in maps if each.name.endswith(ending))
    return next(named, out / (f"SLUG{ending}" if edition else "pages.json"))


def where(question: str, pages_json: Path, home: Path) -> Answer:
    """Answer `ch07.md:142`, `ch07.md:142:10`, `143`, `xii` or `#130` (a sheet).

    `home` is the folder of book.yaml, to which the places of the map are relative.
    """
    if not pages_json.is_file():
        return sorry(f"there is no {pages_json.name} yet: ./inv pdf makes it")
    book = read(pages_json, home)
    if book is None:
        return sorry(f"{pages_json.name} cannot be read: ./inv pdf makes it anew")
    asked = question.strip().replace("\\", "/").removeprefix("./")
    if found := _LINE.fullmatch(asked):
        column = int(found["column"]) if found["column"] else None
        return of_line(found["path"], int(found["line"]), column, book)
    return of_page(asked, book)
