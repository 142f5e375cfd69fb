"""What plain boxes are not asked for is not there: borders, outlines, tables, flexible boxes."""

import pytest

from print_sample import ASSETS, SMALL, fonts, small_book, unit
from publisher.layout.inside import savings
from publisher.layout.inside.savings import (
    matched_styles,
    plain_frames,
    plain_trees,
)
from publisher.layout.inside.savings.insides import border, build
from publisher.layout.setting import Entry, Job
from publisher.layout.works import open_works

CSS = (
    SMALL
    + """
@page { @top-center { content: "Head"; border-bottom: 0.5pt solid } }
.a { border: 1pt solid red; border-radius: 2pt } .b { outline: 1pt dotted } em { border: 1pt solid }
.c { border-top: 0.2em solid } .d { column-count: 2; column-rule: 1pt solid } b { outline: 1pt solid }
.e { border: 2pt solid; border-image: linear-gradient(red, blue) 1 } #f { border-left: 2pt solid }
.g { visibility: hidden; border: 1pt solid; outline: 1pt solid } .h { padding: 1pt }
table.j { border-collapse: collapse } .j td { border: 1pt solid } .k { display: flex }
.l { display: grid; grid-template-columns: auto auto } .m { display: inline-block } .n { display: table-cell }
.o::before { content: "\\2022"; outline: 1pt solid } .o::first-letter { border: 1pt solid }
"""
)
BLOCKS = [
    f'<div class="{name}" data-at="a.md:{at}:1">Words <em>apart</em> and <b>bold</b> ones.</div>'
    for at, name in enumerate("abcdeghklmno", 1)
] + [
    '<p id="f">A line beside.</p>',
    "<table><tr><td>One</td><td>Two</td></tr></table>",
    '<table class="j"><tr><td>One</td><td>Two</td></tr></table>',
    '<p>A line <span class="note" id="n1">with <span class="k"><b>a</b> note</span></span> on it.</p>',
    '<p>A line <span class="note" id="n2">with another</span> on it.</p>',
    "<ul><li>One</li><li>Two</li></ul>",
    '<div class="a">Words of a box that goes on. ' + "And on it goes. " * 200 + "</div>",
]  # fmt: skip


@pytest.fixture(scope="module")
def works():
    """Open a shop with the fonts of the house."""
    return open_works(small_book(css=CSS), ASSETS, fonts())


def drawn(works, blocks):
    """Set and draw some blocks."""
    return works.perform(Job(unit("".join(blocks)), Entry("recto", 1)))


@pytest.mark.parametrize("saving", [matched_styles, plain_frames, plain_trees])
def test_all_is_drawn_as_weasyprint_draws_it(works, saving):
    """Boxes with much around and in them, and such without."""
    made = drawn(works, BLOCKS)

    with savings.removed(saving.SAVING.name):
        alone = drawn(works, BLOCKS)
    assert made.setting == alone.setting
    assert made.pages == alone.pages


def test_plain_words_are_not_asked(works, monkeypatch):
    """Neither for borders nor for tables."""
    for where, names in (
        (border, ("get_color",)),
        (build, ("anonymous_table_boxes", "flex_boxes", "grid_boxes")),
    ):
        for name in names:
            monkeypatch.setattr(where, name, None)
    plain = open_works(small_book(css=SMALL), ASSETS, fonts())
    made = drawn(plain, ["<p>A few <em>words</em>.</p>"])

    assert len(made.pages.leaves) == 1
