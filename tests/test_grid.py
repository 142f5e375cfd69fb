"""Lines of facing pages stand at the same height, also where a chapter opens."""

import pytest

from print_sample import ASSETS, fonts, house_styles, noted, small_book, text, unit
from publisher.bookinfo import PrintSettings
from publisher.layout import lay_out
from publisher.render.print.geometry import geometry

TITLE = '<header class="opener">{}<h1>A title of one line</h1></header>'
NUMBER = '<p class="gen number">I</p>'


@pytest.mark.parametrize("number", [NUMBER, ""], ids=["numbered", "without a number"])
def test_the_first_page_of_a_chapter_has_the_lines_of_the_page_beside_it(number):
    """They agree within half a point, also below lines that call notes."""
    settings = PrintSettings()
    sheets = (*house_styles(), geometry(settings))
    css = "\n".join(each.text for each in sheets)
    called = "".join(
        text(9, 20 + at, noted("A note.", f"n{at}", 90 + at, 20 + at))
        for at in range(3)
    )
    markup = TITLE.format(number) + called + text(70, 60)
    laid, _ = lay_out(small_book(unit(markup), css=css), ASSETS, fonts())
    found = []
    for row in laid.map.blocks:
        if not row.note:
            found += [(box.page, box.y) for box in row.boxes]

    assert len({page for page, _ in found}) > 1
    heights = [(y - found[-1][1]) % settings.line for _, y in found]
    assert all(min(each, settings.line - each) < 0.5 for each in heights), found
