"""Which document of the EPUB holds the text of a page, and where in it the page begins.

The EPUB has a mark at the very word with which each printed page begins, and a list of
them; so the page map and the text meet without a search.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import PurePosixPath
from urllib.parse import unquote

from publisher.loopback import archive
from publisher.proof.desk.finished import Finished


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page begins in the EPUB."""

    document: str
    id: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the book: a chapter, the contents, an appendix."""

    unit: str
    title: str
    document: str  # in the EPUB; "" if it is on paper alone
    page: int  # the first


@dataclass(frozen=True, slots=True)
class Joint:
    """What of the EPUB belongs to which page."""

    pieces: tuple[Piece, ...]
    marks: tuple[Mark | None, ...]  # one for each page


def join(book: Finished) -> Joint:
    """Read the navigation of the EPUB, and tie it to the pages."""
    names = archive.names(book.epub)
    nav = next((each for each in names if each.endswith("nav.xhtml")), "")
    lists = _Lists()
    lists.feed((archive.content(book.epub, nav) or b"").decode("utf-8", "replace"))
    titles = dict(reversed([(_at(nav, to)[0], words) for to, words in lists.toc]))
    marks = tuple(_marks(book.map["pages"], nav, lists.pages))
    documents = _documents(names, nav)
    return Joint(tuple(_pieces(book.map["pages"], documents, titles)), marks)


def _documents(names: list[str], nav: str) -> Mapping[str, str]:
    """Give the document of each unit: it is named after it, but for the contents."""
    named = {PurePosixPath(each).stem: each for each in names if _is_text(each)}
    return {"contents": nav} | named


def _is_text(name: str) -> bool:
    return archive.media_type(name) == archive.XHTML


def _pieces(
    rows: list[Mapping[str, object]],
    documents: Mapping[str, str],
    titles: Mapping[str, str],
) -> Iterator[Piece]:
    before = ""
    for row in rows:
        unit = str(row["unit"])
        if unit != before:
            document = documents.get(unit, "")
            title = titles.get(document) or unit.replace("-", " ").capitalize()
            yield Piece(unit, title, document, int(str(row["page"])))
        before = unit


def _marks(
    rows: list[Mapping[str, object]], nav: str, listed: list[tuple[str, str]]
) -> Iterator[Mark | None]:
    """Give each page the next mark of its name: names can come twice, but in order."""
    at = 0
    for row in rows:
        ahead = range(at, len(listed))
        found = next((n for n in ahead if listed[n][1] == row["label"]), None)
        if found is None:
            yield None
        else:
            yield Mark(*_at(nav, listed[found][0]))
            at = found + 1


def _at(nav: str, link: str) -> tuple[str, str]:
    """Follow a link of the navigation: the name of the document, and the id in it."""
    path, _, place = link.partition("#")
    folder = posixpath.dirname(nav)
    return posixpath.normpath(posixpath.join(folder, unquote(path))), unquote(place)


@dataclass
class _Lists(HTMLParser):
    """The contents and the list of pages in a navigation document."""

    toc: list[tuple[str, str]] = field(default_factory=list)  # link, words
    pages: list[tuple[str, str]] = field(default_factory=list)
    _kind: str = ""
    _link: str | None = None
    _words: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a list, or an entry of one."""
        told = dict(attrs)
        if tag == "nav":
            self._kind = told.get("epub:type") or ""
        elif tag == "a" and self._kind:
            self._link, self._words = told.get("href") or "", ""

    def handle_data(self, data: str) -> None:
        """Read the words of an entry."""
        self._words += data

    def handle_endtag(self, tag: str) -> None:
        """End an entry, or a list."""
        if tag == "nav":
            self._kind = ""
        elif tag == "a" and self._link is not None:
            entry = self._link, " ".join(self._words.split())
            if self._kind == "toc":
                self.toc.append(entry)
            elif self._kind == "page-list":
                self.pages.append(entry)
            self._link = None
