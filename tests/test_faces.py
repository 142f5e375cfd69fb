"""What fonts say of themselves, read without fontTools where they are as most are."""

from io import BytesIO

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont

from publisher.house import house_styles
from publisher.layout import faces
from publisher.layout.faces import Face, face

FONTS = sorted((house_styles() / "fonts").glob("*.[to]tf"))
ENGLISH = (3, 1, 0x409)


def asked(font):
    """Ask fontTools."""
    opened = TTFont(BytesIO(font), lazy=True)
    names, style = opened["name"], opened["OS/2"]
    family = names.getDebugName(16) or names.getDebugName(1)
    return Face(str(family), style.usWeightClass, bool(style.fsSelection & 1))


def font(*names, weight=400, selection=64):
    """Make a font that says these names: number, (platform, encoding, language), words."""
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder([".notdef"])
    made.setupCharacterMap({})
    made.setupGlyf({".notdef": made_empty()})
    made.setupHorizontalMetrics({".notdef": (500, 0)})
    made.setupHorizontalHeader()
    made.setupNameTable({})
    made.setupOS2(usWeightClass=weight, fsSelection=selection)
    made.setupPost()
    for number, kind, words in names:
        made.font["name"].setName(words, number, *kind)
    data = BytesIO()
    made.save(data)
    return data.getvalue()


def made_empty():
    """Make a glyph that shows nothing."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    return TTGlyphPen(None).glyph()


@pytest.mark.parametrize("file", FONTS, ids=lambda file: file.name)
def test_our_own_fonts_say_what_font_tools_reads_there(file, monkeypatch):
    """And fontTools is not asked."""
    monkeypatch.setattr(faces, "_asked", lambda _: pytest.fail("fontTools was asked"))

    assert face(file.read_bytes()) == asked(file.read_bytes())


@pytest.mark.parametrize(
    "names",
    [
        [(1, ENGLISH, "Plain")],
        [(1, ENGLISH, "Plain Light"), (16, ENGLISH, "Plain")],
        [(1, (1, 0, 0), "Old Mac"), (1, ENGLISH, "Windows")],
        [(1, (1, 0, 0), "Old Mac")],
        [(1, (3, 1, 0x407), "Deutsch"), (1, (3, 1, 0x40C), "Français")],
        [(1, (3, 1, 0x407), "Deutsch"), (1, ENGLISH, "English")],
        [(1, (0, 3, 0), "Unicode")],
        [(1, (3, 10, 0x409), "Full")],
        [(1, (3, 0, 0x409), "Symbol")],
        [(1, ENGLISH, "Groß ſchrift 漢字 𝄞")],
        [(1, ENGLISH, "Family"), (16, (1, 0, 0), "Preferred")],
        [(1, ENGLISH, "Family"), (16, ENGLISH, "")],
        [(1, ENGLISH, "\0D\0o\0u\0b\0l\0e")],
        [(1, ENGLISH, b"\0O\0d\0d\0")],
        [(4, ENGLISH, "Full name alone")],
    ],
    ids=lambda names: str(names[-1][2]),
)
def test_names_of_every_kind_are_read_as_font_tools_reads_them(names):
    """In English for Windows they are read at once; others are asked for."""
    made = font(*names, weight=700, selection=1)

    assert face(made) == asked(made)
    assert (face(made).weight, face(made).slopes) == (700, True)


@pytest.mark.parametrize("cut", [3, 40, 200])
def test_a_font_that_is_cut_short_is_left_to_font_tools(cut):
    """Whatever it says of that."""
    with pytest.raises(Exception) as said:  # noqa: PT011 it has many words for it
        face(font((1, ENGLISH, "Plain"))[:cut])

    assert "fontTools" in said.traceback[-1].path.parts
