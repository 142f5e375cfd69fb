"""Contents, lists, landmarks and pages: the ways into the book."""

from dataclasses import replace

import pytest
from lxml import etree

from epub_reading import XHTML, element, page
from epub_sample import (
    ASSETS,
    BOOK,
    EMPHASIS,
    FONTS,
    STYLES,
    TARGETS,
    at,
    chapter_of,
    p,
    t,
)
from publisher.model import Definition, DefinitionList, PageMark
from publisher.render.epub import render_epub


@pytest.fixture(scope="module")
def pages():
    return render_epub(BOOK, ASSETS, STYLES, FONTS)


@pytest.fixture(scope="module")
def chapter(pages):
    return etree.fromstring(page(pages, "ch-01"))


def test_page_marks_of_one_edition_are_listed(pages, chapter):
    """The other edition's marks stay in the text, with what they say, and claim nothing."""
    nav = etree.fromstring(pages.nav.content)
    listed = element(nav, "page-list")

    assert [each.get("href") for each in listed.iter(f"{XHTML}a")] == [
        "text/ch-01.xhtml#pb-12",
        "text/ch-01.xhtml#pb-13",
    ]
    assert element(chapter, "pb-12").get("role") == "doc-pagebreak"
    assert element(chapter, "pb-12").get("aria-label") == "12"
    assert element(chapter, "pb-fr-9").get("role") is None
    assert element(chapter, "pb-fr-9").get("title").endswith(" 9 (fr)")


def test_a_mark_in_a_term_is_listed_before_those_in_its_meaning():
    """Pages are listed as the document has them, whatever was set first."""

    def page_of(number):
        return PageMark(number, "ru", f"pb-{number}", span=at(4))

    entry = Definition(
        (t("weir"), page_of("12")), ((p(page_of("13"), "a dam"),),), span=at(4)
    )
    book = chapter_of(DefinitionList((entry,), span=at(4)), p(page_of("14"), "End."))
    nav = etree.fromstring(render_epub(book, ASSETS).nav.content)

    assert ["12", "13", "14"] == [
        each.text for each in element(nav, "page-list").iter(f"{XHTML}a")
    ]


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
