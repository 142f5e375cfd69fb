"""Figures with a page of their own: turned, alone, over the trim, over two pages."""

from dataclasses import replace

import pytest

from print_sample import ASSETS, LINE, fonts, printed, resolved
from publisher.bookinfo import PrintSettings
from publisher.layout import lay_out
from publisher.render.epub import render_epub

WORDS = "\n\n".join([LINE.capitalize() * 12] * 6)
TURNED = f'{WORDS}\n\n![A map](images/a.svg){{#map-a .turned alt="A."}}\n\n{WORDS}'
ALONE = f'{WORDS}\n\n![A page](images/a.svg){{#fig-b .full-page alt="B."}}\n\n{WORDS}'
PLATE = f'{WORDS}\n\n![A plate](images/a.svg){{#fig-c .full-bleed alt="C."}}\n\n{WORDS}'
SPREAD = f'{WORDS}\n\n![A spread](images/a.svg){{#fig-d .spread alt="D."}}\n\n{WORDS}'
WIDTH, HEIGHT = 432, 648  # pt, of the page


@pytest.fixture(scope="module")
def pages():
    """Set a chapter with each of them; give their pages."""
    texts = (f"# One\n\n{TURNED}\n\n{ALONE}\n\n{PLATE}\n\n{SPREAD}\n",)
    files = {name: each for name, each in fonts().items() if "EBGaramond" in name}
    laid, found = lay_out(printed(*texts, print=PrintSettings(bleed=3)), ASSETS, files)
    assert not [each for each in found if each.severity == "error"]
    return laid.map.pages


def with_pictures(pages):
    """Give the pages that have pictures."""
    return [page for page in pages if page.pictures]


def test_they_stand_alone_and_leave_no_hole(pages):
    """Text from behind fills the page before; no page is blank for a spread."""
    assert len(with_pictures(pages)) == 5
    assert not any(page.blank for page in pages)
    numbers = [page.index for page in with_pictures(pages)]
    assert all(page.words for page in pages if page.index not in numbers)


def test_a_turned_figure_stands_as_it_is_seen(pages):
    """The page map has the room that it takes when it is turned: 3 to 2 becomes 2 to 3."""
    box = with_pictures(pages)[0].pictures[0]

    assert box.width / box.height == pytest.approx(2 / 3, abs=0.01)
    assert 0 < box.x < box.x + box.width < WIDTH
    assert 0 < box.y < box.y + box.height < HEIGHT


def test_a_plate_runs_over_every_edge(pages):
    """By the bleed, at the least."""
    box = with_pictures(pages)[2].pictures[0]
    over = 3 * 72 / 25.4 - 0.1

    assert box.x < -over
    assert box.y < -over
    assert box.x + box.width > WIDTH + over
    assert box.y + box.height > HEIGHT + over


def test_a_spread_goes_on_over_the_fold(pages):
    """A left page and a right one; what ends at the fold here begins there."""
    left, right = with_pictures(pages)[3:]

    assert (left.side, right.side) == ("verso", "recto")
    assert right.index == left.index + 1
    assert left.pictures[0].width == pytest.approx(right.pictures[0].width)
    assert right.pictures[0].x == pytest.approx(left.pictures[0].x - WIDTH, abs=0.1)


def test_on_screens_a_figure_is_a_figure():
    """Nothing is turned or set twice where pages can be turned and made larger."""
    book = resolved(f"# One\n\n{TURNED}\n\n{SPREAD}\n")
    pages = render_epub(book, ASSETS, (), {}, None)
    text = b"".join(page.content for page in pages.pages).decode("utf-8")

    assert "turning" not in text
    assert 'class="gen half"' not in text
    assert text.count("<figure") == 2


def test_a_picture_in_a_note_fits_the_room_for_notes():
    """On a page as small as a hand; what is higher than its room would be lost."""
    shown = '![In a note](images/a.svg){#fig-n alt="A." width=100%}'
    text = f"# One\n\nHere.[^1] {LINE * 20}\n\n[^1]: A note.\n\n    {shown}\n"
    book = printed(text, print=PrintSettings(trim=(80, 110)))
    files = {name: each for name, each in fonts().items() if "EBGaramond" in name}
    path, high = next(iter(ASSETS.items()))
    tall = {path: replace(high, width=100, height=300, data=TALL)}
    laid, found = lay_out(book, tall, files)
    (page,) = with_pictures(laid.map.pages)

    assert not [each for each in found if each.severity == "error"]
    assert page.pictures[0].y > 0
    assert page.pictures[0].y + page.pictures[0].height < 110 * 72 / 25.4


TALL = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 300"/>'
