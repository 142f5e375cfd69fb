"""The EPUB of whole Gibbon: what writing it costs, and what Ace says of it.

The release gate: Ace takes minutes for 8,580 notes, and no other run asks it about them.
"""

import resource
import time

import pytest

from corpus import CORPUS, convert
from publisher import pipeline, tools
from publisher.epubmaking import make_epub
from publisher.orders import EPUB, Order, quiet

WRITING = 25  # seconds of CPU from the resolved book, EPUBCheck and Ace apart
PEAK = 1024  # MB

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus is not beside the checkout"
)


@pytest.fixture(scope="module")
def gibbon(tmp_path_factory):
    return convert("gibbon", tmp_path_factory.mktemp("gibbon"))


def test_it_is_written_in_the_time_and_room_there_is(gibbon, tmp_path):
    """From the resolved book to a file that was read back."""
    outcome = pipeline.check(gibbon, prose=False)
    order = Order(frozenset({EPUB}), judged=False)
    start = time.process_time()
    make_epub(outcome, tmp_path, order, quiet)
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    assert outcome.epub
    assert spent < WRITING
    assert peak < PEAK


def test_every_judge_finds_it_faultless(gibbon):
    """EPUBCheck and Ace on 71 chapters with all their notes."""
    tools.ace()
    outcome = pipeline.judge(gibbon, full=True, strict=True)
    judged = ("ace/", "epubcheck/", "E")

    assert [e.headline for e in outcome.found if e.code.startswith(judged)] == []
