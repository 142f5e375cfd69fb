"""Printed files read back: what is lost is found, whichever process reads."""

import pytest

from publisher import collating, making, pipeline, printing
from publisher.check import paper
from publisher.check.press.file import PressFile
from publisher.diagnostics import Severity
from publisher.means import hired
from publisher.orders import PDF, Order
from small_books import written

LOST = "# One\n\nFirst.\n\nA [gone]{.gone} word and another.\n"
STYLE = b".gone { display: none }"


def built(folder, jobs):
    """Build a small book of which a style hides a word, its pages read in some way."""
    home = written(folder / "book", LOST, files={"styles/print.css": STYLE})
    with hired(keep=False, jobs=jobs) as means:
        return pipeline.build(home, folder / "out", means, Order(frozenset({PDF})))


def set_most(monkeypatch, pages):
    """Have no books of more pages held by two processes at a time."""
    monkeypatch.setattr(printing, "MOST", pages)
    monkeypatch.setattr(collating, "MOST", pages)


@pytest.mark.parametrize(
    ("many", "most", "jobs"),
    [
        pytest.param(0, 1500, 1, id="by another process"),
        pytest.param(1000, 1500, 1, id="here"),
        pytest.param(1000, 1500, 2, id="here, what is for the screen by a twin"),
        pytest.param(0, 0, 2, id="in a very long book, one thing after the other"),
    ],
)
def test_a_word_that_a_style_hides_is_found(tmp_path, monkeypatch, many, most, jobs):
    """At its line; and no file is made."""
    monkeypatch.setattr(collating, "MANY", many)
    set_most(monkeypatch, most)
    outcome = built(tmp_path, jobs)
    found = [each for each in outcome.found if each.code[0] == "F"]

    assert ["F001"] == [each.code for each in found]
    assert 'lacks "gone"' in found[0].message
    assert 5 == found[0].span.line
    assert not outcome.made


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("most", [0, 1500], ids=["very long", "as most are"])
def test_nothing_lies_beside_the_files_that_were_made(
    tmp_path, monkeypatch, most, jobs
):
    """The file in inks takes the place of the one that was written."""
    monkeypatch.setattr(collating, "MANY", 0)
    set_most(monkeypatch, most)
    monkeypatch.setattr(pipeline, "LONG", most)
    home = written(tmp_path / "book", "# One\n\nFirst.\n")
    with hired(keep=False, jobs=jobs) as means:
        made = pipeline.build(home, tmp_path / "out", means, Order(frozenset({PDF})))

    assert made.made
    assert sorted(each.name for each in made.made if each.suffix == ".pdf") == sorted(
        each.name for each in (tmp_path / "out").rglob("*") if each.suffix == ".pdf"
    )
    assert not any(each.is_dir() for each in (tmp_path / "out").iterdir())
    assert (
        b"GTS_PDFXVersion" in next((tmp_path / "out").glob("*-print.pdf")).read_bytes()
    )


@pytest.mark.parametrize("kind", ["print", "screen"])
def test_a_file_that_cannot_be_written_is_said_whoever_writes_it(tmp_path, kind):
    """Its name is taken by a folder; the other is read all the same."""
    home = written(tmp_path / "book", "# One\n\nFirst.\n")
    outcome, made = pipeline.check(home), tmp_path / "made"
    name = f"{outcome.manuscript.info.slug}-{kind}.pdf"
    (made / name / "in the way").mkdir(parents=True)
    with hired(keep=False, jobs=2) as means:
        making.make_pdf(outcome, made, means, Order(frozenset({PDF})), lambda _: None)

    assert [f'"{name}" could not be written: Is a directory'] == [
        each.message for each in outcome.found if each.severity is Severity.ERROR
    ]


def test_what_stays_of_a_chapter_is_not_read_or_judged_again(tmp_path, monkeypatch):
    """Only its last page is, when words are added to that; and nothing, if none are."""
    looked: list[str] = []
    read, judge = paper._sorted_out, PressFile.marks

    def reading(*arguments):
        looked.append("read")
        return read(*arguments)

    def judging(*arguments):
        looked.append("judged")
        return judge(*arguments)

    monkeypatch.setattr(paper, "_sorted_out", reading)
    monkeypatch.setattr(PressFile, "marks", judging)
    monkeypatch.setenv("PUBLISHER_CACHE", str(tmp_path / "cache"))
    text = "# One\n\n" + "First words go on.\n\n" * 80
    counts = []
    for each in (text, f"{text}More words go on.\n", f"{text}More words go on.\n"):
        home = written(tmp_path / "book", each)
        with hired(jobs=1) as means:
            pipeline.build(home, tmp_path / "out", means, Order(frozenset({PDF})))
        counts.append((looked.count("read"), looked.count("judged")))
        looked.clear()

    first, second, third = counts
    assert first[0] > 3
    assert first[1] > 3
    assert second == (1, 1)
    assert third == (0, 0)
