"""Quotation marks, dashes and spaces: what becomes of what an author types."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from books_by_hand import br, call, code, em, link, p, phrase, soft, t, verse
from publisher.model import Text
from publisher.resolve.runs import set_words
from publisher.resolve.typography import set_blocks
from publisher.resolve.walk import blocks_and_inlines

N, F = "\u202f", "\u00a0"  # narrow and full no-break space


def shown(*parts, lang="en-GB"):
    """Give a paragraph's text as it is set; what is no text is left out."""
    nodes = blocks_and_inlines(set_blocks((p(*parts),), lang))
    return "".join(node.value for node in nodes if isinstance(node, Text))


ENGLISH = [
    pytest.param('"Go," he said.', "“Go,” he said.", id="double marks"),
    pytest.param("'Go,' he said.", "‘Go,’ he said.", id="single marks"),
    pytest.param("\"Say 'go' now\"", "“Say ‘go’ now”", id="single inside double"),
    pytest.param("'Say \"go\" now'", "‘Say “go” now’", id="double inside single"),
    pytest.param("\"'Go!'\"", "“‘Go!’”", id="two marks together"),
    pytest.param("'The Boys' Own'", "‘The Boys’ Own’", id="a possessive in a quotation"),
    pytest.param("the surveyor's men's", "the surveyor’s men’s", id="apostrophes"),
    pytest.param("the boys' oars", "the boys’ oars", id="a possessive plural"),
    pytest.param("rock 'n' roll", "rock ’n’ roll", id="a letter cut on both sides"),
    pytest.param("in the '90s and '07", "in the ’90s and ’07", id="years cut short"),
    pytest.param("'Tis done; 'twas well", "’Tis done; ’twas well", id="words cut short"),
    pytest.param("give 'em 'ell, he said", "give ’em ’ell, he said", id="dialect"),
    pytest.param("Ogon' is fire", "Ogon’ is fire", id="a soft sign"),
    pytest.param("\"he said 'go'\u200a\" and", "“he said ‘go’\u200a” and", id="a hair space between"),
    pytest.param('("so")', "(“so”)", id="in brackets"),
    pytest.param('he said--"go"--and', "he said–“go”–and", id="after a dash"),
    pytest.param('"I was---"', "“I was—”", id="broken off"),
    pytest.param("'I was---'", "‘I was—’", id="broken off, single"),
    pytest.param('"A", "b" and "c".', "“A”, “b” and “c”.", id="one after another"),
    pytest.param('"Going on', "“Going on", id="a speech of several paragraphs"),
    pytest.param("'Going on", "‘Going on", id="the same with single marks"),
    pytest.param("6'2\" tall", "6′2″ tall", id="feet and inches"),
    pytest.param("a 12\" gun", "a 12″ gun", id="inches"),
    pytest.param('"in 1907"', "“in 1907”", id="a year before a closing mark"),
    pytest.param("1861--1934", "1861–1934", id="a range"),
    pytest.param("so---then", "so—then", id="an em dash"),
    pytest.param("a -- b", f"a{F}– b", id="a spaced dash stays at its word"),
    pytest.param("----", "----", id="a row of hyphens"),
    pytest.param("and so...", "and so…", id="an ellipsis"),
    pytest.param("and so....", "and so….", id="an ellipsis and a full stop"),
    pytest.param("a.....b", "a.....b", id="leader dots"),
    pytest.param("see p. 5 and pp. 6--7", f"see p.{F}5 and pp.{F}6–7", id="pages"),
    pytest.param("No. 7, vol. 2", f"No.{F}7, vol.{F}2", id="numbers"),
    pytest.param("P. A. Lugin", f"P.{F}A.{F}Lugin", id="initials"),
    pytest.param("It was I. He said", "It was I. He said", id="I is a word"),
    pytest.param("“so” — ‘no’", f"“so”{F}— ‘no’", id="curled by the author"),
    pytest.param("un\u00adbreak\u00adable", "un\u00adbreak\u00adable", id="soft hyphens"),
    pytest.param("https://a.b/c--d...e'f", "https://a.b/c--d...e'f", id="an address"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "wanted"), ENGLISH)
def test_english(typed, wanted):
    """English takes the marks that the author chose, and curls them."""
    assert shown(typed) == wanted


LANGUAGES = [
    pytest.param("ru", '"Волга" течёт', "«Волга» течёт", id="Russian"),
    pytest.param("ru", '"Пароход "Волга" ушёл"', "«Пароход „Волга“ ушёл»", id="Russian, nested"),
    pytest.param("ru", '«Пароход "Волга" ушёл»', "«Пароход „Волга“ ушёл»", id="inside typed marks"),
    pytest.param("ru", "река --- и течёт", f"река{F}— и течёт", id="Russian dash"),
    pytest.param("ru", "--- Да, --- сказал он.", f"— Да,{F}— сказал он.", id="Russian speech"),
    pytest.param("ru", "Что?.. с. 5, № 7", f"Что?.. с.{F}5, №{F}7", id="Russian signs"),
    pytest.param("ru", "П. А. Лугин", f"П.{F}А.{F}Лугин", id="Russian initials"),
    pytest.param("fr", '"Oui" dit-il', f"«{N}Oui{N}» dit-il", id="French"),
    pytest.param("fr", "« Oui »", f"«{N}Oui{N}»", id="French, typed with spaces"),
    pytest.param("fr", f"«{F}Oui{F}»", f"«{F}Oui{F}»", id="French, fixed by the author"),
    pytest.param("fr", "Qui ? Moi ! Ici; là", f"Qui{N}? Moi{N}! Ici{N}; là", id="French high marks"),
    pytest.param("fr", "Ceci : cela: 12:30", f"Ceci{F}: cela{F}: 12:30", id="French colons"),
    pytest.param("fr", "Quoi?! l'eau", f"Quoi{N}?! l’eau", id="French marks together"),
    pytest.param("fr", '"Le "Nord" part"', f"«{N}Le “Nord” part{N}»", id="French, nested"),
    pytest.param("fr-CA", "Qui? Ceci : cela", f"Qui? Ceci{F}: cela", id="Canadian French"),
    pytest.param("de", "\"Ja, 'sofort'\"", "„Ja, ‚sofort‘“", id="German"),
    pytest.param("de", "Hans' Boot, geht's", "Hans’ Boot, geht’s", id="German apostrophes"),
    pytest.param("de-CH", '"Ja"', "«Ja»", id="Swiss German"),
    pytest.param("pl", '"Tak"', "„Tak”", id="Polish"),
    pytest.param("sv", '"Ja"', "”Ja”", id="Swedish"),
    pytest.param("he", 'צה"ל', "צה״ל", id="Hebrew gershayim"),
    pytest.param("tlh", '"nuqneH"', "“nuqneH”", id="a language without a table"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "typed", "wanted"), LANGUAGES)
def test_other_languages(lang, typed, wanted):
    """Each language has its own marks and spaces."""
    assert shown(typed, lang=lang) == wanted


def test_a_quotation_may_close_after_other_nodes():
    """Italics, notes and links do not cut a quotation in two."""
    assert shown('"The ', em("Lovna"), '"', call("a"), " is ", em('"long"')) == (
        "“The Lovna” is “long”"
    )


def test_a_note_call_does_not_stand_between_word_and_mark():
    """A closing mark behind a note call still closes."""
    assert shown('"So', call("a"), '" he said') == "“So” he said"


def test_code_and_addresses_stay_as_they_are():
    """Nothing is curled where letters count."""
    node = p('"', code('"x"--...'), '" ', link("https://a.b/'c'", "https://a.b/'c'"))

    (set_,) = set_blocks((node,), "en")

    assert (
        p("“", code('"x"--...'), "” ", link("https://a.b/'c'", "https://a.b/'c'"))
        == set_
    )


def test_a_phrase_has_the_marks_of_its_language():
    """Marks inside belong to the phrase, marks around it to the text."""
    assert shown('"', phrase('"Да"', lang="ru"), '"') == "“«Да»”"


def test_a_soft_line_end_before_a_dash_becomes_a_space_that_holds():
    """No line begins with a dash because a line of the manuscript does."""
    assert (p("one", t(F), "— two"),) == set_blocks(
        (p("one", soft(), "--- two"),), "ru"
    )


def test_a_line_end_that_stays_is_not_touched():
    """A hard line end may stand before a dash."""
    assert (p("one", br(), "— two"),) == set_blocks((p("one", br(), "--- two"),), "en")


def test_a_speech_goes_on_from_line_to_line_of_a_stanza():
    """Verse is read as a whole."""
    assert (verse("‘The river’s", "long’"),) == set_blocks(
        (verse("'The river's", "long'"),), "en"
    )


def test_what_needs_no_setting_is_the_same_node():
    """Trees without such marks are shared, not copied."""
    blocks = (p("Nothing ", em("here"), " to set."), p("Nor here."))

    assert set_blocks(blocks, "en") is blocks


LETTERS = st.text(st.sampled_from("abc ÉжΩ12,;:!?()-\n"), max_size=40)
MARKED = st.text(st.sampled_from("ab. \"'-—«»„“”‘’1A\n?:"), max_size=30)


@settings(max_examples=150, deadline=None)
@given(LETTERS.filter(lambda text: "--" not in text))
def test_text_without_marks_is_unchanged(text):
    """Only marks are set; letters, figures and stops are the author's."""
    assert set_words(text, "en") == text


@settings(max_examples=150, deadline=None)
@given(MARKED, st.sampled_from(["en", "ru", "fr", "de", "he"]))
def test_letters_are_never_lost(text, lang):
    """Setting changes marks and spaces, nothing else."""
    kept = [each for each in text if each.isalnum()]

    assert [each for each in set_words(text, lang) if each.isalnum()] == kept


@settings(max_examples=150, deadline=None)
@given(MARKED, st.sampled_from(["en", "ru", "fr", "de"]))
def test_setting_twice_changes_nothing_more(text, lang):
    """What is set stays set."""
    once = set_words(text, lang)

    assert set_words(once, lang) == once


@settings(max_examples=100, deadline=None)
@given(
    MARKED.filter(
        lambda text: (
            not {"--", "..", "« "} & {text[n : n + 2] for n in range(len(text))}
        )
    ),
    st.integers(0, 30),
)
def test_italics_change_no_marks(text, cut):
    """A quotation is set alike whether or not part of it is stressed."""
    whole = set_words(text, "en")

    assert shown(text[:cut], em(text[cut:])) == whole
