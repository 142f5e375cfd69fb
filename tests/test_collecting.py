"""From marks in a PDF to corrections at their places, through the whole command."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest

import marked
from publisher import pipeline
from publisher.load import read_texts
from publisher.loopback.sheets import letters
from publisher.marksout import MarkOrder, collect_marks
from publisher.means import hired
from publisher.proof.annotations import read as read_marks
from publisher.proof.corrections import Certainty, Kind, State
from publisher.proofing.collecting import collect, copy_of
from publisher.proofing.finding import Held, finders, found
from small_books import written

FERRY = """# The Ferry {#ferry}

The boat at the upper crossing is worked by a rope[^rope], and nobody in the whole
neighbourhood remembers a *single* unfortunate passenger; though "misadventure" was the
word that the administration preferred -- and the newspapers after it.

Its name, [Ловна]{lang=ru}, is older than the crossing, and [ποταμός]{lang=el} was
written beside it in a careful, conscientious hand by somebody who had not forgotten his
schooling. The extraordinarily complicated regulations notwithstanding, the ferrymen
considered themselves representatives of an uninterrupted tradition, and congratulated
one another whenever circumstances permitted.

| Year | Toll       |
|------|------------|
| 1801 | two pence  |
| 1911 | a shilling |

: Tolls in two centuries {#tbl:tolls}

> Whoever would cross at night must ring twice and wait.

- a lantern of the common pattern
- two boathooks, seven feet

[^rope]: Of hemp, renewed in spring; Σαπφώ knew such ropes.
"""
LIGHT = """# The Light

It is[^light] lit at dusk, and the boat at the upper crossing is seen from its gallery. The keeper
writes down the hour, the weather and whatever else has struck him as remarkable.

::: {lang=ar dir=rtl}
كان خروجي من طنجة مسقط رأسي في يوم الخميس الثاني من شهر الله رجب
:::

::: {lang=he dir=rtl}
וַיִּֽירְא֣וּ הַמַּלָּחִ֗ים וַֽיִּזְעֲקוּ֮ אִ֣ישׁ אֶל־אֱלֹהָיו֒
:::

[^light]: Since 1911.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build the PDFs of a book of two chapters, once."""
    folder = tmp_path_factory.mktemp("built")
    home = written(folder / "manuscript", FERRY, LIGHT)
    with hired() as means:
        outcome = pipeline.build(
            home, folder / "dist", means, pipeline.Order(frozenset({"pdf"}))
        )
    assert outcome.made
    return folder


@pytest.fixture
def book(built, tmp_path):
    """Copy the manuscript, as old as it was, beside the finished files."""
    (tmp_path / "dist").symlink_to(built / "dist")
    return shutil.copytree(built / "manuscript", tmp_path / "manuscript")


def printed(built):
    """Read the pages of the print PDF."""
    pdf = next((built / "dist").glob("*-print.pdf"))
    return pdf, marked.Printed(pdf.read_bytes())


def word(home, pages, said, nth=0):
    """Find a word of the manuscript on the pages."""
    read, _ = read_texts(home)
    for strip in copy_of(read).strips:
        at = -1
        for _ in range(nth + 1):
            at = strip.text.find(said, at + 1)
        if at < 0:
            continue
        a, b = strip.letter(at), strip.letter(at + len(said))
        for left, right in ((22, 22), (8, 22), (22, 8), (8, 8), (3, 0), (0, 3)):
            before = strip.folded[max(0, a - left) : a]
            after = strip.folded[b : b + right]
            if hit := pages.find(before, strip.folded[a:b], after):
                return marked.Word(strip, at, at + len(said), *hit)
    raise AssertionError(said)


def test_marks_become_corrections_once(built, book, tmp_path):
    """Each at its words; and collected again, nothing is new."""
    pdf, pages = printed(built)
    marking = marked.Marking(pdf, pages)
    said = [
        "neighbourhood",
        "Ловна",
        "ποταμός",
        "two pence",
        "Tolls",
        "hemp",
        "lantern",
    ]
    for each in said:
        marking.over(word(book, pages, each), "Highlight", Contents="sic?")
    path = marking.save(tmp_path / "anna.pdf")

    result = collect(book, tmp_path / "dist", [path])
    again = collect(book, tmp_path / "dist", [path])

    rows = {each.quote: each for each in result.known.rows}
    assert set(said) == set(rows)
    assert {Certainty.SURE} == {each.certainty for each in rows.values()}
    lines = FERRY.split("\n")
    for quote, each in rows.items():
        line = lines[each.place.line - 1]
        assert quote == line[each.place.column - 1 : each.place.end_column - 1]
        assert ("Anna Reader", "sic?") == (each.reader, each.words)
    assert (7, 0, 7) == (
        len(result.files[0].new), len(again.files[0].new), again.files[0].marks,
    )  # fmt: skip
    journal = (tmp_path / "proof/corrections.jsonl").read_bytes()
    collect(book, tmp_path / "dist", [path])
    assert journal == (tmp_path / "proof/corrections.jsonl").read_bytes()
    made = json.loads((tmp_path / "proof/corrections.json").read_text("utf-8"))
    assert 7 == len(made["corrections"])


def test_a_page_that_begins_with_the_call_of_a_note_is_known(built, book, tmp_path):
    """The page map tells its words without the number."""
    pdf, pages = printed(built)
    marking = marked.Marking(pdf, pages)
    marking.over(word(book, pages, "weather"), "Highlight", Contents="sic?")
    path = marking.save(tmp_path / "anna.pdf")

    result = collect(book, tmp_path / "dist", [path])

    assert ["3"] == [each.page for each in result.known.rows]


def test_the_text_may_have_changed_since(built, book, tmp_path):
    """Words are found where they are now; those that are gone are said to be."""
    pdf, pages = printed(built)
    marking = marked.Marking(pdf, pages)
    for each in ("neighbourhood", "passenger", "renewed", "gallery"):
        marking.over(word(book, pages, each), "Underline")
    path = marking.save(tmp_path / "anna.pdf")
    changed = FERRY.replace("# The Ferry", "# The Ferry").replace(
        "\n\nThe boat", "\n\nA new paragraph comes first.\n\nOur old boat"
    )
    changed = changed.replace("unfortunate passenger", "lucky traveller")
    (book / "one.md").write_text(changed, "utf-8")

    rows = {e.printed: e for e in collect(book, tmp_path / "dist", [path]).known.rows}

    for quote in ("neighbourhood", "renewed", "gallery"):
        each = rows[quote]
        text = (book / each.place.path).read_text("utf-8").split("\n")
        line = text[each.place.line - 1]
        assert quote == line[each.place.column - 1 : each.place.end_column - 1]
        assert Certainty.SURE is each.certainty, each.doubt
    assert Certainty.SURE is not rows["passenger"].certainty


def test_a_caret_right_behind_a_short_word_stays_behind_it(built, book, tmp_path):
    """Words put in with a space behind them belong there, too; not in front of the word."""
    pdf, pages = printed(built)
    marking = marked.Marking(pdf, pages)
    at = word(book, pages, "lit at")
    frame, sign = pages.pages[at.sheet - 1].frame, at.signs[-1]
    x, base = sign.right + 0.1 + frame.left, frame.top - sign.base
    rect = [x - 4, base - 5, x + 4, base + 5]
    marking.put(at.sheet, "Caret", rect, Contents="old ")

    [row] = collect(
        book, tmp_path / "dist", [marking.save(tmp_path / "anna.pdf")]
    ).known.rows

    assert row.before.endswith(" at")


def test_open_corrections_follow_their_words(built, book, tmp_path):
    """Also when nobody marked anything since; settled ones stay where they were."""
    pdf, pages = printed(built)
    marking = marked.Marking(pdf, pages)
    marking.over(word(book, pages, "neighbourhood"), "Highlight")
    marking.caret(word(book, pages, "keeper"), "old")
    path = marking.save(tmp_path / "anna.pdf")
    collect(book, tmp_path / "dist", [path])
    (book / "one.md").write_text(FERRY.replace("\n\nThe", "\n\nOnce.\n\nThe"), "utf-8")
    (book / "two.md").write_text(LIGHT.replace("dusk,", "dusk by me,"), "utf-8")

    result = collect(book, tmp_path / "dist", [])

    mark = next(each for each in result.known.rows if each.kind is Kind.HIGHLIGHT)
    caret = next(each for each in result.known.rows if each.kind is Kind.CARET)
    assert (2, 6) == (result.moved, mark.place.line)
    line = (book / "two.md").read_text("utf-8").split("\n")[caret.place.line - 1]
    assert line[caret.place.column - 1 :].startswith("keeper")


def test_words_with_a_note_among_them_do_not_move_again_and_again(
    built, book, tmp_path
):
    """What stands in the file between them is no change of the words."""
    pdf, pages = printed(built)
    marking = marked.Marking(pdf, pages)
    first, last = (word(book, pages, each) for each in ("worked by a rope", "nobody"))
    marking.over(replace(first, signs=first.signs + last.signs), "Highlight")
    path = marking.save(tmp_path / "anna.pdf")

    found = collect(book, tmp_path / "dist", [path])
    again = collect(book, tmp_path / "dist", [])

    assert [Certainty.SURE] == [each.certainty for each in found.known.rows]
    assert (0, 0) == (found.moved, again.moved)


def test_another_book_is_refused(built, book, tmp_path):
    """Its words are not in the manuscript."""
    other = written(
        tmp_path / "other" / "manuscript", "# Sea\n\n" + "Salt water. " * 40
    )
    pdf, pages = printed(built)
    marking = marked.Marking(pdf, pages)
    marking.over(word(book, pages, "neighbourhood"), "Highlight")
    path = marking.save(tmp_path / "anna.pdf")

    result = collect(other, tmp_path / "nowhere", [path])

    assert "is not this book" in result.files[0].refused
    assert not (tmp_path / "other" / "proof").exists()


def test_without_a_page_map_marks_are_found_by_their_words(built, book, tmp_path):
    """And the reader is who the file is named after, if it does not say."""
    pdf, pages = printed(built)
    marking = marked.Marking(pdf, pages)
    row = marking.over(word(book, pages, "neighbourhood"), "Highlight")
    del row["/T"]
    path = marking.save(tmp_path / "clara.pdf")

    result = collect(book, tmp_path / "nowhere", [path])

    (each,) = result.known.rows
    assert ("clara", "neighbourhood", Certainty.SURE) == (
        each.reader, each.quote, each.certainty,
    )  # fmt: skip
    assert "no page map" in result.files[0].notes[0]


def test_a_file_with_other_pages_is_told_and_read_by_its_words(built, book, tmp_path):
    """Somebody has sent a few pages only: what these are called is not known."""
    pdf, pages = printed(built)
    marking = marked.Marking(pdf, pages)
    chosen = word(book, pages, "gallery")
    marking.over(chosen, "Highlight")
    del marking.pdf.pages[: chosen.sheet - 1]
    path = marking.save(tmp_path / "anna.pdf")

    result = collect(book, tmp_path / "dist", [path])

    (each,) = result.known.rows
    assert ("gallery", "", Certainty.SURE) == (each.quote, each.page, each.certainty)
    assert "pages, the book as it was built last" in result.files[0].notes[0]


def test_marks_on_what_nobody_wrote_have_no_sure_place(built, book, tmp_path):
    """A folio, the margin, a blank page."""
    pdf, pages = printed(built)
    marking = marked.Marking(pdf, pages)
    sheet = word(book, pages, "neighbourhood").sheet
    height = pages.pages[sheet - 1].frame.top
    marking.put(sheet, "Text", [2, height - 300, 20, height - 282], Contents="here?")
    marking.put(sheet, "Text", [200, 8, 218, 26], Contents="folio")
    path = marking.save(tmp_path / "anna.pdf")

    rows = collect(book, tmp_path / "dist", [path]).known.rows

    assert 2 == len(rows)
    assert Certainty.SURE not in {each.certainty for each in rows}
    assert all(each.doubt for each in rows)


def test_a_file_that_lost_its_trim_is_read_by_its_words(built, book, tmp_path):
    """A program wrote it anew: what the map says of places is not true of its pages."""
    pdf, pages = printed(built)
    marking = marked.Marking(pdf, pages)
    chosen = word(book, pages, "boathooks")
    marking.over(chosen, "StrikeOut")
    for page in marking.pdf.pages:
        left, lower, right, upper = map(float, page.trimbox)
        for name in ("/TrimBox", "/BleedBox", "/ArtBox", "/CropBox"):
            if name in page.obj:
                del page.obj[name]
        page.mediabox = [left, lower, right, upper + 200]
    path = marking.save(tmp_path / "anna.pdf")

    (each,) = collect(book, tmp_path / "dist", [path]).known.rows

    assert ("boathooks", "", chosen.line) == (each.quote, each.page, each.place.line)


@pytest.mark.parametrize("said", ["The Mill", "Vivid Civil Music", "XII Villages"])
def test_a_title_marked_in_the_contents_is_marked_in_the_text(tmp_path, said):
    """Also one that begins or ends with letters that numbers of pages have, too."""
    home = written(
        tmp_path / "manuscript",
        f"# {said}\n\nSome words.\n",
        "# Another\n\nMore words.\n",
    )
    order = pipeline.Order(frozenset({"pdf"}), purpose="press", judged=False)
    with hired() as means:
        pipeline.build(home, tmp_path / "dist", means, order)
    pdf, pages = printed(tmp_path)
    plain = said.replace(" ", "")
    for sheet in pages.pages:
        visible = [sheet.signs[n] for n in sheet.visible]
        at = "".join(each.text for each in visible).find(plain)
        if at >= 0:
            break
    marking = marked.Marking(pdf, pages)
    signs = tuple(visible[at : at + len(plain)])
    marking.over(marked.Word(None, 0, 0, sheet.number, signs), "Highlight")

    (row,) = collect(
        home, tmp_path / "dist", [marking.save(tmp_path / "a.pdf")]
    ).known.rows

    assert (Certainty.SURE, said) == (row.certainty, row.quote)
    assert ("one.md", 1, 3) == (row.place.path, row.place.line, row.place.column)


@pytest.mark.parametrize("touched", [False, True])
def test_marks_of_all_kinds_at_random_words(built, book, tmp_path, touched):
    """Whatever is not exact says so; the line is always right."""
    pdf, pages = printed(built)
    read, _ = read_texts(book)
    chosen = marked.words(copy_of(read), pages, 60, seed=5)
    marking = marked.Marking(pdf, pages)
    meant = marked.mark_all(marking, chosen)
    path = marking.save(tmp_path / "anna.pdf")

    if touched:  # it may have changed: words are looked for in all of the book
        os.utime(book / "one.md")

    rows = collect(book, tmp_path / "dist", [path]).known.rows

    score = marked.score(rows, meant)
    assert [] == score.silently_wrong
    assert touched or [] == score.wrong_line
    assert score.exact >= (0.95 if touched else 0.98) * len(meant)


def test_words_from_right_to_left_are_marked_like_others(built, book, tmp_path):
    """A caret stands where it is read, in front of a word; vowels belong to their letters."""
    pdf, pages = printed(built)
    marking = marked.Marking(pdf, pages)
    marking.over(word(book, pages, "طنجة"), "Highlight")
    marking.over(word(book, pages, "אֶל־אֱלֹהָיו֒"), "Underline")
    marking.note(word(book, pages, "الخميس"))
    marking.caret(word(book, pages, "رأسي"), "كل")
    path = marking.save(tmp_path / "anna.pdf")

    rows = collect(book, tmp_path / "dist", [path]).known.rows

    assert [] == [(each.quote, each.doubt) for each in rows if each.doubt]
    quotes = {each.kind: each.quote for each in rows}
    assert "طنجة" == quotes[Kind.HIGHLIGHT]
    assert "אֶל־אֱלֹהָיו֒" == quotes[Kind.UNDERLINE]
    assert "الخميس" == quotes[Kind.NOTE]
    [caret] = [each for each in rows if each.kind is Kind.CARET]
    assert caret.before.endswith("مسقط ")
    assert caret.after.startswith("رأسي")
    desk = {
        each.text for n in range(len(pages.pages)) for each in letters(str(pdf), n + 1)
    }
    assert {"طنجة", "الخميس", "مسقط"} <= desk


def test_many_pages_are_read_by_several_processes(built, book, tmp_path):
    """In whatever order the pages are done, every mark has its own answer."""
    pdf, pages = printed(built)
    marking = marked.Marking(pdf, pages)
    for each in ("gallery", "renewed", "neighbourhood", "weather", "tradition"):
        marking.over(word(book, pages, each), "Highlight")
    path = marking.save(tmp_path / "several.pdf")
    marks = read_marks(path).annotations
    held = Held(path, copy_of(read_texts(book)[0]), None, frozenset())

    with finders(2, jobs=2) as pool:
        side_by_side = found(held, marks, pool, at_once=1)

    assert len({each.sheet for each in marks}) > 1
    assert found(held, marks, finders(2, jobs=0)) == side_by_side
    assert ["renewed", "neighbourhood", "tradition", "gallery", "weather"] == [
        each.quote for each in side_by_side
    ]


def test_an_applied_edit_is_in_the_text(built, book, tmp_path):
    """From the mark to the manuscript."""
    from publisher.proofing.applying import Answer, apply

    pdf, pages = printed(built)
    marking = marked.Marking(pdf, pages)
    marking.over(word(book, pages, "neighbourhood"), "StrikeOut", Contents="village")
    marking.over(word(book, pages, "single"), "StrikeOut")
    marking.caret(word(book, pages, "keeper"), "old")
    path = marking.save(tmp_path / "anna.pdf")
    result = collect(book, tmp_path / "dist", [path])

    applied = apply(result.read, book, result.ledger, lambda _: Answer.YES)

    assert 3 == len(applied.done), applied.refused
    wanted = FERRY.replace("neighbourhood", "village").replace("*single* ", "")
    assert wanted == (book / "one.md").read_text("utf-8")
    assert "The old keeper" in (book / "two.md").read_text("utf-8").replace("\n", " ")
    again = collect(book, tmp_path / "dist", [path])
    assert {State.DONE} == {each.state for each in again.known.rows}


def test_the_command_takes_many_files_and_says_what_came_in(
    built, book, tmp_path, capsys
):
    """Also one that is no PDF; applied without being asked only with --yes."""
    pdf, pages = printed(built)
    for name in ("anna", "ben"):
        marking = marked.Marking(pdf, pages)
        marking.over(
            word(book, pages, "neighbourhood"), "StrikeOut", Contents="village"
        )
        row = marking.over(word(book, pages, "gallery"), "Highlight", Contents="which?")
        row.T = name
        row.NM = f"{name}-2"
        marking.save(tmp_path / f"{name}.pdf")
    (tmp_path / "bad.pdf").write_bytes(b"hello")
    files = [str(tmp_path / name) for name in ("anna.pdf", "ben.pdf", "bad.pdf")]

    first = _run(book, *files, "--sarif", "--reader", "X")
    said = []
    for yes in (False, True, True):
        order = MarkOrder(apply=True, yes=yes)
        collect_marks(book, tmp_path / "dist", [], order)
        said.append(capsys.readouterr().out)
    shown, applied, again = said

    assert 1 == first.returncode
    assert "anna.pdf: 2 marks: 2 new" in first.stdout
    assert "error: bad.pdf is no PDF" in first.stdout
    assert "Traceback" not in first.stderr + first.stdout
    log = json.loads((tmp_path / "proof/corrections.sarif").read_text("utf-8"))
    results = log["runs"][0]["results"]
    assert {"ben", "Anna Reader", "anna"} == {
        e["properties"]["reader"] for e in results
    }
    assert "--yes applies them" in shown
    assert "village" in applied
    assert "1 applied" in applied
    assert FERRY.replace("neighbourhood", "village") == (book / "one.md").read_text()
    assert again.strip().endswith("0 applied")


def _run(book, *more):
    """Run the command as a person does."""
    command = [sys.executable, "-m", "publisher", "proof.collect", *more]
    return subprocess.run(
        [*command, "--book", str(book)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("printed_words", "quote", "doubt"),
    [
        ("rope", "rope", ""),
        ("rope1", "rope", "the number of a note is struck out too: is the note to go?"),
        ("1", "e", "the mark is on the number of a note; the word is the one before it"),
    ],
)  # fmt: skip
def test_the_number_of_a_note_is_not_struck_out_unasked(
    built, book, tmp_path, printed_words, quote, doubt
):
    """It is printed and not written: what becomes of the note, a person decides."""
    pdf, pages = printed(built)
    sheet = next(s for s in pages.pages if "rope1" in "".join(e.text for e in s.signs))
    at = "".join(each.text for each in sheet.signs).index("rope1")
    at += len("rope1") - len(printed_words) if printed_words == "1" else 0
    signs = sheet.signs[at : at + len(printed_words)]
    marking = marked.Marking(pdf, pages)
    marking.over(marked.Word(None, 0, 0, sheet.number, signs), "StrikeOut")

    (row,) = collect(
        book, tmp_path / "dist", [marking.save(tmp_path / "a.pdf")]
    ).known.rows

    assert (quote, doubt) == (row.quote, row.doubt)
    assert (Certainty.UNSURE if doubt else Certainty.SURE) == row.certainty
