"""Room at the spine: it grows with the book, ends, and never touches an author's choice."""

from dataclasses import replace

import pytest

from books_by_hand import info
from publisher.binding import bound
from publisher.bookinfo import PrintSettings
from publisher.config.printers import printers
from publisher.model import Book
from publisher.printers import gutter, padded


def book(inside, wide=True):
    settings = PrintSettings(
        press=printers()["kdp-paperback"],
        margins=(20.0, 15.0, 20.0, inside),
        wide=wide,
    )
    return Book(replace(info(), print=settings), (), {}, {}, (), {}, {})


def test_a_margin_grows_until_it_suits_the_length():
    """Each wider margin makes the book longer; it is set until both agree."""
    rounds = []

    def settle(wider):
        inside = wider.info.print.margins[3]
        rounds.append(inside)
        return int(140 + 20 * (inside - 9)), []

    made, pages, found = bound(book(9.6), settle, lambda count: count)

    assert rounds == sorted(set(rounds))
    assert made.info.print.margins[3] == rounds[-1] == 12.7
    assert ["D022"] == [each.code for each in found]
    assert pages > 150


def test_a_book_that_is_surely_long_is_set_once():
    """A guess that is not sure changes nothing."""
    rounds = []

    def settle(wider):
        rounds.append(wider.info.print.margins[3])
        return 400, []

    made, _, found = bound(book(9.6), settle, lambda count: count, lambda _: 390)
    unsure = bound(book(9.6), lambda _: (145, []), lambda count: count, lambda _: 180)

    assert rounds == [made.info.print.margins[3]] == [15.875]
    assert ["D022"] == [each.code for each in found]
    assert (9.6, []) == (unsure[0].info.print.margins[3], unsure[2])


def test_a_margin_that_is_wide_enough_stays():
    made, _, found = bound(book(25.0), lambda _: (400, []), lambda count: count)

    assert (25.0, []) == (made.info.print.margins[3], found)


def test_a_margin_that_the_author_chose_stays():
    narrow = book(5.0, wide=False)
    made, _, found = bound(narrow, lambda _: (400, []), lambda count: count)

    assert (5.0, []) == (made.info.print.margins[3], found)


def test_a_book_that_cannot_be_set_is_not_set_again():
    rounds = []
    bound(book(5.0), lambda _: (rounds.append(1) or 0, []), lambda count: count)

    assert [1] == rounds


@pytest.mark.parametrize("printer", sorted(printers()))
@pytest.mark.parametrize("edge", [0, 60, 75, 150, 300, 500, 550, 700, 828, 900])
@pytest.mark.parametrize("grows", [0, 1, 2, 8])
def test_at_the_edges_of_every_band_the_margin_is_that_of_the_length(
    printer, edge, grows
):
    """Around each length at which a printer wants more room, however much it costs."""
    press = printers()[printer]
    for pages in range(max(1, edge - 3), edge + 4):
        rounds = []

        def settle(wider, pages=pages, rounds=rounds):
            inside = wider.info.print.margins[3]
            rounds.append(inside)
            return int(pages + grows * (inside - 9)), []

        first = book(9.0)
        settings = replace(first.info.print, press=press)
        first = replace(first, info=replace(first.info, print=settings))
        made, count, found = bound(first, settle, lambda count: count)
        inside = made.info.print.margins[3]

        assert len(rounds) <= 1 + len(press.gutters)
        assert rounds == sorted(set(rounds))
        assert inside >= gutter(press, padded(press, count))
        assert bool(found) == (inside > 9.0)
        assert padded(press, count) % press.multiple == 0
        assert padded(press, count) >= count + press.last_blank
