"""Links out of a book: gathered with their places, asked for once each, reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urldefrag, urlsplit

from publisher import rules
from publisher.cache import Cache, default_folder
from publisher.diagnostics import Diagnostic, Span
from publisher.model import Book, Link
from publisher.online.answers import Answer, Kind, remember, remembered
from publisher.online.asking import Manner, ask
from publisher.tools import ToolFailed
from publisher.tree import walk

_RULES = {
    Kind.DEAD: rules.DEAD_LINK,
    Kind.MOVED: rules.MOVED_LINK,
    Kind.UNKNOWN: rules.UNKNOWN_LINK,
    Kind.UNREACHED: rules.UNKNOWN_LINK,
    Kind.PRIVATE: rules.PRIVATE_LINK,
}
_ENOUGH = 3  # hosts that none of which answers: then it is our own line


def check_links(
    book: Book, cache: Cache | None = None, manner: Manner | None = None
) -> list[Diagnostic]:
    """Follow the links out of a book, and report those that lead nowhere.

    Raises ToolFailed when no site at all can be reached.
    """
    places = _places(book)
    known = {
        url: answer
        for url in places
        if cache and (answer := remembered(cache, url)) is not None
    }
    asked = ask((url for url in places if url not in known), manner or Manner())
    _online(asked)
    if cache:
        for url, answer in asked.items():
            remember(cache, url, answer)
    return list(_found(places, known | asked))


def followed(book: Book | None, say: Callable[[str], None]) -> list[Diagnostic]:
    """Follow the links out of a book, if there is one, with the user's own cache."""
    if book is None:
        return []
    say("following the links out of the book")
    return check_links(book, Cache(default_folder()))


def _places(book: Book) -> dict[str, list[Span]]:
    """List where each address is linked to, without the part behind its #."""
    blocks = [block for unit in book.units for block in unit.blocks]
    openers = [unit.opener for unit in book.units if unit.opener]
    notes = [block for row in book.notes.values() for block in row.note.blocks]
    places: dict[str, list[Span]] = {}
    for node in walk((*openers, *blocks, *notes)):
        if isinstance(node, Link) and urlsplit(node.url).scheme in {"http", "https"}:
            places.setdefault(urldefrag(node.url).url, []).append(node.span)
    return places


def _online(asked: Mapping[str, Answer]) -> None:
    hosts = {urlsplit(url).hostname for url in asked}
    silent = all(answer.kind is Kind.UNREACHED for answer in asked.values())
    if silent and len(hosts) >= _ENOUGH:
        raise ToolFailed("the network", "answers for none of the book's links")


def _found(
    places: Mapping[str, list[Span]], answers: Mapping[str, Answer]
) -> Iterator[Diagnostic]:
    for url, spans in places.items():
        answer = answers[url]
        if answer.kind is Kind.GOOD:
            continue
        hint = f"write {answer.to}" if answer.to else "follow it in a browser"
        for span in dict.fromkeys(spans):
            message = f'"{url}" {answer.said}'
            yield _RULES[answer.kind].at(span, message, hint)
