"""Justified lines put together from words are those that WeasyPrint draws."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from print_sample import ASSETS, SMALL, fonts, small_book, unit
from publisher.layout.inside import savings
from publisher.layout.inside.savings import drawn_words, letter_widths, word_spaces
from publisher.layout.setting import Entry, Job
from publisher.layout.works import open_works

DRAW = drawn_words._draw
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
    "end.\u2060—W.", "AV\u2060AV", "<i>\u2060</i>", "call<i>\u2060<b>1</b></i>", "\u2060", "\u200b",
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
    """Of the same justified lines every word is shaped once."""
    new, shape = [], drawn_words._Line._shaped
    monkeypatch.setattr(
        drawn_words._Line,
        "_shaped",
        lambda self, words: new.append(words) or shape(self, words),
    )
    text = [
        "The office of the waters is difficult to describe, as all acknowledge."
    ] * 4
    letter_widths.forget()
    first = drawn(works, [text])
    lines, met = len(new), [word for line in new for word in line]
    again = drawn(works, [text])

    assert again == first
    assert lines > 2
    assert len(met) > 8
    assert not any(new[lines:])


def test_what_joins_words_and_is_not_seen_is_drawn_without_pango(works, monkeypatch):
    """A word joiner within a word, or by itself before the call of a note."""
    texts = [["Commodus,\u2060—he", "reigned<i>\u2060</i>", "for", "years."] * 12]
    letter_widths.forget()
    with savings.removed(drawn_words.SAVING.name):
        alone = drawn(works, texts)
    drawn(works, texts)
    asked = []
    monkeypatch.setattr(drawn_words, "_draw", lambda *each: asked.append(each))

    assert drawn(works, texts) == alone
    assert not asked


def test_pango_draws_what_it_widens_otherwise(works, monkeypatch):
    """Should a Pango to come set spaces in another way, it is asked for every line."""
    text = ["The office of the waters is difficult to describe, as all acknowledge."]
    first = drawn(works, [text * 4])
    letter_widths.forget()
    monkeypatch.setattr(word_spaces, "widened", lambda space, *_, **__: space)
    made = []
    monkeypatch.setattr(
        drawn_words, "_draw", lambda *each: made.append(each) or DRAW(*each)
    )

    assert drawn(works, [text * 4]) == first
    assert len(made) > 2


@pytest.mark.parametrize("spacing", [1, 2, 999, 1024, 5120, 5121, 40_000])
def test_spaces_are_as_wide_as_pango_makes_them(works, spacing):
    """Whatever is to be filled, between words and at the ends of a line."""
    drawn(works, [["A few words\u00a0here."] * 9])
    kinds = letter_widths._types._young.values()
    used = [(k, each) for k in kinds for each in k.shapers.values() if each.words]

    assert used
    for kind, shaper in used:
        for space in shaper.words.spaces:
            between, around = f"s{space}s", f"{space}s{space}"
            assert word_spaces._is_as_reckoned(kind, shaper, between, spacing)
            assert word_spaces._is_as_reckoned(kind, shaper, around, spacing)
