"""Hyphens that print has put in: where, and whole words for those who copy and listen."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pyphen
import pytest

from books_by_hand import info
from print_sample import fonts, printed
from publisher.layout import lay_out
from publisher.layout.dictionaries import FOLDER, learn
from publisher.layout.inside.hyphens import parted
from publisher.layout.inside.savings import hyphen_patterns
from publisher.package.pdf import package_pdf

SENTENCE = "An unquestionably long-winded measurement continues unceasingly. "


def read(source, folder):
    """Set a chapter, and let poppler read the two files of it."""
    book = printed(f"# One\n\n{source}\n")
    laid, found = lay_out(book, {}, fonts())
    assert found == []
    about = replace(info(), slug="it")
    files, _ = package_pdf(laid.placed(), laid.map, fonts(), about, folder)
    return {each.kind: _said(each.path) for each in files}


def _said(path):
    command = ["pdftotext", "-raw", path, "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_hyphen_of_the_line_end_is_read_as_a_soft_one(tmp_path):
    """On the screen the words are whole; on paper stands what is drawn."""
    said = read(SENTENCE * 30, tmp_path)
    soft = re.findall("[a-z]+\u00ad\n[a-z]+", said["screen-pdf"])
    words = set(
        said["screen-pdf"].replace("\u00ad\n", "").replace("\n", " ").split(" ")
    )

    assert len(soft) > 3
    assert {each.replace("\u00ad\n", "") for each in soft} <= {
        "unquestionably", "measurement", "continues", "unceasingly", "winded",
    }  # fmt: skip
    assert "unquestionably" in words
    assert "\u00ad" not in said["print-pdf"]
    assert said["print-pdf"].count("\u2010") == said["screen-pdf"].count("\u00ad")


@pytest.mark.parametrize("hyphen", ["-", "\u2010"])
def test_a_hyphen_that_was_written_stays(hyphen, tmp_path):
    """Where a line ends with it, too; whatever sign the author uses."""
    words = f"well{hyphen}to{hyphen}do "  # nothing in it can be divided by rule
    said = read(words * 150, tmp_path)

    assert "\u00ad" not in said["screen-pdf"]
    assert re.search(f"[a-z]{hyphen}\n", said["print-pdf"])


def test_a_soft_hyphen_that_was_written_is_soft(tmp_path):
    """It is shown where it is used, and read as it was written."""
    said = read("Verkhny\u00adMostovoy\u00adperevoz " * 60, tmp_path)

    assert "\u00ad\n" in said["screen-pdf"]


@pytest.mark.parametrize(
    ("shown", "parts"),
    [
        (b"[<00410042>] TJ", (b"[<0041>] TJ", b"[<0042>] TJ")),
        (b"[<0041>12<0042>] TJ", (b"[<0041>12] TJ", b"[<0042>] TJ")),
        (b"[<0042>] TJ", (b"", b"[<0042>] TJ")),
        (b"[12<0042>] TJ", (b"[12] TJ", b"[<0042>] TJ")),
        (b"[<0041>12] TJ", None),
        (b"(a) Tj", None),
    ],
)
def test_the_last_glyph_is_parted_from_those_before(shown, parts):
    """Moves before it stay with what it follows."""
    assert parted(shown) == parts


@pytest.mark.parametrize(
    ("lang", "word", "divided"),
    [
        ("la", "dissimulationem", "dis-si-mu-la-tio-nem"),
        ("la-VA", "misericordia", "mi-se-ri-cor-dia"),
        ("grc", "παραπορευόμενος", "πα-ρα-πο-ρευ-ό-με-νος"),
        ("fi", "kansalaisyhteiskunta", "kan-sa-lai-syh-teis-kun-ta"),
        ("ga", "leabharlann", "leabh-ar-lann"),
        ("cy", "llywodraeth", "llywodr-aeth"),
        ("ka", "საქართველოს", "სა-ქარ-თვე-ლოს"),
        ("no", "vanskelighetene", "vans-ke-lig-he-te-ne"),
        ("sh", "najljepšega", "naj-ljep-še-ga"),
    ],
)
def test_languages_without_a_dictionary_of_pyphen_have_one_of_ours(lang, word, divided):
    learn()
    known = pyphen.Pyphen(lang=pyphen.language_fallback(lang), left=2, right=2)

    assert known.inserted(word) == divided


def test_our_dictionaries_say_whose_they_are():
    """And stand in the way of none that pyphen has."""
    theirs = {each.name for each in Path(pyphen.__file__).parent.rglob("*.dic")}
    for path in FOLDER.glob("*.dic"):
        said = path.read_text("utf-8")

        assert path.name not in theirs
        assert "% copyright: " in said
        assert re.search("MIT|freely distributed", said)


def test_patterns_are_those_that_pyphen_reads(tmp_path):
    """In their order, of every dictionary there is, and of one with all a file may hold."""
    learn()
    odd = tmp_path / "hyph_odd.dic"
    odd.write_text(
        "UTF-8\n% said\nLEFTHYPHENMIN 2\n\n  .a1b \nabc\n0a0\na01b2\n12ab\n3\né9é0\n"
        "a2b\n.a1b0\nж1ж\n𐐀1b2c.\nNOHYPHEN -\nx0y3z0\n",
        "utf-8",
    )
    quick = 0
    for path in (odd, *sorted(set(pyphen.LANGUAGES.values()), key=str)):
        theirs, ours = _their_patterns(path), hyphen_patterns.Patterns(path)
        quick += hyphen_patterns._read(path) is not None

        assert list(theirs.patterns.items()) == list(ours.patterns.items())
        assert theirs.maxlen == ours.maxlen
        assert ours.cache == {}
    assert quick > 40


@pytest.mark.parametrize("line", ["l·9l/=,2,1", "a^^e41b", "ক১খ"])
def test_patterns_that_pyphen_alone_can_read_are_left_to_it(line, tmp_path):
    """Letters that change where a word is divided, and signs written as numbers."""
    path = tmp_path / "hyph_odd.dic"
    path.write_text(f"UTF-8\na1b\n{line}\n", "utf-8")

    assert hyphen_patterns._read(path) is None
    assert _their_patterns(path).patterns == hyphen_patterns.Patterns(path).patterns


def _their_patterns(path):
    return hyphen_patterns._HyphDict(path)
