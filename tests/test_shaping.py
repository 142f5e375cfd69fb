"""Letters shaped without Pango are as Pango would have them, or Pango is asked."""

from types import SimpleNamespace
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from print_sample import ASSETS, fonts, small_book, unit
from publisher.layout.inside.private import boxes
from publisher.layout.inside.savings import divided_words, letter_widths, shaping
from publisher.layout.inside.savings.shaping import Shaper
from publisher.layout.oneunit import render
from publisher.layout.setting import Entry
from publisher.layout.workshop import open_workshop

CSS = "body { font-family: 'EB Garamond'; font-size: 11pt; hyphens: auto }"
TEXT = (
    "The first office of “fjord” and offal—Vf., WAVE, T’Tauri—was co-operative; "
    "Ærøskøbing, naïveté (of 1776–1783) and Typography To-day, quick to affirm. "
)
WORDS = sorted({*TEXT.split(), "and/or", "p.\u00a0112.)", "a", "…", "--", "(see", "$"})


@pytest.fixture(scope="module")
def body_style():
    """Give the style of a text, and what keeps it."""
    shaping.declare()
    shop = open_workshop(small_book(unit(""), css=CSS), ASSETS, fonts())
    html = unit('<p data-at="a.md:1:1">words</p>').html
    document = render(fromstring(html), Entry("recto", 1), shop)
    descendants = document.pages[0]._page_box.descendants()
    return next(b.style for b in descendants if isinstance(b, boxes.TextBox)), shop


@pytest.fixture
def kind(body_style):
    """Give what a text is shaped with, nothing of it remembered."""
    letter_widths.forget()
    style = body_style[0]
    style.__dict__.pop(letter_widths.KIND, None)
    return letter_widths.type_of(style)


def laid(kind, text):
    """Have Pango measure a text."""
    return kind._laid(text)[0]


def test_a_text_that_may_be_cut_is_as_wide_cut_as_whole(kind):
    """At most letters; not within a ligature, nor between letters that are moved together."""
    measured, safe = kind.measured(TEXT), []
    for letters in range(1, len(TEXT) + 1):
        if (wide := measured.alone(letters)) is not None:
            safe.append(letters)
            assert (TEXT[:letters], laid(kind, TEXT[:letters])) == (
                TEXT[:letters],
                wide,
            )

    assert len(TEXT) in safe
    assert 0.6 * len(TEXT) < len(safe) < len(TEXT)
    assert TEXT.index("ffice") + 1 not in safe


def test_letters_are_proven_by_pango_one_by_one(kind):
    """A text with one that is not is Pango's."""
    assert kind.shaper("words") is None
    kind.measured("two words of Latin")

    assert kind.shaper("a word") is kind.shapers[shaping.LATIN]
    assert kind.shaper("a quick word") is None
    assert kind.wide("a quick word") == laid(kind, "a quick word")


def test_figures_alone_are_in_no_script(kind):
    """Fonts may draw them otherwise than among Latin letters: one proves nothing of the other."""
    kind.wide("word 1776")
    assert kind.shaper("a1") is None
    assert kind.shaper("1776 word") is not None
    assert kind.shaper("1776") is None

    kind.wide("1776")
    assert kind.shaper("167") is kind.shapers[shaping.COMMON]


def test_where_harfbuzz_gives_other_glyphs_nothing_is_proven(kind):
    """As when Pango is asked for features that nobody told of."""
    run = kind.line("First office").runs[0].data
    other, same = Shaper(b"smcp 1"), Shaper(kind.features)

    assert other.learn("First office", run) is None
    assert not other.proven
    assert same.learn("First office", run) is not None
    assert same.proven == set("First office")


def test_other_scripts_are_never_proven(kind):
    """A Cyrillic letter among signs is neither Latin nor common."""
    run = kind.line("— ж —").runs[0].data

    assert kind.shapers[shaping.COMMON].learn("— ж —", run) is None
    assert kind.proved("— ж —") is None


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
def test_words_are_divided_by_their_beginning_as_in_the_whole_text(words):
    """What stands behind the first word does not change where it may be divided."""
    style = {"lang": "en-GB", "hyphens": "auto", "hyphenate_limit_chars": (5, 2, 2)}
    asked = divided_words.dictionary(style, SimpleNamespace(dictionaries={}))
    rest = " ".join(words)

    assert divided_words.parts(rest, asked) == tuple(
        divided_words._divisions(rest, asked)
    )


@pytest.mark.parametrize("text", [TEXT, "a", "fjord", "Ærøskøbing", "(1776–1783)"])
def test_a_text_is_as_wide_measured_as_drawn(kind, text):
    """What is asked for lines is a part of what is asked for drawing."""
    shaper = kind.proved(text)
    drawn = shaper.shaped(text)
    wide, places, unsafe = shaper.advances(text)

    assert (wide, list(places), unsafe) == (drawn.wide, drawn.places, drawn.unsafe)


@pytest.mark.parametrize("text", [TEXT, "naïveté—“Æ”", "plain words"])
def test_letters_begin_where_their_bytes_do(kind, text):
    """And the last is followed by the end."""
    letters = kind.measured(text).widths.letters

    assert list(letters) == [len(text[:n].encode()) for n in range(len(text) + 1)]
