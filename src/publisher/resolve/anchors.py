"""Ids for the markup: ASCII, legal in XML, one of each in the whole book."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import islice
from zlib import crc32

_LEGAL = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_OTHER = re.compile(r"[^A-Za-z0-9_.-]+")

_LATIN = {
    **dict(zip("абвгдезийклмнопрстуфхыэ", "abvgdeziyklmnoprstufhye", strict=True)),
    "ё": "e", "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "",
    "ь": "", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g",
    **dict(zip("αβγδεζηικλμνξοπρστυωςφ", "abgdeziiklmnxoprstyosf", strict=True)),
    "θ": "th", "χ": "ch", "ψ": "ps",
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
    "ı": "i",
}  # fmt: skip
"""Letters that Unicode does not take apart, in a plain Latin form."""


def ascii_id(written: str) -> str:
    """Make a legal id out of any words; the same words always give the same id.

    Letters are transliterated where a table or Unicode knows how. What has no Latin
    form at all becomes a number made from the words.
    """
    if _LEGAL.fullmatch(written):
        return written
    plain = _OTHER.sub("-", "".join(map(_latin, written))).strip("-.")
    if not plain or not any(letter.isalnum() for letter in plain):
        return f"id-{crc32(written.encode()):08x}"
    return plain if plain[0].isalpha() or plain[0] == "_" else f"id-{plain}"


def _latin(letter: str) -> str:
    """Write a letter in Latin ones; without its accents if that is what it takes."""
    if letter.isascii():
        return letter
    found = _LATIN.get(letter.lower())
    if found is not None:
        return found.capitalize() if letter.isupper() else found
    bare = unicodedata.normalize("NFKD", letter)
    if bare == letter:
        return "" if unicodedata.combining(letter) else "-"
    return "".join(map(_latin, bare))


class Anchors:
    """The ids taken so far."""

    def __init__(self) -> None:
        self.refused = 0  # how often the one wanted was taken already
        self._taken: dict[str, None] = {}  # in the order in which they were
        self._last: dict[str, int] = {}

    def __len__(self) -> int:
        """Count them."""
        return len(self._taken)

    def take(self, wanted: str, otherwise: str = "") -> str:
        """Take an id: the one wanted, or `otherwise`, or the first free `wanted-2`."""
        if wanted and wanted not in self._taken:
            return self._keep(wanted)
        self.refused += 1
        if otherwise and otherwise not in self._taken:
            return self._keep(otherwise)
        stem = otherwise or wanted
        number = self._last.get(stem, 1) + 1
        while f"{stem}-{number}" in self._taken:
            number += 1
        self._last[stem] = number
        return self._keep(f"{stem}-{number}")

    def since(self, count: int) -> tuple[str, ...]:
        """Give the ids taken since there were so many."""
        return tuple(islice(self._taken, count, None))

    def take_all(self, wanted: Collection[str]) -> bool:
        """Take just these ids, each but once; if one is taken already, none."""
        if not self._taken.keys().isdisjoint(wanted):
            return False
        self._taken.update(dict.fromkeys(wanted))
        return True

    def _keep(self, anchor: str) -> str:
        self._taken[anchor] = None
        return anchor
