"""Where everything will stand, before it is set: near enough that little is set twice."""

import pytest

from print_sample import ASSETS, LINE, fonts, small_book, text, unit
from publisher.layout import Press, guessing, lay_out, typesetting
from publisher.layout.guessing import FIGURE, HEADING, SMALL

WORDS = "a hundred letters of the text, or of a note, or of a heading: they are counted alike"


@pytest.mark.parametrize(
    ("before", "room"),
    [
        pytest.param(f"<p>{WORDS}</p>", len(WORDS), id="text"),
        pytest.param(f"<p><em>{WORDS}</em></p>", len(WORDS), id="markup is none"),
        pytest.param(
            f'<p><span class="note" data-note="n">{WORDS}</span></p>',
            SMALL * len(WORDS),
            id="a note",
        ),
        pytest.param(
            f'<p><span data-note="n"><span><p>{WORDS}</p></span>{WORDS}</span>{WORDS}</p>',
            (1 + 2 * SMALL) * len(WORDS),
            id="spans in a note, and text behind it",
        ),
        pytest.param(f"<h2>{WORDS}</h2>", HEADING + len(WORDS), id="a heading"),
        pytest.param("<figure><img/></figure>", FIGURE, id="a figure"),
        pytest.param(f"<hr/><h1>{WORDS}</h1>", len(WORDS), id="an opening"),
    ],
)
def test_what_stands_before_an_anchor_is_counted_in_letters_of_the_text(before, room):
    """An anchor within something stands where that begins."""
    copy = guessing.counted(f'{before}<p id="here">{WORDS}</p>')

    assert copy.before["here"] == pytest.approx(room)
    assert copy.characters == pytest.approx(room + len(WORDS))


def test_a_unit_whose_references_in_sight_are_guessed_is_set_once(monkeypatch):
    """And guessed wrongly, either way, comes out the same, set once more."""
    near = (
        '<a class="ref gen" id="x-1" href="#b">it</a><span class="gen folio" '
        'data-from="x-1">, p. <span class="pg" data-page-of="b">000</span></span>'
    )
    body = text(30) + f'<p data-at="a.md:9:1">{near}.</p>' + text(3, 20)
    book = small_book(unit(body + f'<p id="b" data-at="a.md:70:1">{LINE}.</p>'))
    set_once, times = typesetting.set_once, []

    def counting(*arguments):
        times[-1] += 1
        return set_once(*arguments)

    monkeypatch.setattr(typesetting, "set_once", counting)
    made = []
    for guess in (None, frozenset(), frozenset({"x-1"})):
        times.append(0)
        if guess is not None:
            monkeypatch.setattr(typesetting, "_likely", lambda *_, near=guess: near)
        laid, found = lay_out(book, ASSETS, fonts())
        made.append((laid.units[0].html, laid.map, found))

    assert times == [1, 2, 1]
    assert made[0] == made[1] == made[2]


def test_what_was_counted_for_the_last_book_is_not_counted_again(monkeypatch):
    """Of a book that is edited most units are as they were."""
    seen = []
    count = guessing.counted
    monkeypatch.setattr(
        guessing, "counted", lambda html: seen.append(html) or count(html)
    )
    press = Press()
    one, two, three = (unit(text(number), f"ch-0{number}") for number in (1, 2, 3))
    first = press.copy(small_book(one, two))
    second = press.copy(small_book(one, three))
    later = Press(press.hands).copy(small_book(one, two, three))

    assert seen == [one.html, two.html, three.html, two.html]
    assert first == [count(one.html), count(two.html)]
    assert second == [count(one.html), count(three.html)]
    assert later == [count(one.html), count(two.html), count(three.html)]
