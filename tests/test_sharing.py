"""Pictures that share their page with a long caption, or with each other."""

from pathlib import PurePosixPath

import pypdfium2
import pytest

from books_by_hand import YAML
from publisher import pipeline
from publisher.bookinfo import PrintSettings
from publisher.means import Means
from publisher.model import Attributes, Figure, Picture, Text
from publisher.orders import PDF, Order
from publisher.render.print.sharing import shared_height
from small_books import found, written


@pytest.mark.parametrize(
    ("classes", "words", "count", "high"),
    [
        ((), 10, 1, None),
        ((), 60, 1, "412.60"),  # six lines below it, of the 36 of a page
        ((), 500, 1, None),  # it is divided
        (("full-page",), 10, 1, None),
        (("full-page",), 10, 2, "220.30"),
        (("full-page",), 60, 1, "412.60"),
        (("turned",), 10, 1, None),
        (("turned",), 200, 1, "153.44"),
        (("full-bleed",), 200, 1, None),
        (("spread",), 200, 1, None),
    ],
)
def test_a_picture_leaves_room_for_a_long_caption(classes, words, count, high):
    """And for others that share its page; what has room anyway stays as it was."""
    said = Text(value="words " * words, span=YAML)
    pictures = (Picture(PurePosixPath("a.svg"), "", span=YAML),) * count
    own = Attributes("fig-a", classes)
    figure = Figure("fig", pictures, (said,), "", own, span=YAML)
    most = shared_height(figure, PrintSettings())

    assert high == (most if most is None else f"{most:.2f}")


TALL = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 900"><path d="M0 0h9"/></svg>'


@pytest.mark.parametrize("classes", ["", ".full-page", ".turned"])
def test_no_word_of_a_long_caption_is_lost(classes, tmp_path):
    """Below the tallest picture it was cut off with the page, and the book refused."""
    said = "The tower as it stood before the flood. " * 12
    figure = f"![{said}](a.svg){{#fig-a {classes} alt=A credit='{said}'}}"
    text = f"# One\n\nSee @fig-a.\n\n{figure}\n\nThe end.\n"
    home = written(
        tmp_path / "book", text, files={"a.svg": TALL}, more="print: {trim: a5}\n"
    )
    outcome = pipeline.build(home, tmp_path / "out", Means(), Order(frozenset({PDF})))

    assert [] == found(outcome, "F")


WIDE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="700" viewBox="0 0 30 7">'
    b'<path d="M0 0h9"/></svg>'
)


def test_the_caption_of_a_wide_picture_stands_below_it(tmp_path):
    """Both in the middle of the page; the caption was at its foot."""
    text = "# One\n\nSee @fig-a.\n\n![The ridge](a.svg){#fig-a .full-page alt=A}\n"
    home = written(tmp_path / "book", text, files={"a.svg": WIDE})
    pipeline.build(home, tmp_path / "out", Means(), Order(frozenset({PDF})))
    (path,) = (tmp_path / "out").glob("*-screen.pdf")
    with pypdfium2.PdfDocument(path) as pdf:
        words = pdf[len(pdf) - 1].get_textpage()
        start, _ = words.search("The ridge").get_next()
        _, lower, _, _ = words.get_charbox(start)

    assert 260 < lower < 340  # pt from the foot, of 648
