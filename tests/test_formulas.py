"""What looks like a formula is said to be none; money and code are left in peace."""

from pathlib import PurePosixPath

import pytest

from publisher.artifacts import SourceFile
from publisher.parse import parse
from publisher.tree import plain


def said(text):
    """Parse a paragraph; give the places of formulas, and its words."""
    chapter, found = parse(SourceFile(PurePosixPath("one.md"), text), {}, {})
    places = [
        f"{each.span.line}:{each.span.column}" for each in found if each.code == "P015"
    ]
    return places, plain(chapter.blocks)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("$x$ and $a_i$ and $E = mc^2$", ["1:1", "1:9", "1:19"]),
        (r"Here \(\frac{a}{b}\) and \[\sum_{i=1}^n\]", ["1:6", "1:26"]),
        ("A line.\n\n$$\nx^2 + y^2 = z^2\n$$", ["3:1"]),
        ("| A |\n|---|\n| $x^2$ |", ["3:3"]),
        ('<math xmlns="m"><mi>x</mi><mo>+</mo></math> and <math><mn>2</mn></math>', ["1:1", "1:49"]),
    ],
)  # fmt: skip
def test_a_formula_is_said_to_be_none(text, places):
    assert places == said(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "It cost $5 and $6, or $5-$10; US$5, A$10 (US$7).",
        "From $5,000 = £1,000 to $6.",
        "Ke$ha, A$AP, $HOME and $PATH",
        r"\$x^2^\$ and `$x^2$`",
        r"\(a bracket\) and \[another\]",
        "$ 5 = $ 6",
    ],
)
def test_money_is_money(text):
    assert [] == said(text)[0]


def test_its_words_stay():
    """As they were typed; those of MathML without its tags."""
    assert r"Let $\alpha_1 = 2$ be." == said(r"Let $\alpha_1 = 2$ be.")[1]
    assert "So x+y is." == said("So <math><mi>x</mi><mo>+</mo><mi>y</mi></math> is.")[1]
