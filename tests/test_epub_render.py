"""A book becomes documents, navigation and metadata."""

import re
from dataclasses import replace

import pytest
from lxml import etree

from epub_sample import (
    ASSETS,
    BOOK,
    EMPHASIS,
    FONTS,
    INFO,
    MAP,
    STYLES,
    TARGETS,
    at,
    call,
    chapter_of,
    numbered,
    p,
    png,
    ref,
    t,
)
from publisher.artifacts import Asset, Stylesheet
from publisher.bookinfo import Identifier
from publisher.model import (
    Attributes,
    Figure,
    Form,
    Link,
    Paragraph,
    Phrase,
    Picture,
    Target,
    Text,
)
from publisher.render.epub import render_epub
from publisher.render.epub.metadata import identifier

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"


@pytest.fixture(scope="module")
def pages():
    return render_epub(BOOK, ASSETS, STYLES, FONTS)


@pytest.fixture(scope="module")
def chapter(pages):
    return etree.fromstring(page(pages, "ch-01"))


def page(pages, name):
    """Give the content of one document."""
    return next(
        each.content for each in pages.pages if each.file == f"text/{name}.xhtml"
    )


def one(book):
    """Render a book of one chapter and give the chapter's document."""
    return page(render_epub(book, ASSETS), "ch-01").decode()


def body(book):
    """Give what stands between a chapter's title and its end."""
    return re.search(r"</h1>\n(.*)\n</section>\n</body>", one(book), re.DOTALL)[
        1
    ].strip()


def element(root, own):
    """Find an element by id."""
    return root.find(f".//*[@id='{own}']")


def words(root):
    """Give all words of an element, spaces made one."""
    return " ".join("".join(root.itertext()).split())


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


def test_a_note_is_linked_both_ways_with_every_call(chapter):
    """The note has a way back to each place that calls it, the first of all at its start."""
    note = element(chapter, "note-n1")
    back = [
        each.get("href")
        for each in note.iter(f"{XHTML}a")
        if each.get("role") == "doc-backlink"
    ]

    assert note.tag == f"{XHTML}aside"
    assert (note.get(f"{EPUB}type"), note.get("role")) == ("footnote", "doc-footnote")
    assert back == ["#c-1", "#c-3"]
    for own in ("c-1", "c-3"):
        assert element(chapter, own).get("href") == "#note-n1"
    assert words(note[0]) == "1 a b First, see5."


def test_as_many_calls_as_ways_back(chapter):
    """No call without a return, no return without a call."""
    links = list(chapter.iter(f"{XHTML}a"))
    calls = {each.get("id") for each in links if each.get("role") == "doc-noteref"}
    backs = {
        each.get("href")[1:] for each in links if each.get("role") == "doc-backlink"
    }

    assert calls == backs == {f"c-{number}" for number in range(1, 9)}


def test_note_series_stand_apart_and_are_named(chapter):
    """The translator's notes are not among the author's."""
    groups = chapter.findall(f".//{XHTML}section[@class='notes']")
    inside = [
        [each.get("id") for each in group.iter(f"{XHTML}aside")] for group in groups
    ]

    assert [each.get("aria-label") for each in groups] == [
        "Notes",
        "Translator’s notes",
    ]
    assert inside == [
        ["note-n6", "note-n1", "note-n2", "note-n3", "note-n4", "note-n5"],
        ["note-t1"],
    ]


def test_a_note_is_signed_at_its_end(chapter):
    """The signature follows the last words, not the first paragraph."""
    assert words(element(chapter, "note-t1")) == "* A pun. Untranslatable. — Tr."


def test_a_note_that_begins_with_a_list_has_its_way_back_before_it(chapter):
    """There is no first paragraph to put it into."""
    assert words(element(chapter, "note-n4")[0]) == "4"


def test_many_calls_of_one_note_are_lettered_on_past_z():
    """The twenty-seventh is aa."""
    anchors = tuple(f"c-{number}" for number in range(28))
    calls = [call("n", each, number) for number, each in enumerate(anchors)]
    text = one(
        chapter_of(p(*calls), notes=[numbered("n", "1", "", anchors, p("Note."))])
    )

    assert re.findall(r'title="Back to the text">([^<]+)<', text)[-3:] == [
        "z",
        "aa",
        "ab",
    ]


def test_a_note_called_only_on_paper_is_not_in_the_epub(chapter):
    """What hangs on hidden words is hidden with them."""
    text = one(chapter_of(notes=[numbered("n", "1", "", ("c-1",), p("Unseen."))]))

    assert "Unseen" not in text


def test_a_call_in_the_words_of_a_link_follows_it(chapter):
    """A link cannot hold a link."""
    for link in chapter.iter(f"{XHTML}a"):
        assert link.find(f".//{XHTML}a") is None
    assert element(chapter, "c-5") is not None


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
        pytest.param("300", ' class="wide-100"', id="never more than the line"),
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


def test_page_marks_of_one_edition_are_listed(pages, chapter):
    """The other edition's marks stay in the text, with what they say, and claim nothing."""
    nav = etree.fromstring(pages.nav.content)
    listed = element(nav, "page-list")

    assert [each.get("href") for each in listed.iter(f"{XHTML}a")] == [
        "text/ch-01.xhtml#pb-12",
        "text/ch-01.xhtml#pb-13",
    ]
    assert element(chapter, "pb-12").get("role") == "doc-pagebreak"
    assert element(chapter, "pb-12").get("aria-label").endswith(" 12")
    assert element(chapter, "pb-fr-9").get("role") is None
    assert element(chapter, "pb-fr-9").get("title").endswith(" 9")


def test_what_is_for_paper_is_left_out(chapter):
    """And what is for the screen is there."""
    said = words(chapter)

    assert "On a screen." in said
    assert "On paper only." not in said


def page_ref(anchor, label="map-river"):
    """Make a bare page reference."""
    return ref(label, Form.PAGE, anchor=anchor)


@pytest.mark.parametrize(
    ("parts", "seen"),
    [
        pytest.param(
            ["Look at p. ", page_ref("x")],
            "Look at map 1",
            id="the word for page is hidden",
        ),
        pytest.param(
            ["(стр.\u00a0", page_ref("x"), ")"],
            "(map 1)",
            id="in Russian, with a space kept whole",
        ),
        pytest.param(
            ["See ", ref("map-river", anchor="x"), ", p. ", page_ref("y"), "."],
            "See map 1.",
            id="a name just said is not said again",
        ),
        pytest.param(
            ["See ", ref("map-river", anchor="x"), " (p. ", page_ref("y"), ") now"],
            "See map 1 now",
            id="brackets go with what was in them",
        ),
        pytest.param(
            ["See ", ref("sec-two", anchor="x"), ", p. ", page_ref("y"), "."],
            "See Two & a half, map 1.",
            id="another name is said",
        ),
        pytest.param(
            ["a ship. ", page_ref("x")],
            "a ship. map 1",
            id="a word that ends in p stays",
        ),
        pytest.param([page_ref("x"), " and on"], "map 1 and on", id="at the beginning"),
    ],
)
def test_a_bare_page_reference_names_its_target(parts, seen):
    """There are no pages of paper here; what the author wrote is hidden, never dropped."""
    root = etree.fromstring(one(chapter_of(p(*parts))).encode())
    paragraph = root.find(f".//{XHTML}p")
    written = [part for part in parts if isinstance(part, str)]
    shown = etree.fromstring(etree.tostring(paragraph))
    for hidden in list(shown.iterfind(".//*[@class='paper-only']")):
        hidden.tail, tail = "", hidden.tail or ""
        before = hidden.getprevious()
        parent = hidden.getparent()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
        parent.remove(hidden)

    assert "".join(shown.itertext()) == seen
    assert "".join(authored(paragraph)) == "".join(written)


def authored(root):
    """Give the words that are not the publisher's."""
    if "gen" not in root.get("class", "").split():
        yield root.text or ""
        for child in root:
            yield from authored(child)
            yield child.tail or ""


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


def test_places_lead_back_to_the_manuscript(pages):
    """Every id a reader's tool may name is known, or follows one that is."""
    chapter = next(each for each in pages.pages if each.file.endswith("ch-01.xhtml"))

    assert chapter.places["c-1"] == at(3)
    assert chapter.places["note-n1"] == at(50)
    assert chapter.places["x-1"] == at(1)
    assert chapter.places["pb-13"] == at(38)
    assert chapter.places["map-river"] == TARGETS["map-river"].span


def test_the_contents_are_nested_and_plain(pages):
    """Parts hold chapters, chapters hold sections; labels have no markup."""
    nav = etree.fromstring(pages.nav.content)
    rows = [
        (len(list(each.iterancestors(f"{XHTML}ol"))), each.text)
        for each in element(nav, "toc").iter(f"{XHTML}a")
    ]

    assert rows == [
        (1, "List of Maps"),
        (1, "Part One. Down <the> River"),
        (2, "I. The Lake"),
        (3, "Two & a half"),
        (1, "After"),
    ]


def test_only_the_contents_are_shown(pages):
    """Lists, landmarks and pages are for reading systems."""
    nav = etree.fromstring(pages.nav.content)
    hidden = {each.get("id"): each.get("hidden") for each in nav.iter(f"{XHTML}nav")}

    assert hidden.pop("toc") is None
    assert hidden == dict.fromkeys(
        ("list-map", "list-tbl", "landmarks", "page-list"), "hidden"
    )


def test_the_ncx_says_what_the_contents_say(pages):
    """Old readers find the same way."""
    ncx = etree.fromstring(pages.ncx)
    nav = etree.fromstring(pages.nav.content)
    sources = [each.get("src") for each in ncx.iterfind(".//{*}navPoint/{*}content")]

    assert sources == [
        each.get("href") for each in element(nav, "toc").iter(f"{XHTML}a")
    ]
    assert ncx.find(".//{*}meta[@name='dtb:uid']").get("content") == pages.identifier


def test_a_book_without_contents_can_still_be_entered():
    """A navigation list may not be empty."""
    made = render_epub(replace(chapter_of(p("x"), cover=None), contents=()), ASSETS)

    assert (
        b'<a href="text/ch-01.xhtml">The River &amp; Its Light</a>' in made.nav.content
    )


def test_a_title_with_italics_keeps_them_in_lists_but_not_in_the_navigation(pages):
    """Lists are pages of the book; the navigation is a menu."""
    title = (t("The "), EMPHASIS)
    targets = {
        **TARGETS,
        "map-river": replace(TARGETS["map-river"], title=title, plain="The italic"),
    }
    made = render_epub(replace(BOOK, targets=targets), ASSETS)

    assert b"Map 1. The <em>italic</em></a>" in page(made, "list-map")
    assert b"Map 1. The italic</a>" in made.nav.content


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


def rows(pages, name):
    """Give the texts of metadata rows of a name or property."""
    return [
        each.text
        for each in pages.metadata
        if each.name == name or ("property", name) in each.attributes
    ]


def test_metadata_in_order(pages):
    """A refinement follows what it refines."""
    named = [
        dict(each.attributes).get("property", each.name) for each in pages.metadata
    ]

    assert named[:12] == [
        "dc:identifier", "dc:identifier", "dc:title", "title-type", "display-seq",
        "dc:title", "title-type", "display-seq", "dc:language", "dc:creator", "role", "file-as",
    ]  # fmt: skip
    assert rows(pages, "dcterms:modified") == ["2026-05-01T00:00:00Z"]
    assert rows(pages, "group-position") == ["3"]
    assert rows(pages, "pageBreakSource") == ["River Leaf, St Petersburg 1912"]


def test_the_epub_has_its_own_isbn(pages):
    """The printed book's is another's."""
    assert rows(pages, "dc:identifier") == ["urn:isbn:9780000000002", "river-1"]


@pytest.mark.parametrize(
    ("given", "written"),
    [
        pytest.param(Identifier("978-0-00-000000-2", "ISBN"), "urn:isbn:9780000000002", id="isbn"),
        pytest.param(Identifier("urn:isbn:9780000000002", "isbn"), "urn:isbn:9780000000002", id="already a urn"),
        pytest.param(Identifier("10.1000/182", "DOI"), "doi:10.1000/182", id="doi"),
        pytest.param(Identifier("tag:x,2026:1", "URI"), "tag:x,2026:1", id="anything else"),
    ],
)  # fmt: skip
def test_identifiers_are_uris(given, written):
    """As reading systems and shops expect."""
    assert identifier(replace(INFO, identifiers=(given,))) == written


def test_a_book_without_identifier_gets_the_same_one_every_time():
    """It depends on title, authors and language, and on nothing else."""
    bare = replace(INFO, identifiers=())

    assert identifier(bare) == identifier(replace(bare, rights="other", date=""))
    assert identifier(bare) != identifier(replace(bare, title="Other"))
    assert re.fullmatch(
        r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        identifier(bare),
    )


@pytest.mark.parametrize(
    ("date", "day"),
    [
        pytest.param("", "2000-01-01", id="no date is a fixed day"),
        pytest.param("2026", "2026-01-01", id="a year"),
        pytest.param("2026-05-04", "2026-05-04", id="a day"),
    ],
)
def test_the_clock_is_never_asked(date, day):
    """The same book twice is the same file."""
    made = render_epub(replace(BOOK, info=replace(INFO, date=date)), ASSETS)

    assert rows(made, "dcterms:modified") == [f"{day}T00:00:00Z"]


def test_accessibility_is_claimed_as_far_as_it_goes(pages):
    """With descriptions, marks and pictures."""
    assert rows(pages, "schema:accessMode") == ["textual", "visual"]
    assert rows(pages, "schema:accessModeSufficient") == ["textual,visual", "textual"]
    assert {"alternativeText", "pageNavigation"} <= set(
        rows(pages, "schema:accessibilityFeature")
    )
    assert rows(pages, "schema:accessibilityHazard") == ["none"]


def test_accessibility_is_not_claimed_where_it_is_not():
    """A picture without a description takes two claims back; no marks, no pages."""
    bare = Figure("", (replace(MAP, alt=None),), span=at(1))
    made = render_epub(chapter_of(bare, cover=None), ASSETS)

    assert rows(made, "schema:accessModeSufficient") == ["textual,visual"]
    assert not {"alternativeText", "pageNavigation", "pageBreakMarkers"} & set(
        rows(made, "schema:accessibilityFeature")
    )
    assert "no description" in rows(made, "schema:accessibilitySummary")[0]


def test_a_picture_that_may_move_is_no_longer_without_hazard():
    """A GIF may flash; we do not look inside."""
    path = MAP.path.with_suffix(".gif")
    picture = replace(MAP, path=path, large=None)
    made = render_epub(
        chapter_of(p(picture), cover=None),
        {path: Asset(path, "image/gif", b"GIF89a", 1, 1)},
    )

    assert rows(made, "schema:accessibilityHazard") == ["unknown"]


def test_only_the_fonts_that_are_asked_for_are_taken():
    """No italics, no italic face; a Hebrew word brings Hebrew, and its licence."""
    plain = render_epub(chapter_of(p("Plain."), cover=None), ASSETS, STYLES, FONTS)
    hebrew = render_epub(chapter_of(p("שלום"), cover=None), ASSETS, STYLES, FONTS)

    assert plain.fonts == ("EBGaramond-Regular.ttf",)
    assert plain.licences == ("OFL-EBGaramond.txt",)
    assert hebrew.fonts == ("EBGaramond-Regular.ttf", "NotoSerifHebrew-Regular.ttf")
    assert hebrew.licences == ("OFL-EBGaramond.txt", "OFL-NotoSerifHebrew.txt")


def test_a_book_may_bring_a_font_of_its_own():
    """Its rule is kept and led to the fonts' folder; ours are declared only as needed."""
    sheet = Stylesheet(
        MAP.path.with_name("epub.css"),
        '@font-face { font-family: Own; src: url("fonts/Own.otf"); }\n'
        '@font-face { font-family: "EB Garamond"; src: url(fonts/EBGaramond-Bold.ttf); }\n'
        "p { color: red }",
    )
    fonts = {**FONTS, "Own.otf": Asset(MAP.path, "font/otf", b"OTTO")}
    made = render_epub(chapter_of(p("x"), cover=None), ASSETS, [*STYLES, sheet], fonts)

    assert made.fonts == ("EBGaramond-Regular.ttf", "Own.otf")
    assert list(made.stylesheets.values())[-1] == (
        '@font-face { font-family: Own; src: url("../fonts/Own.otf"); }\np { color: red }'
    )


def test_rendering_twice_gives_the_same(pages):
    """No clock, no chance, no order of sets."""
    assert render_epub(BOOK, ASSETS, STYLES, FONTS) == pages


def test_a_character_xml_cannot_hold_is_made_visible():
    """It has been reported before; the document must stay whole."""
    assert "a\ufffdb" in one(chapter_of(p("a\x01b")))


def test_a_chapter_without_a_title_is_still_named():
    """The number is enough; without one, the name."""
    untitled = replace(chapter_of(p("x")).units[0], opener=None)
    unnumbered = Target(
        "ch-01", "ch-01", "the-lake", "chapter", "", "ch01", (), "", at(1)
    )
    book = replace(chapter_of(p("x")), units=(untitled,))

    assert '<h1 id="the-lake"><span class="gen ordinal">Chapter I</span></h1>' in one(
        book
    )
    assert '<span class="gen name">ch01</span></h1>' in one(
        replace(book, targets={**book.targets, "ch-01": unnumbered})
    )


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
