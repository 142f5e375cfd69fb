"""What a run works with: what others do for it meanwhile is done, whatever becomes of them."""

import os
import signal
from pathlib import Path

import pytest

from publisher import pipeline
from publisher.cache import Cache, key
from publisher.layout import Press
from publisher.layout.hands import Crew
from publisher.layout.store import Memory
from publisher.means import Means, hired
from publisher.orders import PDF, PLAIN, Order
from publisher.reports import NAMES
from publisher.workers import Workers
from small_books import codes, written


def once(file, told):
    """Say what was told; but the first to be asked is killed."""
    if not Path(file).exists():
        Path(file).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return told


def test_what_is_done_aside_is_done_here_without_workers():
    """A run in one process."""
    assert "word" == Means().aside("a word", str, "word")()


def test_what_nobody_lives_to_do_aside_is_done_here(tmp_path):
    """As when the system has killed a process for want of memory."""
    with Workers(1) as workers:
        wait = Means(workers=workers).aside("a word", once, tmp_path / "mark", "word")

        assert "word" == wait()


def test_what_nobody_lives_to_do_as_a_twin_is_done_here(tmp_path):
    """But where there are no workers, there are no twins."""
    with Workers(2) as workers:
        wait = Means(workers=workers).twin(
            "a word", lambda: once(tmp_path / "mark", "word")
        )

        assert "word" == wait()

    assert Means().twin("a word", str) is None


def test_what_a_twin_finds_damaged_is_known_here(tmp_path):
    """Who builds is told of it, whoever met it."""
    cache = Cache(tmp_path / "cache")
    cache.put(key("a page"), b"words")
    [entry] = [each for each in cache.folder.rglob("*") if each.is_file()]
    entry.write_bytes(entry.read_bytes()[:-1])

    with Workers(2) as workers:
        wait = Means(cache=cache, workers=workers).twin(
            "who reads", lambda: cache.get(key("a page"))
        )

        assert wait() is None
    assert [key("a page")] == cache.damaged


@pytest.mark.parametrize(("rules", "strict"), [("error", False), ("warning", True)])
def test_prose_that_another_process_reads_stops_a_build_where_it_is_to(
    tmp_path, rules, strict
):
    """Before any file is put in its place."""
    home = written(
        tmp_path / "home",
        "# One\n\nAll the the words.\n",
        more=f"rules: {{T001: {rules}}}\n",
    )
    order = Order(frozenset({PDF}), strict=strict)
    with hired(jobs=2, keep=False) as means:
        outcome = pipeline.build(home, tmp_path / "out", means, order)

    assert outcome.apart
    assert ["T001:one.md:3"] == codes(outcome)
    assert outcome.made == []
    assert {path.name for path in outcome.reports} == set(NAMES)


def test_what_looks_while_others_set_is_asked_as_often_as_they_begin():
    """It says whether they go on; what takes memory is done once, beside few."""
    asked, ready = [], []
    crew = Crew(Memory(), Workers(1))

    def look(few):
        asked.append(few)
        return len(asked) < 3

    with Means(Press(crew)).while_setting(look, lambda: ready.append(True)):
        went_on = [crew.at_work(count) for count in (9, 4, 1)]

    assert [True, True, False] == went_on
    assert crew.at_work(1)
    assert [False, True, True] == asked


def test_workers_that_last_finish_what_an_edit_gave_them():
    """Of a book that is wrong, too: stopped, they would forget how they broke its lines."""
    crew = Crew(Memory(), Workers(1), lasting=True)

    with Means(Press(crew)).while_setting(lambda _: False):
        went_on = [crew.at_work(count) for count in (9, 4, 1)]

    assert [False, True, True] == went_on


def test_what_looks_is_let_go_of_whatever_happens():
    """The next book is not stopped by the faults of this one."""
    crew = Crew(Memory(), Workers(1))

    with (
        pytest.raises(OSError, match="no room"),
        Means(Press(crew)).while_setting(lambda _: False, str),
    ):
        raise OSError("no room")

    assert crew.at_work(1)


@pytest.mark.parametrize("engine", ["chapters", PLAIN])
def test_a_book_that_is_wrong_is_not_set_to_its_end(tmp_path, engine):
    """Its faults are those that a check finds, and the next book is made."""
    wrong = written(tmp_path / "wrong", "# One\n\n![A map of it](gone.png)\n")
    right = written(tmp_path / "right", "# One\n\nAll is well.\n")
    order = Order(frozenset({PDF}), engine=engine)
    with hired(keep=False) as means:
        first = pipeline.build(wrong, tmp_path / "out", means, order)
        second = pipeline.build(right, tmp_path / "out", means, order)

    assert codes(first) == codes(pipeline.check(wrong))
    assert any(each.startswith("C") for each in codes(first))
    assert first.made == []
    assert "a-small-book-print.pdf" in {path.name for path in second.made}
