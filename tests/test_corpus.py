"""Real books that nobody here wrote: each becomes an EPUB and PDFs, whole and clean.

They lie beside the checkout; on a machine without them these tests are skipped, and the
server has them. The whole of Gibbon is printed by a thorough test (test_whole_gibbon.py).
"""

import json

import pytest

import verapdf
from corpus import CORPUS, convert, notes_of
from page_proof import proof
from proofs import faults
from publisher import pipeline, tools
from publisher.diagnostics import Severity
from publisher.means import hired
from publisher.orders import SCREEN

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(
        not CORPUS.is_dir(), reason="the corpus is not beside the checkout"
    ),
]

EVERYTHING = pipeline.FORMATS
BOOKS = [
    pytest.param("flatland", EVERYTHING, id="flatland"),
    pytest.param("ru-sorrento", EVERYTHING, id="a Russian play"),
    pytest.param("multilingual", EVERYTHING, id="six scripts"),
    pytest.param("gibbon", {pipeline.EPUB}, id="the whole of Gibbon as EPUB"),
]


@pytest.mark.parametrize(("name", "formats"), BOOKS)
def test_a_real_book_is_built_whole(name, formats, tmp_path):
    """No error, no finding of EPUBCheck, no word and no note lost, every link landing.

    All of these are findings of the build itself; a word lost would be an error. The map
    of its pages, and with it every number that tells one, is proved by other means.
    """
    tools.java()  # without it EPUBCheck would only be noted as missing
    home, out = convert(name, tmp_path), tmp_path / "dist"
    with hired(keep=False) as means:
        outcome = pipeline.build(home, out, means, pipeline.Order(frozenset(formats)))

    assert_whole(outcome, name, out)


@pytest.fixture(scope="module")
def beagle(tmp_path_factory):
    """Build the Voyage of the Beagle, and then its screen PDF by the older standards."""
    tools.java()
    folder = tmp_path_factory.mktemp("beagle")
    home, out, older = convert("beagle", folder), folder / "dist", folder / "older"
    screen = pipeline.Order(frozenset({pipeline.PDF}), purpose=SCREEN, judged=False)
    with hired(keep=False) as means:
        outcome = pipeline.build(home, out, means)
        set_standard(home, "ua-1")
        again = pipeline.build(home, older, means, screen)
    assert again.made, [each.headline for each in again.found]
    return outcome, out, older


def test_the_voyage_of_the_beagle_is_built_whole(beagle):
    """As the others are."""
    outcome, out, _ = beagle

    assert_whole(outcome, "beagle", out)


def test_verapdf_finds_nothing_in_the_beagle(beagle):
    """PDF/UA-2 and PDF/A-4, on all pages of the joined file."""
    _, out, _ = beagle

    assert verapdf.failures(screen_of(out), "ua-2", "a-4") == []


def test_another_validator_finds_nothing_in_the_beagle(beagle):
    """It knows the standards before these: PDF/UA-1, and PDF/A-3a."""
    _, _, older = beagle
    page = pytest.importorskip("page")
    for profile in ("ua1", "3a"):
        report = page.validate_pdf(screen_of(older), profile=profile)

        assert [f"{e.rule_id}: {e.message}" for e in report.failures] == []
        assert report.is_compliant


def screen_of(out):
    """Give the PDF for the screen."""
    return next(out.glob("*-screen.pdf"))


def set_standard(home, standard):
    """Have the PDF for the screen keep another pair of standards."""
    settings = home / "book.yaml"
    said = json.loads(settings.read_text("utf-8"))
    said["print"] = {"screen-standard": standard}
    settings.write_text(json.dumps(said), "utf-8")


def assert_whole(outcome, name, out):
    """Assert that nothing of a book of the corpus is wrong or lost in its files."""
    assert [each for each in outcome.found if each.severity is Severity.ERROR] == []
    assert [each for each in outcome.found if each.code.startswith("epubcheck")] == []
    assert len(outcome.book.notes) == notes_of(name)
    assert len(outcome.made) == (4 if outcome.pages else 1)
    if outcome.pages:
        epub, pdf = next(out.glob("*.epub")), next(out.glob("*-print.pdf"))
        assert proof(epub, pdf, out / "pages.json") == []
        if name != "multilingual":  # poppler orders right-to-left words in its own way
            assert faults(outcome) == []
        assert sorted(row.key for row in outcome.pages.notes) == sorted(
            outcome.book.notes
        )
