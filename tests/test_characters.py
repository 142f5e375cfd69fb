"""The characters that fonts have."""

import pytest
from fontTools.ttLib import TTFont

from publisher.artifacts import Asset
from publisher.check.glyphs import covered_by
from publisher.house import house_styles
from publisher.layout.characters import characters

FONTS = sorted((house_styles() / "fonts").glob("*.[to]tf"))


def files(*paths):
    """Give fonts as assets."""
    return {path.name: Asset(path, "font/ttf", path.read_bytes()) for path in paths}


@pytest.mark.parametrize("file", FONTS, ids=lambda file: file.name)
def test_each_of_our_fonts_has_the_characters_that_font_tools_reads_there(file):
    """Both the engine and the judge of texts read them so."""
    read = frozenset(TTFont(file).getBestCmap())

    assert characters(files(file)) == read
    assert covered_by(files(file)) == read


def test_fonts_together_have_the_characters_of_all():
    """A licence that lies beside them has none."""
    licence = {"OFL.txt": Asset("OFL.txt", "text/plain", b"none")}
    each = [characters(files(file)) for file in FONTS]

    assert characters(files(*FONTS) | licence) == frozenset().union(*each)
    assert covered_by(files(*FONTS) | licence) == frozenset().union(*each)
