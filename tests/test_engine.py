"""Whole builds: the same bytes however they were made, and right after any accident."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import odd_jobs
from clean_book import copy_of_clean
from publisher import pipeline
from publisher.cache import Cache
from publisher.means import hired
from publisher.pipeline import Order

HOUSE = Path(__file__).parents[1]
PDF = Order(frozenset({"pdf"}))


@pytest.fixture
def home(tmp_path):
    return copy_of_clean(tmp_path)


@pytest.fixture
def own_cache(tmp_path, monkeypatch):
    """Begin with an empty cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("PUBLISHER_CACHE", str(folder))
    return folder


def built(home, out, **more):
    """Build the PDFs and the page map; give what was found, and the files' digests."""
    with hired(**more) as means:
        outcome = pipeline.build(home, out, means, PDF)
    return outcome, digests(out)


def digests(out):
    """Name each finished file and what is in it."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.iterdir())
    }


def edit(home, old, new):
    """Change some words of the book."""
    path = home / "one.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def first_words(home):
    """Find a word of the first chapter that can be changed."""
    return next(
        line.split()[1]
        for line in (home / "one.md").read_text("utf-8").splitlines()
        if line[:1].isalpha() and len(line.split()) > 3
    )


def test_a_build_from_the_cache_has_the_same_bytes(home, own_cache, tmp_path):
    """Cold, from a full cache, after an edit and its undoing, and without any cache."""
    word = first_words(home)
    _, cold = built(home, tmp_path / "a")
    edit(home, word, word + "ish")
    _, edited = built(home, tmp_path / "b")
    _, anew = built(home, tmp_path / "c", keep=False)
    edit(home, word + "ish", word)
    _, undone = built(home, tmp_path / "d")
    _, alone = built(home, tmp_path / "e", keep=False, jobs=1)

    assert edited == anew != cold
    assert cold == undone == alone
    assert len(cold) == 6  # two PDFs, the page map, three reports


def test_nothing_is_made_again_if_nothing_has_changed(home, own_cache, tmp_path):
    """Unless a finished file is not as it was left."""
    first, files = built(home, tmp_path / "a")
    times = [path.stat().st_mtime_ns for path in first.made]
    again, _ = built(home, tmp_path / "a")
    untouched = [path.stat().st_mtime_ns for path in again.made]
    first.made[1].write_bytes(b"spoilt")
    mended, whole = built(home, tmp_path / "a")

    assert untouched == times
    assert again.found == first.found
    assert again.files == first.files
    assert (mended.book is None, again.book is None) == (False, True)
    assert whole == files


def test_damaged_results_are_made_again_with_a_note(home, own_cache, tmp_path):
    """The book is as it would be without them."""
    _, cold = built(home, tmp_path / "a")
    for entry in sorted(path for path in own_cache.rglob("*") if path.is_file()):
        content = bytearray(entry.read_bytes())
        content[len(content) // 2] ^= 1
        entry.write_bytes(content)
    outcome, files = built(home, tmp_path / "a")

    assert files == cold
    assert "K002" in [each.code for each in outcome.found]


def test_a_build_killed_at_any_moment_leaves_the_next_one_right(
    home, own_cache, tmp_path
):
    """With the cache in whatever state it was left, and the output untouched."""
    _, wanted = built(home, tmp_path / "wanted", keep=False)
    words = ["pdf", "--book", str(home), "--out", str(tmp_path / "out")]
    environment = os.environ | {"PYTHONPATH": str(HOUSE / "src")}
    for delay in (0.3, 0.9, 1.5, 2.0, 2.5, 3.0):
        process = subprocess.Popen(
            [sys.executable, "-m", "publisher", *words],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for path in (tmp_path / "out").glob("*.pdf"):
            assert hashlib.sha256(path.read_bytes()).hexdigest() == wanted[path.name]
    _, files = built(home, tmp_path / "fresh")

    assert files == wanted


def test_two_builds_at_once_do_not_disturb_each_other(home, own_cache, tmp_path):
    """They share the cache, and both are right."""
    environment = os.environ | {"PYTHONPATH": str(HOUSE / "src")}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "publisher", "pdf", "--book", str(home),
             "--out", str(tmp_path / name)],
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        for name in ("a", "b")
    ]  # fmt: skip
    ended = [process.wait(timeout=120) for process in running]

    assert ended == [0, 0]
    assert digests(tmp_path / "a") == digests(tmp_path / "b")


def test_a_worker_that_dies_is_a_finding_that_names_the_chapter(
    home, own_cache, tmp_path, monkeypatch
):
    """There is no hang, no traceback, and no file."""
    with hired(jobs=1) as means:
        monkeypatch.setattr(
            "publisher.layout.hands._perform", odd_jobs.end_while_setting
        )
        outcome = pipeline.build(home, tmp_path / "out", means, PDF)

    found = [each for each in outcome.found if each.code == "Y006"]
    assert found
    assert "could not be set" in found[0].message
    assert outcome.made == []


def test_the_cache_can_be_emptied(home, own_cache, tmp_path):
    """And is then empty."""
    built(home, tmp_path / "a")
    kept = Cache(own_cache)

    assert kept.size() > 0
    assert kept.clear() > 0
    assert kept.size() == 0
