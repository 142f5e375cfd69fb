"""Any book at all: whatever stands in its files, it is checked, and nothing is raised."""

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher import pipeline
from publisher.diagnostics import Severity
from publisher.means import Means
from publisher.pipeline import EPUB, PDF, Order
from small_books import written
from strategies import books, texts

EXAMPLES = int(os.environ.get("PUBLISHER_ANY_BOOKS", "2"))
"""Whole books that are made; `PUBLISHER_ANY_BOOKS=200` tries more than CI has time for."""

EXTRAS = ["", "toc: 9\n", "series: {}\n", "editions: [a]\n", "lang: [x]\n", "title: &a [*a]\n",
          "rules: {Y009: error}\n", "kinds: {map: 1}\n", "\x00", "\t- a\n", "a: b: c\n"]  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(texts(most=20), min_size=1, max_size=3), st.sampled_from(EXTRAS))
def test_any_book_is_checked_and_every_finding_points_into_it(chapters, more):
    with tempfile.TemporaryDirectory() as folder:
        home = written(Path(folder) / "book", *chapters, more=more)
        for each in pipeline.check(home).found:
            place = home / each.span.path
            assert place.exists(), each.headline
            if place.is_file() and place.suffix in {".md", ".yaml"}:
                lines = place.read_text("utf-8").count("\n") + 1
                assert 1 <= each.span.line <= lines, each.headline


MAP = b"""<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="9" height="9"/></svg>"""
MORE = (
    "source-editions: {old: {title: Old}}\nnotes: {series: {tr: {title: T}}}\n"
    "remarks: {tr: {name: The translator}}\n"
)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(books())
def test_any_book_is_made_whole_or_is_refused_for_what_its_author_wrote(chapters):
    """No gate ever finds that the publisher itself lost, added or misplaced a word."""
    with tempfile.TemporaryDirectory() as folder:
        home = written(
            Path(folder) / "book", *chapters, more=MORE, files={"m.svg": MAP}
        )
        order = Order(frozenset({EPUB, PDF}), judged=False)
        outcome = pipeline.build(home, Path(folder) / "out", Means(), order)
        errors = [each for each in outcome.found if each.severity is Severity.ERROR]

        assert [e.headline for e in errors if e.code[0] not in "LPRC"] == []
        assert bool(outcome.made) is not bool(errors)
