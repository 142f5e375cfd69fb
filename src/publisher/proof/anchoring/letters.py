"""Letters by which a page and the manuscript are held against each other.

Quotation marks, dashes, spaces, hyphens and the shapes of letters differ rightly between
the two; letters and digits, in their order, do not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import compress


class _Folding(dict[int, str]):
    """A `str.translate` table, filled as characters are met."""

    def __missing__(self, point: int) -> str:
        folded = unicodedata.normalize(
            "NFKD", unicodedata.normalize("NFKD", chr(point)).casefold()
        )
        self[point] = "".join(e for e in folded if unicodedata.category(e)[0] in "LN")
        return self[point]


_FOLDING = _Folding()

_ALIKE = {
    **dict.fromkeys("\"“”„«»‟″‹›'‘’‚‛′`", "'"),
    **dict.fromkeys("-‐‑–—―−\x02\u00ad", "-"),
    **dict.fromkeys(" \t\n\u00a0\u2009\u202f\u2002\u2003\u200a\u2060\u200b", " "),
}


def letters(text: str) -> str:
    """Keep letters and digits of a text, without case, marks and compatibility forms."""
    return text.translate(_FOLDING)


def indexed(text: Iterable[str]) -> tuple[str, list[int]]:
    """Keep letters of characters, with the index of the one that each came from."""
    kept = list(map(_KEPT.__getitem__, text))
    said = "".join(kept)
    places = list(compress(range(len(kept)), kept))
    if len(said) > len(places):  # some stand for more than one letter
        places = [index for index, each in enumerate(kept) for _ in each]
    return said, places


class _Kept(dict[str, str]):
    """The letters of what stands for one sign, filled as signs are met."""

    def __missing__(self, sign: str) -> str:
        self[sign] = sign.translate(_FOLDING)
        return self[sign]


_KEPT = _Kept()


def alike(character: str) -> str:
    """Give what stands for a sign and all that typography may set instead of it."""
    return _ALIKE.get(character, character)
