"""EPUBs read as a reader reads them: on a phone, by a reading system, by day and by night.

The pictures in `pictures/` are what the pages looked like when someone last looked at
them; `pytest --update-golden` takes new ones, to be looked at.
"""

from pathlib import Path

import pytest
from PIL import Image

import golden_cases
from browser.reading_room import ink, reading
from epub_sample import ASSETS, BOOK, FONTS, STYLES, at, chapter_of, finished, t
from publisher.model import Align, Cell, Row, Table
from publisher.package.epub import package_epub

pytestmark = pytest.mark.tools

PICTURES = Path(__file__).parent / "pictures"
SIZES = (70, 100, 160)  # per cent: what small, usual and large letters are to readers
CALL, BACK = "a[role=doc-noteref]", "a[role=doc-backlink]"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """A small book with one of everything."""
    pages, _ = finished(BOOK, ASSETS, STYLES, FONTS)
    target = tmp_path_factory.mktemp("reading") / "river.epub"
    package_epub(pages, ASSETS, FONTS, target)
    return target


@pytest.fixture
def river(chromium, sample):
    with reading(chromium, sample) as reader:
        yield reader


@pytest.fixture
def lovna(chromium, built):
    _, out = built
    with reading(chromium, next(out.glob("*.epub"))) as reader:
        yield reader


def looks_as_before(reader, name, *, night=False):
    """Compare a page with its picture, by how much ink stands where."""
    picture, kept = reader.picture(), PICTURES / f"{name}.png"
    if golden_cases.updating:
        kept.parent.mkdir(exist_ok=True)
        picture.save(kept, optimize=True)
    before = ink(Image.open(kept).convert("L"), night=night)
    now = ink(picture, night=night)
    other = [
        n for n, (a, b) in enumerate(zip(before, now, strict=True)) if abs(a - b) > 8
    ]

    assert len(other) <= len(now) // 20, f"{name}: cells {other} look different"


# ---------------------------------------------------------------------- what it looks like


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("size", SIZES)
def test_a_chapter_looks_as_it_did(river, night, size):
    """Three sizes of letters, by day and by night; nothing sticks out of the page."""
    river.do("show", "text/ch-01.xhtml")
    river.do("wish", night, size)
    river.do("show", "text/ch-01.xhtml")

    assert river.do("cut") == []
    looks_as_before(river, f"{'night' if night else 'day'}-{size}", night=night)


@pytest.mark.parametrize("place", ["map-river", "tbl-runs", "note-t1"])
def test_maps_tables_and_notes_look_as_they_did(river, place):
    """The map has its caption and the way to a larger one; the table its head."""
    river.do("show", f"text/ch-01.xhtml#{place}")

    assert river.do("seen", f"#{place}")
    looks_as_before(river, place)


def test_a_table_of_many_columns_is_read_line_by_line(chromium, tmp_path):
    """Each cell says its column where a page is as narrow as a phone; nothing is cut off."""
    names = ("Day", "Wind", "Barometer", "Thermometer", "Remarks at noon")
    rows = [
        Row(
            tuple(Cell((t(f"{word} {n}"),), span=at(30)) for word in names), span=at(30)
        )
        for n in range(3)
    ]
    head = Row(tuple(Cell((t(word),), span=at(30)) for word in names), span=at(30))
    log = Table((Align.LEFT,) * len(names), (head,), tuple(rows), span=at(30))
    pages, _ = finished(chapter_of(log, cover=None), ASSETS, STYLES, FONTS)
    package_epub(pages, ASSETS, FONTS, tmp_path / "log.epub")
    with reading(chromium, tmp_path / "log.epub") as reader:
        for size in SIZES:
            reader.do("wish", False, size)
            reader.do("show", "text/ch-01.xhtml")

            assert reader.do("cut") == []
        reader.do("wish", False, 100)
        reader.do("scroll", "text/ch-01.xhtml")
        said = reader.tab.evaluate(
            "() => getComputedStyle(reader.text().querySelector('td'), '::before').content"
        )

        assert "Day" in said
        looks_as_before(reader, "many-columns")


def test_a_picture_of_another_page_is_not_taken_for_it(river):
    """The comparison sees what it is there to see."""
    if not golden_cases.updating:
        river.do("show", "text/back-1.xhtml")

        with pytest.raises(AssertionError, match="look different"):
            looks_as_before(river, "day-100")


# -------------------------------------------------------------------------- what one can do


def test_a_reader_turns_page_after_page_to_the_end_of_the_chapter(lovna):
    """Each turn is a page further; then the next chapter begins."""
    here = lovna.do("show", "text/ch-01.xhtml")
    pages = [here["page"]]
    while (here := lovna.do("turn"))["file"] == "text/ch-01.xhtml":
        pages.append(here["page"])

    assert pages == list(range(1, len(pages) + 1))
    assert len(pages) > 3
    assert (here["file"], here["page"]) == ("text/ch-02.xhtml", 1)


def test_a_reader_opens_a_note_and_comes_back(lovna):
    """The note is on the page after the call is pressed, the call after the way back."""
    lovna.do("show", "text/ch-01.xhtml")
    target = lovna.tab.evaluate(
        f"() => reader.text().querySelector('{CALL}').getAttribute('href')"
    )
    lovna.do("press", CALL)

    assert target.startswith("#")
    assert lovna.do("seen", target)
    lovna.do("press", f"{target} {BACK}")
    assert lovna.do("seen", CALL)


def test_a_reader_follows_a_map_and_looks_at_it_larger(lovna, built):
    """From "map 5" to the map, its picture drawn."""
    outcome, _ = built
    target = next(
        t for t in outcome.book.targets.values() if (t.kind, t.number) == ("map", "5")
    )
    epub_link = f"a.ref[href$='#{target.anchor}']"
    file = _file_with(lovna, epub_link)
    lovna.do("show", file)
    words = lovna.tab.evaluate(
        f'() => reader.text().querySelector("{epub_link}").textContent'
    )
    lovna.do("press", epub_link)

    assert "map 5" in words.replace("\xa0", " ").lower()
    assert lovna.do("seen", f"#{target.anchor}")
    assert lovna.tab.evaluate(
        f"() => reader.text().querySelector('#{target.anchor} img').naturalWidth > 0"
    )


def _file_with(reader, selector):
    """Find the first chapter in which a link stands."""
    for number in range(1, 10):
        file = f"text/ch-{number:02}.xhtml"
        reader.do("show", file)
        if reader.tab.evaluate(f'() => !!reader.text().querySelector("{selector}")'):
            return file
    raise AssertionError(f"no chapter has {selector}")


def test_a_larger_picture_is_reached_from_its_figure_and_left_again(river):
    """Both ways, although its page is beside the reading order."""
    river.do("show", "text/ch-01.xhtml#map-river")
    there = river.do("press", ".larger a")
    back = river.do("press", ".larger a")

    assert there["file"] == "text/larger-01.xhtml"
    assert back["file"] == "text/ch-01.xhtml"
    assert river.do("seen", "#map-river")


def test_a_reader_goes_to_pages_by_the_page_list(lovna, built):
    """To the first, the middle and the last page of the printed book."""
    outcome, _ = built
    listed = [
        row for row in lovna.do("pages") if row[0].isdecimal()
    ]  # epub.js knows no other
    printed = {row.label for row in outcome.pages.pages}

    assert len(listed) > 50
    assert {label for label, _ in listed} <= printed
    for _, href in (listed[0], listed[len(listed) // 2], listed[-1]):
        where = lovna.do("show", href)

        assert href.startswith(where["file"])
        assert lovna.do("seen", f"#{href.partition('#')[2]}"), href
