"""A file without a title is a chapter nevertheless: suspect, and whole in every output."""

import zipfile

import pypdfium2
import pytest

from publisher import pipeline
from publisher.means import Means
from publisher.pipeline import PDF, Order
from small_books import checked, codes, written


@pytest.mark.parametrize(
    "text",
    [
        "Just text.\n",
        "# \n\nJust text.\n",
        "> Before the title.\n\n# One\n\nJust text.\n",
        "---\ntitle: A header that is not closed\n\n# One\n\nJust text.\n",
    ],
)
def test_a_chapter_without_a_title_is_made(text, tmp_path):
    """The contents have its first words or its number; nothing is at fault."""
    home = written(tmp_path / "book", text, "# Two\n\nText.\n")
    outcome = pipeline.build(home, tmp_path / "out", Means(), Order(judged=False))

    assert codes(outcome) in (["C006:one.md:1"], ["C015:one.md:1"])
    assert len(outcome.made) == 4


def test_marks_and_comments_may_stand_before_the_title(tmp_path):
    """Nobody sees them there."""
    text = "<!-- begun in May -->\n\n[]{.index entry=Ferries}\n\n# One\n\nText.\n"
    outcome = pipeline.check(written(tmp_path / "book", text))

    assert codes(outcome) == ["R010:one.md:3"]


@pytest.mark.parametrize("text", ["\u00a0\n", "# One\n\n\u3000\n\n\u2003 \u00a0\n"])
def test_a_chapter_of_spaces_alone_is_empty(text, tmp_path):
    """Whatever kinds of spaces they are."""
    outcome = pipeline.check(written(tmp_path / "book", text))

    assert "C002" in {each.code for each in outcome.found}


def test_a_wordless_heading_leaves_nothing_empty_in_the_epub(tmp_path):
    """Neither a title nor a line of the contents is empty; what is below is listed."""
    home = written(
        tmp_path / "book",
        "# {#one .unnumbered}\n\nJust text.\n\n## {#two}\n\n### Three\n",
        more="contents: {depth: 3}\n",
    )
    outcome = pipeline.build(
        home, tmp_path / "out", Means(), Order(frozenset({"epub"}), judged=False)
    )
    with zipfile.ZipFile(next((tmp_path / "out").glob("*.epub"))) as archive:
        nav = archive.read("EPUB/nav.xhtml").decode("utf-8")
        text = archive.read("EPUB/text/one.xhtml").decode("utf-8")

    assert "<title>Just text.</title>" in text
    assert 'aria-label="Just text."></h1>' in text
    assert ">Just text.</a>" in nav
    assert ">Three</a>" in nav
    assert "></a>" not in nav
    assert {"C015"} == {each.code for each in outcome.found} - {"C003", "E019"}


def test_a_dedication_and_a_motto_need_no_title(tmp_path):
    """Each has a page without a number."""
    home = written(
        tmp_path / "book",
        "# One\n\nText.\n",
        more="front-matter: [to.md, words.md]\n",
        files={
            "to.md": b"::: dedication\nFor A.\n:::\n\n::: signature\nB.\n:::\n",
            "words.md": b"<!-- from memory -->\n\n::: epigraph\nGo on.\n:::\n",
        },
    )
    outcome = pipeline.build(home, tmp_path / "out", Means(), Order(judged=False))
    pages = pypdfium2.PdfDocument(next((tmp_path / "out").glob("*-print.pdf")))
    printed = [page.get_textpage().get_text_range().split() for page in pages]

    assert [] == codes(outcome, "C")
    assert [["For", "A.", "B."], [], ["Go", "on."], []] == printed[:4]


@pytest.mark.parametrize(
    "text", ["::: letter\nFor A.\n:::\n", "::: dedication\nFor A.\n:::\n\nAnd B.\n"]
)
def test_what_holds_more_than_a_dedication_needs_a_title(text, tmp_path):
    """How else should it be found?"""
    files = {"to.md": text.encode()}
    home = written(
        tmp_path, "# One\n\nText.\n", more="front-matter: [to.md]\n", files=files
    )

    assert ["C006:to.md:1"] == codes(pipeline.check(home), "C")


def test_a_row_that_fills_more_than_a_page_keeps_the_head_of_its_table(tmp_path):
    """It is divided, and the words of its cells take turns."""
    long = " ".join(f"word{n}" for n in range(700))
    text = f"# One\n\nText.\n\n| Head | B |\n|-|-|\n| {long} | x |\n| short | y |\n"
    home = written(tmp_path / "book", text)
    only = Order(frozenset({PDF}), judged=False)
    outcome = pipeline.build(home, tmp_path / "out", Means(), only)

    assert codes(outcome) == ["Y014:one.md:3"]


def test_a_poem_without_a_title_goes_by_its_first_line(tmp_path):
    """As indexes of first lines have it."""
    outcome = checked(
        tmp_path / "book",
        "# {.unnumbered}\n\n| The river casts\n|   no lead,\n| and flows.\n\nSee [](two.md).\n",
        "# Two\n\nSee [](one.md).\n",
    )

    poem = next(each for each in outcome.book.units if each.source)

    assert "The river casts …" == outcome.book.targets[poem.target].plain
