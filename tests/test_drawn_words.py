"""Justified lines put together from words are those that WeasyPrint draws."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from print_sample import ASSETS, SMALL, fonts, small_book, unit
from publisher.layout.inside import savings
from publisher.layout.inside.savings import drawn_words, letter_widths
from publisher.layout.setting import Entry, Job
from publisher.layout.works import open_works

CSS = (
    SMALL
    + """
@page { size: 300pt 300pt }
em { font-variant-caps: small-caps } b { text-decoration: underline } u { color: red }
s { font-variant-numeric: tabular-nums; text-decoration: none }
"""
)
PIECES = [
    "the", "of", "VAT", "To.", "“T”", "fjord", "office,", "officially", "1776–1783", "1,000",
    "(p.\u00a0112)", "page\u00a012.", "W.\u00a0V.", "\u202f!", "—", "-", "\u2010", "…",
    "coöperation", "Ærøskøbing", "honorificabilitudinitatibus", "incomprehensible:",
    "<i>Typography</i>", "<i>To-day is</i>", "<em>Small caps are here</em>", "<b>line</b>",
    "<u>Red is a word among</u>", "<s>of 1776 to 1788</s>", "שלום", "α", "⋮", "so\u00adft",
    "\u212a", "µ", "© 2026", "e\u0301", "x\u00a0\u00a0y", "‼",
]  # fmt: skip
words = st.lists(st.sampled_from(PIECES), min_size=30, max_size=90)


@pytest.fixture(scope="module")
def works():
    """Open a shop with the fonts of the house."""
    return open_works(small_book(css=CSS), ASSETS, fonts())


def drawn(works, texts):
    """Set and draw paragraphs."""
    body = "".join(
        f'<p data-at="a.md:{n}:1">{" ".join(each)}</p>'
        for n, each in enumerate(texts, 1)
    )
    return works.perform(Job(unit(body), Entry("recto", 1))).pages


@given(st.lists(words, min_size=1, max_size=3))
@settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.generate))
def test_lines_are_drawn_as_weasyprint_draws_them(works, texts):
    """Ligatures, kerning, figures, signs, other fonts, spaces of all kinds."""
    made = drawn(works, texts)

    with savings.removed(drawn_words.SAVING.name):
        assert made == drawn(works, texts)


def test_words_that_were_met_are_not_shaped_again(works, monkeypatch):
    """Of the same lines a word and a space are given to Pango the second time."""
    given_ = []
    chosen = drawn_words._Line._chosen
    letter_widths.forget()

    def told(line):
        given_.append((len(line._tokens), len(chosen(line))))
        return chosen(line)

    monkeypatch.setattr(drawn_words._Line, "_chosen", told)
    text = [
        "The office of the waters is difficult to describe, as all acknowledge."
    ] * 4
    first = drawn(works, [text])
    lines = len(given_)
    again = drawn(works, [text])

    assert again == first
    assert lines > 2
    assert sum(few for _, few in given_[lines:]) <= 3 * lines
    assert sum(many for many, _ in given_[lines:]) > 15 * lines
