"""Errata: the page and line of the copy that a reader holds, for …, read …."""

from html.parser import HTMLParser

import pytest

from git_books import kept
from publisher.means import hired
from publisher.proof.changes import Token
from publisher.proof.errata import Erratum, Heading, as_html, as_markdown
from publisher.proofing.errata import make_errata
from test_proof_since import AFTER, BEFORE, LIGHT

HEADING = Heading("A *Star* | B", ("A. Lund",), "v1", "1 May 2026", "en")


@pytest.fixture(scope="module")
def listed(tmp_path_factory):
    """List the errata of a book of one chapter."""
    home = kept(tmp_path_factory.mktemp("kept"), BEFORE, LIGHT)
    (home / "one.md").write_text(AFTER, "utf-8")
    with hired() as means:
        return make_errata(home, home.parent / "dist", means, "v1")


def rows(path):
    """Give the cells of the table in a Markdown file."""
    lines = path.read_text("utf-8").splitlines()
    cells = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    return [tuple(cell.strip() for cell in row) for row in cells[1:]]


def test_page_and_line_are_those_of_the_printed_copy(listed):
    """Number and title of the chapter are lines 1 and 2; the note is the last line."""
    outcome, _ = listed
    _, markdown = outcome.made

    assert [
        ("1", "3", "a wet", "a"),
        ("1", "3", "two", "*two* strong"),
        (
            "1",
            "3",
            "The boat is worked by a wet rope<sup>note</sup> and …",
            "(the paragraph belongs behind: … a dog, a clock and a book of the drowned.)",
        ),
        (
            "1",
            "4",
            "Nobody has ever fallen in, and the river is deep …",
            "(delete the paragraph)",
        ),
        ("1", "6", "(after this line)", "add: It is never late."),
        ("1, note 1", "7", "spring.", "autumn."),
    ] == sorted(
        rows(markdown),
        key=lambda row: (int(row[1]), row[2] != "a wet", row[2][0] == "T"),
    )


def test_the_page_of_html_says_the_same(listed):
    """A table with heads, and nothing that asks the network."""
    outcome, errata = listed
    page = outcome.made[0].read_text("utf-8")
    seen = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attributes):
            seen.append(tag)

    Reader().feed(page)

    assert len(errata) + 1 == seen.count("tr")
    assert 4 == seen.count("th")
    assert "<em>two</em> strong" in page
    assert "http" not in page


def test_what_looks_like_markup_is_none():
    """In a title, in words; in both forms."""
    odd = (Token("<b>|x|</b>", ""), Token("*y*", ""))
    erratum = Erratum(3, "iii", 2, "", "read", odd, odd)

    assert r"| iii | 2 | \<b\>\|x\|\</b\> \*y\* |" in as_markdown([erratum], HEADING)
    assert "&lt;b&gt;|x|&lt;/b&gt; *y*" in as_html([erratum], HEADING)
    assert r"# Errata: A \*Star\* \| B" in as_markdown([], HEADING)


def test_without_changes_the_list_says_that_there_are_none():
    """And has no table."""
    assert "No errata are known" in as_markdown([], HEADING)
    assert "<table>" not in as_html([], HEADING)
