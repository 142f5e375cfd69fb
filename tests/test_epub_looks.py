"""The look of the EPUB: contrast by day and by night, and styles readers cannot undo."""

from pathlib import PurePosixPath

import pytest
from lxml import etree

from epub_sample import STYLES
from publisher.artifacts import Stylesheet
from publisher.check.looks import doubtful_styles, faint_words
from publisher.check.looks.contrast import contrast

TEXT = b"""<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
<body><p>Plain <b>bold</b></p><div class="box"><p class="in">Inside</p></div>
<figure><img class="picture"/></figure><p class="later">Seen <i>later</i></p></body></html>"""


def sheet(text):
    return Stylesheet(PurePosixPath("styles/epub.css"), text)


def faint(text):
    return [
        each.headline for each in faint_words([etree.fromstring(TEXT)], [sheet(text)])
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param((0, 0, 0), (1, 1, 1), 21.0, id="black on white"),
        pytest.param((1, 1, 1), (1, 1, 1), 1.0, id="white on white"),
        pytest.param((119 / 255,) * 3, (1, 1, 1), 4.48, id="the well-known grey #777"),
    ],
)
def test_contrast_is_that_of_wcag(one, other, expected):
    """The numbers anyone else computes."""
    assert expected == pytest.approx(contrast(one, other), abs=0.005)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("b { color: #a6682a }", [], id="a brown that can be read on both"),
        pytest.param(
            "b { color: navy }",
            ['styles/epub.css:1:5: warning[E023]: "color: navy" for "b" gives words a contrast of 1.3 on a black page, as at night'],
            id="a blue by night",
        ),
        pytest.param(
            "b { color: navy }\n@media (prefers-color-scheme: dark) { b { color: #9cf } }",
            [], id="the same, set apart for the night",
        ),
        pytest.param(
            ".box { background: #eee }",
            ['styles/epub.css:1:8: warning[E023]: "background: #eee" for ".box" gives words a contrast of 1.2 on a black page, as at night'],
            id="a ground without a colour of its own",
        ),
        pytest.param(".box { background: #eee; color: #111 }", [], id="a ground and its colour"),
        pytest.param(
            ".box { background: #222; color: #eee }\n.in { color: #444 }",
            ['styles/epub.css:2:7: warning[E023]: "color: #444" for ".in" gives words a contrast of 1.6 on a white page',
             'styles/epub.css:2:7: warning[E023]: "color: #444" for ".in" gives words a contrast of 1.6 on a black page, as at night'],
            id="words inside a dark box",
        ),
        pytest.param("img { background: #fff }", [], id="behind a picture are no words"),
        pytest.param(".nowhere { color: #eee }", [], id="a rule for nothing in the book"),
        pytest.param("@media print { b { color: #eee } }", [], id="a rule for paper"),
        pytest.param("b { color: red }\nb { color: inherit }", [], id="undone again"),
        pytest.param("p { color: rgb(0 0 0 / 10%) }", [
            'styles/epub.css:1:5: warning[E023]: "color: rgb(0 0 0 / 10%)" for "p" gives words a contrast of 1.3 on a white page',
            'styles/epub.css:1:5: warning[E023]: "color: rgb(0 0 0 / 10%)" for "p" gives words a contrast of 1.0 on a black page, as at night',
        ], id="a colour that lets through"),
    ],
)  # fmt: skip
def test_words_too_faint_are_found(text, expected):
    """Only where words of the book stand, on a white page and on a black one."""
    assert expected == faint(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("p { colr: red }",
                     'styles/epub.css:1:5: warning[E020]: "colr" is not a property of CSS', id="an unknown property"),
        pytest.param("div { position: fixed }",
                     'styles/epub.css:1:7: warning[E020]: "position: fixed" has no meaning on pages that flow', id="fixed"),
        pytest.param("p { width: min(50%, 20em) }",
                     'styles/epub.css:1:5: warning[E021]: older readers do not know "min" and may refuse the whole book', id="a new function"),
        pytest.param("p { margin: calc(1em + var(--x)) }",
                     'styles/epub.css:1:5: warning[E021]: older readers do not know "calc" and may refuse the whole book', id="functions inside functions"),
        pytest.param("ul { display: flex }",
                     'styles/epub.css:1:6: warning[E021]: older readers do not know "flex" and may refuse the whole book', id="a new layout"),
        pytest.param("p { font-size: 12px }",
                     'styles/epub.css:1:5: warning[E022]: a size of "12px" keeps readers from choosing theirs', id="a size in pixels"),
        pytest.param("body { line-height: 1.5 }",
                     'styles/epub.css:1:8: warning[E022]: "line-height" of the whole page overrides what the reader has chosen', id="spacing of the page"),
        pytest.param("html { background: #fff }",
                     'styles/epub.css:1:8: warning[E022]: "background" of the whole page overrides what the reader has chosen', id="a white page"),
    ],
)  # fmt: skip
def test_doubtful_styles_are_found(text, expected):
    """Each with its line and column in the sheet."""
    assert expected == next(doubtful_styles([sheet(text)])).headline


@pytest.mark.parametrize(
    "text",
    [
        "@supports (display: grid) { ul { display: grid; width: min(1em, 2em) } }",
        "p { -webkit-hyphens: auto; -epub-hyphens: auto; --own: 1 }",
        "body { font-size: 100%; margin: 0 4% } p { font-size: 0.9em }",
        "hr { border-top: 1px solid }",
    ],
)
def test_careful_styles_are_not(text):
    """What is said inside @supports, in em, or of a rule's thickness is well said."""
    assert [] == list(doubtful_styles([sheet(text)]))


def test_our_own_styles_are_careful():
    """Nothing doubtful in what the publisher brings."""
    assert [] == list(doubtful_styles(STYLES))
