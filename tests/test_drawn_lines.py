"""Lines that Pango has set once are drawn again as it would set them."""

import pytest

from print_sample import ASSETS, SMALL, fonts, small_book, unit
from publisher.layout.inside import savings
from publisher.layout.inside.savings import drawn_lines, operators
from publisher.layout.setting import Entry, Job
from publisher.layout.works import open_works

CSS = (
    SMALL
    + """
@page { size: 300pt 200pt; @top-center { content: "THE OFFICE"; letter-spacing: 0.1em } }
em { letter-spacing: 0.05em } b { text-decoration: underline; letter-spacing: 1pt }
u { visibility: hidden; letter-spacing: 1pt } s { text-decoration: none; word-spacing: 3pt }
"""
)
TEXTS = [
    "<em>The office of the waters</em>", "<em>officially, as all acknowledge</em>",
    "<b>a line under it</b>", "<u>nothing to be seen</u>", "<s>1776 – 1783</s>",
    "<em>שלום</em>", "<em>Α and ⋮ and \u212a</em>", "<em>e\u0301t fjord</em>",
    "<em>x</em>\u2003<em>x</em>", "<em>\u2060</em>",
]  # fmt: skip


@pytest.fixture(scope="module")
def works():
    """Open a shop with the fonts of the house."""
    return open_works(small_book(css=CSS), ASSETS, fonts())


def drawn(works, texts):
    """Set and draw paragraphs."""
    body = "".join(
        f'<p data-at="a.md:{n}:1">{each}</p>' for n, each in enumerate(texts, 1)
    )
    return works.perform(Job(unit(body), Entry("recto", 1))).pages


def test_lines_are_drawn_as_weasyprint_draws_them(works):
    """Ligatures, other fonts, from right to left, spread, hidden, and with a line under."""
    made = [drawn(works, TEXTS * 5), drawn(works, TEXTS[::-1] * 5)]

    with savings.removed(drawn_lines.SAVING.name):
        assert made == [drawn(works, TEXTS * 5), drawn(works, TEXTS[::-1] * 5)]


def test_pango_sets_a_line_once(works, monkeypatch):
    """A running head is laid out for the first page that has it."""
    read = []
    runs = drawn_lines._runs
    monkeypatch.setattr(
        drawn_lines,
        "_runs",
        lambda layout: read.append(layout.text) or runs(layout),
    )
    drawn_lines.SAVING.forget()
    pages = drawn(works, ["A paragraph of a few words."] * 40)

    assert len(pages.leaves) > 2
    assert read.count("THE OFFICE") == 1


def test_what_operators_leaves_to_weasyprint_stays_with_it(works):
    """Without `operators` nothing is kept: WeasyPrint draws all."""
    with savings.removed(operators.SAVING.name, drawn_lines.SAVING.name):
        alone = drawn(works, TEXTS)
    drawn_lines.SAVING.forget()
    with savings.removed(operators.SAVING.name):
        assert drawn(works, TEXTS) == alone
        assert not len(drawn_lines._lines)
