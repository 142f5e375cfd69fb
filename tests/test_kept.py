"""What is kept of chapters and units between builds is what would be made anew."""

from functools import partial
from zipfile import ZipFile

import pytest

from clean_book import copy_of_clean
from publisher import pipeline
from publisher.cache import Cache, kept
from publisher.check.fidelity import epub_is_whole
from publisher.epubmaking import make_epub
from publisher.keeping import units_of
from publisher.orders import Order
from publisher.render.print import render_print

EDITS = {
    "a word": ("one.md", "The keeper wrote", "A keeper wrote"),
    "lines above": ("one.md", "The lamp stands", "Lines.\n\nAbove.\n\nThe lamp stands"),
    "a title that others refer to": ("one.md", "# The Reach {", "# The Bend {"),
    "a title": ("one.md", "## The keeper[", "## The warden["),
    "a note before others": ("one.md", "turns; see", "turns^[Left.]; see"),
    "a figure before others": (
        "one.md",
        "![The reach",
        '![Fog](images/lamp.png){#map-fog alt="Fog."}\n\n![The reach',
    ),
    "an included file": ("rules.inc.md", "\n", "\n\nOne more rule.\n\n"),
    "page references": ("book.yaml", "lang: en-GB", "lang: en-GB\nxref: {page: never}"),
    "a sign no font has": ("two.md", "\n\n", "\n\nA sign: \U00012000.\n\n"),
    "a reference to nothing": ("two.md", "\n\n", "\n\nSee @map-nowhere.\n\n"),
    "a picture without words": ("two.md", "\n\n", "\n\n![](images/lamp.png)\n\n"),
}


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """Keep what the book was made into before it is edited."""
    folder = tmp_path_factory.mktemp("before")
    cache = Cache(folder / "cache")
    read(copy_of_clean(folder), cache)
    return cache


def read(home, cache):
    """Read the book; give what was found, and the markup of every unit for paper."""
    outcome = pipeline.check(home, cache=cache)
    if outcome.book is None:
        return outcome.found, None
    keep = partial(units_of(outcome.book, cache).kept, "markup")
    return outcome.found, render_print(outcome.book, (), keep)


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_book_is_as_if_nothing_had_been_kept(edit, cache, tmp_path):
    """The same findings in the same order, the same markup; and again when all is kept."""
    home = copy_of_clean(tmp_path)
    name, old, new = EDITS[edit]
    text = (home / name).read_text("utf-8")
    (home / name).write_text(text.replace(old, new, 1), "utf-8")

    anew = read(home, None)

    assert text != (home / name).read_text("utf-8")
    assert anew == read(home, cache)
    assert anew == read(home, cache)


def test_only_what_was_edited_is_made_again(cache, tmp_path):
    """One word is the business of one unit."""
    home = copy_of_clean(tmp_path)
    path = home / "two.md"
    path.write_text(path.read_text("utf-8") + "\nOne word more.\n", "utf-8")
    outcome = pipeline.check(home, cache=cache, prose=False)
    made = []

    def keep(unit, make, more):
        def anew():
            made.append(unit.source.name)
            return make()

        return units_of(outcome.book, cache).kept("markup", unit, anew, more)

    render_print(outcome.book, (), keep)

    assert made == ["two.md"]


def test_a_result_is_made_once_for_the_same_parts(tmp_path):
    """Other parts, another result; and none is kept without a cache."""
    cache, made = Cache(tmp_path), []

    def make():
        made.append(1)
        return tuple(made)

    results = [
        kept(each, parts, make) for each in (cache, None) for parts in ("ab", "ab", "b")
    ]

    assert results == [(1,), (1,), (1,) * 2, (1,) * 3, (1,) * 4, (1,) * 5]


def test_a_document_that_lost_a_word_is_found_though_the_unit_is_known(cache, tmp_path):
    """What was whole is known by every byte of its document, not by its unit alone."""
    outcome = pipeline.check(copy_of_clean(tmp_path), cache=cache, prose=False)
    make_epub(outcome, tmp_path, Order(judged=False), print, cache)
    keep = partial(outcome.units.kept, "EPUB is whole")
    spoiled = tmp_path / "spoiled.epub"
    with ZipFile(outcome.epub.path) as whole, ZipFile(spoiled, "w") as lossy:
        for name in whole.namelist():
            lossy.writestr(name, whole.read(name).replace(b"lamp", b"", 1))

    assert epub_is_whole(outcome.epub.path, outcome.book, keep) == []
    assert epub_is_whole(spoiled, outcome.book, keep)
    assert epub_is_whole(spoiled, outcome.book, keep) == epub_is_whole(
        spoiled, outcome.book
    )
