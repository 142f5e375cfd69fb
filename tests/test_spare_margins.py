"""Margin boxes stand where they would stand if those without content were made, too."""

import pytest

from print_sample import ASSETS, SMALL, fonts, small_book, unit
from publisher.layout.inside import savings
from publisher.layout.inside.savings import spare_margins
from publisher.layout.inside.savings.insides import page
from publisher.layout.setting import Entry, Job
from publisher.layout.works import open_works

PLAIN = "@page { @top-center { content: 'Head' } @bottom-center { content: counter(page) } }"
STYLES = {
    "head and folio": PLAIN,
    "three beside each other": """@page { @top-left { content: "Left" } @top-center { content:
        "In the middle of it" } @top-right { content: counter(pages) "!"; border: 1pt solid } }""",
    "two, and one that is empty": """@page { @bottom-left { content: "Left"; width: 40pt }
        @bottom-center { content: "" } @bottom-right { content: none; padding: 3pt } }""",
    "upright": """@page { @left-middle { content: "Up" } @right-top { content: string(title) }
        @right-bottom { content: "Down"; vertical-align: bottom; height: 20pt } }""",
    "one that none names": "@page { @left-bottom { margin: 4pt; counter-increment: page 3 } }",
    "corners": "@page { @top-left-corner { content: 'A' } @bottom-center { content: 'B' } }",
    "by the side": """@page :left { @top-left { content: counter(page, upper-roman) } }
        @page :right { @top-right { content: counter(page) } @bottom-left { content: 'x' } }
        @page :first { @top-right { content: none } } h2 { string-set: title content() }""",
}


def pages(css):
    """Set and draw a few pages."""
    works = open_works(small_book(css=SMALL + css), ASSETS, fonts())
    body = "<h2>A title</h2>" + "<p>A paragraph of a few words.</p>" * 60
    return works.perform(Job(unit(body), Entry("recto", 1))).pages


@pytest.mark.parametrize("css", STYLES.values(), ids=STYLES)
def test_margins_are_as_weasyprint_makes_them(css):
    """Whatever stands beside them."""
    made = pages(css)

    assert len(made.leaves) > 2
    with savings.removed(spare_margins.SAVING.name):
        assert made == pages(css)


def test_empty_sides_are_not_made(monkeypatch):
    """Of a page with a head and a folio six boxes are, not sixteen."""
    made = []
    standard = page._standardize_page_based_counters
    monkeypatch.setattr(
        page,
        "_standardize_page_based_counters",
        lambda style, name: (name and made.append(name)) or standard(style, name),
    )
    drawn = pages(PLAIN)

    assert len(made) == 6 * len(drawn.leaves)
