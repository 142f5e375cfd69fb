"""The marks of pages in what the publisher writes itself, found by the words they begin with.

A title page, an imprint, the last page of a sample have no place in the manuscript that
the page map could name; it knows the first words of each of their pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from publisher.counting import countable
from publisher.render.epub.pagebreaks import marked_at
from publisher.render.epub.printed import Start
from publisher.render.epub.tokens import Place

_TOKEN = re.compile(r"<[^>]*>|&[^;]*;|[^<&]+")
_OPENED = re.compile(r"<(?:p|li|h1)\b[^>]*>$")
_LENGTHS = (40, 20, 8, 3)  # letters of the first words: as many as are found


def with_pages(content: str, starts: Sequence[Start]) -> str:
    """Mark where pages begin in a finished document; `starts` are in order.

    One whose words are not here begins with the one before it.
    """
    letters = list(_letters(content, content.index("<body")))
    said = "".join(letter for letter, _ in letters)
    last, places = 0, []
    for start in starts:
        last = _found(_plain(countable(start.words)), said, last)
        at = letters[last][1] if last < len(letters) else content.index("</section>")
        places.append((at, start))
    for at, start in reversed(places):
        content = marked_at(content, start, Place(_before_tags(content, at), ()))
    return content


def _letters(content: str, start: int) -> Iterator[tuple[str, int]]:
    for token in _TOKEN.finditer(content, start):
        said, at = token[0], token.start()
        if said[0] == "&":
            yield from ((letter, at) for letter in _plain(countable(unescape(said))))
        elif said[0] != "<":
            for index, letter in enumerate(said, at):
                if countable(letter):
                    yield _plain(letter), index


def _plain(letters: str) -> str:
    """Take capitals for small letters: styles make the ones of the others."""
    return "".join(letter.lower()[:1] for letter in letters)


def _found(words: str, said: str, last: int) -> int:
    tried = (said.find(words[:size], last) for size in _LENGTHS if words)
    return next((at for at in tried if at >= 0), last)


def _before_tags(content: str, at: int) -> int:
    """Go back over tags of words that begin here, not out of the block."""
    while content[at - 1] == ">" and not _OPENED.search(content[:at]):
        tag = content.rindex("<", 0, at)
        if content.startswith(("</", "<div", "<ul", "<section"), tag):
            break
        at = tag
    return at
