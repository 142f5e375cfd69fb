"""Styles and words that no book of ours has: the same pages by savings and without."""

from html import escape

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from print_sample import ASSETS, SMALL, fonts, small_book, unit
from publisher.layout.inside import savings
from publisher.layout.setting import Entry
from publisher.layout.typesetting import set_unit
from publisher.layout.workshop import open_workshop
from test_savings import noted, without_moves_by_nothing, written

pytestmark = pytest.mark.usefixtures("no_savings")


def pages(css, markup):
    """Set and draw a unit."""
    book = small_book(unit(markup), css=SMALL + css)
    shop = open_workshop(book, ASSETS, fonts())
    made = set_unit(book.units[0], Entry("recto", 1), shop)
    return without_moves_by_nothing(written(made.document))


def assert_same(css, markup):
    """Set a unit by WeasyPrint alone, and by all savings."""
    savings.remove()
    alone = pages(css, markup)
    savings.install()

    assert alone == pages(css, markup)


LONG = "<p>" + "Incomprehensible neighbourhoods irrefutably acknowledge. " * 30 + "</p>"
NOTES = f'<p data-at="a.md:1:1">Words{noted(1, 3)} and more{noted(2, 3)} of them.</p>'


@pytest.mark.parametrize(
    ("css", "markup"),
    [
        ('p { hyphens: auto; hyphenate-character: "" }', LONG),
        ('p { hyphens: auto; hyphenate-character: " →" }', LONG),
        ('.note p::after { content: " on " counter(page) "/" counter(pages) }', NOTES),
        (".note { margin-top: -2pt }", NOTES),
        (".note { margin-top: 3pt } .note p { margin: 2pt 0 -4pt }", NOTES),
        ("@page { @footnote { margin-top: -3pt } } .note { margin-top: -2pt }", NOTES),
        ("#end { color: red } p + #end:last-child { font-style: italic }",
         '<p>One.</p><p id="end">Two.</p>'),
        ("p { font-size: 0 }", LONG),
        ("p { line-height: 0 }", LONG),
        ("", "<p></p><p> </p>"),
        ("", f"<p>{noted(1, 0)}</p>"),
    ],
)  # fmt: skip
def test_what_is_written_seldom_is_set_the_same(css, markup):
    """Hyphens that are nothing, or two signs; margins that overlap; no words at all."""
    assert_same(css, markup)


SAYING = {
    "hyphenate-character": ["'-'", "''", "'='"],
    "hyphenate-limit-chars": ["3 1 1", "10", "5 2 2"],
    "hyphenate-limit-zone": ["10%", "2em"],
    "letter-spacing": ["0.05em", "-0.5pt"],
    "word-spacing": ["2pt", "-1pt"],
    "text-align": ["left", "center", "justify-all", "end"],
    "text-indent": ["-1em", "30pt", "20%"],
    "white-space": ["nowrap", "pre", "pre-wrap", "pre-line"],
    "overflow-wrap": ["anywhere", "break-word"],
    "word-break": ["break-all"],
    "direction": ["rtl"],
    "text-transform": ["uppercase", "capitalize"],
    "font": ["italic 9.37pt/11pt 'EB Garamond'", "8pt Amiri, 'EB Garamond'",
             "7pt/1 'Source Code Pro'", "bold 11pt 'Source Sans 3', 'Noto Serif Hebrew'"],
    "font-variant": ["small-caps", "oldstyle-nums", "none"],
    "font-feature-settings": ["'kern' 0", "'liga' 0", "'smcp'"],
    "text-decoration": ["underline", "line-through"],
    "vertical-align": ["super", "-20%", "3pt"],
    "margin": ["5pt", "1em 10%", "-3pt"],
    "padding": ["2pt", "5%"],
    "border-left": ["1pt solid"],
    "orphans": ["1", "4"],
    "break-inside": ["avoid"],
    "float": ["left"],
    "display": ["block", "inline-block", "none"],
}  # fmt: skip
SELECTORS = [
    "p", "em", ".note", ".note p", ".a", "*", "p:first-child", "p + p", "em:nth-child(2)",
    "#one", "#one:last-child", ":not(.a)", "p:has(em)", "em::before", "p::first-letter",
]  # fmt: skip
WORDS = [
    "the", "incomprehensible", "neighbourhood", "well-known", "half–way", "em—dash", "...",
    "fficult", "“Why”", "AVATAR", "To", "1/2", "http://example.org/a/long/path?x=1&y=2",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", "x" * 90, "שָׁלוֹם",
    "العربية", "слово", "日本語", "e\u0301", "soft\u00adhyphen", "nb\u00a0sp", "zw\u200bsp",
    "wj\u2060wj", "two  spaces", "«\u202foui\u202f»", "tab\tx", "\u200fx", "𝔸",
]  # fmt: skip

declarations = st.sampled_from(
    [f"{name}: {value}" for name, values in SAYING.items() for value in values]
)
rules = st.lists(
    st.tuples(
        st.sampled_from(SELECTORS), st.lists(declarations, min_size=1, max_size=3)
    ),
    max_size=5,
)
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(
    lambda each: escape(" ".join(each))
)
paragraphs = st.lists(
    st.tuples(
        words, words, st.sampled_from(["", "a"]), st.one_of(st.none(), st.just(12))
    ),
    min_size=1,
    max_size=5,
)


@given(rules, paragraphs)
@settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.generate))
def test_any_words_in_any_style_are_set_the_same(said, written_so):
    """Whatever a book's own style sheet says, and in whatever letters it is written."""
    css = "".join(f"{each} {{ content: 'x'; {'; '.join(d)} }}\n" for each, d in said)
    markup = "".join(
        f'<p id="{"one" if n == 1 else f"p{n}"}" class="{kind}" data-at="a.md:{n}00:1">'
        f"{first} <em>{other}</em>{noted(n, note) if note else ''} {first}</p>"
        for n, (first, other, kind, note) in enumerate(written_so)
    )

    assert_same(css, markup)
