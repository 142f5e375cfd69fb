"""Any book at all: whatever stands in its files, it is checked, and nothing is raised."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher import pipeline
from small_books import written
from strategies import texts

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
