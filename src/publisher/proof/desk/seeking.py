"""The words of a page in the text of the manuscript, found by their letters."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

AROUND = 60  # letters that are compared before and behind
ENOUGH = 8  # of them that must agree on one side, where words are to be sure
CLEARLY = 4  # by which the best place must be better than the next
_MARKUP = re.compile(
    r"<!--[\s\S]*?-->|\{[^{}\n]*\}|\]\([^()\n]*\)|\[\^[^\]\n]*\]:?|^ *:::[^\n]*",
    re.MULTILINE,
)
_ALIKE = {"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2026": "."}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Printed words, and the letters around them on the page."""

    words: str
    letters: str
    before: str
    behind: str


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a text, its end not included."""

    begin: int
    end: int
    doubt: str = ""  # why it may not be what is meant


def wanted(words: Sequence[str], first: int, last: int) -> Wanted:
    """Take words of a page, and what stands around them."""
    said = " ".join(words[first : last + 1]).replace("\u2010 ", "")
    before = _letters("".join(words[max(0, first - AROUND) : first]))
    behind = _letters("".join(words[last + 1 : last + 1 + AROUND]))
    return Wanted(said, _letters(said), before[-AROUND:], behind[:AROUND])


def seek(text: str, words: Wanted) -> Found | None:
    """Find words in a text; of several places the one with the same letters around it."""
    owners, letters = _written(text)
    if not words.letters:
        return None
    ranked = sorted(_ranked(letters, words), reverse=True)
    if not ranked:
        return None
    (alike, most, negative), *others = ranked
    at = -negative
    begin, end = owners[at], owners[at + len(words.letters) - 1] + 1
    alone = not others or alike >= others[0][0] + CLEARLY
    sure = alone and (most >= ENOUGH or not others or alike == _most(words))
    lead, trail = _signs(words.words)
    begin, whole = _extended(text, begin, lead[::-1], -1)
    end, also = _extended(text, end, trail, 1)
    if not sure:
        return Found(begin, end, "the same words stand there more than once")
    signs = "" if whole and also else "the signs beside the words are others"
    return Found(begin, end, signs)


def _written(text: str) -> tuple[list[int], str]:
    """Give the letters of a text and where each is; those of markup are no words."""
    owners: list[int] = []
    letters: list[str] = []
    at = 0
    for markup in _MARKUP.finditer(text):
        _add(text, at, markup.start(), owners, letters)
        at = markup.end()
    _add(text, at, len(text), owners, letters)
    return owners, "".join(letters)


def _add(
    text: str, begin: int, end: int, owners: list[int], letters: list[str]
) -> None:
    for index in range(begin, end):
        plain = _plain(text[index])
        owners.extend(index for _ in plain)
        letters.append(plain)


def seek_ends(text: str, words: Sequence[str], first: int, last: int) -> Found | None:
    """Find a stretch by its first word and its last one.

    Between them may stand what is written elsewhere or nowhere: the number of a note, the
    page of an older edition.
    """
    ends = [seek(text, wanted(words, at, at)) for at in (first, last)]
    begin, end = ends
    if begin is None or end is None or end.end <= begin.begin:
        return None
    said = sum(map(len, words[first : last + 1]))
    near = end.end - begin.begin <= 3 * said + 80
    return Found(begin.begin, end.end, begin.doubt or end.doubt) if near else None


def _ranked(letters: str, words: Wanted) -> Iterator[tuple[int, int, int]]:
    """Yield how alike the surroundings of each place are, on both sides and on one."""
    size = len(words.letters)
    at = letters.find(words.letters)
    while at >= 0:
        before = letters[max(0, at - AROUND) : at][::-1]
        behind = letters[at + size : at + size + AROUND]
        sides = _common(before, words.before[::-1]), _common(behind, words.behind)
        yield sum(sides), max(sides), -at
        at = letters.find(words.letters, at + 1)


def _most(words: Wanted) -> int:
    return len(words.before) + len(words.behind)


def _common(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next(
        (n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other))
    )


def _signs(words: str) -> tuple[str, str]:
    """Give the signs in front of the first letter and behind the last one."""
    kept = [index for index, sign in enumerate(words) if _plain(sign)]
    return words[: kept[0]], words[kept[-1] + 1 :]


def _extended(text: str, at: int, signs: str, step: int) -> tuple[int, bool]:
    """Take in signs beside a stretch, if they are there."""
    for sign in signs:
        index = at if step > 0 else at - 1
        if not 0 <= index < len(text) or _same(text[index]) != _same(sign):
            return at, False
        at += step
    return at, True


def _same(sign: str) -> str:
    return _ALIKE.get(sign, sign)


def _letters(text: str) -> str:
    return "".join(map(_plain, text))


def _plain(sign: str) -> str:
    """Keep of a sign what is compared: letters and digits, without case and accents."""
    if sign.isascii():
        return sign.lower() if sign.isalnum() else ""
    folded = unicodedata.normalize("NFKD", sign.casefold())
    return "".join(e for e in folded if unicodedata.category(e)[0] in "LN")


class Lines:
    """Where the lines of a text begin: from an index to a line and a column, and back."""

    def __init__(self, text: str) -> None:
        """Count the lines."""
        self._starts = [0]
        for index, sign in enumerate(text):
            if sign == "\n":
                self._starts.append(index + 1)
        self._length = len(text)

    def index(self, line: int, column: int) -> int:
        """Turn a line and a column, from 1, into an index."""
        line = min(line, len(self._starts))
        return min(self._starts[line - 1] + column - 1, self._length)

    def place(self, index: int) -> tuple[int, int]:
        """Turn an index into a line and a column, from 1."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1
