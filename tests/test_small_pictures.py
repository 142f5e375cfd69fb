"""Pictures within lines and in cells: part of the line, or as large as they are asked to be."""

import re

import pypdfium2
import pytest

from print_sample import printed
from publisher import pipeline
from publisher.means import Means
from publisher.orders import PDF, Order
from publisher.render.print.geometry import MM
from small_books import codes, written

SQUARE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500" viewBox="0 0 9 9">'
    b'<rect width="9" height="9" fill="#f00"/></svg>'
)


def size(tmp_path, text):
    """Set a text with one picture; give its width and height on paper in mm."""
    home = written(tmp_path / "book", f"# One\n\n{text}\n", files={"a.svg": SQUARE})
    outcome = pipeline.build(home, tmp_path / "out", Means(), Order(frozenset({PDF})))
    assert [] == codes(outcome, "Y005") + codes(outcome, "F")
    (path,) = (tmp_path / "out").glob("*-screen.pdf")
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            for each in page.get_objects(max_depth=9):
                box = each.get_bounds() if each.type == 2 else None
                if (
                    box
                    and box[2] - box[0] > 5
                    and abs(box[2] - box[0] - box[3] + box[1]) < 1
                ):
                    return (box[2] - box[0]) / MM
    return None


LINE = 14 / MM


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("In ![a](a.svg) a line.", LINE),
        ("In ![a](a.svg){width=20mm} a line.", 20),
        ("## A title ![a](a.svg) here\n\nWords.", LINE),
        ("term ![a](a.svg)\n: its meaning", LINE),
        ("term ![a](a.svg){width=20mm}\n: its meaning", 20),
    ],
    ids=["a line", "a width", "a title", "a term", "a term with a width"],
)
def test_a_picture_in_a_line_keeps_its_shape(tmp_path, text, wide):
    """As high as the line, or as wide as is asked for and as high as that makes it."""
    assert pytest.approx(wide, abs=0.3) == size(tmp_path, text)


def test_a_picture_in_a_cell_leaves_the_words_beside_it_their_room(tmp_path):
    """It made the table wider than the page."""
    rows = "| Picture | What it shows |\n|---|---|\n| ![a](a.svg) | A square of red |\n"

    assert 60 < size(tmp_path, rows) < 90


@pytest.mark.parametrize(
    ("row", "room"),
    [
        ("words", None),
        ("![a](a.svg){width=3em}", None),
        ("![a](a.svg)", "248.69"),
        ("*so ![a](a.svg)*", "248.69"),
    ],
)
def test_the_room_of_pictures_is_what_words_leave(row, room):
    """A table without pictures, or with widths for all, says nothing of it."""
    html = printed(f"# One\n\n| a | Words |\n|---|---|\n| {row} | b |\n").units[0].html
    found = re.search(r'<table style="--room: ([\d.]+)pt">', html)

    assert room == (found and found[1])
