"""Bad and odd input of all kinds: what it must do it does, what it must not it does not.

Each case of the corpus is built in this process under guard: the network is unplugged,
and what is written outside the output folder or read outside the book is a failure.
"""

import re
import tempfile

import pytest

import bad_books
from bad_books import cases, folder_of
from bad_words import CODES, LIMIT, assertion
from publisher.diagnostics import Severity
from publisher.pipeline import EPUB, PDF, Order

pytestmark = pytest.mark.skipif(
    not bad_books.BAD.is_dir(), reason="the corpus is not beside the checkout"
)

HELD_BY_EPUBCHECK = {"xref-id-not-xml", "img-wrong-extension", "link-broken-url"}
IN_INKS = {
    "img-cmyk-jpeg", "img-cmyk-no-marker", "img-palette-alpha", "img-alpha",
    "img-exif-rotated", "img-animated-gif",
}  # fmt: skip
"""Cases of which the print PDF must be looked at as its printer gets it."""

EVERY = cases()
MADE_AS_EPUB = {"many-chapters"}


@pytest.fixture(scope="module", autouse=True)
def scratch(tmp_path_factory):
    """Give folders for passing use a place of their own, away from all cases."""
    before, tempfile.tempdir = tempfile.tempdir, str(tmp_path_factory.mktemp("scratch"))
    yield
    tempfile.tempdir = before


@pytest.fixture
def ran(request, tmp_path):
    """Run a case."""
    case = request.param
    home = folder_of(case, tmp_path / "case")
    seconds = min(map(int, LIMIT.findall(" ".join(case.get("must", ())))), default=60)
    result = bad_books.run(home, tmp_path / "dist", order=order(case), seconds=seconds)
    if case["id"] in IN_INKS:
        pressed = Order(frozenset({PDF}))
        result = bad_books.run(home, tmp_path / "dist", order=pressed, seconds=seconds)
    return result


def order(case):
    """Say what is made of a case."""
    if case["id"] in MADE_AS_EPUB:
        return Order(frozenset({EPUB}), judged=False)
    return Order(judged=case["id"] in HELD_BY_EPUBCHECK)


@pytest.mark.parametrize(
    ("case", "ran"), [(each, each) for each in EVERY], ids=[c["id"] for c in EVERY],
    indirect=["ran"],
)  # fmt: skip
def test_a_case_does_what_it_must(case, ran):
    """Outcome, finding and its place, and every phrase of what must and must not be."""
    assert_outcome(case, ran)
    for where in case.get("at", ()):
        name = where["file"].replace("structure.yaml", "book.yaml").rpartition("/")[2]
        assert (name, where["line"]) in ran.places(*codes(case)), ran.said
    for phrase in (*case.get("must", ()), *case.get("must_not", ())):
        assertion(phrase)(ran)
    assert ran.trespasses == []
    assert not re.search(r"Traceback|Error:|NoneType|Exception", ran.said)


def codes(case):
    """Give the codes of the finding a case is to earn."""
    return CODES[case["diagnostic"]] if "diagnostic" in case else set()


def assert_outcome(case, ran):
    """Hold that the case ended as it may: all files or none, and the finding told."""
    told = {each.code for each in ran.found} & codes(case)
    if ran.ending == "error":
        assert "error" in case["outcome"], ran.said
        assert told or "diagnostic" not in case
        assert ran.outcome.made == []
        assert any(each.severity is Severity.ERROR for each in ran.found)
    else:
        assert {"ok", "warn"} & set(case["outcome"]), ran.said
        assert told or "ok" in case["outcome"]
        assert ran.outcome.made


def test_every_phrase_of_the_corpus_is_held_by_something():
    """No case is silently let off: each of its phrases, and each finding, is asserted."""
    phrases = {p for c in EVERY for p in (*c.get("must", ()), *c.get("must_not", ()))}
    findings = {each["diagnostic"] for each in EVERY if "diagnostic" in each}

    assert {phrase for phrase in phrases if assertion(phrase) is None} == set()
    assert findings - set(CODES) == set()
    assert len(EVERY) == 107
