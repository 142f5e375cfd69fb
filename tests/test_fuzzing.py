"""Inputs that were found by chance once are tried for ever."""

from pathlib import Path

import pytest

from fuzzing.targets import TARGETS

FOUND = Path(__file__).parent / "fuzzing" / "found"
KEPT = sorted(path for path in FOUND.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "path", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}"
)
def test_what_was_found_does_no_harm(path):
    TARGETS[path.parent.name](path.read_bytes())


def test_every_target_has_kept_inputs():
    """An empty folder would make the test above one that cannot fail."""
    assert {path.parent.name for path in KEPT} == set(TARGETS)


@pytest.mark.parametrize("name", TARGETS)
def test_bytes_that_are_no_text_are_taken(name):
    TARGETS[name](bytes(range(256)) * 4)
