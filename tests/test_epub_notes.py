"""Notes stand at the end of their document, linked both ways."""

import re

import pytest
from lxml import etree

from epub_reading import EPUB, XHTML, element, one, page, words
from epub_sample import (
    ASSETS,
    BOOK,
    FONTS,
    STYLES,
    call,
    chapter_of,
    numbered,
    p,
)
from publisher.render.epub import render_epub


@pytest.fixture(scope="module")
def pages():
    return render_epub(BOOK, ASSETS, STYLES, FONTS)


@pytest.fixture(scope="module")
def chapter(pages):
    return etree.fromstring(page(pages, "ch-01"))


def test_a_note_is_linked_both_ways_with_every_call(chapter):
    """The note has a way back to each place that calls it, the first of all at its start."""
    note = element(chapter, "note-n1")
    back = [
        each.get("href")
        for each in note.iter(f"{XHTML}a")
        if each.get("role") == "doc-backlink"
    ]

    assert note.tag == f"{XHTML}aside"
    assert (note.get(f"{EPUB}type"), note.get("role")) == ("footnote", "doc-footnote")
    assert back == ["#c-1", "#c-3"]
    for own in ("c-1", "c-3"):
        assert element(chapter, own).get("href") == "#note-n1"
    assert words(note[0]) == "1 a b First, see5."


def test_as_many_calls_as_ways_back(chapter):
    """No call without a return, no return without a call."""
    links = list(chapter.iter(f"{XHTML}a"))
    calls = {each.get("id") for each in links if each.get("role") == "doc-noteref"}
    backs = {
        each.get("href")[1:] for each in links if each.get("role") == "doc-backlink"
    }

    assert calls == backs == {f"c-{number}" for number in range(1, 9)}


def test_note_series_stand_apart_and_are_named(chapter):
    """The translator's notes are not among the author's."""
    groups = chapter.findall(f".//{XHTML}section[@class='notes']")
    inside = [
        [each.get("id") for each in group.iter(f"{XHTML}aside")] for group in groups
    ]

    assert [each.get("aria-label") for each in groups] == [
        "Notes",
        "Translator’s notes",
    ]
    assert inside == [
        ["note-n6", "note-n1", "note-n2", "note-n3", "note-n4", "note-n5"],
        ["note-t1"],
    ]


def test_a_note_is_signed_at_its_end(chapter):
    """The signature follows the last words, not the first paragraph."""
    assert words(element(chapter, "note-t1")) == "* A pun. Untranslatable. — Tr."


def test_a_note_that_begins_with_a_list_has_its_way_back_before_it(chapter):
    """There is no first paragraph to put it into."""
    assert words(element(chapter, "note-n4")[0]) == "4"


def test_many_calls_of_one_note_are_lettered_on_past_z():
    """The twenty-seventh is aa."""
    anchors = tuple(f"c-{number}" for number in range(28))
    calls = [call("n", each, number) for number, each in enumerate(anchors)]
    text = one(
        chapter_of(p(*calls), notes=[numbered("n", "1", "", anchors, p("Note."))])
    )

    assert re.findall(r'title="Back to the text">([^<]+)<', text)[-3:] == [
        "z",
        "aa",
        "ab",
    ]


def test_a_note_called_only_on_paper_is_not_in_the_epub(chapter):
    """What hangs on hidden words is hidden with them."""
    text = one(chapter_of(notes=[numbered("n", "1", "", ("c-1",), p("Unseen."))]))

    assert "Unseen" not in text


def test_a_call_in_the_words_of_a_link_follows_it(chapter):
    """A link cannot hold a link."""
    for link in chapter.iter(f"{XHTML}a"):
        assert link.find(f".//{XHTML}a") is None
    assert element(chapter, "c-5") is not None
