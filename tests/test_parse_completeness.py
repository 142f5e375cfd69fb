"""The guard against loss: what is taken out of a tree is missed, at its place."""

from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from publisher.artifacts import SourceFile
from publisher.model import PLAIN, Paragraph, Text
from publisher.parse import blocks, files
from publisher.parse.completeness import lost_words
from publisher.parse.reading import Desk

PATH = PurePosixPath("x.md")


def read(text):
    desk = Desk({}, ())
    reading = files.read(desk, SourceFile(PATH, text))
    return desk, reading, blocks.of_file(reading)


def missed(desk, reading, trees):
    found = lost_words(trees, {PATH: reading.sheet}, desk.markup)
    return [each.headline for each in found]


LOST = "these words were not understood and would be lost:"


def test_nothing_is_missed_in_a_whole_tree():
    desk, reading, body = read(
        "# One {#one}\n\nTwo [three]{.x} *four* [^5] `six` &eacute;\n"
    )

    assert [] == missed(desk, reading, body)


@pytest.mark.parametrize(
    ("dropped", "said"),
    [
        pytest.param(0, f'x.md:1:3: error[P013]: {LOST} "One"', id="the first"),
        pytest.param(1, f'x.md:3:1: error[P013]: {LOST} "Two"', id="one between"),
        pytest.param(2, f'x.md:5:3: error[P013]: {LOST} "three"', id="the last"),
    ],
)
def test_a_dropped_block_is_missed_at_its_first_word(dropped, said):
    desk, reading, body = read("# One\n\nTwo\n\n> three\n")

    assert [said] == missed(desk, reading, body[:dropped] + body[dropped + 1 :])


def test_a_dropped_word_in_a_line_is_missed():
    desk, reading, (paragraph,) = read("One *two* three\n")
    first, _, last = paragraph.children
    spoilt = Paragraph((first, last), PLAIN, span=paragraph.span)

    assert [f'x.md:1:6: error[P013]: {LOST} "two"'] == missed(desk, reading, [spoilt])


def test_letters_missing_inside_a_piece_are_missed():
    desk, reading, (paragraph,) = read("One two three\n")
    (text,) = paragraph.children
    spoilt = replace(paragraph, children=(Text("One three", span=text.span),))

    assert [f'x.md:1:6: error[P013]: {LOST} "wo three"'] == missed(
        desk, reading, [spoilt]
    )
