"""From a line to its page and back, out of the page map alone."""

import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from publisher.artifacts import BlockRow, Box, PageMap, PageRow, Side
from publisher.diagnostics import Span
from publisher.layout.writing import write_pages
from publisher.where import map_of, where

FERRY = """# The Ferry {#ferry}

The boat is worked by a rope[^rope] and
by *two* men, who do not agree.^[They are brothers.] It was ever
so on this river.

![A rope, made fast](images/rope.jpg){#fig-rope}

> - Nobody has fallen in.

[^rope]: Of hemp.
"""
LIGHT = "# The Light\n\nIt is lit at dusk.\n"


def at(line, column=1, path="ferry.md"):
    """Name a place."""
    return Span(PurePosixPath(path), line, column)


def page(index, label, first=None, offset=0, words="", **more):
    """Make a row of the page map."""
    row = {"blank": False, "unit": "ch-01"} | more
    side = Side.RECTO if index % 2 else Side.VERSO
    return PageRow(
        index, label, side, row["blank"], True, row["unit"], first, offset, words
    )


def block(place, *boxes, anchor="", note=""):
    """Make a row of a block, each of its boxes a page, a top and a height."""
    stands = tuple(Box(number, 60, y, 300, height) for number, y, height in boxes)
    return BlockRow(place, "ch-01", anchor, stands, note)


PAGES = (
    page(1, "i", unit="contents"),
    page(2, "ii", blank=True, unit="contents"),
    page(3, "1", at(1), 0, "The Ferry The boat is worked"),
    page(4, "2", at(3), 37, "do not agree. It was ever"),
    page(5, "3", at(1, path="parts/light.md"), 0, "The Light"),
)
BLOCKS = (
    block(at(1), (3, 72, 20), anchor="ferry"),
    block(at(3), (3, 144, 28), (4, 72, 28)),
    block(at(11), (3, 500, 11), anchor="n-1", note="n-1"),
    block(at(11, 10), (3, 500, 11), note="n-1"),
    block(at(4, 32), (4, 500, 11), anchor="n-2", note="n-2"),
    block(at(4, 34), (4, 500, 11), note="n-2"),
    block(at(7), (4, 110, 200), anchor="fig-rope"),
    block(at(9), (4, 320, 20)),
    block(at(9, 5), (4, 322, 14)),
    block(at(1, path="parts/light.md"), (5, 72, 20)),
    block(at(3, path="parts/light.md"), (5, 144, 14)),
)


@pytest.fixture
def home(tmp_path):
    """Make a manuscript and, after it, the page map of its book."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "ferry.md").write_text(FERRY, "utf-8")
    (tmp_path / "parts" / "light.md").write_text(LIGHT, "utf-8")
    (tmp_path / "diary.md").write_text("Unprinted.\n", "utf-8")
    pages = PageMap(432, 648, PAGES, BLOCKS, (), {})
    (tmp_path / "pages.json").write_bytes(write_pages(pages))
    return tmp_path


def ask(question, home):
    """Ask for a place or a page; it must be found."""
    answer = where(question, home / "pages.json", home)
    assert answer.found, answer.lines
    return list(answer.lines)


def refused(question, home):
    """Ask for what is not there; say what is answered."""
    answer = where(question, home / "pages.json", home)
    assert not answer.found
    (line,) = answer.lines
    return line


def test_a_line_is_found_on_its_page(home):
    """Label, sheet, side, millimetres from the upper edge, the author's words."""
    assert ask("ferry.md:1", home) == [
        "page 1 (sheet 3), recto, 25 mm from the top: “The Ferry”"
    ]


def test_an_edition_has_a_map_of_its_own(home):
    """Beside that of the whole book."""
    (home / "a-book-sample-pages.json").write_bytes(b"")

    assert "a-book-sample-pages.json" == map_of(home, "sample").name
    assert "pages.json" == map_of(home, "").name
    assert not map_of(home, "scholar").exists()


def test_a_table_is_quoted_by_its_words(home):
    """Without bars and the line of dashes; a comma stays at its word, marked or not."""
    text = "# T\n\n| *A*, b | C |\n|:--|--:|\n| d | e |\n\n: Caption {#tbl-x}\n"
    (home / "parts" / "light.md").write_text(text, "utf-8")

    assert "“A, b C d e”" in ask("parts/light.md:3", home)[0]


def test_a_paragraph_that_runs_over_is_on_both_pages(home):
    """Notes and markup are not quoted."""
    assert ask("ferry.md:3", home) == [
        "page 1 (sheet 3), recto, 51 mm from the top: "
        "“The boat is worked by a rope and by two …”",
        "page 2 (sheet 4), verso, 25 mm from the top: goes on",
    ]


@pytest.mark.parametrize("line", [5, 6])
def test_a_line_inside_a_paragraph_or_behind_it_leads_to_its_beginning(home, line):
    """Which is then named."""
    answer = ask(f"ferry.md:{line}", home)

    assert answer[0].endswith("two …” (ferry.md:3:1)")


def test_a_note_in_a_paragraph_is_shown_with_it(home):
    """No one knows which of the two a line is asked for."""
    assert ask("ferry.md:4", home)[-1] == (
        "page 2 (sheet 4), verso, 176 mm from the top, in a note: "
        "“They are brothers. It was ever so on …”"
    )
    assert len(ask("ferry.md:4", home)) == 3


def test_a_column_chooses_what_begins_before_it(home):
    """In editors' form, with a colon behind it or not."""
    assert len(ask("ferry.md:4:10", home)) == 2
    assert ask("ferry.md:9:7:", home) == [
        "page 2 (sheet 4), verso, 114 mm from the top: “Nobody has fallen in.”"
    ]


def test_what_stands_inside_another_block_is_shown_alone(home):
    """The quotation is passed over for its list, the note for its paragraph."""
    assert len(ask("ferry.md:9", home)) == 1
    assert ask("ferry.md:11", home) == [
        "page 1 (sheet 3), recto, 176 mm from the top, in a note: “Of hemp.”"
    ]


@pytest.mark.parametrize("name", ["light.md", "parts/light.md", "./my/parts/light.md"])
def test_a_file_is_known_with_its_folders_and_without(home, name):
    """As an editor, a shell or a finding names it."""
    assert ask(f"{name}:3", home) == [
        "page 3 (sheet 5), recto, 51 mm from the top: “It is lit at dusk.”"
    ]


def test_a_page_says_where_its_first_and_last_words_were_written(home):
    """Inside a paragraph to the letter: here it breaks in the second line."""
    assert ask("1", home) == [
        "page 1 (sheet 3), recto, in ch-01",
        "ferry.md:1:3: first words: “The Ferry”",
        "ferry.md:4:17: last words: “… is worked by a rope and by two men, who”",
    ]


def test_a_page_that_ends_with_its_block_ends_where_the_block_does(home):
    """Before the note that is written behind it."""
    assert ask("2", home) == [
        "page 2 (sheet 4), verso, in ch-01",
        "ferry.md:4:19: first words: “do not agree. It was ever so on this …”",
        "ferry.md:9:25: last words: “Nobody has fallen in.”",
    ]


def test_a_page_is_counted_from_where_its_words_are_not_found(home):
    """A caption stands first there, and it was written elsewhere."""
    text = (home / "pages.json").read_text("utf-8")
    (home / "pages.json").write_text(
        text.replace("do not agree. It", "A rope"), "utf-8"
    )

    assert ask("2", home)[1].startswith("ferry.md:4:19: first words: “do not")


def test_roman_pages_and_sheets_are_known(home):
    """A page no author wrote says so, and a blank one that it is blank."""
    assert ask("I", home) == [
        "page i (sheet 1), recto, in contents",
        "nothing on it was written in the manuscript",
    ]
    assert ask("#2", home) == ["page ii (sheet 2), verso, in contents", "blank"]
    assert ask("#3", home) == ask("1", home)


def test_what_is_unknown_is_said_with_what_is_near(home):
    """A page, a file, a line; nothing is guessed."""
    assert refused("7", home) == (
        'no page is called "7", they run from i to ii and from 1 to 3; '
        "ask for a page, a sheet (#130) or a line (ch07.md:142)"
    )
    assert refused("fery.md:3", home) == (
        'no file of the book is called "fery.md"; did you mean "ferry.md"?'
    )
    assert refused("ferry.md:12", home) == "ferry.md has 11 lines"
    assert refused("diary.md:1", home) == 'nothing of "diary.md" is in the printed book'


def test_two_files_of_one_name_are_not_taken_for_each_other(home):
    """The folder must be said."""
    text = (home / "pages.json").read_text("utf-8")
    (home / "pages.json").write_text(
        text.replace('"ferry.md"', '"a/light.md"'), "utf-8"
    )

    said = "more than one file is meant: a/light.md, parts/light.md"
    assert refused("light.md:3", home) == said


def test_a_book_that_was_never_made_is_said_plainly(home):
    """And a map that another program left there."""
    assert where("3", home / "dist" / "pages.json", home).lines == (
        "there is no pages.json yet: ./inv pdf makes it",
    )
    for text in ("", "[]", '{"schema": "publisher/pages/9"}'):
        (home / "pages.json").write_text(text, "utf-8")
        assert refused("3", home) == (
            "pages.json cannot be read: ./inv pdf makes it anew"
        )


def test_a_file_changed_since_is_named(home):
    """Its lines may have moved."""
    later = (home / "pages.json").stat().st_mtime + 60
    os.utime(home / "ferry.md", (later, later))
    note = "note: ferry.md is not as it was when the pages were made (./inv pdf)"

    assert ask("ferry.md:1", home)[-1] == note
    assert ask("2", home)[-1] == note
    assert note not in ask("3", home)


def test_a_file_that_is_gone_is_still_answered_for(home):
    """By the places of its blocks."""
    (home / "ferry.md").unlink()

    assert ask("1", home)[1] == "ferry.md:1:1: first words: “”"
    assert ask("ferry.md:3", home)[-1].startswith("note: ferry.md")


def test_nothing_heavy_is_needed():
    """An answer comes at once: no library but Python's own is loaded for it."""
    code = (
        "import sys; before = set(sys.modules); import publisher.where\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(*sorted(new - sys.stdlib_module_names))"
    )
    source = Path(__file__).parents[1] / "src"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["publisher"]
