"""Real damage to our own book: each is found, named, and placed."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from breakages import IN_FILES, IN_MANUSCRIPT
from publisher import pipeline
from publisher.check.finished import as_made

HOME = Path(__file__).parents[1] / "manuscript"


def told(found, breakage, pages=None):
    """Assert that a breakage is among the findings, by its code, in its very place."""
    place = breakage.place
    if place.startswith("sheet "):
        place = str(pages.pages[int(place.split()[1]) - 1].first)
    grave = [each for each in found if each.severity != "note"]
    assert any(
        each.code == breakage.code and f"{each.span}:".startswith(f"{place}:")
        for each in grave
    ), [each.headline for each in grave]


@pytest.mark.parametrize("breakage", IN_MANUSCRIPT, ids=lambda each: each.name)
def test_damage_to_the_manuscript_is_found_named_and_placed(breakage, tmp_path):
    """A slip of the hand or of a disk never passes."""
    home = tmp_path / "manuscript"
    shutil.copytree(HOME, home)
    breakage.damage(home)

    told(pipeline.check(home, prose=False).found, breakage)


@pytest.mark.parametrize("breakage", IN_FILES, ids=lambda each: each.name)
def test_damage_to_a_finished_file_is_found_named_and_placed(breakage, built, tmp_path):
    """What lies ready to be sent is the book that was checked, or is refused."""
    outcome, made = built
    out = tmp_path / "dist"
    shutil.copytree(made, out)
    breakage.damage(out)

    told(_compared(outcome, made, out), breakage, outcome.pages)


def test_files_as_they_were_built_have_no_fault(built, tmp_path):
    """Nothing is said of sound files, even when every one of them is read through."""
    outcome, made = built
    out = tmp_path / "dist"
    shutil.copytree(made, out)
    for name in ("the-lovna-print.pdf", "the-lovna-screen.pdf"):
        with (out / name).open("ab") as file:
            file.write(b"\n")  # other bytes, the same book

    assert _compared(outcome, made, out) == []


def test_a_folder_without_finished_files_says_what_is_missing(built, tmp_path):
    """Files that are not there are named, one by one."""
    outcome, made = built

    found = _compared(outcome, made, tmp_path)

    assert {each.code for each in found} == {"F005"}
    assert "the-lovna.epub" in {str(each.span.path) for each in found}


def _compared(outcome, made, out):
    fresh = [path for path in outcome.made if path.suffix in (".epub", ".pdf", ".json")]
    epub = replace(outcome.epub, path=made / outcome.epub.path.name)
    return as_made(out, fresh, outcome.book, outcome.pages, epub)
