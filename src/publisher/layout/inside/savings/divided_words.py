"""Parts of words that a line may end with, and a hyphen.

For `sure_lines`: what step 4 of WeasyPrint's `text.line_break.split_first_line` finds in the
rest of a text. There Pango says of all of it where a line may begin and where words are; here
it is told no more of it than counts, and what it and the dictionary said is remembered.

Memory: a bounded number of words.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from publisher.layout.inside.savings.insides import line_break
from publisher.layout.inside.savings.memory import Memory

WORDS = 2_000


class Dictionary(NamedTuple):
    """A dictionary of hyphens, and how it is asked."""

    lang: str
    total: int  # letters of a word that is divided, at the least
    left: int
    right: int
    words: Any  # of Pyphen


_known: Memory[tuple[Any, ...], tuple[str, ...]] = Memory(WORDS)
forget = _known.clear


def dictionary(style: Any, context: Any) -> Dictionary | None:
    """Find the dictionary of a style; None if it has words stay whole."""
    if style["hyphens"] != "auto" or not style["lang"]:
        return None
    lang = _fallback(style["lang"])
    if not lang:
        return None
    total, left, right = style["hyphenate_limit_chars"]
    key = lang, left, right, total
    words = context.dictionaries.get(key)
    if words is None:
        words = line_break.pyphen.Pyphen(lang=lang, left=left, right=right)
        context.dictionaries[key] = words
    return Dictionary(lang, total, left, right, words)


@lru_cache(100)
def _fallback(lang: str) -> str | None:
    """Name the dictionary of a language."""
    found: str | None = line_break.pyphen.language_fallback(lang)
    return found


def parts(rest: str, asked: Dictionary) -> tuple[str, ...]:
    """List beginnings of a text that a hyphen may follow, the longest first.

    They end in its first long word before the next break.
    """
    begin = _beginning(rest)
    key = begin, *asked[:4]
    found = _known.get(key)
    if found is None:
        found = tuple(_divisions(begin, asked))
        _known.keep(key, found)
    return found


def _beginning(rest: str) -> str:
    """Give of a text what its first word is found by.

    That is all up to a letter behind a space, and one letter of English is to the rules of
    where lines may begin (UAX 14) as good as another.
    """
    end = rest.find(" ", 1) + 1
    if end and rest[end : end + 1].isascii() and rest[end : end + 1].isalpha():
        return f"{rest[:end]}a"
    return rest


def _divisions(rest: str, asked: Dictionary) -> Iterator[str]:
    found = _long_word(rest, asked)
    if found is not None:
        start, stop = found
        for part, _ in asked.words.iterate(rest[start:stop]):
            yield rest[:start] + part


def _long_word(rest: str, asked: Dictionary) -> tuple[int, int] | None:
    """Find the first word before the next break that is long enough to be divided."""
    words = rest
    if end := line_break.get_next_break_point_from_text(rest, asked.lang):
        words = words[:end]
    passed = 0
    while words and (bounds := line_break.get_next_word_boundaries(words, asked.lang)):
        start, stop = bounds
        if stop - start >= asked.total:
            return passed + start, passed + stop
        words = words[stop:]
        passed += stop
    return None
