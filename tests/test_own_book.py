"""Our own book, built once: read back with programs that had no part in making it."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import verapdf
from page_proof import page_list, proof
from publisher import tools
from publisher.bookinfo import Matter
from publisher.check.ace import check_ace
from publisher.check.letters import letters
from publisher.model import (
    InlineRemark,
    Note,
    PageMark,
    Reference,
    Remark,
    Text,
    Verse,
)
from publisher.tree import walk

pytestmark = pytest.mark.tools

HOME = Path(__file__).parents[1] / "manuscript"
POPPLER = "install poppler-utils"


@pytest.fixture(scope="module")
def pages(built):
    """Give the text of every page of the print PDF, as pdftotext reads it."""
    _, out = built
    pdf = next(out.glob("*-print.pdf"))
    done = tools.run(
        [tools.find("pdftotext", POPPLER), "-layout", pdf, "-"], timeout=60
    )
    return done.text.split("\f")[:-1]


def test_every_printed_page_has_its_mark_in_the_epub(built):
    """The words behind the mark are those pdftotext reads first, and no page is left out."""
    outcome, out = built
    epub, pdf = next(out.glob("*.epub")), next(out.glob("*-print.pdf"))
    rows = [row for row in outcome.pages.pages if not row.blank]

    assert proof(epub, pdf, out / "pages.json") == []
    assert list(page_list(epub)) == [r.label for r in rows if r.unit != "half-title"]


def test_ace_finds_nothing_in_it(built):
    """Every document of the finished EPUB, with the page list of the printed book."""
    outcome, out = built
    finished = replace(outcome.epub, path=next(out.glob("*.epub")))

    assert [] == [each.headline for each in check_ace(finished, strict=True)]


def test_verapdf_finds_nothing_in_its_pdf(built):
    """PDF/UA-2 and PDF/A-4, as the file says it is; one Java machine judges both."""
    _, out = built

    assert verapdf.failures(next(out.glob("*-screen.pdf")), "ua-2", "a-4") == []


def test_it_is_the_shop_window(built):
    """The book holds what the language has, in the numbers promised."""
    outcome, _ = built
    book = outcome.book
    trees = [node for unit in book.units for node in walk(unit.blocks)]
    trees += [node for note in book.notes.values() for node in walk((note.note,))]
    kinds = [target.kind for target in book.targets.values()]

    assert len(outcome.pages.pages) >= 70
    assert len(book.notes) >= 60
    assert {note.series for note in book.notes.values()} == {"", "tr"}
    assert (kinds.count("map"), kinds.count("fig"), kinds.count("tbl")) == (5, 6, 2)
    assert sum(isinstance(node, Remark | InlineRemark) for node in trees) >= 6
    assert sum(isinstance(node, Reference) for node in trees) >= 30
    assert any(isinstance(node, Verse) for node in trees)
    assert sum(isinstance(node, PageMark) for node in trees) >= 40


def test_every_page_reference_leads_to_the_page_it_names(built, pages):
    """A figure referred to as standing on p. 24 has its caption on the page labelled 24."""
    outcome, out = built
    labels = [
        row["label"] for row in json.loads((out / "pages.json").read_text())["pages"]
    ]
    by_label = {label: letters(text) for label, text in zip(labels, pages, strict=True)}
    checked = 0
    for target in outcome.book.targets.values():
        if target.kind in {"map", "fig", "tbl"}:
            label = labels[outcome.pages.anchors[target.anchor] - 1]
            assert letters(f"{target.name}{target.plain}")[:40] in by_label[label]
            checked += len(
                re.findall(rf"{target.lower}, p\. {label}\b", "\n".join(pages))
            )

    assert checked >= 8


def test_every_line_of_the_contents_names_the_right_page(built, pages):
    """Each entry's number is the folio of the page its heading stands on."""
    outcome, _ = built
    book, map_ = outcome.book, outcome.pages
    contents = next(unit for unit in book.units if unit.role == "contents")
    lines = letters(
        "".join(pages[row.index - 1] for row in map_.pages if row.unit == contents.id)
    )

    def entries(rows):
        for row in rows:
            yield book.targets[row.target]
            yield from entries(row.children)

    found = list(entries(book.contents))
    for target in found:
        page = map_.anchors[target.anchor]
        assert letters(target.plain + map_.pages[page - 1].label) in lines
        assert letters(target.plain) in letters(pages[page - 1])

    assert len(found) >= 30


def test_every_note_stands_on_the_page_of_its_call(built, pages):
    """Its first words are on that page, read with pdftotext; each note stands once."""
    outcome, _ = built

    assert len(outcome.pages.notes) == len(outcome.book.notes)
    for row in outcome.pages.notes:
        assert row.pages[0] == row.call
        words = letters(_words(outcome.book.notes[row.key].note))[:25]
        assert words in letters(pages[row.call - 1]), row.key


def _words(note: Note):
    """Give a note's first words, up to the first thing that is not plain text."""
    return next(node.value for node in walk((note,)) if isinstance(node, Text))


def test_the_page_map_says_what_pdftotext_says(built, pages):
    """The first words of each page of the map are on that page."""
    outcome, _ = built
    for row, text in zip(outcome.pages.pages, pages, strict=True):
        if row.blank:
            assert text.strip() == ""
        else:
            # note marks and pages of the original edition stand among the words
            first, said = (
                re.sub(r"\d", "", letters(each)) for each in (row.words, text)
            )
            assert first[:20] in said


def test_front_matter_is_roman_and_the_body_begins_at_1(built):
    """Folios: i, ii … then 1 on a recto."""
    outcome, _ = built
    matter = {unit.id: unit.matter for unit in outcome.book.units}
    rows = outcome.pages.pages
    first = next(row for row in rows if matter[row.unit] is Matter.BODY)

    assert (first.label, first.side) == ("1", "recto")
    assert all(re.fullmatch("[ivxl]+", row.label) for row in rows[: first.index - 1])


@pytest.mark.parametrize("ending", ["print", "screen"])
def test_the_pdfs_are_sound(built, ending):
    """qpdf finds nothing wrong."""
    _, out = built
    qpdf = tools.find("qpdf", "install qpdf")
    said = tools.run(
        [qpdf, "--check", next(out.glob(f"*-{ending}.pdf"))], timeout=60
    ).text

    assert "No syntax or stream encoding errors found" in said
