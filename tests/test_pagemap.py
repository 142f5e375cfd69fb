"""The page map: every letter on its page, every box inside it, and its JSON."""

import json
import re
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from print_sample import ASSETS, SMALL, fonts, printed, small_book, unit
from publisher.artifacts import BlockRow, Box, NoteRow, PageMap, PageRow, Side
from publisher.diagnostics import Span
from publisher.layout import lay_out, write_pages
from publisher.layout.cutting import cut, ends_of
from publisher.layout.letters import as_written, countable, own_words
from publisher.layout.markup import marked
from publisher.layout.oneunit import Entry, set_once
from publisher.layout.workshop import open_workshop

SENTENCE = "Whoever measures a river learns that the riverbank is an opinion. "


def test_weasyprint_is_the_version_whose_inside_we_read():
    """If this fails, compare every name in layout/inside with the new version."""
    assert version("weasyprint") == "70.0"


def book_of(*paragraphs, css=SMALL):
    """Lay out paragraphs, one a line of `a.md`."""
    body = "".join(
        f'<p data-at="a.md:{n}:1">{words}</p>' for n, words in enumerate(paragraphs, 1)
    )
    book, found = lay_out(small_book(unit(body), css=css), ASSETS, fonts())
    assert found == []
    return book


def test_every_page_begins_where_the_one_before_ended():
    """Offsets point at the first letter of each page, hyphens at line ends aside."""
    words = [SENTENCE * 9] * 12
    book = book_of(*words, css=SMALL + "html { hyphens: auto }")
    letters = countable(words[0])
    rows = book.map.pages

    assert len(rows) > 4
    for row in rows[1:]:
        begins = countable(row.words)[:12]
        assert letters[row.offset : row.offset + len(begins)] == begins


@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ["river", "ferry-boat", "unquestionably", "a", "—", "½", "ваше"]
            ),
            min_size=1,
            max_size=60,
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=15, deadline=None)
def test_counting_on_through_all_pages_misses_no_letter(paragraphs):
    """Whatever is set, the letters found on the pages are the letters written."""
    shop = open_workshop(small_book(css=SMALL + "html { hyphens: auto }"), {}, fonts())
    made = unit(
        "".join(
            f'<p data-at="a.md:{n}:1">{" ".join(words)}</p>'
            for n, words in enumerate(paragraphs, 1)
        )
    )
    root = ElementTree.fromstring(made.html)
    done = set_once(made, root, Entry("recto", 1), shop)
    for element in root.iter("p"):
        lines = ends_of(done.lines(element, through=99), element)

        assert lines[-1].end == len(countable("".join(element.itertext())))


def test_words_of_the_publisher_are_not_counted():
    """An offset means the same place in the EPUB, where they differ."""
    mark = '<sup class="gen call">12</sup>'
    plain = book_of(SENTENCE * 30)
    marked_up = book_of(SENTENCE + mark + SENTENCE * 29)
    row, other = plain.map.pages[1], marked_up.map.pages[1]

    assert other.first == row.first
    assert abs(other.offset - row.offset) < 60
    assert countable(SENTENCE * 30)[other.offset :].startswith(
        countable(other.words)[:9]
    )


def test_blocks_have_a_box_on_each_page_they_touch():
    """In points, from the corner of the page, inside the margins."""
    book = book_of(SENTENCE * 30, "Short.")
    long, short = book.map.blocks

    assert [box.page for box in long.boxes] == list(range(1, len(long.boxes) + 1))
    assert len(long.boxes) > 1
    assert short.boxes[0].page == len(book.map.pages)
    assert all(box.x == 20 and box.width == 160 for box in long.boxes)
    assert all(box.y >= 20 and box.y + box.height <= 260 for box in long.boxes)
    assert (book.map.width, book.map.height) == (200, 300)


def test_a_page_that_begins_with_a_picture_knows_it():
    """There is no word to go by, yet the figure has a place."""
    picture = '<img src="asset:images/a.svg" alt="a" style="height: 200pt"/>'
    body = (
        f'<p data-at="a.md:1:1">{SENTENCE * 5}</p>'
        f'<figure data-at="a.md:3:1"><div>{picture}</div></figure>'
    )
    book, _ = lay_out(small_book(unit(body)), ASSETS, fonts())

    assert book.map.pages[1].first == Span(PurePosixPath("a.md"), 3)
    assert book.map.pages[1].words == ""
    assert len(book.map.pages[1].pictures) == 1


def test_a_figure_that_drifted_does_not_say_how_its_page_begins():
    """It stands at the head of a page in the midst of a paragraph: that goes on."""
    figure = (
        '<figure id="f" class="figure drifted" data-at="a.md:2:1"><figcaption>Of the '
        "ferry.</figcaption></figure>"
    )
    body = (
        f'<p class="cut" data-at="a.md:1:1">{SENTENCE * 20}</p>{figure}'
        f'<p class="run-on" data-at="a.md:1:1" data-skip="1120">{SENTENCE * 9}</p>'
    )
    css = f"{SMALL} figure {{ break-before: page }}"
    book, _ = lay_out(small_book(unit(body), css=css), ASSETS, fonts())
    row = next(row for row in book.map.pages if row.figures)

    assert row.first == Span(PurePosixPath("a.md"), 1)
    assert row.words.startswith("riverbank is an opinion. Whoever")


def test_all_parts_of_a_note_are_one_block():
    """A long note is divided for the pages; the map tells all of them."""
    book, _ = lay_out(
        printed(f"# One\n\nWords.[^a]\n\n[^a]: {SENTENCE * 90}\n"), {}, fonts()
    )
    (note,) = book.map.notes
    rows = [row for row in book.map.blocks if row.note]

    assert len(note.pages) > 1
    assert [{box.page for box in row.boxes} for row in rows] == [set(note.pages)] * 2


def test_anchors_are_on_the_first_page_they_touch():
    """A paragraph over two pages is found where it begins."""
    body = f'<p data-at="a.md:1:1" id="long">{SENTENCE * 40}</p><p id="end">End.</p>'
    book, _ = lay_out(small_book(unit(body)), ASSETS, fonts())

    assert book.map.anchors["long"] == 1
    assert book.map.anchors["end"] == len(book.map.pages)


def test_a_real_chapter_is_mapped_to_its_lines():
    """Through all stages, from Markdown to boxes."""
    source = "# One\n\nFirst.\n\n> Quoted.\n\n- item\n\nWords.[^a]\n\n[^a]: Note.\n"
    book, found = lay_out(printed(source), {}, fonts())
    rows = [(row.span.line, bool(row.note)) for row in book.map.blocks]
    (note,) = book.map.notes

    assert found == []
    assert rows == [(1, False), (3, False), (5, False), (5, False), (7, False),
                    (9, False), (11, True), (11, True)]  # fmt: skip
    assert (note.call, note.pages) == (1, (1,))
    assert book.map.pages[0].words.startswith("One First.")


@pytest.mark.parametrize(
    ("text", "source", "before", "kept"),
    [
        pytest.param("the riv-", "theriver", 0, "theriv", id="hyphen of the line end"),
        pytest.param("ferry-", "ferry-boat", 0, "ferry-", id="hyphen of the word"),
        pytest.param("soft\u00adly", "softly", 0, "softly", id="soft hyphen"),
        pytest.param("er runs", "theriverruns", 6, "erruns", id="later in the block"),
    ],
)
def test_only_a_written_hyphen_counts(text, source, before, kept):
    """The line end's own hyphen is not a letter of the author's."""
    assert kept == as_written(text, source, before)


@given(st.text(alphabet="ab \n", max_size=30), st.lists(st.integers(0, 30), max_size=4))
@settings(max_examples=80, deadline=None)
def test_a_paragraph_that_is_cut_keeps_its_letters_in_order(text, ends):
    """At any place, with markup across the cut."""
    paragraph = ElementTree.fromstring(
        f"<p id='p'>{text}<em id='e'>{text}<b>x</b>{text}</em>{text}</p>"
    )
    whole = countable("".join(paragraph.itertext()))
    wanted = sorted({end for end in ends if end <= len(whole)})
    pieces = cut(paragraph, wanted)
    found = [countable("".join(piece.itertext())) for piece in pieces]

    assert "".join(found) == whole
    assert [len("".join(found[:n])) for n in range(1, len(pieces))] == wanted
    assert sum(piece.get("id") == "p" for piece in pieces) == 1


def test_own_words_leave_out_notes_and_what_was_added():
    """What remains is what the author wrote in the block itself."""
    root = ElementTree.fromstring(
        '<p>One<sup class="gen call">1</sup><span class="note" data-note="n">Note</span>'
        ' two <b>three</b><span class="gen">, p. 4</span>.</p>'
    )

    assert "".join(own_words(root)) == "One two three."
    assert marked(root).note(root[1]) == "n"


def page(index, label, **more):
    """Make a row."""
    first = Span(PurePosixPath("a.md"), index)
    facts = {
        "blank": False,
        "folio": True,
        "unit": "ch-01",
        "first": first,
        "offset": 0,
    }
    side = Side.RECTO if index % 2 else Side.VERSO
    return PageRow(
        index=index, label=label, side=side, words="Words “so”", **facts | more
    )


SAMPLE = PageMap(
    432,
    648.5,
    (page(1, "i", first=None), page(2, "1", offset=12)),
    (
        BlockRow(
            Span(PurePosixPath("a.md"), 3, 2),
            "ch-01",
            "sec-a",
            (Box(2, 63.78, 58.1, 304.0, 14.0),),
            "n-1",
        ),
    ),
    (NoteRow("n-1", 2, (2, 3)),),
    {"sec-b": 2, "sec-a": 1},
)


def test_pages_json_holds_the_whole_map():
    """It can be read back; nothing of it is lost."""
    read = json.loads(write_pages(SAMPLE))

    assert read["schema"] == "publisher/pages/1"
    assert (read["width"], read["height"]) == (432, 648.5)
    assert read["pages"][0]["first"] is None
    assert read["pages"][1]["first"] == {"path": "a.md", "line": 2, "column": 1}
    assert [row["label"] for row in read["pages"]] == ["i", "1"]
    assert read["blocks"][0]["boxes"] == [[2, 63.78, 58.1, 304.0, 14.0]]
    assert read["notes"] == [{"note": "n-1", "call": 2, "pages": [2, 3]}]
    assert read["anchors"] == {"sec-a": 1, "sec-b": 2}


def test_pages_json_is_one_row_to_a_line_and_always_the_same():
    """A difference between two builds can be read."""
    written = write_pages(SAMPLE)
    lines = written.decode("utf-8").split("\n")

    assert written == write_pages(SAMPLE)
    assert sum(line.startswith('{"page"') for line in lines) == 2
    assert "“so”" in lines[6]


def test_the_description_of_pages_json_names_every_key():
    """docs/pages.md and the file cannot part."""
    described = Path(__file__).parents[1] / "docs" / "pages.md"
    named = set(re.findall(r"`([a-z]+)`", described.read_text("utf-8")))
    read = json.loads(write_pages(SAMPLE))
    keys = {*read, *read["pages"][0], *read["blocks"][0], *read["notes"][0]}

    assert keys <= named
