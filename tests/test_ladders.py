"""No more hyphens in a row than a book asks for, and no word torn from the next for it."""

from dataclasses import replace
from itertools import groupby
from random import Random
from xml.etree.ElementTree import fromstring

import pytest

from print_sample import SMALL, fonts, small_book, unit
from publisher.layout.inside import content
from publisher.layout.inside.ladders import HYPHENS
from publisher.layout.oneunit import set_once
from publisher.layout.setting import Entry
from publisher.layout.workshop import open_workshop
from publisher.load.styles import styles
from small_books import written

WORDS = """
the ferryman remembered another winter evening however quietly they whispered of somebody
answered beneath water <em>forever</em> until morning understanding and
"""
LONG = " ".join(Random(1).choices(WORDS.split(), k=1500))
BODY = f"<p>{LONG}</p>"
WIDE = "@page { size: 330pt 300pt }"  # a dozen spaces in a line, to give way
UNBROKEN = f"<p>{'considerations'.join(['', *['understanding'] * 40])}</p>"


def lines_of(ladder, body=BODY):
    """Set a text with words that are divided; give the lines of its paragraphs."""
    files = {name: each for name, each in fonts().items() if "EBGaramond" in name}
    book = small_book(css=f"{SMALL} {WIDE} html {{ hyphens: auto }}")
    shop = open_workshop(replace(book, ladder=ladder), {}, files)
    made = set_once(unit(body), fromstring(unit(body).html), Entry("any", 1), shop)
    return [line for page in made.document.pages for line in content.lines(page)]


def longest(lines):
    """Count the lines in a row, of one paragraph, that end in hyphens."""
    ends = ((owner, words.rstrip().endswith(HYPHENS)) for owner, words in lines)
    rows = groupby(ends, key=lambda end: (id(end[0]), end[1]))
    return max(len(list(row)) for (_, hyphened), row in rows if hyphened)


@pytest.mark.parametrize("most", [1, 2])
def test_a_ladder_of_hyphens_is_cut(most):
    """As css-text-4 has it for `hyphenate-limit-lines`."""
    assert longest(lines_of(0)) > 2
    assert longest(lines_of(most)) == most


def test_no_letter_is_lost_for_it():
    """The same words, one after the other; only their lines are others."""
    one, other = (
        "".join(words.rstrip().rstrip("\u2010") for _, words in lines_of(ladder))
        for ladder in (0, 1)
    )

    assert "".join(one.split()) == "".join(other.split())


def test_a_word_that_fills_the_line_is_divided_all_the_same():
    """There is nothing before it that could stand alone."""
    assert lines_of(1, UNBROKEN)[0][1] == lines_of(0, UNBROKEN)[0][1]
    assert longest(lines_of(1, UNBROKEN)) == longest(lines_of(0, UNBROKEN)) > 3


@pytest.mark.parametrize(("said", "read"), [("3", 3), ("none", 0), ("0", 0), ("-2", 0)])
def test_a_book_says_how_many_there_may_be(tmp_path, said, read):
    """With `--ladder` in a style sheet; what is no number is no limit."""
    text = f":root {{ --ladder: {said} }}".encode()
    home = written(tmp_path / "book", "# One\n", files={"styles/print.css": text})

    assert styles(home, tmp_path / "none").ladder == read
