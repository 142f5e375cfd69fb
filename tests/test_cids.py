"""Glyphs called by CIDs: the common ones by low numbers, each glyph by one of its own."""

import io
import string
import struct

import pytest
from fontTools.ttLib import TTFont
from pikepdf import Pdf

from books_by_hand import info
from fragment_maker import REGULAR, Line, all_fonts, fragment, placed
from print_sample import fonts
from publisher.cids import LOW, cids
from publisher.layout.inside.naming import recalled
from publisher.package.pdf import package_pdf

LETTERS = f"{string.ascii_letters}{string.digits}.,;:!?()—‘’“”é"
FILES = sorted(each for each in fonts() if each.endswith(".ttf"))


def glyphs_of(file, letters):
    """Look letters up that a font has."""
    font = TTFont(io.BytesIO(all_fonts()[file].data))
    return {
        e: font.getGlyphID(n) for e in letters if (n := font.getBestCmap().get(ord(e)))
    }


@pytest.mark.parametrize("file", FILES)
def test_each_glyph_has_a_number_of_its_own_and_common_ones_a_low_one(file):
    """Glyph 0, for what a font lacks, stays where validators look for it."""
    data = fonts()[file].data
    called = cids(data)
    every = range(TTFont(io.BytesIO(data))["maxp"].numGlyphs)

    assert sorted(called.get(each, each) for each in every) == list(every)
    assert all(called[cid] == each for each, cid in called.items())
    assert 0 not in called
    there = glyphs_of(file, LETTERS).values()
    assert all(called.get(each, each) < LOW for each in there)


def test_strings_are_called_by_cid_and_the_moves_between_them_stay():
    """Also back."""
    called = {0x0123: 5, 5: 0x0123}

    assert recalled("<01230040>-12.5<0005>", called) == "<00050040>-12.5<0123>"
    assert recalled("<00050040>-12.5<0123>", called) == "<01230040>-12.5<0005>"


def test_a_file_says_which_glyph_each_cid_is(tmp_path):
    """It leads to the glyph in the font, to its letter, and to its width."""
    made, _ = package_pdf(
        *placed(fragment([Line(LETTERS)])), all_fonts(), info(), tmp_path
    )
    called, wanted = cids(all_fonts()[REGULAR].data), glyphs_of(REGULAR, LETTERS)
    with Pdf.open(made[0].path) as pdf:
        font = pdf.pages[0].Resources.Font[f"/{REGULAR.removesuffix('.ttf')}"]
        inner = font.DescendantFonts[0]
        data = inner.CIDToGIDMap.read_bytes()
        glyphs = struct.unpack(f">{len(data) // 2}H", data)
        letters = font.ToUnicode.read_bytes().decode("ascii")
        program = TTFont(io.BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))

    for letter, glyph in wanted.items():
        cid = called.get(glyph, glyph)
        assert glyphs[cid] == glyph
        assert f"<{cid:04x}> <{ord(letter):04x}>" in letters
    assert max(glyphs) < program["maxp"].numGlyphs
