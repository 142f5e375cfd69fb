"""What shops would send back is a warning where book.yaml names the shop."""

from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from epub_sample import ASSETS, BOOK, INFO, MAP, at, chapter_of, p, t
from publisher.artifacts import Stylesheet
from publisher.check.shops import unsuitable
from publisher.model import Align, Cell, Link, Row, Table
from publisher.render.epub import render_epub


def table(columns):
    cells = tuple(Cell((t(str(n)),), span=at(30)) for n in range(columns))
    return Table(
        (Align.LEFT,) * columns,
        (Row(cells, span=at(30)),),
        (Row(cells, span=at(31)),),
        span=at(30),
    )


def said(book, assets=ASSETS, sheets=(), shops=("kindle", "kobo", "apple")):
    info = replace(book.info, shops=shops)
    pages = render_epub(replace(book, info=info), assets)
    return [each.headline for each in unsuitable(pages, assets, sheets, info)]


def covered(width, height, kind="image/jpeg"):
    return {
        **ASSETS,
        INFO.cover: replace(
            ASSETS[INFO.cover], width=width, height=height, media_type=kind
        ),
    }


GOOD = covered(1600, 2560)


def test_a_good_book_suits_every_shop():
    """Nothing to say, of any of them."""
    assert [] == said(BOOK, GOOD)


@pytest.mark.parametrize(
    ("book", "assets", "expected"),
    [
        pytest.param(BOOK, covered(1000, 1500),
                     "warning[E032]: the cover has 1,000 × 1,500 pixels; Apple Books wants at least 1,400 on its shorter side", id="a small cover"),
        pytest.param(BOOK, covered(500, 800),
                     "warning[E030]: the cover has 500 × 800 pixels; Kindle wants at least 625 × 1,000", id="a tiny cover"),
        pytest.param(BOOK, covered(1600, 2560, "image/svg+xml"),
                     "warning[E030]: Kindle shows no cover that is drawn: it must be a JPEG or PNG", id="a drawn cover"),
        pytest.param(chapter_of(p("x"), cover=None), GOOD,
                     "warning[E031]: Kobo wants a cover, and there is none", id="no cover"),
        pytest.param(replace(BOOK, info=replace(INFO, lang="ru")), GOOD,
                     'warning[E030]: "ru" is not among the languages of Kindle books', id="a language Kindle has not"),
        pytest.param(chapter_of(table(6)), GOOD,
                     "ch01.md:30:1: warning[E031]: the table has 6 columns", id="a wide table"),
        pytest.param(chapter_of(p(Link("https://www.amazon.co.uk/dp/1", (t("buy"),), span=at(25)))), GOOD,
                     'warning[E032]: Apple turns down books with links to other shops: "amazon.co.uk"', id="a link to a shop"),
        pytest.param(BOOK, {**GOOD, MAP.path: replace(ASSETS[MAP.path], data=ASSETS[MAP.path].data + b" " * 11_000_000)},
                     "warning[E031]: \"I. The Lake\" weighs 10 MB with its pictures; Kobo takes 10", id="a heavy chapter"),
    ],
)  # fmt: skip
def test_what_a_shop_would_send_back(book, assets, expected):
    """At its place, with the number that would do."""
    assert any(expected in each for each in said(book, assets)), said(book, assets)


def test_styles_kindle_passes_over_are_shown_in_the_sheet():
    """With line and column."""
    sheet = Stylesheet(PurePosixPath("styles/epub.css"), "p { margin: 0 -1em }")

    assert [
        'styles/epub.css:1:5: warning[E030]: "margin: 0 -1em" is a margin Kindle passes over'
    ] == said(BOOK, GOOD, [sheet])


def test_shops_nobody_named_get_notes_and_no_demands():
    """A wide table shows badly anywhere; a cover is asked for only by shops."""
    book = chapter_of(table(6), cover=None)

    assert ["note[E031]"] == [
        each.split(" ")[1].rstrip(":") for each in said(book, shops=())
    ]


def test_kindle_takes_only_so_many_drawings():
    """Beyond 25 a book loses its better typesetting."""
    drawn = {PurePosixPath(f"images/d{n}.svg"): replace(
        ASSETS[MAP.path], path=PurePosixPath(f"images/d{n}.svg"), media_type="image/svg+xml"
    ) for n in range(26)}  # fmt: skip
    pictures = [p(replace(MAP, path=path, large=None)) for path in drawn]
    many = said(chapter_of(*pictures), {**GOOD, **drawn}, shops=("kindle",))

    assert any("E030" in each and "26 drawings" in each for each in many)
    assert not any(
        "drawings" in each
        for each in said(
            chapter_of(*pictures[1:]), {**GOOD, **drawn}, shops=("kindle",)
        )
    )
