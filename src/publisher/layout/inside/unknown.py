"""Characters that no font of the book has: the same glyph number in every fragment.

For such a character WeasyPrint draws a glyph that the font does not have, so that the
words can still be read out of the file. It numbers these as it meets them, in each
document anew; the linker, which joins the fonts of many documents, could not tell them
apart. Here the number follows from the character alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from publisher.cids import cids
from publisher.layout.inside.private import Font

LAST = 2**16 - 1  # glyphs have numbers of two bytes


class SteadyFont(Font):  # type: ignore[misc] # WeasyPrint has no types
    """A font that numbers what it lacks by code point.

    Instead of `weasyprint.pdf.fonts.Font.get_unused_glyph_id` of 70.0.
    """

    @cached_property
    def cids(self) -> Mapping[int, int]:
        """Give the numbers by which glyphs are called, where these are not their own."""
        return cids(self.file_content)

    def get_unused_glyph_id(self, codepoint: int) -> int:
        """Give a number above those of the glyphs the font has."""
        number = unused(codepoint, self.glyph_count)
        self.missing[codepoint] = number
        return number


def unused(codepoint: int, count: int) -> int:
    """Number a missing character, downwards from 65535, in a font of so many glyphs.

    Two characters can fall on one number; then the words show the one met first.
    """
    return LAST - codepoint % max(1, LAST + 1 - count)
