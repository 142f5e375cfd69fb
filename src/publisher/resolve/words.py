"""The publisher's own words in the book's language, and the names made from them.

`Book.words` has every key of `terms.ENGLISH` and of `access_words`; there stands what
each is for. Names of
people follow "translated-by" and its like; a page number follows "page".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from publisher import rules
from publisher.bookinfo import BookInfo
from publisher.diagnostics import Diagnostic, Span
from publisher.resolve.access_words import ACCESS
from publisher.resolve.counting import name_in_words
from publisher.resolve.terms import ENGLISH, TERMS

NOUNS_KEEP_CAPITALS = frozenset({"de", "lb"})
"""Languages in which a noun has a capital wherever it stands."""


def words(info: BookInfo) -> tuple[Mapping[str, str], list[Diagnostic]]:
    """Give the publisher's words in the book's language, the author's own on top.

    A language without a table has the English words and one note that says so, unless
    `book.yaml` gives words of its own.
    """
    base, tag = info.lang.partition("-")[0].lower(), info.lang.lower()
    ours = {**ENGLISH, **TERMS.get(base, {}), **TERMS.get(tag, {})}
    merged = {**ACCESS["en"], **ACCESS.get(base, {}), **ours, **info.words}
    found = list(_unknown(info))
    if base not in TERMS and not info.words:
        found.append(_foreign(info))
    return MappingProxyType(merged), found


def _unknown(info: BookInfo) -> Iterator[Diagnostic]:
    """Find words of the author's that nothing in the book is called by."""
    ours = {*ENGLISH, *ACCESS["en"], *info.kinds}
    for key in info.words:
        if key not in ours:
            near = get_close_matches(key, ours, n=1)
            yield rules.UNKNOWN_KEY.at(
                info.places.get(f"words.{key}", info.span),
                f'there is no key "{key}" under "words"',
                hint=f'did you mean "{near[0]}"?'
                if near
                else f"keys allowed here: {', '.join(sorted(ours))}",
            )


def _foreign(info: BookInfo) -> Diagnostic:
    place: Span = info.places.get("lang", info.span)
    return rules.NO_WORDS.at(
        place,
        f'the publisher has no words in "{info.lang}" for "Contents", "Chapter" and the '
        "like, and takes English ones",
        hint='give them under "words" in book.yaml, such as "contents: …"',
    )


def lowered(name: str, lang: str) -> str:
    """Begin a name as it stands inside a sentence: "Map 5" becomes "map 5"."""
    if lang.partition("-")[0].lower() in NOUNS_KEEP_CAPITALS or name[1:2].isupper():
        return name
    return name[:1].lower() + name[1:]


def spoken_lower(name: str, lang: str) -> str:
    """Lower a name whose number is in words: "Chapter Three" becomes "chapter three"."""
    if lang.partition("-")[0].lower() in NOUNS_KEEP_CAPITALS:
        return name[:1].lower() + name[1:] if name[-1:].isalpha() else name
    return name.lower()


def piece_name(
    info: BookInfo, terms: Mapping[str, str], piece: str, number: int
) -> str:
    """Say a part's or chapter's name with its number in words, or in figures at need."""
    own = piece in info.words  # the author's own word has no table of numbers
    spoken = None if own else name_in_words(info.lang, piece, number)
    return spoken or f"{terms[piece]} {number}"
