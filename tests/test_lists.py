"""Lists on paper: each begins with the number its author gave it."""

import re

import pypdfium2
import pytest

from publisher import pipeline
from publisher.means import Means
from publisher.pipeline import PDF, Order
from small_books import written


@pytest.mark.parametrize("engine", ["chapters", "plain"])
def test_a_list_begins_with_its_own_number(engine, tmp_path):
    """And one within it with its own."""
    text = "# One\n\nWords.\n\n7. seven\n\n    3. three\n    4. four\n\n8. eight\n"
    home = written(tmp_path / "book", text)
    order = Order(frozenset({PDF}), engine=engine)
    pipeline.build(home, tmp_path / "out", Means(), order)
    (path,) = (tmp_path / "out").glob("*-print.pdf")
    with pypdfium2.PdfDocument(path) as pdf:
        said = " ".join(page.get_textpage().get_text_range() for page in pdf)
    numbers = re.findall(r"\b(\d)\.", said)

    assert sorted(numbers) == ["3", "4", "7", "8"]


def test_a_part_whose_number_is_in_words_has_one_line_in_the_contents(tmp_path):
    """Its name stands behind the number, not beside two lines of it."""
    home = written(tmp_path / "book", "# One\n\nWords.\n", lang="de")
    (home / "book.yaml").write_text(
        "title: Buch\nlang: de\nnumbering: {chapters: words}\nfront-matter: [contents]\n"
        "book: {chapters: [{part: Der Anfang, chapters: [one.md]}]}\n",
        "utf-8",
    )
    order = Order(frozenset({PDF}), judged=False)
    pipeline.build(home, tmp_path / "out", Means(), order)
    (path,) = (tmp_path / "out").glob("*-print.pdf")
    with pypdfium2.PdfDocument(path) as pdf:
        said = pdf[0].get_textpage().get_text_range()

    assert "Erster Teil Der Anfang" in " ".join(said.split("\r\n")[1].split())
