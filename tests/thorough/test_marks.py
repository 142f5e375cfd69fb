"""Marks of all kinds at random words of real books, as they are and after edits."""

import os
import random
import shutil
import time

import pytest

import marked
from corpus import convert
from publisher import pipeline
from publisher.load import read_texts
from publisher.means import hired
from publisher.proofing.collecting import collect, copy_of

MANY = 300


@pytest.fixture(scope="module", params=["our own", "beagle"])
def book(request, tmp_path_factory):
    """Build a book's PDFs; give its folder, the print PDF and 300 marks in it."""
    folder = tmp_path_factory.mktemp("book")
    if request.param == "our own":
        own = next(
            each / "manuscript"
            for each in request.path.parents
            if (each / "manuscript" / "book.yaml").exists()
        )
        home = shutil.copytree(own, folder / "manuscript")
    else:
        home = convert(request.param, folder)
    out = folder / "dist"
    with hired() as means:
        asked = pipeline.Order(frozenset({"pdf"}))
        outcome = pipeline.build(home, out, means, asked)
    assert outcome.made
    pdf = next(out.glob("*-print.pdf"))
    pages = marked.Printed(pdf.read_bytes())
    marking = marked.Marking(pdf, pages)
    chosen = marked.words(copy_of(read_texts(home)[0]), pages, MANY, seed=11)
    meant = marked.mark_all(marking, chosen)
    return home, out, marking.save(folder / "anna.pdf"), meant


def test_each_mark_leads_to_its_words(book):
    """The right line always, the very words nearly always, and else it says so."""
    home, out, path, meant = book

    rows = collect(home, out, [path]).known.rows

    score = marked.score(rows, meant)
    assert [] == score.silently_wrong
    assert [] == score.wrong_line
    assert score.exact >= 0.98 * MANY


@pytest.mark.parametrize("seed", [1, 2])
def test_each_mark_is_found_again_after_thirty_edits(book, tmp_path, seed):
    """Or it is said that it cannot be."""
    home, out, path, meant = book
    changed = shutil.copytree(home, tmp_path / "manuscript")
    marked.edit(changed, random.Random(seed), 30)
    for file in changed.glob("*.md"):
        os.utime(file)

    rows = collect(changed, out, [path]).known.rows

    score = marked.score_edited(rows, meant, changed)
    assert [] == score.silently_wrong
    assert score.exact >= 0.95 * MANY


def test_a_thousand_marks_of_one_file(book, record_property):
    """All of them are taken; how long it took is in the report (goal: ten seconds)."""
    home, out, path, _ = book
    pdf = next(out.glob("*-print.pdf"))
    pages = marked.Printed(pdf.read_bytes())
    marking = marked.Marking(pdf, pages)
    chosen = marked.words(copy_of(read_texts(home)[0]), pages, 1000, seed=3)
    meant = marked.mark_all(marking, chosen)
    many = marking.save(path.with_name("many.pdf"))

    begin = time.process_time()
    result = collect(home, out, [many])
    took = time.process_time() - begin

    record_property("seconds of the processor", round(took, 1))
    assert len(meant) == result.files[0].marks
    score = marked.score(result.known.rows, meant)
    assert [] == score.silently_wrong
    assert score.exact >= 0.98 * len(meant)
