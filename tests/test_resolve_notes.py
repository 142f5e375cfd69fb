"""Notes: their order, their marks, and calls that lead nowhere."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from books_by_hand import (
    at,
    book_of,
    call,
    chapter,
    em,
    figure,
    h,
    note,
    p,
    quotation,
    table,
)
from publisher.bookinfo import Series
from publisher.model import NoteCall
from publisher.resolve import resolve
from publisher.resolve.walk import blocks_and_inlines
from publisher.tree import plain


def notes_of(*chapters, **facts):
    """Resolve a book in which nothing is wrong; give its rows of notes."""
    book, found = resolve(*book_of(*chapters, **facts))
    assert found == []
    return book


def marks(book):
    """List notes in order: mark and words."""
    return [(row.mark, plain(row.note.blocks)) for row in book.notes.values()]


def findings(*chapters):
    """List what is wrong with a book, with the hints."""
    _, found = resolve(*book_of(*chapters))
    return [(each.headline, each.hint) for each in found]


def test_notes_are_numbered_as_they_are_called():
    """Titles, captions and cells count at their place; a caption stands over its table."""
    book = notes_of(
        chapter(
            h(1, "A", call("title")),
            figure("", "x", call("caption")),
            table(
                (("H", call("head")),),
                (("x", call("cell")),),
                caption=("T", call("above")),
            ),
            p(em("x", call("last"))),
            notes=[
                note(n, n)
                for n in ("last", "cell", "head", "above", "caption", "title")
            ],
        )
    )

    assert marks(book) == [
        ("1", "title"),
        ("2", "caption"),
        ("3", "above"),
        ("4", "head"),
        ("5", "cell"),
        ("6", "last"),
    ]


def test_a_note_inside_a_note_comes_right_after_it():
    """And knows in which it stands."""
    book = notes_of(
        chapter(
            h(1, "A"),
            p(call("a"), call("b")),
            notes=[note("a", p("A", call("in"))), note("b", "B"), note("in", "In")],
        )
    )

    assert marks(book) == [("1", "A"), ("2", "In"), ("3", "B")]
    assert [row.inside for row in book.notes.values()] == ["", "n-ch-01-1", ""]


def test_a_note_called_twice_keeps_its_number():
    """Every call has an id of its own, in reading order."""
    book = notes_of(
        chapter(
            h(1, "A"),
            p(call("a"), call("b"), call("a")),
            notes=[note("a", "A"), note("b", p("B", call("a")))],
        )
    )

    row = book.notes["n-ch-01-1"]
    assert row.calls == ("c-ch-01-1", "c-ch-01-1-2", "c-ch-01-1-3")
    (inner,) = [
        n
        for n in blocks_and_inlines(book.notes["n-ch-01-2"].note.blocks)
        if isinstance(n, NoteCall)
    ]
    assert (inner.key, inner.ordinal, inner.anchor) == ("n-ch-01-1", 2, "c-ch-01-1-2")


def test_the_same_id_in_two_files_is_two_notes():
    """An id belongs to its file."""
    book = notes_of(
        chapter(h(1, "A"), p(call("n")), notes=[note("n", "one")]),
        chapter(h(1, "B"), p(call("n")), notes=[note("n", "two")], path="b.md"),
    )

    assert marks(book) == [("1", "one"), ("1", "two")]
    assert list(book.notes) == ["n-ch-01-1", "n-ch-02-1"]


@pytest.mark.parametrize(
    ("restart", "style", "wanted"),
    [
        pytest.param(
            "chapter",
            "symbols",
            ["1", "*", "†", "2", "1", "*"],
            id="symbols by chapter",
        ),
        pytest.param(
            "book",
            "alpha",
            ["1", "a", "b", "2", "1", "c"],
            id="letters through the book",
        ),
        pytest.param(
            "book",
            "decimal",
            ["1", "1", "2", "2", "1", "3"],
            id="figures through the book",
        ),
    ],
)
def test_each_series_counts_for_itself(restart, style, wanted):
    """The translator's notes have their own marks."""
    series = {"": Series(""), "tr": Series("tr", marks=style, restart=restart)}
    own = [note(n, n) for n in ("a", "tr-1", "tr-2", "b")]
    book = notes_of(
        chapter(
            h(1, "A"), p(call("a"), call("tr-1"), call("tr-2"), call("b")), notes=own
        ),
        chapter(h(1, "B"), p(call("a"), call("tr-1")), notes=own[:2], path="b.md"),
        series=series,
    )

    assert [row.mark for row in book.notes.values()] == wanted
    assert list(book.notes)[1] == "n-ch-01-tr-1"


def test_a_call_without_a_note_is_reported_and_goes():
    """The rest of the book is numbered as if it were not there."""
    files = (
        chapter(
            h(1, "A"),
            p("x", call("gone", at(3)), call("ntoe", at(4)), call("n")),
            notes=[note("note", "N", span=at(9)), note("n", "n")],
        ),
        chapter(
            h(1, "B"),
            p("x", call("here", at(2, "b.md"))),
            notes=[note("here", "H")],
            path="b.md",
        ),
        chapter(h(1, "C"), p("x", call("here", at(5, "c.md"))), path="c.md"),
    )

    assert findings(*files) == [
        ('c.md:5:1: error[R004]: note "here" is called but not written',
         "it is written at one.md:1:1; move it into this file"),
        ('one.md:3:1: error[R004]: note "gone" is called but not written',
         'write "[^gone]: …" in this file'),
        ('one.md:4:1: error[R004]: note "ntoe" is called but not written',
         'did you mean "note"?'),
    ]  # fmt: skip
    book, _ = resolve(*book_of(*files))
    assert [row.mark for row in book.notes.values()] == ["1", "1"]


def test_a_note_that_is_never_called_is_reported():
    """Notes called only from it share its cause; inline notes are always called."""
    lost = [
        note("lost", p("L", call("inner")), span=at(7)),
        note("inner", "I", span=at(9)),
    ]

    assert findings(chapter(h(1, "A"), p("x"), notes=lost)) == [
        ('one.md:7:1: error[R003]: note "lost" is never called',
         'call it with "[^lost]" where it belongs, or take it out'),
    ]  # fmt: skip


def test_a_note_defined_in_the_wrong_file_is_one_mistake():
    """It is not reported as never called too."""
    found = findings(
        chapter(h(1, "A"), p(call("far", at(3)))),
        chapter(
            h(1, "B"), p("x"), notes=[note("far", "F", span=at(5, "b.md"))], path="b.md"
        ),
    )

    assert found == [
        ('one.md:3:1: error[R004]: note "far" is called but not written',
         "it is written at b.md:5:1; move it into this file"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("called", "wanted"),
    [
        pytest.param(
            ["a"], 'note "a" calls itself by way of note "b"', id="from the text"
        ),
        pytest.param([], 'note "a" calls itself by way of note "b"', id="from nowhere"),
    ],
)
def test_notes_that_call_each_other_are_reported_once(called, wanted):
    """At the definition of the first."""
    ring = [
        note("a", p("A", call("b")), span=at(5)),
        note("b", p("B", call("a")), span=at(7)),
    ]

    found = findings(chapter(h(1, "A"), p("x", *map(call, called)), notes=ring))
    assert found == [
        (f"one.md:5:1: error[R006]: {wanted}",
         "take out one of the calls, so that the notes come to an end"),
    ]  # fmt: skip


def test_a_note_that_calls_itself_is_reported():
    """The shortest circle."""
    found = findings(
        chapter(
            h(1, "A"), p(call("a")), notes=[note("a", p("A", call("a")), span=at(5))]
        )
    )

    assert [headline for headline, _ in found] == [
        'one.md:5:1: error[R006]: note "a" calls itself'
    ]


def test_a_long_chain_of_notes_is_read_to_its_end():
    """Longer than Python's own stack."""
    chain = [note(f"n{k}", p("x", call(f"n{k + 1}"))) for k in range(3000)]
    book = notes_of(
        chapter(h(1, "A"), p(call("n0")), notes=[*chain, note("n3000", "end")])
    )

    assert [row.mark for row in book.notes.values()] == [str(k) for k in range(1, 3002)]


KEYS = [f"n{k}" for k in range(5)]
CALLS = st.lists(st.sampled_from(KEYS), max_size=6)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(CALLS, min_size=1, max_size=3),
    st.dictionaries(st.sampled_from(KEYS), CALLS),
)
def test_numbers_rise_by_one_and_every_call_lands(texts, inside):
    """Whatever calls whatever, resolve returns; without errors the book holds together."""
    files = [
        chapter(h(1, "A"), p("x", *map(call, keys)), quotation(p("y", *map(call, keys[:1]))), path=f"{n}.md",
                notes=[note(key, p("z", *map(call, calls))) for key, calls in inside.items()])
        for n, keys in enumerate(texts)
    ]  # fmt: skip
    book, _ = resolve(*book_of(*files))

    for unit in book.units:
        rows = [row for row in book.notes.values() if row.unit == unit.id]
        assert [row.mark for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    calls = [
        node
        for blocks in (
            *(unit.blocks for unit in book.units),
            *(row.note.blocks for row in book.notes.values()),
        )
        for node in blocks_and_inlines(blocks)
        if isinstance(node, NoteCall)
    ]
    assert sorted(node.anchor for node in calls) == sorted(
        anchor for row in book.notes.values() for anchor in row.calls
    )
    assert all(
        book.notes[node.key].calls[node.ordinal - 1] == node.anchor for node in calls
    )
