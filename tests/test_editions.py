"""Editions from book.yaml: remarks, places of notes, samples; and the concordance."""

import json
import zipfile

import pytest
from lxml import etree

from page_proof import XHTML
from publisher import pipeline, tools
from publisher.check.letters import letters
from publisher.means import hired
from small_books import written

BOOK = """
title: The Ends
slug: ends
lang: en
front-matter: [title-page, contents]
book: {chapters: [a.md, b.md]}
back-matter: [after.md, {concordance: old}]
notes: {series: {tr: {title: "Translator's notes", marks: symbols}}}
remarks: {tr: The translator}
source-editions: {old: {title: "the edition of 1912"}}
print: {trim: 80x110mm, opening: any, margins: {top: 9mm, bottom: 12mm, inside: 10mm, outside: 9mm}}
editions:
  last: {notes: book}
  close: {notes: chapter}
  bare: {remarks: false, series: [author]}
  sample: {chapters: 1, ending: ["Ask your bookseller."], link: "https://example.org/"}
"""
FILL = "The ferryman said nothing, and the rope went on saying it. " * 25
FILES = {
    "a.md": f"""# Rope {{#rope}}

It holds.[^1] [Or so he says.]{{.remark by=tr}} See @sec-b, [](#sec-b), p. [](b.md){{.page}}.[^tr-1]

{FILL}[^2]

[]{{.pb n="7" ed="old"}}The end of it.

[^1]: Hemp, mostly.[^3]
[^2]: Of tar.
[^3]: And of the best.
[^tr-1]: Untranslatable.
""",
    "b.md": """# Chain {#sec-b}

One note.[^1] []{.pb n="8" ed="old"}Two pages.

[^1]: Of iron.
""",
    "after.md": "# Afterwards {-}\n\nA word.[^1]\n\n[^1]: The last.\n",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Write the manuscript."""
    folder = tmp_path_factory.mktemp("ends") / "manuscript"
    folder.mkdir()
    (folder / "book.yaml").write_text(BOOK, "utf-8")
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def editions(home):
    """Build every edition into one folder."""
    out = home.parent / "dist"
    with hired(keep=False) as means:
        for name in ("", "last", "close", "bare", "sample"):
            order = pipeline.Order(edition=name, judged=False)
            outcome = pipeline.build(home, out, means, order)
            assert outcome.made, [each.headline for each in outcome.found]
    return out


def pages_of(out, name):
    """Read the pages of an edition's print PDF with pdftotext."""
    poppler = tools.find("pdftotext", "install poppler-utils")
    done = tools.run([poppler, out / f"{name}-print.pdf", "-"], timeout=60)
    return [letters(page) for page in done.text.split("\f")[:-1]]


def document(out, name, file):
    """Read a document of an edition's EPUB."""
    with zipfile.ZipFile(out / f"{name}.epub") as archive:
        return etree.fromstring(archive.read(f"EPUB/{file}"))


def test_each_edition_has_files_of_its_own(editions):
    """No edition overwrites another, nor the page map of the whole book."""
    names = sorted(each.name for each in editions.iterdir())

    assert "ends.epub" in names
    assert "ends-sample.epub" in names
    assert "ends-last-print.pdf" in names
    assert {"pages.json", "ends-last-pages.json"} <= {*names}


def test_notes_at_the_end_of_the_book_say_to_which_pages_they_are(editions):
    """They stand chapter by chapter; all on one page are notes "to page" it."""
    pages = pages_of(editions, "ends-last")
    whole = "".join(pages)
    calls = [label for label, text in enumerate(pages, 1) if "hempmostly" in text]

    assert len(calls) == 1
    notes = pages[calls[0] - 1]
    assert "iropenotestopages" in notes
    assert "iichainnotestopage" in whole
    assert "iichainnotestopages" not in whole
    assert (
        notes.index("hempmostly") < notes.index("andofthebest") < notes.index("oftar")
    )
    assert whole.index("thelast") < whole.rindex("concordanceofpages")


def test_notes_at_the_end_of_chapters_stand_there(editions):
    """The chapter ends with its notes, series apart; the next begins after them."""
    whole = "".join(pages_of(editions, "ends-close"))
    order = (
        "theendofit",
        "hempmostly",
        "translatorsnotes",
        "untranslatable",
        "onenote",
    )
    places = [whole.index(each) for each in order]

    assert places == sorted(places)


@pytest.mark.parametrize("name", ["ends", "ends-last", "ends-close"])
def test_in_the_epub_a_note_stands_beside_its_call_in_every_edition(editions, name):
    """Where notes stand on paper changes nothing for those who tap on a call."""
    chapter = document(editions, name, "text/ch-01.xhtml")
    notes = chapter.findall(f".//{XHTML}aside[@class='note']")

    assert len(notes) == 4
    assert not any("notes.xhtml" in n for n in _names(editions / f"{name}.epub"))


def _names(epub):
    with zipfile.ZipFile(epub) as archive:
        return archive.namelist()


def test_an_edition_without_remarks_has_neither_them_nor_other_series(editions):
    """What the translator says is in no output of it."""
    for said in ("orsohesays", "untranslatable"):
        assert said not in "".join(pages_of(editions, "ends-bare"))
        assert said not in letters(
            "".join(document(editions, "ends-bare", "text/ch-01.xhtml").itertext())
        )


def test_a_sample_ends_with_a_page_that_says_so(editions):
    """It names what is missing, and what leads there is words."""
    paper = "".join(pages_of(editions, "ends-sample"))
    ending = document(editions, "ends-sample", "text/ending.xhtml")
    chapter = document(editions, "ends-sample", "text/ch-01.xhtml")

    assert "endofthesamplehereendsthissamplethebookgoesonwithiichain" in paper
    assert ending.find(f".//{XHTML}a").get("href") == "https://example.org/"
    assert "Ask your bookseller." in "".join(ending.itertext())
    assert not [a for a in chapter.iter(f"{XHTML}a") if "sec-b" in a.get("href", "")]
    assert "See chapter" in "".join(chapter.itertext()).replace("\u00a0", " ")


def test_a_concordance_leads_from_their_pages_to_ours(editions):
    """Each row says their page and ours, in print and, as a link, in the EPUB."""
    rows = [
        [" ".join("".join(cell.itertext()).split()) for cell in row]
        for row in document(editions, "ends", "text/concordance-old.xhtml").iter(
            f"{XHTML}tr"
        )
    ]
    pages = json.loads((editions / "pages.json").read_text("utf-8"))["pages"]
    labels = [row["label"] for row in pages]
    paper = pages_of(editions, "ends")
    ours = [
        next(n for n, text in enumerate(paper) if word in text)
        for word in ("theendofit", "twopages")
    ]
    shown = [labels[n] for n in ours]

    assert rows == [
        ["The edition of 1912", "This edition"],
        ["7", shown[0]],
        ["8", shown[1]],
    ]
    assert f"7{shown[0]}8{shown[1]}" in "".join(paper)


def test_a_concordance_without_a_print_edition_names_the_chapter(home, tmp_path):
    """An EPUB alone has no pages of its own to lead to."""
    with hired(keep=False) as means:
        order = pipeline.Order(frozenset({pipeline.EPUB}), judged=False)
        pipeline.build(home, tmp_path, means, order)
    cells = document(tmp_path, "ends", "text/concordance-old.xhtml").iter(f"{XHTML}a")

    assert [each.text for each in cells] == ["I. Rope", "II. Chain"]


@pytest.mark.parametrize("place", ["foot", "chapter", "book"])
def test_the_number_of_a_note_in_verse_stands_before_its_first_line(tmp_path, place):
    """It hangs left of the verse, and counts as words of the note, be it of three figures."""
    verse = "\n    | Quae vix fama prius\n    | per Alpes\n"
    marks = range(1, 121)
    called = "\n\n".join(f"Word.[^{n}]" for n in marks)
    said = (f"[^{n}]:{verse if n in (3, 34, 115) else ' A note.'}" for n in marks)
    text = f"# Rope\n\n{called}\n\n" + "\n\n".join(said)
    more = f"editions: {{x: {{notes: {place}}}}}\n"
    home = written(tmp_path / "book", text, more=more)
    order = pipeline.Order(frozenset({pipeline.PDF}), edition="x", judged=False)
    with hired(keep=False, jobs=1) as means:
        outcome = pipeline.build(home, tmp_path / "out", means, order)
    assert outcome.made, [each.headline for each in outcome.found]
    whole = "".join(pages_of(tmp_path / "out", "a-small-book-x"))

    assert all(f"{n}quaevixfamaprius" in whole for n in (3, 34, 115))
