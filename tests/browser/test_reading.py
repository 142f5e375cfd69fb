"""EPUBs read as a reader reads them: on a phone, by a reading system, by day and by night.

The pictures in `pictures/` are what the pages looked like when someone last looked at
them; `pytest --update-golden` takes new ones, to be looked at.
"""

from base64 import b64encode
from pathlib import Path

import pytest
from PIL import Image

import golden_cases
from browser.reading_room import ink, reading
from epub_sample import ASSETS, BOOK, FONTS, STYLES, at, chapter_of, finished, t
from publisher import pipeline
from publisher.check.letters import letters
from publisher.means import hired
from publisher.model import Align, Cell, Row, Table
from publisher.package.epub import package_epub
from small_books import written

pytestmark = pytest.mark.tools

HOUSE = Path(__file__).parents[2]
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


def test_a_book_from_right_to_left_is_read_from_the_right(chromium, tmp_path):
    """Verse, lists, remarks, tables and contents hang on the right; nothing is cut off."""
    text = (
        "# الباب\n\nيجري النهر إلى البحر ولا يعرف أحد نهايته.\n\n"
        "| قفا نبك من ذكرى حبيب ومنزل\n|   بسقط اللوى بين الدخول فحومل\n\n"
        "- واحد\n- اثنان\n\n::: {.remark by=tr}\nكلام المترجم.\n:::\n\n"
        "::: {lang=en}\nEnglish words.\n\n- a list\n:::\n"
    )
    home = written(
        tmp_path / "m", text, lang="ar", more="remarks: {tr: {name: مترجم}}\n"
    )
    order = pipeline.Order(frozenset({pipeline.EPUB}), judged=False)
    pipeline.build(home, tmp_path / "dist", order=order)
    with reading(chromium, next((tmp_path / "dist").glob("*.epub"))) as reader:
        reader.do("show", "text/ch-01.xhtml")
        seen = {
            each: reader.tab.evaluate(_EDGES, each)
            for each in ("p", ".verse .line", "ul li", "aside.remark", "[dir=ltr] p")
        }
        looks_as_before(reader, "right-to-left")

    assert all(edges["left"] >= 0 and edges["right"] >= 0 for edges in seen.values())
    for each in ("p", ".verse .line", "ul li", "aside.remark"):
        assert seen[each]["right"] < seen[each]["left"], each
    assert seen["[dir=ltr] p"]["left"] < seen["[dir=ltr] p"]["right"]


_EDGES = """(selector) => {
  const text = reader.text(), range = text.createRange();
  const words = text.createTreeWalker(text.querySelector(selector), NodeFilter.SHOW_TEXT);
  while (words.nextNode() && !words.currentNode.data.trim());
  range.selectNodeContents(words.currentNode);
  const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
  const wide = text.defaultView.innerWidth;
  return { left: Math.min(...boxes.map((box) => box.left)),
           right: wide - Math.max(...boxes.map((box) => box.right)) };
}"""
"""How much of the page is free at both sides of the first words of an element, in px."""


def test_letters_of_latin_are_those_that_were_written(chromium):
    """EB Garamond has other forms for Latin, in which u is v and narrower."""
    face = b64encode((HOUSE / "styles/fonts/EBGaramond-Regular.ttf").read_bytes())
    words = "Vnum equum uult"
    with chromium.new_page() as page:
        page.set_content(
            f"<style>{(HOUSE / 'styles/epub.css').read_text('utf-8')}\n"
            '@font-face { font-family: "EB Garamond"; '
            f"src: url(data:font/ttf;base64,{face.decode()}) }}</style>"
            f"<span>{words}</span> <span lang='la'>{words}</span> "
            f"<span lang='la' style='font-feature-settings: normal'>{words}</span>"
        )
        page.evaluate("document.fonts.ready")
        plain, latin, other = page.evaluate(
            "[...document.querySelectorAll('span')].map(e => e.getBoundingClientRect().width)"
        )

    assert plain == latin != other


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


# ------------------------------------------------- one journey, in all its lights and sizes


DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200">'
    b'<path d="M10 10h280v180H10z" fill="none" stroke="#000" stroke-width="6"/>'
    b'<path d="M20 180L120 60L180 120L280 20" fill="none" stroke="#000" stroke-width="9"/></svg>'
)
SIZE = "print: {trim: 80x110mm, margins: {top: 9mm, bottom: 12mm, inside: 10mm, outside: 9mm}}\n"


@pytest.fixture(scope="module")
def voyage(tmp_path_factory):
    """A book of more than 112 small pages, with notes and five maps."""
    texts = []
    for chapter in range(3):
        first = chapter * 270 + 1
        measured = [
            f"Measurement {n} was taken at dawn, by the landing, and disputed before"
            f" noon of the same day.{'[^dispute]' if n == first else ''}"
            for n in range(first, first + 270)
        ]
        paragraphs = [" ".join(measured[n : n + 9]) for n in range(0, 270, 9)]
        maps = [
            f'![Reach {n}](images/reach.svg){{#map-{n} alt="A bend of the river."}}'
            for n in range(2 * chapter + 1, min(2 * chapter + 3, 6))
        ]
        seen = "See @map-5." if chapter == 0 else f"See @map-{2 * chapter}, too."
        note = "[^dispute]: By the ferryman, who had no watch, and needed none."
        texts.append(
            "\n\n".join([f"# Reach {chapter + 1}", *paragraphs[:2], seen, *maps,
                         *paragraphs[2:], note]) + "\n"
        )  # fmt: skip
    home = tmp_path_factory.mktemp("voyage")
    files = {"images/reach.svg": DRAWING}
    more = "creator: Ada Quill\n" + SIZE
    written(home / "manuscript", *texts, files=files, more=more)
    order = pipeline.Order(judged=False)
    with hired(keep=False) as means:
        outcome = pipeline.build(home / "manuscript", home / "dist", means, order)
    assert outcome.made, [each.headline for each in outcome.found]
    return outcome, next((home / "dist").glob("*.epub"))


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("size", SIZES)
def test_a_journey_through_a_book(chromium, voyage, night, size):
    """Turn pages, open a note and come back, follow "map 5", go to page 112, and look."""
    outcome, epub = voyage
    light = f"{'night' if night else 'day'}-{size}"
    with reading(chromium, epub) as reader:
        reader.do("wish", night, size)
        reader.do("show", "text/ch-01.xhtml")
        turned = [reader.do("turn")["page"] for _ in range(3)]
        reader.do("show", "text/ch-01.xhtml")
        note = reader.tab.evaluate(
            f"() => reader.text().querySelector('{CALL}').getAttribute('href')"
        )
        reader.do("press", CALL)

        assert turned == [2, 3, 4]
        assert reader.do("seen", note)
        looks_as_before(reader, f"{light}-note", night=night)
        reader.do("press", f"{note} {BACK}")
        assert reader.do("seen", CALL)
        reader.do("press", "a.ref[href$='#map-5']")
        assert reader.do("seen", "#map-5 img")
        assert reader.do("cut") == []
        looks_as_before(reader, f"{light}-map", night=night)
        listed = dict(reader.do("pages"))
        reader.do("show", listed["112"])
        words = next(row.words for row in outcome.pages.pages if row.label == "112")
        begins = reader.do("after", f"#{listed['112'].partition('#')[2]}", 40)
        assert len(begins) > 20  # the first of them are on the page
        assert letters(words)[:20] == letters(begins)[:20]
        looks_as_before(reader, f"{light}-page", night=night)


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
