"""Units of the book become documents: their text, figures, remarks, links."""

import re
from dataclasses import replace

import pytest
from lxml import etree

from epub_reading import XHTML, body, element, one, page, words
from epub_sample import (
    ASSETS,
    BOOK,
    EMPHASIS,
    FONTS,
    MAP,
    STYLES,
    TARGETS,
    at,
    chapter_of,
    p,
    png,
    ref,
    t,
)
from publisher.artifacts import Asset
from publisher.model import (
    Align,
    Attributes,
    Cell,
    Link,
    Paragraph,
    Phrase,
    Picture,
    Row,
    Table,
    Target,
    Text,
)
from publisher.render.epub import render_epub
from publisher.render.epub.files import address


@pytest.fixture(scope="module")
def pages():
    return render_epub(BOOK, ASSETS, STYLES, FONTS)


@pytest.fixture(scope="module")
def chapter(pages):
    return etree.fromstring(page(pages, "ch-01"))


def test_every_document_is_well_formed(pages):
    """Markup is built, never pasted together."""
    for each in (*pages.pages, pages.nav):
        assert etree.fromstring(each.content).tag == f"{XHTML}html"
    assert etree.fromstring(pages.ncx) is not None


def test_every_document_says_its_language_twice_and_its_title(pages):
    """`lang` for browsers, `xml:lang` for older readers."""
    for each in (*pages.pages, pages.nav):
        root = etree.fromstring(each.content)

        assert (
            root.get("lang")
            == root.get("{http://www.w3.org/XML/1998/namespace}lang")
            == "en-GB"
        )
        assert root.findtext(f"{XHTML}head/{XHTML}title") == each.title


def test_every_document_but_the_cover_has_one_title(pages):
    """One h1, so that listeners know where they are."""
    counts = {
        each.file: len(etree.fromstring(each.content).findall(f".//{XHTML}h1"))
        for each in (*pages.pages, pages.nav)
    }

    assert counts.pop("text/cover.xhtml") == 0
    assert set(counts.values()) == {1}


def test_the_spine_is_the_order_of_the_book(pages):
    """The contents stand where the book has them; the half title is left to paper."""
    assert pages.spine == (
        "text/cover.xhtml",
        "text/title-page.xhtml",
        "text/imprint.xhtml",
        "nav.xhtml",
        "text/list-map.xhtml",
        "text/part-1.xhtml",
        "text/ch-01.xhtml",
        "text/back-1.xhtml",
        "text/larger-01.xhtml",
    )
    assert [each.file for each in pages.pages if not each.linear] == [
        "text/larger-01.xhtml"
    ]


def test_a_figure_has_its_number_caption_credit_and_larger_page(pages, chapter):
    """And the larger page has a way back."""
    figure = element(chapter, "map-river")
    larger = etree.fromstring(page(pages, "larger-01"))

    assert words(figure) == "Larger version Map 1. The river2Drawn by A. B."
    assert element(chapter, "to-larger-01").get("href") == "larger-01.xhtml"
    assert larger.find(f".//{XHTML}img").get("src") == "../images/map-large.png"
    assert larger.find(f".//{XHTML}a").get("href") == "ch-01.xhtml#map-river"


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        pytest.param("62%", ' class="wide-60"', id="a share of the line"),
        pytest.param(
            "57mm", ' class="wide-50"', id="a length is a share of a printed line"
        ),
        pytest.param("500px", ' class="wide-100"', id="never more than the line"),
        pytest.param("1%", ' class="wide-10"', id="never nothing"),
        pytest.param("wide", "", id="what is no width is passed over"),
        pytest.param("3parsec", "", id="an unknown unit is passed over"),
    ],
)
def test_the_width_of_a_picture(asked, given):
    """Tenths of the line, as a class: inline styles are not for books."""
    picture = replace(MAP, large=None, attributes=Attributes(pairs=(("width", asked),)))
    text = one(chapter_of(p(picture)))

    assert f'alt="The river from lake to gulf"{given}/>' in text


def test_images_of_one_name_get_files_of_their_own():
    """Two folders may hold a map.png each; names are ASCII."""
    paths = [MAP.path.parent / name for name in ("a/Mäp 1.png", "b/map-1.png")]
    assets = {path: Asset(path, "image/png", png(3, 3), 3, 3) for path in paths}
    text = [p(Picture(path, alt="", span=at(1))) for path in paths]
    made = render_epub(chapter_of(*text, cover=None), assets)

    assert list(made.images) == ["images/map-1.png", "images/map-1-2.png"]


def test_a_remark_says_to_everyone_whose_it_is(chapter):
    """Seen by its border and signature, heard by its label."""
    block, inline = chapter.findall(".//*[@role='note']")

    assert (
        block.get("aria-label") == inline.get("aria-label") == "Remark: Hanna Verrill"
    )
    assert words(block) == "So he says. — H.V."
    assert words(inline) == "[no, she — H.V.]"


def test_what_is_for_paper_is_left_out(chapter):
    """And what is for the screen is there."""
    said = words(chapter)

    assert "On a screen." in said
    assert "On paper only." not in said


def test_places_lead_back_to_the_manuscript(pages):
    """Every id a reader's tool may name is known, or follows one that is."""
    chapter = next(each for each in pages.pages if each.file.endswith("ch-01.xhtml"))

    assert chapter.places["c-1"] == at(3)
    assert chapter.places["note-n1"] == at(50)
    assert chapter.places["x-1"] == at(1)
    assert chapter.places["pb-13"] == at(38)
    assert chapter.places["map-river"] == TARGETS["map-river"].span


def test_a_reference_to_another_document_names_its_file():
    """From the back piece to the map in the first chapter."""
    back = replace(BOOK.units[-1], blocks=(p(ref("map-river", anchor="x-9")),))
    made = render_epub(replace(BOOK, units=(*BOOK.units[:-1], back)), ASSETS)

    assert b'id="x-9" href="ch-01.xhtml#map-river"' in page(made, "back-1")


def test_a_reference_to_the_contents_leads_to_the_navigation():
    """It stands a folder higher."""
    back = replace(BOOK.units[-1], blocks=(p(ref("contents", anchor="x-9")),))
    made = render_epub(replace(BOOK, units=(*BOOK.units[:-1], back)), ASSETS)

    assert b'href="../nav.xhtml#contents"' in page(made, "back-1")
    assert b'<h1 id="contents">' in made.nav.content


def test_the_title_of_an_unnumbered_target_is_said_without_its_ids():
    """An id in a title stands in the book once, however often the title is said."""
    title = (
        Phrase((t("Two"),), Attributes(id="inner", lang="la"), span=at(1)),
        EMPHASIS,
    )
    book = chapter_of(p(ref("sec-two", anchor="x-1"), ref("sec-two", anchor="x-2")))
    book = replace(
        book,
        targets={**book.targets, "sec-two": replace(TARGETS["sec-two"], title=title)},
    )
    text = one(book)

    assert text.count("<em>italic</em>") == 2
    assert 'id="inner"' not in text


def test_rendering_twice_gives_the_same(pages):
    """No clock, no chance, no order of sets."""
    assert render_epub(BOOK, ASSETS, STYLES, FONTS) == pages


def test_a_character_xml_cannot_hold_is_made_visible():
    """It has been reported before; the document must stay whole."""
    assert "a\ufffdb" in one(chapter_of(p("a\x01b")))


def test_our_words_keep_our_language_above_a_foreign_title():
    """ "Chapter I" is not Arabic, and does not run from right to left."""
    book = chapter_of(p("x"))
    opener = replace(
        book.units[0].opener, attributes=Attributes(id="the-lake", lang="ar", dir="rtl")
    )
    text = one(replace(book, units=(replace(book.units[0], opener=opener),)))

    assert (
        '<h1 id="the-lake" lang="ar" xml:lang="ar" dir="rtl"><span class="gen ordinal"'
        ' lang="en-GB" xml:lang="en-GB" dir="ltr">Chapter I</span>'
    ) in text


def test_a_chapter_without_a_title_is_still_named():
    """The number is enough; without one, the name is for those who listen."""
    untitled = replace(chapter_of(p("x")).units[0], opener=None)
    unnumbered = Target(
        "ch-01", "ch-01", "the-lake", "chapter", "", "ch01", (), "", at(1)
    )
    book = replace(chapter_of(p("x")), units=(untitled,))

    assert '<h1 id="the-lake"><span class="gen ordinal">Chapter I</span></h1>' in one(
        book
    )
    assert '<h1 id="the-lake" aria-label="ch01"></h1>' in one(
        replace(book, targets={**book.targets, "ch-01": unnumbered})
    )


@pytest.mark.parametrize(
    ("given", "written"),
    [
        pytest.param(
            "https://e.org/a b|c", "https://e.org/a%20b%7Cc", id="spaces and bars"
        ),
        pytest.param(
            "https://e.org/#a#b", "https://e.org/#a%23b", id="a second number sign"
        ),
        pytest.param(
            "https://e.org/100%", "https://e.org/100%25", id="a lone percent sign"
        ),
        pytest.param(
            "https://e.org/%C3%A9", "https://e.org/%C3%A9", id="what is legal stays"
        ),
        pytest.param(
            "https://пример.рф/ü", "https://пример.рф/ü", id="letters of all scripts"
        ),
    ],
)
def test_addresses_are_legal(given, written):
    """Browsers forgive what EPUB does not."""
    assert address(given) == written


def test_words_out_of_the_book_link_out():
    """With the address as the author gave it."""
    assert (
        body(
            chapter_of(
                Paragraph(
                    (Link("https://x.org/?a&b", (Text("x", span=at(1)),), span=at(1)),),
                    span=at(1),
                )
            )
        )
        == '<p><a href="https://x.org/?a&amp;b">x</a></p>'
    )


def table_of(*rows):
    """Make a table; the first row is its head."""
    made = [
        Row(tuple(Cell((t(each),), span=at(1)) for each in row), span=at(1))
        for row in rows
    ]
    aligns = tuple(Align.LEFT for _ in rows[0])
    return Table(aligns, tuple(made[:1]), tuple(made[1:]), span=at(1))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((("Day", "Miles"), ("Mon", "12")), ""),
        ((("Place of observation", "Remarks"), ("Tchernoretschenskoye", "He " * 30)), [60, 40]),
        ((("1", "2", "3"), ("a", "b", "long words go on " * 9)), [10, 10, 80]),
        ((("Measurement", "Circumference", "Temperature", "Acknowledgements"), ("", "", "", "x")), "columns"),
        ((("A", "B", "C", "D", "E"), ("1", "2", "3", "4", "5")), "columns"),
    ],
    ids=["in a line", "a long word", "a long text", "words too long", "too many"],
)  # fmt: skip
def test_a_table_keeps_its_words_whole_on_a_phone(rows, expected):
    """Columns have the width of their longest word, or stand one under the other."""
    text = page(render_epub(chapter_of(table_of(*rows)), ASSETS), "ch-01").decode()
    shares = [int(share) for share in re.findall(r'<col class="part-(\d+)"/>', text)]

    assert (expected if isinstance(expected, list) else []) == shares
    assert (expected == "columns") == ('class="tbl columns"' in text)
    assert (expected == "columns") == ("data-head=" in text)
