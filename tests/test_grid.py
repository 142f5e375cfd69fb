"""Lines of facing pages stand at the same height, also where a chapter opens."""

import pytest

from print_sample import ASSETS, fonts, house_styles, noted, small_book, text, unit
from publisher.bookinfo import THEMES, PrintSettings
from publisher.layout import lay_out
from publisher.render.print.geometry import geometry

TITLE = '<header class="opener">{}<h1>A title of one line</h1></header>'
LONGER = TITLE.replace(
    "one line", "more than one line, so that it needs the next one too"
)
NUMBER = '<p class="gen number">I</p>'


@pytest.mark.parametrize(
    ("number", "title"),
    [(NUMBER, TITLE), ("", TITLE), (NUMBER, LONGER)],
    ids=["numbered", "without a number", "a title of two lines"],
)
def test_the_first_page_of_a_chapter_has_the_lines_of_the_page_beside_it(number, title):
    """They agree within half a point, also below lines that call notes."""
    settings = PrintSettings()
    sheets = (*house_styles(), geometry(settings))
    css = "\n".join(each.text for each in sheets)
    called = "".join(
        text(9, 20 + at, noted("A note.", f"n{at}", 90 + at, 20 + at))
        for at in range(3)
    )
    markup = title.format(number) + called + text(70, 60)
    laid, _ = lay_out(small_book(unit(markup), css=css), ASSETS, fonts())
    found = []
    for row in laid.map.blocks:
        if not row.note:
            found += [(box.page, box.y) for box in row.boxes]

    assert len({page for page, _ in found}) > 1
    heights = [(y - found[-1][1]) % settings.line for _, y in found]
    assert all(min(each, settings.line - each) < 0.5 for each in heights), found


def many():
    """Make what stands between paragraphs, so often that it meets the edges of pages."""
    made, at = "", 10
    for round_ in range(7):
        for kind in ("<blockquote>{}</blockquote>", "<ul><li>{}</li></ul>", "<dl><dd>{}</dd></dl>",
                     '<div class="letter">{}</div>', '<hr class="scene"/>{}',
                     '<h2 data-at="a.md:9000:1">A title</h2>{}',
                     '<h3 data-at="a.md:9000:1">A title</h3>{}',
                     '<div class="verse"><div class="stanza">{}</div></div>'):  # fmt: skip
            at += 1
            made += kind.format(text(5 + (at + round_) % 4, at))
    return made


@pytest.mark.parametrize("theme", THEMES)
def test_what_stands_between_paragraphs_keeps_the_grid(theme):
    """Quotations, lists, titles and verse, cut by pages anywhere, in every theme."""
    settings = PrintSettings()
    sheets = (*house_styles(theme), geometry(settings))
    css = "\n".join(each.text for each in sheets)
    markup = TITLE.format(NUMBER) + many()
    laid, _ = lay_out(small_book(unit(markup), css=css), ASSETS, fonts(theme))
    top = settings.margins[0] * 72 / 25.4
    heights = [
        (box.page, (box.y - top) % settings.line)
        for row in laid.map.blocks
        for box in row.boxes
        if row.span.line < 9000
    ]

    assert len(laid.map.pages) > 6
    off = [each for each in heights if min(each[1], settings.line - each[1]) > 0.5]
    assert off == []
