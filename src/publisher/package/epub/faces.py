"""The fonts of an EPUB: of each only what the book shows, its name and licence kept.

A subset of an OFL font keeps its name where none is reserved, and its licence goes along
(https://openfontlicense.org, 1.1, sections 2 and 3). Nothing is obfuscated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

import uharfbuzz

_ALWAYS = frozenset(chain(range(0x20, 0x7F), range(0xA0, 0x180), range(0x2010, 0x2040)))
"""Latin letters and marks: a reading system adds words of its own, and readers search."""

_MARKUP = re.compile(r"<[^>]*>")
_WRITTEN = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")  # in a style sheet: content: "\2014"
_DROPPED = (b"DSIG", b"FFTM")  # a signature that no longer holds, a tool's own notes


def letters_of(documents: Iterable[bytes], sheets: Iterable[str]) -> frozenset[int]:
    """List every character that documents show and style sheets add."""
    shown: set[str] = set()
    for document in documents:
        shown.update(document.decode("utf-8"))
    for sheet in sheets:
        shown.update(sheet)
        shown.update(chr(min(int(n, 16), 0x10FFFF)) for n in _WRITTEN.findall(sheet))
    both = {*shown, *"".join(shown).upper(), *"".join(shown).lower()}
    return _ALWAYS | {ord(each) for each in both}


@lru_cache(maxsize=32)
def reduced(data: bytes, letters: frozenset[int]) -> bytes:
    """Take out of a font the glyphs that no letter asks for; all its features stay.

    What HarfBuzz cannot reduce goes in whole.
    """
    wish = uharfbuzz.SubsetInput()
    wish.unicode_set.update(letters)
    for wanted in (
        wish.layout_feature_tag_set,
        wish.name_id_set,
        wish.name_lang_id_set,
    ):
        wanted.clear()
        wanted.invert()  # all of them
    wish.flags = (
        uharfbuzz.SubsetFlags.NOTDEF_OUTLINE | uharfbuzz.SubsetFlags.NAME_LEGACY
    )
    wish.drop_table_tag_set.update(int.from_bytes(tag) for tag in _DROPPED)
    try:
        made = uharfbuzz.subset(uharfbuzz.Face(data), wish)
    except (RuntimeError, ValueError):
        return data
    return bytes(made.blob.data)
