"""Letters beyond the basic plane, which PDFium tells in halves."""

import pytest

from publisher import pipeline
from publisher.codepoints import Reach, goes_on, joined
from publisher.means import Means
from publisher.orders import PDF, Order
from small_books import checked, codes, written


def test_halves_are_put_together_and_lone_ones_are_no_letters():
    points = [ord("a"), 0xD835, 0xDCAF, 0xDCAF, 0xD835, ord("b"), 0xD835]

    assert joined(points) == ["a", "\U0001d4af", "", "\ufffd", "\ufffd", "b", "\ufffd"]


@pytest.mark.parametrize(
    ("word", "character", "right", "parted", "expected"),
    [
        pytest.param("lam", "p", 30, False, True, id="from left to right"),
        pytest.param("lam", "p", 30, True, False, id="behind a space"),
        pytest.param("שָׁל", "ו", 10.3, True, True, id="a space around a vowel"),
        pytest.param("טנג", "ה", 7, True, False, id="the next word"),
        pytest.param("טנג", "ה", 90, False, False, id="a line taken up at its right"),
        pytest.param("رج", "ب", 13, False, True, id="reaching under the letter before"),
        pytest.param("יונה", ".", 10, False, True, id="a stop"),
        pytest.param("יונה", "a", 10, False, False, id="a word from left to right"),
    ],
)
def test_what_is_one_word(word, character, right, parted, expected):
    """A word that reaches from 10 to 25 pt, on a line 15 pt high."""
    left = 25 if word.isascii() else right - 5

    assert expected == goes_on(
        word, Reach(10, 25), character, Reach(left, right), 15, parted=parted
    )


def test_pages_are_read_back_with_such_letters(tmp_path):
    """In running heads, titles and text: no word is missed, none is cut in two."""
    home = written(
        tmp_path / "book", "# On \U0001d4af\n\nA *space* \U0001d4af, closed.\n"
    )
    settings = home / "book.yaml"
    told = settings.read_text("utf-8").replace("A Small Book", "The \U0001d4af Book")
    settings.write_text(told, "utf-8")
    outcome = pipeline.build(
        home, tmp_path / "out", Means(), Order(frozenset({PDF}), judged=False)
    )

    assert [each.headline for each in outcome.found if each.severity == "error"] == []
    assert outcome.made


def test_a_title_that_no_font_can_print_is_said_at_its_place(tmp_path):
    """The text of the chapters is not all that is printed."""
    outcome = checked(tmp_path / "book", "# One\n\nWords.\n", more="creator: [A 𐍈 B]\n")

    assert codes(outcome, "C005") == ["C005:book.yaml:4"]
