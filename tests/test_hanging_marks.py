"""Hyphens and points hang into the margin; no line breaks elsewhere for it."""

from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest

from print_sample import SMALL, fonts, small_book, unit
from publisher.bookinfo import PrintSettings
from publisher.config.printers import printers
from publisher.layout.inside.hanging_marks import AFTER, BEFORE
from publisher.layout.inside.private import boxes
from publisher.layout.oneunit import set_once
from publisher.layout.setting import Entry
from publisher.layout.workshop import open_workshop
from publisher.load.styles import styles
from publisher.render.print.geometry import hanging

HOUSE = PrintSettings(hanging=1.0)
WORDS = (
    "“Contemplation,” she said, “runs on; the <em>institution</em>, (of ferries) "
    "does not. Whoever waits: waits — and it was so, all the same, in every harbour.” "
)
BODY = "".join(f'<p style="padding-left: {7 * n}pt">{WORDS * 3}</p>' for n in range(9))


def lines_of(share, body=BODY, css=""):
    """Set a text; give its lines: the words, where they begin and end (px); and its map."""
    files = {name: each for name, each in fonts().items() if "EBGaramond" in name}
    book = replace(
        small_book(css=f"{SMALL} p {{ hyphens: auto }} {css}"), hanging=share
    )
    piece = unit(body)
    shop = open_workshop(book, {}, files)
    made = set_once(piece, fromstring(piece.html), Entry("any", 1), shop)
    every = [e for page in made.document.pages for e in page._page_box.descendants()]
    texts = [
        [e for e in line.descendants() if isinstance(e, boxes.TextBox) and e.text]
        for line in every
        if isinstance(line, boxes.LineBox)
    ]
    found = [
        (
            "".join(e.text for e in own),
            own[0].position_x,
            own[-1].position_x + own[-1].width,
        )
        for own in texts
        if own
    ]
    return found, made.map


@pytest.fixture(scope="module")
def both():
    """Set the text without and with signs that hang."""
    return lines_of(0.0), lines_of(1.0)


def test_lines_end_and_pages_turn_as_ever(both):
    (plain, before), (hung, after) = both

    assert [words for words, *_ in plain] == [words for words, *_ in hung]
    assert [page.first for page in before.pages] == [page.first for page in after.pages]
    assert after.wide == ()


def test_signs_hang_and_letters_do_not(both):
    (plain, _), (hung, _) = both
    full = 180 / 0.75
    rows = [
        (*a, *b[1:])
        for a, b in zip(plain, hung, strict=True)
        if abs(a[2] - full) < 1e-3
    ]
    ends = {words[-1] for words, *_ in rows}

    assert {"\u2010", ",", "”", "e"} <= ends
    for words, begin, end, begin_hung, end_hung in rows:
        assert (end_hung > end + 0.3) is (words[-1] in AFTER), words
        assert (begin_hung < begin - 0.3) is (words[0] in BEFORE), words
        assert end_hung - end < 4, words


def test_a_hyphen_hangs_by_seven_tenths(both):
    (plain, _), (hung, _) = both
    hyphen = lines_of(0.0, "<p>\u2010</p>")[0][0]  # upright; the italic one is like it
    width = hyphen[2] - hyphen[1]
    moved = [
        b[2] - a[2] for a, b in zip(plain, hung, strict=True) if a[0].endswith("\u2010")
    ]

    assert moved == pytest.approx([0.7 * width] * len(moved), abs=0.1)


@pytest.mark.parametrize(
    "css",
    [
        "p { text-align: left }",
        "p { text-align: center }",
        "p { text-indent: 12pt } p > em { }",
        "p { font-size: 20pt; line-height: 24pt }",
    ],
)
def test_where_nothing_is_to_be_straight_nothing_hangs(css):
    one = "<p>“Contemplation.”</p>"

    assert lines_of(0.0, one, css)[0] == lines_of(1.0, one, css)[0]


@pytest.mark.parametrize(
    ("said", "share"), [("1", 1), ("0.5", 0.5), ("0", 0), ("none", 0), ("7", 0)]
)
def test_a_book_says_how_far_they_hang(said, share, tmp_path):
    own = tmp_path / "book" / "styles"
    own.mkdir(parents=True)
    (own / "print.css").write_text(f":root {{ --hanging: {said} }}")

    assert share == styles(tmp_path / "book", tmp_path / "none").hanging


def test_none_hangs_where_the_printer_wants_the_margin_white():
    lulu = replace(HOUSE, press=printers()["lulu"])

    assert hanging(lulu) == 1
    assert hanging(replace(lulu, margins=(20, 13, 20, 20))) == 0
