"""A line may be broken between two letters where Pango says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.layout.inside import savings
from publisher.layout.inside.savings import letter_pairs
from publisher.layout.inside.savings.insides import inline

LANGS = [None, "en-GB", "de", "ja", "th"]


@given(st.lists(st.tuples(st.text(max_size=3), st.sampled_from(LANGS)), max_size=20))
def test_the_answer_is_weasyprints(pairs):
    """For pairs, for less and for more, in any order, asked twice."""
    letter_pairs.SAVING.forget()
    wanted = [letter_pairs._can_break(*each) for each in pairs] * 2

    assert [letter_pairs.can_break_text(*each) for each in pairs * 2] == wanted


@pytest.mark.parametrize(
    ("text", "may"), [(" a", True), ("ab", False), ("-b", True), ("漢字", True)]
)
def test_a_pair_is_asked_once(text, may, monkeypatch):
    """And an answer that is no is one, too."""
    letter_pairs.SAVING.forget()
    assert letter_pairs.can_break_text(text, "en") is may

    monkeypatch.delattr(letter_pairs, "_can_break")
    assert letter_pairs.can_break_text(text, "en") is may


def test_it_stands_where_lines_are_split():
    """By the name under which the layout of lines knows it."""
    before = savings.installed()
    savings.install(letter_pairs.SAVING.name)
    try:
        assert inline.can_break_text is letter_pairs.can_break_text
    finally:
        savings.remove(letter_pairs.SAVING.name)
        if before:
            savings.install(*before)
