"""Figures that leave a hole move down, also several that follow each other."""

from publisher import pipeline
from publisher.means import Means
from publisher.orders import PDF, Order
from small_books import found, written

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90"><path d="M0 0h9"/></svg>'
WORDS = "The river turns here, and the boats wait below the bend for the tide. " * 9


def holes(tmp_path, *between):
    """Name the pages with empty lines, two plates being amid the text."""
    plates = [f"![Plate](a.svg){{#fig-{n} .full-page alt=A}}" for n in "ab"]
    blocks = [f"{WORDS} See @fig-a and @fig-b.", plates[0], *between, plates[1]]
    text = "\n\n".join(["# One", *blocks, *[WORDS] * 9])
    home = written(tmp_path / "book", text, files={"a.svg": DRAWING})
    outcome = pipeline.build(home, tmp_path / "out", Means(), Order(frozenset({PDF})))
    return found(outcome, "Y014")


def test_text_fills_the_page_before_two_plates(tmp_path):
    """Both wait for it, in order."""
    assert [] == holes(tmp_path)


def test_a_plate_waits_with_one_that_it_comes_to_stand_behind(tmp_path):
    """The paragraph between them does not fill the page alone."""
    assert [] == holes(tmp_path, "A short paragraph.")
