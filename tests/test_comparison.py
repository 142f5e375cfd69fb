"""Streams compared: what is lost, doubled or moved is found and placed."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.check.comparison import compare, differences
from publisher.check.letters import Passage, letters, stream
from publisher.diagnostics import Span

PATH = PurePosixPath("one.md")
TEXT = [
    "The river rose in the night, and nobody heard it.",
    "At four the keeper went down to the lamp and trimmed it.",
    "He wrote the height of the water in the book: eleven feet.",
    "Then he went to bed, and the river went on rising until noon.",
]


def written(texts):
    return stream(Passage(text, Span(PATH, line)) for line, text in enumerate(texts, 1))


def report(output, texts=TEXT):
    return [
        each.headline for each in compare(written(texts), written(output), "the EPUB")
    ]


def test_equal_texts_are_silent():
    """Nothing is said of a book that is whole."""
    assert report(TEXT) == []


def test_hyphens_spaces_and_letter_shapes_do_not_count():
    """What printing changes rightly is not a loss."""
    output = [
        text.replace("river", "ri\u00adver").replace("fi", "ﬁ").upper() for text in TEXT
    ]

    assert report(output) == []


def test_a_dropped_phrase_is_found():
    """A phrase that is missing is named with its line and column."""
    output = [TEXT[0], TEXT[1].replace(" went down to the lamp", ""), *TEXT[2:]]

    assert report(output) == [
        'one.md:2:20: error[F001]: the EPUB lacks "went down to the lamp"'
    ]


def test_a_lost_tail_is_one_finding():
    """A book cut short is said once, where the cut is."""
    assert report(TEXT[:2]) == [
        'one.md:3:1: error[F001]: the EPUB lacks "He wrote the height of the water '
        'in the book: eleven feet.…"'
    ]


def test_a_doubled_paragraph_is_found():
    """A passage printed twice is an error too."""
    assert report([TEXT[0], TEXT[1], TEXT[1], *TEXT[2:]]) == [
        'one.md:3:1: error[F002]: the EPUB has twice "At four the keeper went down to '
        'the lamp and trimmed it."'
    ]


def test_two_paragraphs_exchanged_are_said_to_stand_elsewhere():
    """A passage in another place is told from one that is lost."""
    found = report([TEXT[0], TEXT[2], TEXT[1], TEXT[3]])

    assert len(found) == 1
    assert "error[F003]: the EPUB has elsewhere" in found[0]


def test_words_nobody_wrote_are_found():
    """A stray word in an output is an error."""
    found = report([TEXT[0], "undefined " + TEXT[1], *TEXT[2:]])

    assert found == [
        'one.md:2:1: error[F002]: the EPUB has words nobody wrote here: "undefined"'
    ]


def test_an_output_without_any_word_is_reported():
    """The emptiest loss of all."""
    assert len(report([])) == 1


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param(
            "Ünder-stand, 12½!", "understand1212", id="marks, signs and fractions"
        ),
        pytest.param("Straße", "strasse", id="sharp s"),
        pytest.param("ἄνδρα", "ανδρα", id="Greek accents"),
        pytest.param("о́бразъ", "образъ", id="Cyrillic stress"),
        pytest.param("שָׁלוֹם", "שלום", id="Hebrew points"),
    ],
)
def test_letters_are_what_counts(text, kept):
    """Case, marks and punctuation are set aside."""
    assert letters(text) == kept


@given(st.text("abc", max_size=60), st.text("abc", max_size=60))
def test_differences_explain_any_two_texts(expected, actual):
    """Taking the differences out of both sides leaves the same text."""
    found = list(differences(expected, actual))

    assert _without(expected, [each.lost for each in found]) == _without(
        actual, [each.extra for each in found]
    )


def _without(text, stretches):
    for start, end in reversed(stretches):
        text = text[:start] + text[end:]
    return text
