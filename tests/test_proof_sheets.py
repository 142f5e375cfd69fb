"""The proof: the printed pages as they are, with what a proofreader needs around them."""

import json
import shutil
from pathlib import PurePosixPath

import pikepdf
import pypdfium2
import pytest

from publisher import pipeline
from publisher.artifacts import Asset
from publisher.means import hired
from publisher.package.proof.facts import facts_of
from publisher.package.proof.margins import apart
from publisher.package.proof.paper import A4, paper
from publisher.package.proof.pen import SANS, Pen
from publisher.proofing.describing import ProofOrder
from publisher.proofing.making import make_proof
from publisher.reports import as_json
from small_books import written

FERRY = """# The Ferry

The boat is worked by a rope[^rope] and by the the men of the village.

<!-- proof: is it really a *rope*? -->

Nobody has ever fallen in.

[^rope]: Of hemp, <!-- proof: or flax? --> renewed in spring.
"""
LIGHT = "# The Light\n\nIt is lit at dusk. Слово, λόγος.\n"


@pytest.fixture(scope="module")
def proved(tmp_path_factory):
    """Make the proof of a book of two chapters."""
    home = written(tmp_path_factory.mktemp("book") / "manuscript", FERRY, LIGHT)
    with hired() as means:
        outcome = make_proof(home, home.parent / "dist", means, ProofOrder(lines=True))
        again = make_proof(home, home.parent / "other", means, ProofOrder(lines=True))
    assert [] == [each.headline for each in outcome.found if each.code == "D024"]
    return outcome, *outcome.made, *again.made


def words(file, page, box=None):
    """Read the words of a page, counted from 1; of its trim, or of the whole sheet."""
    with pypdfium2.PdfDocument(file) as pdf:
        text = pdf[page - 1].get_textpage()
        if box == "trim":
            said = text.get_text_bounded(*pdf[page - 1].get_trimbox())
        else:
            said = text.get_text_range()
        text.close()
    return " ".join(said.split())


def page_of(outcome, path):
    """Find the sheet on which a chapter begins."""
    rows = outcome.pages.pages
    return next(r.index for r in rows if r.first and str(r.first.path) == path)


def test_no_stream_is_empty(proved):
    """Viewers warn of streams of no bytes: blank pages are drawn with a line end."""
    with pikepdf.open(proved[1]) as pdf:
        sizes = [
            len(each.read_raw_bytes())
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream)
        ]
    assert sizes
    assert min(sizes) > 0


def test_each_sheet_says_where_the_page_lies(proved):
    """A4 for a page of 6 × 9 inches; the outside margin is the wide one."""
    _, file, _ = proved
    with pikepdf.open(file) as pdf:
        recto, verso = (
            [float(each) for each in page.TrimBox] for page in pdf.pages[:2]
        )
        media = [float(each) for each in pdf.pages[0].MediaBox]

    assert [0, 0, *A4] == pytest.approx(media, abs=0.01)
    assert (432, 648) == pytest.approx((recto[2] - recto[0], recto[3] - recto[1]))
    assert recto[0] == pytest.approx(A4[0] - verso[2], abs=0.01)
    assert recto[0] < A4[0] - recto[2]


def test_paragraphs_notes_and_titles_have_their_tags(proved):
    """File and line, at the first line of each."""
    outcome, file, _ = proved
    said = words(file, page_of(outcome, "one.md"))

    for tag in ("one:1", "one:3", "one:7", "one:9"):
        assert f" {tag} " in f"{said} ", said


def test_every_sheet_names_the_proof(proved):
    """Book, round, date; page, side and sheet."""
    outcome, file, _ = proved
    page = page_of(outcome, "two.md")
    said = words(file, page)

    assert "A Small Book: proof, round 1" in said
    assert facts_of(file)["date"][:4] in said
    assert f"sheet {page} of {len(outcome.pages.pages)}" in said


def test_remarks_and_findings_stand_in_the_margin_and_in_the_list(proved):
    """With the id that the report gives them."""
    outcome, file, _ = proved
    page, last = page_of(outcome, "one.md"), len(outcome.pages.pages) + 1
    beside, listed = words(file, page), words(file, last)
    found = [each for each in facts_of(file)["findings"] if each["id"][:4] == "T001"]

    assert "is it really a *rope*?" in beside
    assert "or flax?" in beside
    assert [(page, 3)] == [(each["page"], each["at"]["line"]) for each in found]
    assert found[0]["id"] in listed
    assert "is it really a *rope*?" in listed


def test_findings_have_the_ids_of_the_report(proved):
    """All of them, none twice."""
    outcome, file, _ = proved
    report = json.loads(as_json(outcome.report(file.parent, strict=False)))
    listed = [each["id"] for each in facts_of(file)["findings"]]

    assert sorted(listed) == sorted(each["id"] for each in report["findings"])
    assert len(listed) == len(set(listed)) > 0


def test_clean_takes_the_proof_away_and_nothing_else(proved, tmp_path):
    """What a reader sent stays, also what is written into the proof itself."""
    _, file, _ = proved
    (tmp_path / "proof").mkdir()
    shutil.copy(file, tmp_path / "proof")
    marked(file, tmp_path / "proof" / "marked-proof.pdf")
    for name in ("a-small-book-diff.html", "returned.pdf", "corrections.md"):
        (tmp_path / "proof" / name).write_bytes(b"")
    pipeline.clean(tmp_path)

    assert ["corrections.md", "marked-proof.pdf", "returned.pdf"] == sorted(
        each.name for each in (tmp_path / "proof").iterdir()
    )


def test_a_proof_with_marks_is_not_overwritten(tmp_path):
    """It is put aside under a name of its own, and said."""
    home = written(tmp_path / "manuscript", "# T\n\nText.\n")
    with hired() as means:
        (file,) = make_proof(home, tmp_path / "dist", means, ProofOrder(round=4)).made
        marked(file, file)
        before = file.read_bytes()
        outcome = make_proof(home, tmp_path / "dist", means, ProofOrder())
        again = make_proof(home, tmp_path / "dist", means, ProofOrder())

    assert before == file.with_name("a-small-book-marked-1.pdf").read_bytes()
    assert [file] == outcome.made
    assert "K003" in [each.code for each in outcome.found]
    assert "K003" not in [each.code for each in again.found]
    assert 4 == facts_of(file)["round"]


def marked(file, target):
    """Strike a word out, as a PDF program does."""
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        strike = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.StrikeOut,
            Rect=[200, 500, 260, 512],
            QuadPoints=[200, 512, 260, 512, 200, 500, 260, 500],
        )
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(strike))
        pdf.save(target)


def test_a_stray_file_whose_name_is_no_utf8_is_listed(tmp_path):
    """By its bytes, for no font has them."""
    home = written(tmp_path / "manuscript", "# T\n\nText.\n")
    try:
        (home / "caf\udce9.md").write_text("", "utf-8")
    except OSError:
        pytest.skip("this disk takes no such names")
    with hired() as means:
        (file,) = make_proof(home, tmp_path / "dist", means, ProofOrder()).made

    with pypdfium2.PdfDocument(file) as pdf:
        last = len(pdf)
    assert "caf‹U+DCE9›.md" in words(file, last)


def test_blocks_carry_links_to_their_lines(proved):
    """Nothing of them is seen."""
    outcome, file, _ = proved
    with pikepdf.open(file) as pdf:
        links = list(pdf.pages[page_of(outcome, "one.md") - 1].Annots)
        said = {str(each.A.URI) for each in links}
        borders = {tuple(map(int, each.Border)) for each in links}

    assert {
        "publisher:one.md:1:1",
        "publisher:one.md:3:1",
        "publisher:one.md:7:1",
    } <= said
    assert {(0, 0, 0)} == borders


def test_the_page_map_and_what_it_was_made_from_are_inside(proved):
    """A marked proof that comes back knows its book, whatever the text is by then."""
    outcome, file, _ = proved
    with pikepdf.open(file) as pdf:
        pages = json.loads(pdf.attachments["pages.json"].get_file().read_bytes())

        titles = [each.title for each in pdf.open_outline().root]

    assert ["I The Ferry", "II The Light", "About this proof"] == titles[-3:]
    assert len(outcome.pages.pages) == len(pages["pages"])
    assert {"book.yaml", "one.md", "two.md"} <= facts_of(file)["sources"].keys()
    assert "a-small-book" == facts_of(file)["slug"]


def test_fonts_are_inside_and_the_same_input_gives_the_same_bytes(proved):
    """Nobody can do without a font; nothing comes from chance."""
    _, file, again = proved
    with pikepdf.open(file) as pdf:
        kept = [
            any(key in each for key in ("/FontFile2", "/FontFile3"))
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary)
            and each.get("/Type") == pikepdf.Name.FontDescriptor
        ]

    assert kept
    assert all(kept)
    assert file.read_bytes() == again.read_bytes()


def test_lines_are_numbered(proved):
    """Number and title of the chapter, two lines, one, and one of the note."""
    outcome, file, _ = proved
    with pikepdf.open(file) as pdf:
        left = float(pdf.pages[page_of(outcome, "one.md") - 1].TrimBox[0])
    with pypdfium2.PdfDocument(file) as pdf:
        page = pdf[page_of(outcome, "one.md") - 1]
        text = page.get_textpage()
        beside = text.get_text_bounded(0, 0, left, page.get_height() - 60).split()
        text.close()

    assert ["1", "2", "3", "4", "5", "6"] == beside


def test_what_would_collide_is_pushed_apart():
    """In order, without overlaps, as near as can be, inside the sheet."""
    wanted = [(10.0, 8.0), (12.0, 8.0), (13.0, 8.0), (90.0, 20.0)]
    places = apart(wanted, 0, 100)

    assert [4.0, 12.0, 20.0, 80.0] == pytest.approx(places, abs=0.4)
    assert [0.0, 20.0, 40.0] == apart([(5.0, 40.0)] * 3, 0, 60)
    assert [] == apart([], 0, 100)


@pytest.fixture(scope="module")
def pen():
    """Take the pen, with the fonts of the house."""
    folder = pipeline.house_styles() / "fonts"
    return Pen(
        {
            file.name: Asset(PurePosixPath(file.name), "font/ttf", file.read_bytes())
            for file in folder.glob("*.ttf")
        }
    )


@pytest.mark.parametrize(
    "words",
    [
        "a few words that are more than fit",
        "х" * 90_000,
        "a\u00ad" * 50,
        "אבג " * 30,
        "",
        "🙂",
    ],
)
def test_words_are_folded_whatever_they_are(pen, words):
    """No line is wider than its room; what is too long ends in dots."""
    lines = pen.fold(words, SANS, 7, 60)

    assert all(pen.width(line, SANS, 7) <= 60 for line in lines)
    assert "".join(lines).replace(" ", "")[:50] == words.replace(" ", "")[:50]
    assert len(pen.fold(words, SANS, 7, 60, most=2)) <= 2
    assert pen.write(0, 0, lines[0], SANS, 7)


@pytest.mark.parametrize("size", [(300, 400), (432, 648), (612, 792), (900, 700)])
def test_a_sheet_has_room_for_its_margins(size):
    """Whatever the trim."""
    sheet = paper(*size)
    left, lower = sheet.origin(recto=True)

    assert left >= 24
    assert lower >= 60
    assert sheet.notes(recto=True)[1] - sheet.notes(recto=True)[0] > 60
    assert sheet.notes(recto=False)[0] > 0
    assert sheet.notes(recto=False)[1] < sheet.origin(recto=False)[0]
