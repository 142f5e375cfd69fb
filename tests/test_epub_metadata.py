"""What the package document says of the book, its accessibility and its fonts."""

import re
from dataclasses import replace

import pytest

from epub_reading import rows
from epub_sample import (
    ASSETS,
    BOOK,
    FONTS,
    INFO,
    MAP,
    STYLES,
    at,
    chapter_of,
    finished,
    heading,
    p,
)
from publisher.artifacts import Asset, Stylesheet
from publisher.bookinfo import Accessibility, Identifier, SubjectCode
from publisher.model import (
    Figure,
)
from publisher.render.epub import render_epub
from publisher.render.epub.metadata import identifier
from publisher.resolve.access_words import ACCESS
from publisher.resolve.words import words as words_of


@pytest.fixture(scope="module")
def pages():
    return finished(BOOK, ASSETS, STYLES, FONTS)[0]


def test_metadata_in_order(pages):
    """A refinement follows what it refines."""
    named = [
        dict(each.attributes).get("property", each.name) for each in pages.metadata
    ]

    assert named[:12] == [
        "dc:identifier", "identifier-type", "dc:identifier", "dc:title", "title-type", "display-seq",
        "dc:title", "title-type", "display-seq", "dc:language", "dc:creator", "role",
    ]  # fmt: skip
    assert rows(pages, "dcterms:modified") == ["2026-05-01T00:00:00Z"]
    assert rows(pages, "group-position") == ["3"]
    assert rows(pages, "pageBreakSource") == ["River Leaf, St Petersburg 1912"]


def test_a_character_xml_cannot_hold_is_made_visible_in_metadata_too():
    """A title may have one, written as an escape."""
    made = render_epub(replace(BOOK, info=replace(INFO, title="a\x01b")), ASSETS)

    assert rows(made, "dc:title")[0] == "a\ufffdb"
    assert b"<text>a\xef\xbf\xbdb</text>" in made.ncx


def test_libraries_and_shops_find_their_own_codes():
    """The kind of each identifier, the code of each subject, the title as it is sorted."""
    info = replace(
        INFO,
        subjects=("Rivers", "Light"),
        subject_codes=(SubjectCode("Rivers", "BISAC", "NAT029000"),),
        file_as="River and Its Light, The",
    )
    made = render_epub(replace(BOOK, info=info), ASSETS)
    refined = {
        (row.text, value)
        for row in made.metadata
        for name, value in row.attributes
        if name == "refines"
    }

    assert {
        ("15", "#pub-id"),
        ("BISAC", "#subject-1"),
        ("NAT029000", "#subject-1"),
        ("River and Its Light, The", "#title"),
    } <= refined


def test_the_epub_has_its_own_isbn(pages):
    """The printed book's is another's."""
    assert rows(pages, "dc:identifier") == ["urn:isbn:9780000000002", "river-1"]


@pytest.mark.parametrize(
    ("given", "written"),
    [
        pytest.param(Identifier("978-0-00-000000-2", "ISBN"), "urn:isbn:9780000000002", id="isbn"),
        pytest.param(Identifier("0-306-40615-2", "ISBN"), "urn:isbn:9780306406157", id="isbn of ten signs"),
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
    made, _ = finished(chapter_of(bare, cover=None))

    assert rows(made, "schema:accessModeSufficient") == ["textual,visual"]
    assert not {"alternativeText", "pageNavigation", "pageBreakMarkers"} & set(
        rows(made, "schema:accessibilityFeature")
    )
    assert "no description" in rows(made, "schema:accessibilitySummary")[0]


def test_a_picture_that_may_move_is_no_longer_without_hazard():
    """A GIF may flash; we do not look inside."""
    path = MAP.path.with_suffix(".gif")
    picture = replace(MAP, path=path, large=None)
    made, _ = finished(
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


# ------------------------------------------------------------------- accessibility

CERTIFIED = Accessibility(
    "The Ferry House Press", "https://example.org/c", "https://example.org/r"
)


def certified(book, **more):
    info = replace(book.info, accessibility=replace(CERTIFIED, **more))
    return replace(book, info=info)


def test_conformance_is_claimed_where_nothing_is_wrong_and_someone_answers_for_it():
    """With the standard, the certifier, the credential and the report."""
    made, found = finished(certified(BOOK), ASSETS, STYLES, FONTS)
    link = next(row for row in made.metadata if row.name == "link")

    assert found == []
    assert rows(made, "dcterms:conformsTo") == [
        "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    ]
    assert rows(made, "a11y:certifiedBy") == ["The Ferry House Press"]
    assert rows(made, "a11y:certifierCredential") == ["https://example.org/c"]
    assert dict(link.attributes)["href"] == "https://example.org/r"


def test_nobody_answers_for_it_so_nothing_is_claimed(pages):
    """The checks alone do not make a book accessible."""
    assert rows(pages, "dcterms:conformsTo") == []


FAINT = Stylesheet(MAP.path.with_name("epub.css"), ".credit { color: #eee }")


@pytest.mark.parametrize(
    ("book", "styles", "said"),
    [
        pytest.param(chapter_of(Figure("", (replace(MAP, alt=None),), span=at(1)), cover=None), [],
                     "the EPUB cannot be certified: it has pictures without a description", id="no description"),
        pytest.param(chapter_of(heading(3, "Deep", "deep")), [],
                     "the EPUB cannot be certified: it has headings that skip a level", id="a level skipped"),
        pytest.param(BOOK, [FAINT],
                     "the EPUB cannot be certified: it has words that are too faint", id="too faint"),
    ],
)  # fmt: skip
def test_conformance_is_not_claimed_where_a_check_finds_fault(book, styles, said):
    """The certifier is told what is in the way."""
    made, found = finished(certified(book), ASSETS, styles)

    assert rows(made, "dcterms:conformsTo") == []
    assert said in [each.message for each in found if each.code == "E017"]


def test_an_ornament_needs_no_description():
    """The author has said that it shows nothing: alt is empty."""
    bare = Figure("", (replace(MAP, alt="", large=None),), span=at(1))
    made, _ = finished(certified(chapter_of(bare, cover=None)))

    assert rows(made, "schema:accessMode") == ["textual"]
    assert rows(made, "schema:accessModeSufficient") == ["textual"]
    assert len(rows(made, "dcterms:conformsTo")) == 1


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        pytest.param("ru", "Текст можно увеличить", id="Russian"),
        pytest.param("de-AT", "Der Text lässt sich", id="Austrian"),
        pytest.param("fr", "Le texte peut", id="French"),
    ],
)
def test_the_summary_is_in_the_language_of_the_book(lang, said):
    """And ends with what book.yaml adds."""
    terms, _ = words_of(replace(INFO, lang=lang))
    book = certified(replace(BOOK, words=terms), summary="X.")
    summary = rows(finished(book)[0], "schema:accessibilitySummary")[0]

    assert summary.startswith(said)
    assert summary.endswith(" X.")


def test_every_language_has_every_sentence():
    """None is half in English."""
    assert {frozenset(each) for each in ACCESS.values()} == {frozenset(ACCESS["en"])}
