"""Verse over the foot of a page."""

import pytest

from print_sample import fonts, printed
from publisher.layout.inside import content
from publisher.layout.setting import Entry
from publisher.layout.typesetting import set_unit
from publisher.layout.workshop import open_workshop


def verses(before, count):
    """Count the lines of a stanza on each page, so many short paragraphs before it."""
    prose = "Prose here.\n\n" * before
    stanza = "\n".join(f"| Verse {number} of them" for number in range(count))
    book = printed(f"# One\n\n{prose}{stanza}\n")
    shop = open_workshop(book, {}, fonts())
    made = set_unit(book.units[0], Entry("recto", 1), shop)
    return [
        sum("Verse" in text for _, text in content.lines(page))
        for page in made.document.pages
    ]


@pytest.mark.parametrize(
    ("before", "count", "expected"),
    [
        pytest.param(18, 14, [0, 14], id="a sonnet stays whole"),
        pytest.param(18, 20, [6, 14], id="what is longer goes on"),
        pytest.param(22, 20, [2, 18], id="two lines before the foot"),
        pytest.param(23, 20, [0, 20], id="not one"),
    ],
)
def test_a_long_stanza_is_divided(before, count, expected):
    """It would leave a hole as high as itself."""
    assert expected == verses(before, count)


def test_two_lines_of_a_stanza_go_on_at_least():
    """Wherever on its page it begins."""
    parts = [verses(before, 15) for before in range(10, 24)]

    assert {1}.isdisjoint(count for each in parts for count in each)
    assert any(min(each) >= 2 for each in parts)
