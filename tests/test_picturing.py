"""Drawings that readers' programs stumble over go into the EPUB as print shows them."""

from io import BytesIO

import pytest
from PIL import Image

from publisher import pipeline
from publisher.cache import Cache
from publisher.house import house_styles
from publisher.load import load
from publisher.picturing import for_epub
from small_books import written

TEXT = "# One\n\n![A map](images/m.svg)\n\n![A line](images/p.svg)\n"
LETTERS = '<text x="10" y="60" font-size="60">Река</text>'
SHAPE = '<path d="M5 5L290 190" stroke="black" stroke-width="9"/>'


def drawing(inside):
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200">'
    return f"{head}{inside}</svg>".encode()


def pictures(home, inside, cover=False, cache=None):
    files = {"images/m.svg": drawing(inside), "images/p.svg": drawing(SHAPE)}
    more = "cover-image: images/p.svg\n" if cover else ""
    manuscript = load(written(home, TEXT, files=files, more=more), house_styles())[0]
    return {str(k): v for k, v in for_epub(manuscript, cache).items()}


def test_letters_of_a_drawing_are_drawn_and_shapes_stay(tmp_path):
    """In the book's own fonts, as large as readers take."""
    made = pictures(tmp_path / "m", LETTERS)
    drawn = made["images/m.svg"]
    picture = Image.open(BytesIO(drawn.data))

    assert (drawn.media_type, made["images/p.svg"].media_type) == (
        "image/png",
        "image/svg+xml",
    )
    assert picture.size == (drawn.width, drawn.height)
    assert 3_900_000 < drawn.width * drawn.height <= 4_000_000
    assert picture.mode in {"RGB", "L"}
    assert picture.convert("L").getextrema()[0] < 20


@pytest.mark.parametrize(
    "inside",
    ['<defs><pattern id="a" width="9" height="9"><path d="M0 0L9 9"/></pattern></defs>'
     '<rect width="90" height="90" fill="url(#a)"/>',
     '<defs><mask id="a"><rect width="90" height="90"/></mask></defs>'],
    ids=["a pattern", "a mask"],
)  # fmt: skip
def test_what_kindle_does_not_know_is_drawn(tmp_path, inside):
    """Where the list of its guidelines ends."""
    assert pictures(tmp_path / "m", inside)["images/m.svg"].media_type == "image/png"


def test_a_drawn_cover_becomes_a_picture(tmp_path):
    """Shops and shelves show no other."""
    made = pictures(tmp_path / "m", LETTERS, cover=True)

    assert made["images/p.svg"].media_type == "image/png"


def test_a_drawing_is_drawn_once(tmp_path):
    """The next build takes it from the cache, the same bytes."""
    cache = Cache(tmp_path / "cache")
    first = pictures(tmp_path / "a", LETTERS, cache=cache)["images/m.svg"]

    assert pictures(tmp_path / "b", LETTERS, cache=cache)["images/m.svg"] == first


def test_the_epub_of_such_a_book_is_whole(tmp_path):
    """Its picture is a PNG by name and by type."""
    files = {"images/m.svg": drawing(LETTERS), "images/p.svg": drawing(SHAPE)}
    home = written(tmp_path / "m", TEXT, files=files)
    order = pipeline.Order(frozenset({pipeline.EPUB}), judged=False)
    outcome = pipeline.build(home, tmp_path / "dist", order=order)

    assert not [each for each in outcome.found if each.code.startswith("E00")]
    assert outcome.made
