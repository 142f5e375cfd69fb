"""Corrections: a journal that loses nothing, and the files made of it."""

import json
import multiprocessing

import pytest

from publisher.proof.corrections import (
    Added,
    Certainty,
    Correction,
    Kind,
    Ledger,
    Moved,
    NotOurs,
    Place,
    Rect,
    Reply,
    Settled,
    State,
    correction_of,
    new_id,
    row,
)

WHOLE = Correction(
    id="c-000001",
    reader="Anna",
    kind=Kind.REPLACE,
    words="spelling",
    replacement="colour",
    place=Place("ch01.md", 3, 5, 3, 10),
    quote="color",
    before="the ",
    after=" of",
    printed="color",
    sheet=11,
    page="3",
    boxes=(Rect(11, 60.0, 70.0, 30.0, 10.0),),
    origins=("a", "b"),
    replies=(Reply("Ben", "No: *American*"),),
)


def a(number, **more):
    """Give a correction with an id."""
    return Correction(f"c-{number:06}", "Anna", Kind.NOTE, sheet=1, **more)


def ledger(folder):
    """Open the ledger of a folder, at a time that stands still."""
    return Ledger(folder, now=lambda: "2026-11-28T12:00:00+00:00")


def test_a_correction_comes_back_as_it_was_written(tmp_path):
    """Every field outlives the disk."""
    ledger(tmp_path).append([Added(WHOLE)])

    assert (WHOLE,) == ledger(tmp_path).read().rows
    assert correction_of(json.loads(json.dumps(row(WHOLE)))) == WHOLE


def test_a_correction_is_settled_declined_and_reopened(tmp_path):
    """The last word counts, and who said it."""
    book = ledger(tmp_path)
    book.append([Added(WHOLE), Settled(WHOLE.id, State.DONE, by="Ed")])
    assert book.read().rows[0].state is State.DONE

    book.append([Settled(WHOLE.id, State.DECLINED, by="Ed", reason="house style")])
    (declined,) = book.read().rows
    assert ("Ed", "house style") == (declined.settled_by, declined.reason)
    assert declined.settled_at == "2026-11-28T12:00:00+00:00"

    book.append([Settled(WHOLE.id, State.OPEN)])
    assert book.read().rows[0].state is State.OPEN


def test_a_mark_collected_again_keeps_its_state(tmp_path):
    """What the reader now says is new; what became of it is not."""
    book = ledger(tmp_path)
    book.append([Added(a(1, words="old")), Settled("c-000001", State.DONE)])
    (again,) = book.append([Added(a(1, words="new", origins=("x",)))]).rows

    assert ("new", State.DONE) == (again.words, again.state)


def test_words_that_moved_have_their_new_place(tmp_path):
    """A place that was lost says why."""
    book = ledger(tmp_path)
    book.append([Added(WHOLE), Moved(WHOLE.id, Place("ch02.md", 1), quote="colour")])
    assert Place("ch02.md", 1) == book.read().rows[0].place
    book.append([Moved(WHOLE.id, None, Certainty.LOST, "the paragraph is gone")])
    (lost,) = book.read().rows

    assert (None, "lost", "the paragraph is gone", "colour") == (
        lost.place,
        lost.certainty,
        lost.doubt,
        lost.quote,
    )


@pytest.mark.parametrize("torn", [b'{"at":"x","do":"ad', b"\xff\xfe{", b"[1]", b"null"])
def test_a_torn_line_costs_nothing_else(tmp_path, torn):
    """What a crash left half-written is passed over, before and behind other lines."""
    book = ledger(tmp_path)
    book.append([Added(a(1))])
    with (tmp_path / "corrections.jsonl").open("ab") as file:
        file.write(torn)
    assert ["c-000001"] == [each.id for each in book.read().rows]

    known = book.append([Added(a(2))])

    assert ["c-000001", "c-000002"] == [each.id for each in known.rows]
    assert known.torn == 1


def test_every_cut_of_a_journal_can_be_read(tmp_path):
    """Wherever a crash cuts it, the whole lines before the cut are there."""
    book = ledger(tmp_path)
    for number in range(3):
        book.append([Added(a(number, words="Ελλάς «так»"))])
    whole = (tmp_path / "corrections.jsonl").read_bytes()
    for cut in range(0, len(whole), 7):
        (tmp_path / "corrections.jsonl").write_bytes(whole[:cut])
        rows = book.read().rows
        assert len(rows) in {whole[:cut].count(b"\n"), whole[:cut].count(b"\n") + 1}


def _write(folder, first):
    for number in range(first, first + 20):
        Ledger(folder).append([Added(a(number))])


def test_two_writers_lose_nothing(tmp_path):
    """Twenty corrections each, at the same time, into one journal."""
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=_write, args=(tmp_path, n)) for n in (0, 20)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()

    assert len(ledger(tmp_path).read().rows) == 40
    listed = json.loads((tmp_path / "corrections.json").read_bytes())
    assert len(listed["corrections"]) == 40
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "corrections.json",
        "corrections.jsonl",
        "corrections.md",
    ]


def test_the_files_are_made_anew_from_the_journal_alone(tmp_path):
    """Lost or edited, they come back as they were, byte for byte."""
    book = ledger(tmp_path)
    book.append([Added(WHOLE)])
    before = [
        (tmp_path / name).read_bytes()
        for name in ("corrections.json", "corrections.md")
    ]
    (tmp_path / "corrections.json").unlink()
    (tmp_path / "corrections.md").unlink()
    book.append([])

    assert before == [
        (tmp_path / name).read_bytes()
        for name in ("corrections.json", "corrections.md")
    ]


@pytest.mark.parametrize("name", ["corrections.json", "corrections.md"])
def test_a_file_of_the_authors_is_left_alone(tmp_path, name):
    """Who keeps a list of their own under our name keeps it."""
    (tmp_path / name).write_text("my own list\n")
    with pytest.raises(NotOurs, match=name):
        ledger(tmp_path).append([Added(WHOLE)])

    assert (tmp_path / name).read_text() == "my own list\n"
    assert not (tmp_path / "corrections.jsonl").exists()


def test_an_editor_reads_what_is_asked_and_what_became_of_it(tmp_path):
    """corrections.md quotes the words as they are, whatever they hold."""
    book = ledger(tmp_path)
    book.append([Added(WHOLE), Settled(WHOLE.id, State.DECLINED, by="Ed", reason="US")])
    text = (tmp_path / "corrections.md").read_text("utf-8")

    assert text.split("\n")[4:] == [
        "0 open, 0 done, 1 declined.",
        "",
        "## Settled",
        "",
        "### ch01.md",
        "",
        "- [-] **c-000001** `ch01.md:3:5`, page 3 (Anna, to be replaced)",
        "  … the **color** of …",
        "  → replace by “colour”",
        "  Anna: spelling",
        "  Ben: No: \\*American\\*",
        "  declined by Ed: US",
        "",
    ]


def test_ids_are_made_of_what_is_said_and_never_twice():
    """The same words give the same id, unless it is taken."""
    assert new_id("Anna", "x") == new_id("Anna", "x") != new_id("Ben", "x")
    first = new_id("Anna", "x")
    assert f"{first}-2" == new_id("Anna", "x", taken={first})
