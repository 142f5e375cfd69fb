"""Texts of odd but legal Markdown: what stands there is printed, and no finding is untrue."""

from io import BytesIO

import pytest
from PIL import Image

import small_books
from publisher import pipeline
from publisher.means import Means
from publisher.pipeline import Order
from small_books import written


def picture():
    """Make a small PNG."""
    file = BytesIO()
    Image.new("RGB", (60, 40), (200, 0, 0)).save(file, "PNG")
    return file.getvalue()


FIGURE = '![A map](m.png){#fig-m alt="A map."}'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            f"A[^a].\n\n[^a]:\n    Before:\n\n    {FIGURE}\n\n    Behind @fig-m.\n",
            id="a figure in a note",
        ),
        pytest.param(
            '![A map with ![a key](m.png){alt="Key."}](m.png){alt="A map."}\n',
            id="a picture in a caption",
        ),
        pytest.param("A[^a].\n\n[^a]: 1862.\n", id="a note that is a year"),
        pytest.param("A[^a].\n\n[^a]:\n    12)\n", id="a note that is a number"),
        pytest.param("1. a\n\n2.\n\n3. c\n", id="an item without words"),
        pytest.param("1.\n2.\n3. c\n\n- x\n-\n- y\n", id="tight items without words"),
    ],
)
def test_what_is_written_is_printed_and_nothing_else(text, tmp_path):
    files = {"m.png": picture()} if "m.png" in text else {}
    home = written(tmp_path / "book", f"# One\n\nText.\n\n{text}", files=files)
    outcome = pipeline.build(home, tmp_path / "out", Means(), Order(judged=False))

    assert small_books.found(outcome) == []
    assert outcome.made


def test_a_page_mark_without_an_edition_is_not_in_the_page_list(tmp_path):
    """The list has our own printed pages; a second row of numbers would mix with them."""
    text = '# One\n\n[]{.pb n="3"}Words []{.pb n="4"}and words.\n'
    home = written(tmp_path / "book", text)
    outcome = pipeline.build(home, tmp_path / "out", Means(), Order(judged=False))

    assert small_books.found(outcome) == []
    assert outcome.made


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("[x].\n\n[x]: javascript:alert(1)\n", ["P009:one.md:3"]),
        ("[x][y].\n\n[y]: data:text/html,x\n", ["P009:one.md:3"]),
        ("[x](#)\n", ["P009:one.md:3"]),
        ("[a]{lang=deutsch}\n", ["P010:one.md:3"]),
        ("[a]{lang=lat}\n", ["P010:one.md:3"]),
        ("[a]{lang=x-sailor}\n", []),
    ],
)
def test_what_leads_nowhere_or_names_no_language_is_told(text, codes, tmp_path):
    outcome = small_books.checked(tmp_path, f"# One\n\n{text}")

    assert small_books.codes(outcome) == codes
