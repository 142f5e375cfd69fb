"""The house's own styles are printable everywhere: rules, raised figures, rare letters."""

import pytest

from publisher import pipeline
from publisher.check.glyphs import plain_form, plain_forms
from publisher.means import hired
from publisher.orders import Order
from small_books import codes, written

TEXT = """# One

A note is called here,[^1] it costs ￡55, and []{.pb n="112" ed="a"}H~2~O is m^2^.

| A^1^ | B |
|---|---|
| 1^2^ `code` | 2 |
| 3 | 4 |

: A table of m^2^ and `code`.

::: {.remark by=ed}
Somebody says something beside a line.
:::

> A quotation, m^2^.

[^1]: With `code`, H~2~O and m^2^; and CO~2~
"""
MORE = """print: {{printer: kdp-paperback, paper: cream, theme: {theme}}}
remarks: {{ed: {{name: The editor}}}}
source-editions: {{a: {{title: The first edition}}}}
"""


@pytest.mark.parametrize("theme", ["classic", "modern"])
def test_no_theme_is_too_fine_for_a_printer(tmp_path, theme):
    """KDP wants lines of 0.75 pt and letters of 7; the book has only too few pages."""
    book = written(tmp_path / "book", TEXT, more=MORE.format(theme=theme))
    with hired(jobs=1, keep=False) as means:
        outcome = pipeline.build(
            book, tmp_path / "dist", means, Order(frozenset({"pdf"}), purpose="press")
        )

    assert ["D019:book.yaml:4"] == codes(outcome, "D")
    assert [] == codes(outcome, "F")
    said = next(each for each in outcome.found if each.code == "C005")
    assert 'print has "£" for it' in said.message


@pytest.mark.parametrize(
    ("character", "plain"),
    [
        pytest.param("￡", "£", id="of full width"),
        pytest.param("㎏", "kg", id="in a square"),
        pytest.param("①", "①", id="in a circle, which says more"),
        pytest.param("㈱", "㈱", id="whose plain form no font has either"),
        pytest.param("é", "é", id="that fonts have in parts"),
    ],
)
def test_the_plain_form_of_a_letter_says_the_same(character, plain):
    covered = frozenset(map(ord, "£kge()\u0301"))

    assert plain == plain_form(character, covered)
    assert ({ord(character): plain} if plain != character else {}) == plain_forms(
        frozenset(character), covered
    )
