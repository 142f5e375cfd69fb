"""A unit set again after an edit: quicker, and no page is another for it."""

import pickle

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from print_sample import ASSETS, SMALL, fonts, noted, small_book, text, unit
from publisher.layout.inside import savings
from publisher.layout.inside.savings import kept_pages, stand_ins
from publisher.layout.setting import Entry, Job
from publisher.layout.works import open_works

edits = st.lists(
    st.tuples(
        st.integers(0, 23),  # which paragraph, or its note
        st.sampled_from(["note", "text", "inside", "more"]),
        st.sampled_from(["", "sea", "an incomprehensibly long word", "river " * 20]),
    ),
    min_size=1,
    max_size=3,
)


def edited(words):
    """Make a unit of paragraphs and notes, some words of which are given.

    What is behind a new paragraph stands some lines lower; so do all the notes.
    """
    lines = [
        2 * sum(place == "more" and at < n for at, place in words) for n in range(25)
    ]
    return unit(
        "".join(
            text(
                n % 5 + 3,
                10 + n + lines[n],
                f" {words.get((n, 'text'), '')} end"
                + noted(
                    f"Note {n}. {words.get((n, 'note'), '')}",
                    f"n{n}",
                    90 + n + lines[-1],
                    10 + n + lines[n],
                )
                + _added(words, n, "inside"),
            )
            + _added(words, n, "more")
            for n in range(24)
        )
        + f'<h2 id="far" data-at="a.md:{70 + lines[-1]}:1">Far</h2>'
    )


def _added(words, number, place):
    """Make a note in a paragraph, or a paragraph with one, if there is to be one."""
    said = words.get((number, place), "")
    if not said:
        return ""
    note = noted(said, f"{place}-{number}", 300 + number)
    return note if place == "inside" else text(4, 200 + number, said + note)


@given(edits)
@settings(max_examples=5, deadline=None, phases=(Phase.explicit, Phase.generate))
def test_an_edited_unit_has_the_pages_it_would_have_had_at_once(changes):
    """Pages of the unit as it was before are taken over where they are the same."""
    files = {name: each for name, each in fonts().items() if "EBGaramond" in name}
    words = {}
    works = open_works(small_book(), ASSETS, files)
    last = works.perform(Job(edited(words), Entry("recto", 100)))
    for paragraph, place, said in changes:
        words[paragraph, place] = said
        job = Job(edited(words), Entry("recto", 100))

        last = works.perform(job, pickle.loads(pickle.dumps(last.plates)))

        alone = open_works(small_book(), ASSETS, files).perform(job)
        assert last.setting == alone.setting
        assert last.pages == alone.pages


def test_a_changed_word_has_a_page_or_two_set_anew(monkeypatch):
    """All others are those of the unit as it was."""
    made = []
    make = kept_pages._make_page
    works = open_works(small_book(), ASSETS, fonts())
    monkeypatch.setattr(
        kept_pages, "_make_page", lambda *args: made.append(0) or make(*args)
    )
    before = works.perform(Job(edited({}), Entry("recto", 100)))
    first = len(made)
    works.perform(
        Job(edited({(12, "text"): "sea"}), Entry("recto", 100)), before.plates
    )

    assert first >= len(before.setting.map.pages) > 7
    assert len(made) - first <= 4


RIGID = " @page { @bottom-center { content: counter(page); letter-spacing: 1pt } }"

HEADS = """
h2 { string-set: head content() }
@page { @top-left { content: string(head) } @bottom-left { content: counter(pages) } }
"""


@pytest.mark.parametrize(
    ("old", "new", "css"),
    [
        (">Far<", ">Near<", HEADS),
        (">Far<", ">Near<", HEADS.replace("(head)", "(head, start)")),
        ("text 12 ", "text 12 " + "river " * 200, HEADS),
        ("text 12 ", "text 12 sea ", HEADS),
        ("text 12 ", "text 12 sea ", ".text { columns: 2 }"),
        ("text 12 ", "text 12 sea ", "p::first-letter { color: red }"),
        (
            "text 12 ",
            "text 12 sea ",
            "p { counter-increment: c } h2::before { content: counter(c) }",
        ),
    ],
)
def test_what_hangs_on_other_pages_is_right_too(old, new, css):
    """Running heads, the number of pages, columns, first letters, counters."""
    edited_is_as_set_at_once(old, new, css)


def test_a_paragraph_in_italics_is_edited_on_its_second_page():
    """Its words are those of the paragraph, though the first of it is in another type."""
    files = {name: each for name, each in fonts().items() if "EBGaramond" in name}
    works = open_works(small_book(), ASSETS, files)
    jobs = [
        Job(
            unit(
                text(17, 10)
                + text(12, 11)
                .replace(">", "><em>", 1)
                .replace(".</p>", f"{end}</em></p>")
                + text(30, 12)
            ),
            Entry("recto", 100),
        )
        for end in ("sea", "see")
    ]
    first = works.perform(jobs[0])
    again = works.perform(jobs[1], first.plates)

    alone = open_works(small_book(), ASSETS, files).perform(jobs[1])
    assert again.setting == alone.setting
    assert again.pages == alone.pages


@pytest.mark.parametrize("name", ["kept margins", "kept pages", "operators"])
def test_plates_change_nothing_whatever_else_is_missing(name):
    """Running heads are made again where those of plates are not wanted."""
    with savings.removed(name):
        edited_is_as_set_at_once("text 12 ", "text 12 sea ", HEADS)


def edited_is_as_set_at_once(old, new, css):
    """Set a unit, edit it, set it again by its plates; compare with a first setting."""
    front = '<h2 id="far" data-at="a.md:70:1">Far</h2>'
    many = "".join(
        text(n % 5 + 3, 10 + n, f" text {n} " + noted(f"Note {n}.", f"n{n}", 90 + n))
        for n in range(16)
    )
    book = small_book(css=SMALL + css)
    files = {name: each for name, each in fonts().items() if "EBGaramond" in name}
    works = open_works(book, ASSETS, files)
    jobs = [
        Job(unit(words), Entry("recto", 100))
        for words in (front + many, (front + many).replace(old, new))
    ]
    assert jobs[0] != jobs[1]
    first = works.perform(jobs[0])
    again = works.perform(jobs[1], first.plates)

    alone = open_works(book, ASSETS, files).perform(jobs[1])
    assert again.setting == alone.setting
    assert again.pages == alone.pages


def test_margins_that_say_the_same_are_not_made_again(monkeypatch):
    """A word in the middle changes neither running heads nor folios."""
    made = []
    make = stand_ins._make_margin_boxes
    works = open_works(
        small_book(css=SMALL + HEADS.replace("pages", "page")), ASSETS, fonts()
    )
    before = works.perform(Job(edited({}), Entry("recto", 100)))
    monkeypatch.setattr(
        stand_ins, "_make_margin_boxes", lambda *args: made.append(0) or make(*args)
    )
    works.perform(
        Job(edited({(12, "text"): "sea"}), Entry("recto", 100)), before.plates
    )

    assert len(before.setting.map.pages) > 7
    assert 0 < len(made) <= 4


def test_of_a_unit_that_is_the_same_no_page_is_set(monkeypatch):
    """Not even the first; its margins are made anew if they ask how a page starts."""
    made = []
    make = kept_pages._make_page
    css = SMALL + HEADS.replace("(head)", "(head, start)")
    files = {name: each for name, each in fonts().items() if "EBGaramond" in name}
    works = open_works(small_book(css=css), ASSETS, files)
    job = Job(edited({}), Entry("recto", 100))
    before = works.perform(job)
    monkeypatch.setattr(
        kept_pages, "_make_page", lambda *args: made.append(args[4]) or make(*args)
    )
    again = works.perform(job, before.plates)

    assert made == []
    assert again.setting == before.setting
    assert again.pages == before.pages


def test_what_stays_of_a_unit_is_kept_as_it_was():
    """Plates that were read again and not looked into, and those that were, too."""
    works = open_works(small_book(), ASSETS, fonts())
    made = works.perform(Job(edited({}), Entry("recto", 100))).plates
    told = pickle.dumps(made)
    read = pickle.loads(told)
    untouched = pickle.dumps(read)

    assert pickle.loads(untouched) == read == made
    assert pickle.dumps(read) == untouched == pickle.dumps(pickle.loads(told))


def test_pages_before_a_new_paragraph_stay(monkeypatch):
    """Those behind it are set anew."""
    made = []
    make = kept_pages._make_page
    works = open_works(small_book(), ASSETS, fonts())
    before = works.perform(Job(edited({}), Entry("recto", 100)))
    monkeypatch.setattr(
        kept_pages, "_make_page", lambda *args: made.append(args[4]) or make(*args)
    )
    more = edited({(18, "more"): "sea"})
    works.perform(Job(more, Entry("recto", 100)), before.plates)

    pages = len(before.setting.map.pages)
    assert min(made) > pages // 2


def test_a_style_may_show_where_something_stands():
    """Then a page is another if that has moved."""
    css = SMALL + " p::before { content: attr(data-at) }"
    files = {name: each for name, each in fonts().items() if "EBGaramond" in name}
    job = Job(edited({(18, "more"): "sea"}), Entry("recto", 100))
    works = open_works(small_book(css=css), ASSETS, files)
    before = works.perform(Job(edited({}), Entry("recto", 100)))

    again = works.perform(job, before.plates)

    alone = open_works(small_book(css=css), ASSETS, files).perform(job)
    assert again.pages == alone.pages


def test_pages_of_the_time_before_the_last_come_back(monkeypatch):
    """A unit is set in two ways by turns: as a draft, and as a build sets it."""
    made = []
    make = kept_pages._make_page
    works = open_works(small_book(), ASSETS, fonts())
    one, other = edited({}), edited({(4, "note"): "sea", (5, "text"): "river"})
    plates = None
    for job in (one, other):
        plates = works.perform(Job(job, Entry("recto", 100)), plates).plates
    kept = pickle.loads(pickle.dumps(plates))
    monkeypatch.setattr(
        kept_pages, "_make_page", lambda *args: made.append(0) or make(*args)
    )
    again = works.perform(Job(one, Entry("recto", 100)), kept)
    works.perform(Job(other, Entry("recto", 100)), again.plates)

    assert made == []


@pytest.mark.parametrize("css", [SMALL, SMALL + RIGID], ids=["", "rigid"])
def test_in_passing_a_unit_says_what_it_says_when_it_is_drawn(css):
    """How many pages it has, where things stand, whether its numbers can be changed."""
    files = {name: each for name, each in fonts().items() if "EBGaramond" in name}
    works = open_works(small_book(css=css), ASSETS, files)
    before = works.perform(Job(edited({}), Entry("recto", 100)))
    job = Job(edited({(4, "note"): "sea", (9, "more"): "river"}), Entry("recto", 100))

    with_plates, alone = works.glance(job, before.plates), works.glance(job)

    assert with_plates == alone == works.perform(job).setting.gist
    assert alone.rigid is (css != SMALL)
