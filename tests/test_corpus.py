"""Real books that nobody here wrote: each becomes an EPUB and PDFs, whole and clean.

They lie beside the checkout; on a machine without them these tests are skipped, and the
server has them. The whole of Gibbon is printed by a thorough test (test_whole_gibbon.py).
"""

import pytest

from corpus import CORPUS, convert, notes_of
from page_proof import proof
from proofs import faults
from publisher import pipeline, tools
from publisher.diagnostics import Severity
from publisher.means import hired

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(
        not CORPUS.is_dir(), reason="the corpus is not beside the checkout"
    ),
]

EVERYTHING = pipeline.FORMATS
BOOKS = [
    pytest.param("flatland", None, EVERYTHING, id="flatland"),
    pytest.param("ru-sorrento", None, EVERYTHING, id="a Russian play"),
    pytest.param("multilingual", None, EVERYTHING, id="six scripts"),
    pytest.param("beagle", None, EVERYTHING, id="the Voyage of the Beagle"),
    pytest.param("gibbon", None, {pipeline.EPUB}, id="the whole of Gibbon as EPUB"),
]


@pytest.mark.parametrize(("name", "parts", "formats"), BOOKS)
def test_a_real_book_is_built_whole(name, parts, formats, tmp_path):
    """No error, no finding of EPUBCheck, no word and no note lost, every link landing.

    All of these are findings of the build itself; a word lost would be an error. The map
    of its pages, and with it every number that tells one, is proved by other means.
    """
    tools.java()  # without it EPUBCheck would only be noted as missing
    home = convert(name, tmp_path, parts)
    order = pipeline.Order(frozenset(formats))
    with hired(keep=False) as means:
        outcome = pipeline.build(home, tmp_path / "dist", means, order)

    assert [each for each in outcome.found if each.severity is Severity.ERROR] == []
    assert [each for each in outcome.found if each.code.startswith("epubcheck")] == []
    assert len(outcome.book.notes) == notes_of(name, parts)
    assert len(outcome.made) == (4 if pipeline.PDF in formats else 1)
    if outcome.pages:
        out = tmp_path / "dist"
        epub, pdf = next(out.glob("*.epub")), next(out.glob("*-print.pdf"))
        assert proof(epub, pdf, out / "pages.json") == []
        if name != "multilingual":  # poppler orders right-to-left words in its own way
            assert faults(outcome) == []
        assert sorted(row.key for row in outcome.pages.notes) == sorted(
            outcome.book.notes
        )
