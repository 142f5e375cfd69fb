"""Two revisions compared: what changed, what only moved, what to send to the printer."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from git_books import kept, saved
from publisher.layout.writing import write_pages
from publisher.means import hired
from publisher.proof.diff import Fate, Sheet, as_html, as_lines
from publisher.proof.diff.pictures import alike, overlay
from publisher.proof.diff.report import moves
from publisher.proofing.building import built
from publisher.proofing.diff import make_diff
from publisher.proofing.revisions import NoRevision

HOUSE = Path(__file__).parents[1]
LONG = "The river runs past the ferry, and the men of the village look on. " * 40
ONE = "# The Ferry {#ferry}\n\nThe boat is worked by a rope. See @sec-light.\n"
TWO = "# The Light {#sec-light}\n\nIt is lit at dusk.\n"
PRINT = "print: {opening: any, printer: kdp-paperback, paper: cream}\n"


@pytest.fixture(scope="module")
def revisions(tmp_path_factory):
    """Keep a book at three revisions: as it was, a word mended, and much put in."""
    home = kept(tmp_path_factory.mktemp("kept"), ONE, TWO, more=PRINT)
    (home / "two.md").write_text(TWO.replace("dusk", "night"), "utf-8")
    saved(home, "mended")
    (home / "one.md").write_text(f"{ONE}\n{LONG}\n\n{LONG}\n", "utf-8")
    saved(home, "longer")
    return home


@pytest.fixture(scope="module")
def means():
    """Hire workers for all comparisons."""
    with hired() as hands:
        yield hands


def compare(home, means, *names, **options):
    """Compare two revisions."""
    return make_diff(home, home.parent / "dist", means, names, **options)


def test_a_mended_word_changes_one_page(revisions, means):
    """It is named for the printer; the EPUB has it too."""
    found, file = compare(revisions, means, "v1", "mended")
    page = file.read_text("utf-8")

    assert "1 paragraph changed" in list(as_lines(found))
    assert "send the printer pages 2" in list(as_lines(found))
    assert [("2", "2")] == [each.pages for each in found.changes]
    assert [("", "It is lit at"), ("del", "dusk."), ("ins", "night.")] == list(
        found.changes[0].parts
    )
    assert ["The Light"] == [name for name, _ in found.epub]
    assert found.counts[0] == found.counts[1]
    assert [] == found.shifts
    assert 3 == page.count("data:image/png;base64,")
    assert "<del>dusk.</del> <ins>night.</ins>" in page
    assert "http://" not in page.replace("http-equiv", "")


def test_pages_behind_what_was_put_in_only_moved(revisions, means):
    """The chapter is elsewhere, its pages are the same; the spine is thicker."""
    found, _ = compare(revisions, means, "mended", "longer")
    told = list(as_lines(found))
    more = found.counts[1] - found.counts[0]

    assert more > 0
    assert [("2", str(2 + more))] == [
        each.pages for each in found.shifts if each.title == "The Light"
    ]
    assert f"pages that only moved: 2 → {2 + more}" in told
    assert found.spine[0] < found.spine[1]
    assert str(2 + more) not in [e.after.label for e in found.changed if e.after]


def test_the_same_source_gives_no_difference(revisions, means):
    """Whatever it is called."""
    found, file = compare(revisions, means, "longer", ".")

    assert ["no difference between longer and the book as it is"] == list(
        as_lines(found)
    )
    assert "No difference." in file.read_text("utf-8")


def test_two_files_can_be_compared_without_a_source(revisions, means, tmp_path):
    """By their pages and the words of these."""
    files = []
    for name in ("v1", "mended"):
        with built(revisions, name, means, lambda _: None) as made:
            files.append(str(tmp_path / f"{name}.pdf"))
            shutil.copy(made.pdf, files[-1])
    bare, _ = compare(revisions, means, *files)
    (tmp_path / "pages.json").write_bytes(write_pages(made.pages))
    found, _ = compare(revisions, means, *files)
    same, _ = compare(revisions, means, files[0], files[0])

    assert [("del", "dusk."), ("ins", "night.")] == [
        each for each in found.changes[0].parts if each[0]
    ]
    assert ["6"] == [each.label for each in bare.to_send]
    assert ["2"] == [each.label for each in found.to_send]
    assert same.is_empty


def test_the_command_says_it_in_a_line_or_two(tmp_path):
    """With exit code 0; what cannot be compared ends with 2."""
    for name, size in (("one.pdf", 300), ("two.pdf", 310)):
        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=(size, 400))
            pdf.save(tmp_path / name)
    ends = []
    for names in (("one.pdf", "one.pdf"), ("one.pdf", "two.pdf"), ("one.pdf", "v1")):
        done = subprocess.run(
            [sys.executable, "-m", "publisher", "proof.diff", *names, "--out", "made"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
            env=os.environ | {"PYTHONPATH": str(HOUSE / "src")},
        )
        ends.append((done.returncode, (done.stdout or done.stderr).splitlines()[-1]))

    assert [
        (0, "no difference between one.pdf and one.pdf"),
        (0, "send the printer pages 1"),
        (2, "compare two revisions, or two PDF files; not one with the other"),
    ] == ends


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("nothing.pdf", "other.pdf"), "there is no file"),
        (("v1", "other.pdf"), "two revisions, or two PDF files"),
        (("--output=x", "."), "no name of a revision"),
        (("v1", "v99"), 'there is no revision "v99"; tags are:'),
    ],
)
def test_what_cannot_be_compared_is_said(revisions, means, names, words):
    """Before anything is made."""
    with pytest.raises(NoRevision, match=words):
        compare(revisions, means, *names)


def test_a_file_that_is_no_pdf_is_said(revisions, means, tmp_path):
    """Not by a traceback."""
    file = tmp_path / "x.pdf"
    file.write_bytes(b"no")
    with pytest.raises(NoRevision, match="damaged, or no PDF"):
        compare(revisions, means, str(file), str(file))


def test_a_revision_that_cannot_be_built_is_said(tmp_path, means):
    """With the first thing that is wrong."""
    home = kept(tmp_path, "# T\n\nSee @fig-nothing.\n")
    with pytest.raises(NoRevision, match=r"cannot be made as it was at v1: one\.md:3"):
        compare(home, means, "v1", ".")


def test_what_went_is_red_and_what_came_is_blue():
    """What is in both is black."""
    before, after = Image.new("L", (3, 1), 255), Image.new("L", (3, 1), 255)
    before.putpixel((0, 0), 0)
    before.putpixel((1, 0), 0)
    after.putpixel((1, 0), 0)
    after.putpixel((2, 0), 0)
    shown = overlay(before, after)

    assert [(255, 0, 0), (0, 0, 0), (0, 0, 255)] == [
        shown.getpixel((n, 0)) for n in range(3)
    ]
    assert not alike(before, after)
    assert alike(before, before)


def test_pages_that_moved_together_are_one_run():
    """By their count, not by their names."""
    found = [
        Fate(Sheet(n, str(n)), Sheet(n + by, str(n + by)), changed=False, differs=True)
        for n, by in ((3, 2), (4, 2), (9, 2), (12, 3))
    ]

    assert ["3–4 → 5–6", "9 → 11", "12 → 15"] == list(moves(found))


def test_words_are_not_taken_for_markup(revisions, means):
    """In a report that opens in a browser."""
    found, _ = compare(revisions, means, "v1", ".")
    found.title = "<script>x</script>"

    assert "<script>" not in as_html(found)
