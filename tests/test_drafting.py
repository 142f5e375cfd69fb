"""Drafts: the pages first, then the rest, and in the end the files that a build makes."""

from pathlib import PurePosixPath

import pytest

from publisher import pipeline, rules
from publisher.cache import Recalling
from publisher.diagnostics import Span
from publisher.drafting import Drafts
from publisher.means import Means
from publisher.orders import Order

BOOK = """\
title: Two Lamps
creator: [{name: Ada Quill}]
lang: en-GB
chapters: [one.md, two.md]
"""


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "manuscript"
    home.mkdir()
    write(home, "book.yaml", BOOK)
    write(
        home, "one.md", "# One {#one}\n\nThe lamp.[^1] See @two.\n\n[^1]: It burns.\n"
    )
    write(home, "two.md", "# Two {#two}\n\nThe other lamp.\n")
    return home


@pytest.fixture
def means(tmp_path):
    return Means(cache=Recalling(tmp_path / "cache"))


@pytest.fixture
def drafts(home, means):
    return Drafts(home, means, Order())


def write(home, name, text):
    (home / name).write_text(text, "utf-8")


def quiet(words):
    pass


def test_pages_come_first_and_the_files_are_those_of_a_build(
    drafts, home, means, tmp_path
):
    """An edit on what is kept: byte for byte what is built in one piece from nothing."""
    list(drafts(tmp_path / "1", quiet))
    write(home, "two.md", "# Two {#two}\n\nThe other bright lamp.\n")
    there = [
        [file.name for file in outcome.made]
        for outcome in drafts(tmp_path / "2", quiet)
    ]
    built = pipeline.build(home, tmp_path / "out", Means(), Order(judged=False))

    pdfs = ["two-lamps-print.pdf", "two-lamps-screen.pdf"]
    assert [pdfs[1:], pdfs, pdfs, ["two-lamps.epub"]] == [
        *there[:3],
        sorted({*there[3]} - {*pdfs}),
    ]
    for name in (*pdfs, "two-lamps.epub"):
        draft, whole = ((tmp_path / each / name).read_bytes() for each in ("2", "out"))
        assert draft == whole, name
    assert built.made


def test_pages_that_a_build_sets_otherwise_are_shown_again(
    drafts, home, tmp_path, monkeypatch
):
    """In another folder: those that are shown stay until these are there."""
    answers = iter([False, True])
    monkeypatch.setattr("publisher.drafting.is_sure", lambda _: next(answers))
    shown = [[*outcome.made] for outcome in drafts(tmp_path / "1", quiet)]
    pipeline.build(home, tmp_path / "out", Means(), Order(judged=False))

    assert [tmp_path / "1" / "two-lamps-screen.pdf"] == shown[0]
    assert [tmp_path / "1-again" / "two-lamps-screen.pdf"] == shown[1]
    assert {tmp_path / "1-again"} == {file.parent for file in shown[-1]}
    for file in shown[-1]:
        assert file.read_bytes() == (tmp_path / "out" / file.name).read_bytes()


def test_nothing_is_made_where_nothing_has_changed(drafts, home, tmp_path):
    """As long as the draft before was made to its end."""
    steps = drafts(tmp_path / "1", quiet)
    next(steps)
    steps.close()  # given up
    whole = list(drafts(tmp_path / "2", quiet))
    unchanged = list(drafts(tmp_path / "3", quiet))
    write(home, "two.md", "# Two {#two}\n\nAnother lamp.\n")

    assert (4, 0) == (len(whole), len(unchanged))
    assert 4 == len(list(drafts(tmp_path / "4", quiet)))


def test_a_book_that_is_wrong_has_no_pages(drafts, home, tmp_path):
    """One outcome says what is wrong; nothing is made; mended, all is made."""
    write(home, "two.md", "# Two {#two}\n\nSee @fig-nowhere.\n")
    [outcome] = drafts(tmp_path / "1", quiet)
    write(home, "two.md", "# Two {#two}\n\nThe other lamp.\n")

    assert ["R001"] == [each.code for each in outcome.found if each.code[0] == "R"]
    assert [] == outcome.made
    assert not (tmp_path / "1").exists()
    assert 4 == len(list(drafts(tmp_path / "2", quiet)))


def test_words_lost_on_the_way_are_told_after_the_pages(drafts, tmp_path, monkeypatch):
    """What reading back finds ends the draft: no EPUB is made of such a book."""
    lost = rules.LOST_TEXT.at(Span(PurePosixPath("one.md"), 3), "the PDF lacks words")
    monkeypatch.setattr("publisher.collating.are_whole", lambda *_: [lost])

    shown, printed, read = drafts(tmp_path / "1", quiet)

    assert shown is printed is read
    assert ["F001"] == [each.code for each in read.found if each.code[0] == "F"]
    assert read.epub is None


def test_a_folder_that_cannot_be_written_is_told(drafts, tmp_path):
    """As a finding, not as a traceback; once there is room, the same text is made."""
    (tmp_path / "taken").write_text("", "utf-8")

    [outcome] = drafts(tmp_path / "taken" / "1", quiet)

    assert any("could not be written" in each.message for each in outcome.found)
    assert 4 == len(list(drafts(tmp_path / "2", quiet)))
