"""Marks made with real programs, as a proofreader would make them.

`tests/books/readers` holds the proof of a small book as it came back from four of them:
from pdf.js 5.6 (what Firefox has), driven with the mouse in Chromium; from poppler 22.12
(what Evince has); from MuPDF 1.26 (what SumatraPDF has); from PDFium (what Chrome has).
"""

import shutil
from pathlib import Path

import pytest

from publisher.proof.corrections import Certainty
from publisher.proofing.collecting import collect

MARKED = Path(__file__).parent / "books/readers"
EXPECTED = {
    "pdfjs.pdf": [
        ("pdfjs", "highlight", 4, "misadventure", None, ""),
        ("pdfjs", "highlight", 7, "ποταμός", None, ""),
        ("pdfjs", "highlight", 8, "conscientious", None, ""),
        ("pdfjs", "highlight", 10,
         "uninterrupted tradition, and congratulated\none another", None, ""),
        ("pdfjs", "text", 20, "Whoever would cross", None, "Who is meant?"),
        ("pdfjs", "ink", 22, "lantern", None, ""),
    ],
    "poppler.pdf": [
        ("Ben Evince", "highlight", 4, "neighbourhood", None, ""),
        ("Ben Evince", "strike-out", 20, "Whoever", "Whosoever", ""),
        ("Ben Evince", "underline", 5, "administration", None, "check"),
        ("Ben Evince", "squiggly", 25, "renewed", None, "really?"),
        ("Ben Evince", "note", 16, "shilling", None, "Which year?"),
    ],
    "mupdf.pdf": [
        ("Cleo Sumatra", "highlight", 23, "boathooks", None, ""),
        ("Cleo Sumatra", "strike-out", 5, "newspapers", "gazettes", ""),
        ("Cleo Sumatra", "squiggly", 25, "Σαπφώ", None, "accent?"),
        ("Cleo Sumatra", "underline", 7, "Ловна", None, ""),
        ("Cleo Sumatra", "caret", 22, "", "old ", ""),
        ("Cleo Sumatra", "note", 15, "pence", None, "in silver"),
        ("Cleo Sumatra", "stamp", 18, "Toll", None, "Departmental"),
        ("Cleo Sumatra", "shape", 25, "ring", None, "how?"),
    ],
    "pdfium.pdf": [
        ("Dora Fox", "highlight", 9, "schooling", None, ""),
        ("Dora Fox", "strike-out", 20, "twice", "thrice", ""),
        ("Dora Fox", "underline", 7, "older than the crossing", None, "by whom?"),
        ("Dora Fox", "squiggly", 11, "permitted", None, ""),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_marks_of_real_programs_lead_to_their_words(tmp_path, name):
    """Each to its file, line and words, with what the reader wrote and wants."""
    home = shutil.copytree(MARKED / "manuscript", tmp_path / "manuscript")

    rows = collect(home, tmp_path / "dist", [MARKED / name]).known.rows

    told = [
        (e.reader, str(e.kind), e.place.line, e.quote, e.replacement, e.words)
        for e in rows
    ]
    assert sorted(EXPECTED[name], key=str) == sorted(told, key=str)
    sure = {e.certainty for e in rows if str(e.kind) != "text"}
    assert {Certainty.SURE} == sure
