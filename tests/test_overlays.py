"""The clean book earns nothing; each overlay earns exactly its findings, and nothing else."""

import pytest

from clean_book import CLEAN, OVERLAYS, copy_of_clean
from publisher import pipeline
from publisher.diagnostics import in_order

FOLDERS = sorted(path for path in OVERLAYS.iterdir() if path.is_dir())


def headlines(outcome):
    return "".join(f"{each.headline}\n" for each in in_order(outcome.found))


def test_the_clean_book_has_one_note_and_no_fault():
    """Its one finding says that the index mark is kept and not yet set."""
    found = headlines(pipeline.check(CLEAN))

    assert [line for line in found.splitlines() if "note[R010]" not in line] == []


@pytest.mark.parametrize("overlay", FOLDERS, ids=lambda path: path.name)
def test_an_overlay_earns_its_findings_and_nothing_else(overlay, tmp_path, request):
    """The whole report is compared, so nothing cascades."""
    outcome = pipeline.check(copy_of_clean(tmp_path, overlay))
    expected = overlay / "expected.txt"
    if request.config.getoption("--update-golden"):
        expected.write_text(headlines(outcome), "utf-8")

    assert expected.read_text("utf-8") == headlines(outcome)
