"""Ids for headings whose author gave none: made from their words, as Pandoc does.

Letters of every script stay; what XML does not allow in an id goes
(https://www.w3.org/TR/xml/#NT-Name, without the colon).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

_NOT_IN_A_NAME = re.compile(
    "[^-.0-9A-Z_a-z\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff"
    "\u203f-\u2040\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
    "\U00010000-\U000effff]+"
)
_NOT_AT_THE_BEGINNING = re.compile("^[-.0-9\u00b7\u0300-\u036f\u203f-\u2040]+")


def from_words(words: str) -> str:
    """Make an id of the words of a title: "The Third Day" is "the-third-day"."""
    kept = "".join(
        letter if letter.isalnum() or letter in "-_." else _other(letter)
        for letter in words.lower()
    )
    joined = _NOT_IN_A_NAME.sub("", "-".join(kept.split()))
    return _NOT_AT_THE_BEGINNING.sub("", joined)[:100] or "section"


def _other(letter: str) -> str:
    """Keep the accents and vowel signs of a letter; let punctuation go."""
    if letter.isspace():
        return " "
    return letter if unicodedata.category(letter).startswith("M") else ""


_BRACES = re.compile(r'\{(?:[^{}"\n]|"[^"\n]*+")*\}')
_ID = re.compile(r"""#([^\s{}"'=]+)""")


def written_in(text: str) -> set[str]:
    """Collect what may be an id the author gave; too many do no harm."""
    return {name for group in _BRACES.findall(text) for name in _ID.findall(group)}


@dataclass(slots=True)
class Identifiers:
    """The ids of one chapter, so that none is made twice."""

    taken: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def made(self, words: str) -> str:
        """Make an id nobody has: "summary", then "summary-1", "summary-2"."""
        wanted = from_words(words)
        found, number = wanted, self.counts.get(wanted, 0)
        while found in self.taken:
            number += 1
            found = f"{wanted}-{number}"
        self.counts[wanted] = number
        self.taken.add(found)
        return found
