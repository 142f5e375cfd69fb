"""Page numbers find their room: sides, figures, and an end to it."""

import re
from dataclasses import replace

import pytest

from print_sample import ASSETS, SMALL, fonts, small_book, unit
from publisher.artifacts import NoteRow, Side
from publisher.bookinfo import Matter, Role
from publisher.layout import Press, lay_out
from publisher.layout.assembly import Place
from publisher.layout.beliefs import Beliefs
from publisher.layout.findings import misplaced, unsettled
from publisher.layout.foresight import foreseen
from publisher.layout.guessing import Copy, counted
from publisher.layout.hands import Alone, Crew, nothing
from publisher.layout.labels import roman_figures
from publisher.layout.numbers import filled, held, room, targets, told, widened
from publisher.layout.setting import Entry, Job
from publisher.layout.settling import _is_far
from publisher.layout.store import Memory
from publisher.layout.waves import calm, waves
from publisher.workers import Died

LINE = "the river goes on and on and does not end until the sea takes it "
FIGURES = ".pg { font-variant-numeric: tabular-nums; font-kerning: none }"


class Counting(Alone):
    """Hands that count how often they set each unit."""

    def __init__(self):
        super().__init__(Memory())
        self.sets = []

    def perform(self, units, beside=nothing):
        """Set units, and remember which."""
        self.sets += [job.unit.id for ways in units for _, job in ways]
        return super().perform(units, beside)


def lines(count, anchor=""):
    """Make one paragraph of about so many lines."""
    words = (LINE * count)[: count * 40].rsplit(" ", 1)[0]
    return f'<p id="{anchor}" data-at="a.md:1:1">{words}.</p>'


def reference(anchor):
    """Make a paragraph that tells the page of an anchor."""
    number = f'<span class="pg" data-page-of="{anchor}">000</span>'
    return f'<p class="gen" data-at="a.md:2:1">See page {number}.</p>'


def said(book, index=0):
    """List the page numbers that a unit tells."""
    return re.findall(r'class="pg"[^>]*>([^<]*)<', book.units[index].html)


@pytest.fixture
def press():
    return Press(Counting())


def laid(press, *units, css=SMALL + FIGURES):
    """Lay out a small book without findings."""
    book, found = lay_out(small_book(*units, css=css), ASSETS, fonts(), press)
    assert found == []
    return book


def test_a_reference_says_the_page_its_target_stands_on(press):
    """Far behind it and before it."""
    one = unit(lines(3, "near") + lines(400) + reference("far"), "a")
    two = unit(lines(3, "far") + reference("near"), "b")
    book = laid(press, one, two)

    assert said(book, 0) == [book.map.pages[book.map.anchors["far"] - 1].label]
    assert said(book, 1) == ["1"]


def test_a_number_of_other_figures_but_as_many_sets_nothing_again(press):
    """Its figures are changed where they stand."""
    one = unit(lines(300), "a")
    two = unit(lines(3, "there"), "b")
    three = unit(lines(9) + reference("there"), "c")
    before = laid(press, one, two, three)
    press.hands.sets.clear()
    longer = replace(one, html=one.html.replace("</div>", lines(45) + "</div>"))
    after = laid(press, longer, two, three)

    assert said(before, 2) != said(after, 2)
    assert len(said(before, 2)[0]) == len(said(after, 2)[0]) == 2
    assert set(press.hands.sets) <= {"a", *("b", "c") * _turned(before, after)}


def _turned(before, after):
    """Tell whether what follows begins on the other side."""
    return (len(before.map.pages) - len(after.map.pages)) % 2


def test_a_number_with_more_figures_sets_its_unit_again(press):
    """And no other."""
    pages = [unit(lines(15), f"u{n}") for n in range(6)]
    last = unit(lines(3, "there"), "last", opens="recto")
    first = unit(lines(3) + reference("there"), "first")
    assert said(laid(press, first, *pages, last)) == ["9"]
    press.hands.sets.clear()
    more = [unit(lines(15), f"v{n}") for n in range(2)]
    book = laid(press, first, *pages, *more, last)

    assert len(said(book)[0]) == 2
    assert "first" in press.hands.sets
    assert not {f"u{n}" for n in range(6)} & set(press.hands.sets)


def test_folios_of_five_figures_are_set_as_they_are():
    """A page set as number 100 has room for four."""
    unit_there = unit("<p>x</p>")
    near, far = (Place(unit_there, 1, Side.RECTO, n, False, 2) for n in (9998, 9999))

    assert [_is_far(near), _is_far(far)] == [False, True]


def test_roman_numbers_are_set_as_they_are(press):
    """No two of them are equally wide."""
    front = unit(lines(30, "there"), "f", Role.FRONT_PIECE, Matter.FRONT)
    second = unit(lines(2, "here"), "g", Role.FRONT_PIECE, Matter.FRONT)
    body = unit(lines(2) + reference("here"), "b", opens="recto")
    css = SMALL + FIGURES + ".front-piece { page: f } @page f { @bottom-center "
    book = laid(
        press, front, second, body, css=css + "{ content: counter(page, lower-roman) }}"
    )

    assert said(book, 2) == [roman_figures(book.map.anchors["here"])]
    assert book.map.pages[0].folio


def test_figures_of_different_widths_are_set_as_they_are(press):
    """Nothing is changed in place that would not fit."""
    css = SMALL + ".pg { font-variant-numeric: proportional-nums }"
    one = unit(lines(60) + reference("there"), "a")
    two = unit(lines(3, "there"), "b")
    book = laid(press, one, two, css=css)

    assert said(book) == [book.map.pages[book.map.anchors["there"] - 1].label]
    rigid = [sheet.made.rigid for sheet in book.sheets if sheet.place.unit.id == "a"]
    assert rigid == [True]
    assert "data-page-of" in book.sheets[0].made.html


def test_a_page_that_is_not_in_the_book_is_an_error():
    """It would be printed as a number nobody can turn to."""
    _, found = lay_out(small_book(unit(reference("nowhere"))), ASSETS, fonts())

    assert [(each.code, str(each.span)) for each in found] == [("Y008", "a.md:2:1")]


def test_a_unit_that_nobody_can_set_is_named():
    """The rest of the book is not asked for."""

    class Tired(Counting):
        def perform(self, units, beside=nothing):
            return iter([(ways[-1][0], "it ran out of memory") for ways in units])

    book, found = lay_out(small_book(unit(lines(2))), ASSETS, fonts(), Press(Tired()))

    assert book is None
    assert [each.code for each in found] == ["Y006"]
    assert found[0].message == '"ch-01" could not be set: it ran out of memory'


def test_pages_that_were_lost_are_set_again(press):
    """Another program may have emptied the cache meanwhile."""
    book = laid(press, unit(lines(9)))
    before = book.placed()[0].load()
    press.hands.store.kept.clear()

    assert book.placed()[0].load() == before


def test_a_setting_that_was_lost_is_made_again(press):
    """Its gist may be there still, and nothing else."""
    book = laid(press, unit(lines(9)))
    kept = press.hands.store.kept
    kept_of_unit = press.key(book.sheets[0].job)
    gist = kept[kept_of_unit]
    kept.clear()
    kept[kept_of_unit] = gist

    again = laid(press, unit(lines(9)))

    assert again.sheets[0].made == book.sheets[0].made
    assert again.map == book.map


def test_rooms_are_as_wide_as_their_numbers():
    """Figures by their count, roman numbers letter by letter."""
    assert [room("7"), room("112"), room("xii")] == ["0", "000", "xii"]
    assert widened({"a": "00", "b": "00"}, {"a": "000", "b": "0"}) == {
        "a": "000",
        "b": "00",
    }


def test_numbers_are_filled_in_by_the_anchor_they_are_of():
    """Whatever signs the anchor holds."""
    html = 'x <span class="pg" data-page-of="a&amp;b">000</span> y'

    assert list(targets(html)) == ["a&b"]
    assert filled(html, {"a&b": "xii"}.get).endswith(">xii</span> y")
    assert told(f"see {held('a&b')}.", {"a&b": "xii"}.get) == "see xii."


def test_a_note_that_stands_on_no_page_is_an_error(press):
    """Its call is printed, and it would not be: Y004. The engine loses none by itself."""
    book = laid(press, unit(lines(3), "a"))
    lost = NoteRow(key="n", call=1, pages=())
    sheet = book.sheets[0]
    pages = replace(sheet.made.map, notes=(lost,))
    spoilt = replace(sheet, made=replace(sheet.made, map=pages))

    assert ["Y004"] == [each.code for each in misplaced([spoilt], book.map)]


def test_a_number_in_too_wide_a_room_is_a_note(press):
    """It is right, and a little space stays beside it: Y007."""
    book = laid(press, unit(reference("there") + lines(3, "there"), "a"))
    names = {"there": "1"}
    sheet = book.sheets[0]
    wide = re.sub(r'(class="pg"[^>]*>)[^<]*<', r"\g<1>000<", sheet.made.html)
    spoilt = replace(sheet, made=replace(sheet.made, html=wide))
    found = list(unsettled([spoilt], names, steady=True))

    assert ["Y007"] == [each.code for each in found]
    assert "room for 3 figures" in found[0].message


def test_units_with_numbers_in_doubt_are_set_before_the_rest():
    """Up to the hundredth page, and the thousandth; the contents last of all."""
    front = unit("", "front", Role.FRONT_PIECE, Matter.FRONT)
    contents = unit("", "contents", Role.CONTENTS, Matter.FRONT)
    units = [front, contents, *(unit("", f"c{number}") for number in range(4))]

    few = waves(units, [4, 2, 3, 2, 2, 2])
    tens = waves(units, [4, 2, 3, 5, 5, 5])
    hundreds = waves(units, [4, 2, 60, 50, 50, 50])
    thousands = waves(units, [4, 2, 60, 50, 950, 50])

    assert few == [[0, 1, 2, 3, 4, 5]]
    assert tens == [[0, 2, 3, 4], [1, 5]]
    assert hundreds == [[0, 2, 3], [1, 4, 5]]
    assert thousands == [[0, 2, 3], [4], [1, 5]]


def test_of_many_units_those_go_first_that_tell_of_no_page_in_doubt():
    """What is sure, then the calmer half, and so on; few are set together."""
    pages = {f"p{page}": page for page in (98, 102, 105, 150, 300, 960, 990)}
    told = ["p98", "p300", "", "p105", "p960", "p102", "known", "p990", "p150"]
    units = [unit(reference(each) if each else "", each) for each in told]

    copy = [counted(each.html) for each in units]
    first = calm(copy, range(len(units)), pages)
    rest = [each for each in range(len(units)) if each not in first]

    assert [told[each] for each in first] == [
        "p300",
        "",
        "p105",
        "p960",
        "known",
        "p990",
        "p150",
    ]
    assert calm(copy, rest, pages) == rest
    assert calm(copy, range(len(units)), {}) == list(range(len(units)))


def test_a_number_that_is_longer_than_it_seemed_spares_those_that_follow(press):
    """A unit is longer than its letters say; the rest is set when that is known."""
    short = [unit(lines(2), f"s{number}") for number in range(9)]
    large = f'<p style="font-size: 30pt" data-at="a.md:1:1">{LINE * 20}</p>'
    there = unit(lines(3, "there"), "there")
    rest = [unit(lines(2) + reference("there"), f"r{number}") for number in range(3)]
    book = laid(press, *short[:4], unit(large, "large"), there, *short[4:], *rest)

    assert [len(said(book, number)[0]) for number in (-3, -2, -1)] == [2, 2, 2]
    assert [press.hands.sets.count(each.id) for each in rest] == [1, 1, 1]


class Twofold(Counting):
    """Hands that set two units at a time; each batch they were given is listed."""

    count = 2

    def __init__(self):
        super().__init__()
        self.batches = []

    def perform(self, units, beside=nothing):
        """Set units, and remember which were asked for together."""
        self.batches.append([job.unit.id for ways in units for _, job in ways])
        return super().perform(units, beside)


def edited(word):
    """Make a book with a unit that is longer than its letters say, and tells of the last."""
    large = f'<p style="font-size: 30pt" data-at="a.md:1:1">{word} {LINE * 20}</p>'
    short = [unit(lines(2), f"s{number}") for number in range(4)]
    last = unit(lines(3, "there"), "last")
    return short[0], unit(reference("there") + large, "long"), *short[1:], last


def test_who_would_rest_sets_a_unit_as_it_was_asked_for_last_time():
    """A guess from the text is wrong again after an edit, and its cure most likely right."""
    press = Press(Twofold())
    laid(press, *edited("perhaps"))
    begun = press.hands.batches.copy()
    press.hands.batches.clear()
    book = laid(press, *edited("perchance"))
    alone = laid(Press(Counting()), *edited("perchance"))

    assert [each.count("long") for each in begun if each] == [1, 1]
    assert [each for each in press.hands.batches if each] == [["long", "long"]]
    assert said(book, 1) == said(alone, 1)
    assert len(said(book, 1)[0]) == 2
    assert [each.load() for each in book.placed()] == [
        each.load() for each in alone.placed()
    ]


def test_what_was_set_in_advance_and_is_not_wanted_is_let_be():
    """A book that has become shorter: its numbers are as they are in a book set anew."""
    press = Press(Twofold())
    laid(press, *edited("perhaps"))
    title, _, *others = edited("perhaps")
    shorter = title, unit(reference("there") + lines(3), "long"), *others
    book = laid(press, *shorter)

    assert said(book, 1) == said(laid(Press(Counting()), *shorter), 1)
    assert len(said(book, 1)[0]) == 1


def with_contents(many):
    """Make a book whose contents are longer than their letters say, and name what follows.

    They also name a page behind a chapter of so many lines.
    """
    large = f'<p style="font-size: 30pt" data-at="a.md:1:1">{LINE * 60}</p>'
    named = reference("list") + reference("there")
    return (
        unit(named + large, "contents", Role.CONTENTS, Matter.FRONT),
        unit(lines(2, "list"), "list", Role.FRONT_PIECE, Matter.FRONT),
        unit(lines(many), "first"),
        unit(lines(2, "there"), "second"),
    )


def test_contents_are_set_in_advance_as_long_as_they_were():
    """Of the rest all is known by then, so they are as they will be asked for."""
    press = Press(Twofold())
    laid(press, *with_contents(300))
    press.hands.batches.clear()
    book = laid(press, *with_contents(3000))
    batches = [each for each in press.hands.batches if "contents" in each]
    alone = laid(Press(Counting()), *with_contents(3000))

    assert batches == [["contents", "contents"]]
    assert said(book) == said(alone)
    assert len(said(book)[1]) == 3
    assert [each.load() for each in book.placed()] == [
        each.load() for each in alone.placed()
    ]


def test_a_failure_in_advance_is_nobodys_fault():
    """Nobody has asked for it: if somebody does, it is tried again, and told then."""

    class Clumsy(Twofold):
        def perform(self, units, beside=nothing):
            """Fail in whatever is set in another way than it is asked for."""
            for ways in units:
                for key, _ in ways[:-1]:
                    yield key, "it ran out of memory"
                yield from super().perform([ways[-1:]], beside)

    press = Press(Twofold())
    laid(press, *edited("perhaps"))
    press.hands.__class__ = Clumsy
    book = laid(press, *edited("perchance"))

    assert said(book, 1) == said(laid(Press(Counting()), *edited("perchance")), 1)


def test_who_dies_over_a_unit_in_advance_has_it_set_as_it_was_asked_for():
    """Another worker does that alone; if he dies, too, it is told of the unit."""
    job = Job(unit(lines(2), "long"), Entry("recto", 100))

    class Frail:
        jobs = 2

        def run(self, _, tasks, *__):
            """Die over two ways to set a unit."""
            tasks_done.append(tasks)
            for index, (name, ways) in enumerate(tasks):
                yield index, Died(name, "fell") if len(ways) > 1 else ["set"]

    tasks_done = []
    hands = Crew(Memory(), Frail())
    made = list(hands.perform([[("hoped", job), ("wanted", job)], [("other", job)]]))

    assert made == [("other", "set"), ("wanted", "set")]
    assert [len(tasks) for tasks in tasks_done] == [2, 1]
    Frail.run = lambda _, __, tasks, *___: [(0, Died(tasks[0][0], "fell"))]
    assert list(hands.perform([[("hoped", job), ("wanted", job)]])) == [
        ("wanted", "fell")
    ]


def laid_in_haste(press, *units, css=SMALL + FIGURES):
    """Lay out an edited book as a draft of it is."""
    book = small_book(*units, css=css)
    made, found = lay_out(book, ASSETS, fonts(), press, hasty=True)
    assert found == []
    return made


def test_in_haste_what_an_edit_moves_is_set_once_and_together():
    """A chapter, contents whose numbers grow, what now begins on the other side."""
    press = Press(Counting())
    laid(press, *with_contents(300))
    press.hands.sets.clear()
    book = laid_in_haste(press, *with_contents(3000))
    sets = press.hands.sets.copy()
    alone = laid(Press(Counting()), *with_contents(3000))

    assert sorted(sets) == ["contents", "first", "second"]
    assert said(book) == said(alone)
    assert [each.load() for each in book.placed()] == [
        each.load() for each in alone.placed()
    ]
    assert book.is_sure()


def test_in_haste_a_new_book_is_set_as_it_is_built():
    """Nothing is known of it."""
    book = laid_in_haste(Press(Counting()), *with_contents(300))

    assert book.as_built
    assert said(book) == said(laid(Press(Counting()), *with_contents(300)))


def two_ways(more=0):
    """Make a book that is right on nine pages and on ten, and then tells of page 10.

    A number of two figures needs a line more, and so what it is of is a page further on.
    """
    number = '<span class="pg" data-page-of="there">000</span>'
    told = f'<p class="gen" data-at="a.md:2:1">{"i" * 60} {number}.</p>'
    short = (
        f'<p data-at="a.md:{line}:1">o</p>' for line in range(3, SHORT_LINES + more)
    )
    there = '<p id="there" data-at="a.md:999:1">there</p>'
    return (
        unit(lines(1), "front", Role.FRONT_PIECE, Matter.FRONT),
        unit(told + "".join(short) + there, "one"),
    )


SHORT_LINES = 181  # with the first and the last nine pages of 20 lines


def test_a_book_with_two_ways_to_be_right_is_not_taken_for_what_is_built():
    """In haste it stays as it was; a build is what it is from nothing."""
    press = Press(Counting())
    laid(press, *two_ways(more=1))
    hasty = laid_in_haste(press, *two_ways())
    built = laid(press, *two_ways())
    alone = laid(Press(Counting()), *two_ways())

    assert (["10"], ["9"]) == (said(hasty, 1), said(built, 1))
    assert not hasty.is_sure()
    assert [each.load() for each in built.placed()] == [
        each.load() for each in alone.placed()
    ]


def copied(letters, before=None):
    """Make what is read of a unit of so many letters."""
    return Copy(letters, before or {}, frozenset(), ())


def test_after_an_edit_everything_behind_it_moves_by_its_letters():
    """A chapter that has grown by two pages and a half of letters; one begins a leaf."""
    book = small_book(
        unit(lines(1), "front", Role.FRONT_PIECE, Matter.FRONT),
        unit("", "one"),
        replace(unit("", "two"), opens="recto"),
        unit("", "three"),
    )
    book = replace(book, capacity=1000)
    letters = [100.0, 9250.0, 9250.0, 9250.0]
    names = {"f": "i", "a": "9", "b": "14", "c": "21"}
    last = Beliefs([1, 10, 10, 10], names, {}, letters=letters)
    copy = [copied(each) for each in letters]
    copy[1] = copied(11_400.0, {"a": 500.0, "new": 11_000.0})

    moved = foreseen(book, copy, last)

    assert moved.counts == [1, 12, 10, 10]
    assert moved.names == {"f": "i", "a": "1", "new": "12", "b": "16", "c": "23"}
    assert moved.rooms["c"] == "00"


def test_little_is_foreseen_of_another_book():
    """One with more units, or with many that have changed."""
    book = small_book(*(unit("", f"u{number}") for number in range(6)))
    copy = [copied(100.0) for _ in book.units]
    fewer = Beliefs([1] * 5, {}, {}, letters=[100.0] * 5)
    other = Beliefs([1] * 6, {}, {}, letters=[90.0] * 5 + [100.0])

    assert None is foreseen(book, copy, None)
    assert None is foreseen(book, copy, fewer)
    assert None is foreseen(book, copy, other)
    assert foreseen(book, copy, replace(other, letters=[90.0] * 4 + [100.0] * 2))
