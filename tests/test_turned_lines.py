"""Lines from right to left end at the edges of their block, as they are drawn."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import ImageOps

from print_sample import fonts, small_book, unit
from publisher.layout.inside import content
from publisher.layout.setting import Entry
from publisher.layout.typesetting import set_unit
from publisher.layout.workshop import open_workshop

NEAR = 1.5  # pt, for the white beside a letter
SCALE = 4
INDENT = 15  # pt
LEFT, RIGHT = 20, 280
PAGE = b"@page { size: 300pt 600pt; margin: 20pt } body { margin: 0 }"
STYLE = f"text-indent: {INDENT}pt; text-align: justify; margin: 0; line-height: 20pt"
HEBREW = (
    "פסקה ארוכה מאוד שיש בה הרבה מילים וגם סוגריים ומספרים ועוד מילים כדי למלא שורה "
)
LATIN = '<span lang="la" dir="ltr">Arma virumque cano Troiae qui primus ab oris</span> '
EMPHASISED = "<em>מילים מודגשות כמה וכמה ועוד אחת</em> "


def lines(words, way="rtl"):
    """Set a paragraph; give the left and the right edge of the ink of each line, in pt."""
    markup = f'<p dir="{way}" style="{STYLE}">{words}</p>'
    shop = open_workshop(small_book(css=PAGE), {}, fonts())
    made = set_unit(unit(markup), Entry("recto", 1), shop)
    (page,) = made.document.pages
    (drawn,) = pypdfium2.PdfDocument(BytesIO(made.document.write_pdf()))
    ink = ImageOps.invert(drawn.render(scale=SCALE, grayscale=True).to_pil())
    block = next(each for each in content.rectangles(page) if each.element.tag == "p")
    found = []
    high = block.height / (count := round(block.height / 20)) * SCALE
    for top in (block.y * SCALE + number * high for number in range(count)):
        strip = ink.crop((0, round(top), ink.width, round(top + high)))
        left, _, right, _ = strip.point(lambda each: each & 128).getbbox()
        found.append((left / SCALE, right / SCALE))
    return found


def strays(edges, side, expected):
    """Give the edges of lines at one side that are not where they should be."""
    return [each for each in edges if abs(each[side] - expected) >= NEAR]


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param(HEBREW, id="one text"),
        pytest.param(HEBREW + LATIN, id="with Latin words"),
        pytest.param(HEBREW + EMPHASISED, id="with emphasis"),
    ],
)
def test_lines_from_right_to_left_end_at_both_edges(piece):
    """The first one is indented at the right; the last one is as long as it is."""
    words = piece * 4
    for cut in range(0, 60, 8):
        first, *others = lines(words[:cut] + words)
        assert [] == strays([first], 1, RIGHT - INDENT)
        assert [] == strays([first, *others[:-1]], 0, LEFT)
        assert [] == strays(others, 1, RIGHT)


def test_hebrew_that_ends_a_line_moves_no_latin_words():
    """The space behind it hangs at its left, where no line ends."""
    piece = "Latin words that go on for some time and then " + (
        '<span lang="he" dir="rtl">מילים <em>מודגשות</em> כמה <em>ועוד</em> אחת</span> '
    )
    for cut in range(0, 40, 3):
        _, *others = lines(piece[cut:] + piece * 4, way="ltr")
        assert [] == strays(others, 0, LEFT)
