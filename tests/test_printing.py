"""Printed files read back: what is lost is found, whichever process reads."""

import os
import signal

import pytest

from publisher import making, pipeline, printing, readback
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


def bounds(monkeypatch, many=60, most=1500, few=200):
    """Have another number of pages be many, most and few."""
    monkeypatch.setattr(readback, "MANY", many)
    monkeypatch.setattr(readback, "MOST", most)
    monkeypatch.setattr(printing, "MOST", most)
    monkeypatch.setattr(printing, "FEW", few)


@pytest.mark.parametrize(
    ("many", "most", "few", "jobs"),
    [
        pytest.param(0, 1500, 0, 1, id="by another process"),
        pytest.param(1000, 1500, 0, 1, id="here"),
        pytest.param(1000, 1500, 0, 2, id="here, what is for the screen by a twin"),
        pytest.param(1000, 1500, 9, 2, id="both by a twin"),
        pytest.param(0, 0, 9, 2, id="in a very long book, one thing after the other"),
    ],
)
def test_a_word_that_a_style_hides_is_found(
    tmp_path, monkeypatch, many, most, few, jobs
):
    """At its line; and no file is made."""
    bounds(monkeypatch, many, most, few)
    outcome = built(tmp_path, jobs)
    found = [each for each in outcome.found if each.code[0] == "F"]

    assert ["F001"] == [each.code for each in found]
    assert 'lacks "gone"' in found[0].message
    assert 5 == found[0].span.line
    assert not outcome.made


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("most", [0, 1500], ids=["very long", "as most are"])
@pytest.mark.parametrize("few", [0, 9], ids=["many new pages", "few"])
def test_nothing_lies_beside_the_files_that_were_made(
    tmp_path, monkeypatch, few, most, jobs
):
    """The file in inks takes the place of the one that was written."""
    bounds(monkeypatch, 0, most, few)
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


def at_the_twin(monkeypatch, name, accident):
    """Have something happen where another process does a step of `printing`."""
    here, step = os.getpid(), getattr(printing, name)

    def done(*arguments):
        if os.getpid() != here:
            accident(*arguments)
        return step(*arguments)

    monkeypatch.setattr(printing, name, done)


@pytest.mark.parametrize("name", ["_on_screen", "press_read"])
def test_what_a_twin_does_not_live_to_read_is_read_here(tmp_path, monkeypatch, name):
    """Whether it dies before the print file is there or at it; what is wrong is found."""
    at_the_twin(monkeypatch, name, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    outcome = built(tmp_path, 2)

    assert ["F001"] == [each.code for each in outcome.found if each.code[0] == "F"]


def test_a_print_file_that_is_damaged_explains_why_it_is_not_in_inks(
    tmp_path, monkeypatch
):
    """It was to become inks while another process read it."""
    package = printing.package_pdf

    def damaged(*arguments):
        files, found = package(*arguments)
        for file in files:
            if file.kind == printing.PRINT:
                file.path.write_bytes(b"%PDF-1.6\nno more")
        return files, found

    monkeypatch.setattr(printing, "package_pdf", damaged)
    outcome = built(tmp_path, 2)

    said = [e.message for e in outcome.found if e.severity is Severity.ERROR]
    assert 1 == len(said)
    assert said[0].startswith("the file cannot be read")
    assert not outcome.made


def test_what_fails_with_a_print_file_that_is_sound_is_not_kept_quiet(
    tmp_path, monkeypatch
):
    """It is a fault of ours."""

    def stumble(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(printing, "make_press", stumble)
    with pytest.raises(ZeroDivisionError):
        built(tmp_path, 2)
