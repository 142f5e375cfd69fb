"""Texts made to hurt cost four times as much at four times the size, not sixteen."""

import sys
from time import process_time

import pytest

from hurtful import TEXTS, through
from publisher.proof.prose.dictionaries import LONGEST, Dictionary
from small_books import checked

LEAST = 24  # marks; at four times as many a square would show
MOST = 6  # times the calls


def calls(folder, text):
    """Count the calls, of Python's functions and of C's, that a text costs."""
    count = 0

    def counted(_, event, __):
        nonlocal count
        count += event.endswith("call")

    former = sys.getprofile()
    sys.setprofile(counted)
    try:
        through(folder, text)
    finally:
        sys.setprofile(former)
    return count


@pytest.mark.parametrize("name", TEXTS)
def test_calls_grow_as_the_text_does(tmp_path, name):
    """What every book costs is measured first and taken off."""
    through(tmp_path / "warm", "a")
    base = calls(tmp_path / "empty", "a")
    made, _ = TEXTS[name]
    once, fourfold = (
        calls(tmp_path / str(factor), made(LEAST * factor)) - base for factor in (1, 4)
    )

    assert fourfold < MOST * max(once, LEAST)


SEARCHED = {
    "blanks": 40_000, "initials": 20_000, "initials close together": 20_000,
    "letters of two scripts": 40_000, "a word before one in Cyrillic": 80_000,
    "spaces before a stop": 40_000, "an include never closed": 40_000,
}  # fmt: skip
"""Texts that a pattern could stumble over, letter by letter, where no call is counted."""


@pytest.mark.parametrize("name", SEARCHED)
def test_no_pattern_stumbles(tmp_path, name):
    """A square of these sizes takes minutes."""
    made, _ = TEXTS[name]
    started = process_time()
    through(tmp_path, made(SEARCHED[name]))

    assert process_time() - started < 10


def test_no_near_words_are_sought_for_what_is_longer_than_any_word(monkeypatch):
    """A word of 3 MB has 160 million slips of 3 MB each."""
    asked = []
    monkeypatch.setattr(Dictionary, "_finds", lambda _, word, has: asked.append(word))
    book = Dictionary("en", [])

    book.near("a" * LONGEST)
    assert asked
    asked.clear()
    book.near("a" * (LONGEST + 1))
    assert asked == []


def test_a_long_word_is_quoted_by_its_beginning(tmp_path):
    outcome = checked(tmp_path / "book", f"# 1\n\nIt said {'abc' * 90} to me.\n")
    said = [each.message for each in outcome.found if each.code == "T004"]

    assert said
    assert all(len(message) < 2 * LONGEST for message in said)
