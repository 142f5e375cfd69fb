"""The ways into the book: contents, lists, landmarks, pages, and the old NCX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypedDict

from publisher.artifacts import EpubPage, Landmark
from publisher.bookinfo import Matter, Role
from publisher.model import Entry, Unit
from publisher.render.epub.documents import MATTERS
from publisher.render.epub.files import COVER, NAV, relative, shown
from publisher.render.epub.gathered import Gathered
from publisher.render.epub.naming import line_of, title_of
from publisher.render.epub.pagebreaks import mark
from publisher.render.epub.printed import Start
from publisher.render.epub.templates import arrange, legal
from publisher.render.markup import Markup
from publisher.render.setting import EMPTY


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list, in plain words: some readers cannot take marked-up ones."""

    words: str
    href: str
    rows: tuple[Line, ...] = ()
    attributes: Markup = EMPTY
    id: str = ""  # of the mark, where a printed page begins with this line
    mark: Markup = EMPTY  # stands inside the link: a line may hold nothing else


@dataclass(frozen=True, slots=True)
class Nav:
    """A list of the navigation document. Only the contents are shown."""

    kind: str  # its id
    type: str  # its epub:type, "" if no type fits
    title: str
    rows: tuple[Line, ...]
    role: str = ""
    anchor: str = ""  # id of its heading, if something leads there
    hidden: bool = True

    @property
    def heading(self) -> str:
        """Give the id of its heading."""
        return self.anchor or f"{self.kind}-title"

    @property
    def level(self) -> int:
        """Its heading's level: the contents are what the document is about."""
        return 1 if self.kind == "toc" else 2


def navigation(gathered: Gathered, landmarks: Sequence[Landmark]) -> EpubPage:
    """Make the navigation document."""
    book = gathered.book
    unit = next((u for u in shown(book) if u.role is Role.CONTENTS), None)
    title = title_of(unit, book) if unit else book.words["contents"]
    anchor = book.targets[unit.target].anchor if unit else ""
    starts = gathered.printed.of(unit.id) if unit else ()
    begins = {start.leads: start for start in starts[1:] if start.leads}
    rows = contents(book.contents, gathered, begins) or _first(gathered)
    listed = _ids(rows)
    for start in starts:
        if start in starts[:1] or start.id in listed:
            gathered.list_page(start, NAV)
    navs = [
        Nav("toc", "toc", title, rows, "doc-toc", anchor, hidden=False),
        *_lists(gathered),
        Nav("landmarks", "landmarks", book.words["guide"], _typed(landmarks)),
        *_page_list(gathered),
    ]
    content = arrange(
        "nav.xhtml",
        title=title,
        lang=book.info.lang,
        dir=book.info.dir,
        matter=MATTERS[unit.matter if unit else Matter.FRONT],
        sheets=[relative(each, NAV) for each in gathered.sheets],
        pages=[mark(start, block=True) for start in starts[:1]],
        navs=[nav for nav in navs if nav.rows],
    )
    return EpubPage(NAV, title, content)


def contents(
    entries: Iterable[Entry],
    gathered: Gathered,
    begins: Mapping[str, Start] = MappingProxyType({}),
) -> tuple[Line, ...]:
    """Turn the contents of the book, parts within it and sections within those.

    `begins` gives a mark to the lines with which pages of the printed contents begin.
    """
    book = gathered.book
    return tuple(
        Line(
            line_of(book.targets[each.target], book),
            gathered.href(book.targets[each.target], NAV),
            contents(each.children, gathered, begins),
            **_begun(begins, book.targets[each.target].anchor),
        )
        for each in entries
        if book.targets[each.target].unit in gathered.files
    )


class _Begun(TypedDict, total=False):
    id: str
    mark: Markup


def _begun(begins: Mapping[str, Start], anchor: str) -> _Begun:
    start = begins.get(anchor)
    return {"id": start.id, "mark": mark(start)} if start else {}


def _ids(rows: Iterable[Line]) -> set[str]:
    found = {row.id for row in rows}
    return found.union(*(_ids(row.rows) for row in rows))


def landmarks_of(gathered: Gathered, *, cover: bool) -> tuple[Landmark, ...]:
    """List the places reading systems look for, each kind once."""
    book = gathered.book
    units = shown(book)
    found = [Landmark("cover", legal(book.words["cover"]), COVER)] if cover else []
    for kind, unit in (
        ("title-page", _first_of(units, role=Role.TITLE_PAGE)),
        ("toc", _first_of(units, role=Role.CONTENTS)),
        ("text", _first_of(units, matter=Matter.BODY)),
    ):
        if unit:
            words = legal(book.words[_LANDMARK_WORDS[kind]])
            fragment = "#toc" if kind == "toc" else ""
            found.append(Landmark(kind, words, gathered.files[unit.id] + fragment))
    return tuple(found)


def ncx(gathered: Gathered, identifier: str) -> bytes:
    """Make the EPUB 2 navigation, lean: the time to check it is quadratic in ids."""
    book = gathered.book
    rows = contents(book.contents, gathered) or _first(gathered)
    numbers = [int(m.number) for m in gathered.marks if m.number.isdecimal()]
    return arrange(
        "toc.ncx",
        lang=book.info.lang,
        identifier=identifier,
        title=book.info.title,
        authors=[person.name for person in book.info.creators],
        depth=_depth(rows),
        rows=_points(rows),
        marks=[
            {
                "type": "normal" if mark.number.isdecimal() else "front",
                "number": mark.number,
                "href": mark.href,
            }
            for mark in gathered.marks
        ],
        highest=max(numbers, default=0),
        pages=book.words["page-list"],
    )


_LANDMARK_WORDS = {"title-page": "title-page", "toc": "contents", "text": "beginning"}


def _first(gathered: Gathered) -> tuple[Line, ...]:
    """Lead to the beginning of a book that has no contents: a list may not be empty."""
    file = gathered.files[shown(gathered.book)[0].id]
    return (Line(gathered.book.info.title, file),)


def _first_of(
    units: Iterable[Unit], *, role: Role | None = None, matter: Matter | None = None
) -> Unit | None:
    return next((u for u in units if u.role is role or u.matter is matter), None)


_LIST_TYPES = {"fig": "loi", "tbl": "lot"}


def _lists(gathered: Gathered) -> Iterator[Nav]:
    book = gathered.book
    for key, entries in book.lists.items():
        rows = contents(entries, gathered)
        kind = book.info.kinds[key]
        yield Nav(f"list-{key}", _LIST_TYPES.get(key, ""), kind.list_title, rows)


_LANDMARK_TYPES = {
    "cover": "cover",
    "title-page": "titlepage",
    "toc": "toc",
    "text": "bodymatter",
}


def _typed(landmarks: Iterable[Landmark]) -> tuple[Line, ...]:
    return tuple(
        Line(
            each.title,
            each.href,
            attributes=Markup(' epub:type="{}"').format(_LANDMARK_TYPES[each.kind]),
        )
        for each in landmarks
    )


def _page_list(gathered: Gathered) -> Iterator[Nav]:
    marks = sorted(gathered.marks, key=lambda each: each.page)
    rows = tuple(Line(each.number, each.href) for each in marks)
    title = gathered.book.words["page-list"]
    yield Nav("page-list", "page-list", title, rows, "doc-pagelist")


def _depth(rows: Sequence[Line]) -> int:
    return 1 + max((_depth(row.rows) for row in rows), default=0) if rows else 0


def _points(rows: Sequence[Line]) -> list[dict[str, object]]:
    """Number the points in reading order; lines to one place share a number."""
    order: dict[str, int] = {}
    made = 0

    def point(row: Line) -> dict[str, object]:
        nonlocal made
        made += 1
        own = f"point-{made}"
        place = order.setdefault(row.href, len(order) + 1)
        inner = [point(each) for each in row.rows]
        return {
            "id": own, "order": place, "words": row.words,
            "href": row.href, "rows": inner,
        }  # fmt: skip

    return [point(row) for row in rows]
