"""EbookLib's traps, one by one: what it would do to a book, and that it does not.

Numbers are those of docs/epub.md. When EbookLib's version changes, look here first.
"""

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from epub_sample import ASSETS, BOOK, FONTS, STYLES, finished
from publisher.artifacts import Asset, EpubPage, MetaRow
from publisher.package.epub import package_epub

OPF = "{http://www.idpf.org/2007/opf}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

HARD = b"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>Hard</title><meta name="x" content="y"/><style>p > b { content: "&lt;" }</style></head>
<body epub:type="bodymatter" class="c" id="b"><p><b>a</b><i>b</i></p>text in the body
<span id="n" epub:type="noteref">1</span><math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x"><mi>x</mi></math>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" preserveAspectRatio="none"><linearGradient id="g"/><foreignObject/></svg>
</body></html>
"""


@pytest.fixture(scope="module")
def pages():
    made, _ = finished(BOOK, ASSETS, STYLES, FONTS)
    hard = EpubPage(
        "text/hard one.xhtml", "Hard", HARD, placement=("page-spread-right",)
    )
    return replace(made, pages=(*made.pages, hard), spine=(*made.spine, hard.file))


@pytest.fixture(scope="module")
def archive(pages, tmp_path_factory):
    artifact, found = package_epub(
        pages, ASSETS, FONTS, tmp_path_factory.mktemp("c") / "river.epub"
    )

    assert found == []
    with zipfile.ZipFile(artifact.path) as opened:
        yield opened


@pytest.fixture(scope="module")
def package(archive):
    return etree.fromstring(archive.read("EPUB/content.opf"))


def item(package, href):
    return next(each for each in package.iter(f"{OPF}item") if each.get("href") == href)


def meta(package, name):
    return [
        e
        for e in package.iter(f"{OPF}meta")
        if name in (e.get("property"), e.get("name"))
    ]


def test_1_to_5_documents_are_bytes_that_nobody_reads(archive):
    """Head, attributes, an XML declaration, SVG's capitals, spaces and styles stay."""
    assert archive.read("EPUB/text/hard one.xhtml") == HARD


def test_6_and_7_no_element_becomes_a_page_of_itself(archive):
    """Only page marks are in the page list, and nothing is marked that was not."""
    nav = etree.fromstring(archive.read("EPUB/nav.xhtml"))
    listed = nav.xpath("//*[@id='page-list']//*[local-name()='a']/text()")

    assert listed == ["12", "13"]


def test_8_and_9_the_navigation_is_ours(pages, archive):
    """Both kinds, as they were rendered."""
    assert archive.read("EPUB/nav.xhtml") == pages.nav.content
    assert archive.read("EPUB/toc.ncx") == pages.ncx
    ncx = etree.fromstring(pages.ncx)
    targets = ncx.findall(".//{*}pageTarget")

    assert {name for each in targets for name in each.attrib} == {
        "type"
    }  # lean: else quadratic
    assert ncx.get(XML_LANG) == "en-GB"
    assert [
        e.get("content") for e in ncx.iter("{*}meta") if e.get("name") == "dtb:depth"
    ] == ["3"]


def test_10_the_last_change_is_no_local_time(package):
    """It is the day of the edition."""
    assert [e.text for e in meta(package, "dcterms:modified")] == [
        "2026-05-01T00:00:00Z"
    ]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        ("1700000000", "2023-11-14T22:13:20Z"),
        ("soon", "2026-05-01T00:00:00Z"),
        ("", "2026-05-01T00:00:00Z"),
    ],
)
def test_10_or_what_source_date_epoch_says(pages, tmp_path, monkeypatch, seconds, said):
    """In the metadata, and of every file in the archive; the bytes are the same again."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    paths = [tmp_path / "one.epub", tmp_path / "two.epub"]
    for path in paths:
        package_epub(pages, ASSETS, FONTS, path)
    with zipfile.ZipFile(paths[0]) as opened:
        dates = {member.date_time for member in opened.infolist()}
        made = etree.fromstring(opened.read("EPUB/content.opf"))

    assert [e.text for e in meta(made, "dcterms:modified")] == [said]
    assert dates == {
        (2023, 11, 14, 22, 13, 20) if seconds == "1700000000" else (1980, 1, 1, 0, 0, 0)
    }
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_11_metadata_that_cannot_be_written_is_loud(pages, tmp_path):
    """A control character leaves no empty element; a language gets its attribute."""
    bad = replace(pages, metadata=(MetaRow("dc:title", "a\x01b"),))
    with pytest.raises(ValueError, match="XML"):
        package_epub(bad, ASSETS, FONTS, tmp_path / "x.epub")
    french = MetaRow("dc:title", "Le fleuve", (("xml:lang", "fr"),))
    package_epub(replace(pages, metadata=(french,)), ASSETS, FONTS, tmp_path / "y.epub")
    with zipfile.ZipFile(tmp_path / "y.epub") as opened:
        made = etree.fromstring(opened.read("EPUB/content.opf"))

    assert [e.get(XML_LANG) for e in made.iter("{*}title")] == ["fr"]


def test_12_and_13_what_refines_follows_what_it_refines(package):
    """People in order, each with a role and an id of its own."""
    before = ""
    for each in package.find(f"{OPF}metadata"):
        refined = each.get("refines", "").removeprefix("#")
        assert not refined or refined == before
        before = refined or each.get("id", before)
    people = [e.get("id") for e in package.iter("{*}creator", "{*}contributor")]

    assert len(people) == len(set(people)) == 3
    assert {e.get("scheme") for e in meta(package, "file-as")} == {None}


def test_14_no_generator_and_no_random_identifier(pages, package):
    """What is there is what was said."""
    identifiers = [e.text for e in package.iter("{*}identifier")]

    assert meta(package, "generator") == []
    assert identifiers == [r.text for r in pages.metadata if r.name == "dc:identifier"]


def test_15_and_16_the_package_says_its_language_direction_and_prefixes(package):
    """And no prefix that nothing uses."""
    assert (package.get(XML_LANG), package.get("dir")) == ("en-GB", "ltr")
    assert package.get("prefix").split()[0::2] == ["ibooks:"]


def test_17_the_reading_order_has_properties_and_no_unknown_file(
    pages, package, tmp_path
):
    """A file that is not there stops the writing."""
    hard = item(package, "text/hard%20one.xhtml").get("id")
    [ref] = [
        each for each in package.iter(f"{OPF}itemref") if each.get("idref") == hard
    ]

    assert ref.get("properties") == "page-spread-right"
    with pytest.raises((KeyError, ValueError)):
        package_epub(
            replace(pages, spine=(*pages.spine, "text/no.xhtml")),
            ASSETS,
            FONTS,
            tmp_path / "x.epub",
        )


def test_18_properties_of_documents_are_computed(package):
    """From what stands in them; nothing is said of the others."""
    assert item(package, "text/hard%20one.xhtml").get("properties") == "mathml svg"
    assert item(package, "text/ch-01.xhtml").get("properties") is None


def test_19_addresses_are_encoded(package):
    """A space is no part of one."""
    assert [
        e.get("href") for e in package.iter(f"{OPF}item") if " " in e.get("href")
    ] == []


def test_20_two_files_of_one_name_are_refused(pages, tmp_path):
    """EbookLib would write both."""
    with pytest.raises(ValueError, match=r"two files text/cover\.xhtml"):
        package_epub(
            replace(pages, pages=(*pages.pages, pages.pages[0])),
            ASSETS,
            FONTS,
            tmp_path / "x.epub",
        )


def test_21_media_types_are_not_the_machines(package):
    """Fonts, pictures and the NCX have theirs, whatever /etc/mime.types knows."""
    types = {
        e.get("href").rpartition(".")[2]: e.get("media-type")
        for e in package.iter(f"{OPF}item")
    }

    assert (types["ttf"], types["svg"], types["ncx"]) == (
        "font/ttf",
        "image/svg+xml",
        "application/x-dtbncx+xml",
    )


def test_22_the_cover_is_marked_both_ways_and_read_in_order(package):
    """Its page is part of the reading order; its words are the author's."""
    cover = item(package, "images/cover.png")
    order = [
        each for each in package.iter(f"{OPF}itemref") if each.get("linear") != "no"
    ]

    assert cover.get("properties") == "cover-image"
    assert meta(package, "cover")[0].get("content") == cover.get("id")
    assert order[0].get("idref") == item(package, "text/cover.xhtml").get("id")


def test_23_the_archive_knows_no_clock_and_no_user(archive):
    """One date, one mode, Unix; pictures are not compressed once more."""
    members = archive.infolist()
    stored = {m.filename for m in members if m.compress_type == zipfile.ZIP_STORED}

    assert {(m.date_time, m.external_attr >> 16, m.create_system) for m in members} == {
        ((1980, 1, 1, 0, 0, 0), 0o100644, 3)
    }
    assert stored == {"mimetype", "EPUB/images/cover.png", "EPUB/images/map-large.png"}


def test_24_and_25_whole_or_not_at_all(pages, tmp_path):
    """A folder that is not there is said; licences stand where they are looked for."""
    made, found = package_epub(pages, ASSETS, FONTS, tmp_path / "no" / "x.epub")

    assert made is None
    assert [each.code for each in found] == ["K001"]
    assert list(tmp_path.iterdir()) == []


def test_26_and_27_no_attribute_of_its_own_and_a_guide(package):
    """The guide leads Kindle into the text."""
    assert {name for e in package.iter(f"{OPF}item") for name in e.attrib} <= {
        "id",
        "href",
        "media-type",
        "properties",
    }
    assert "text" in [e.get("type") for e in package.iter(f"{OPF}reference")]


def test_28_the_identifier_is_the_one_named(pages, package):
    """Its own reader would take the last one; nothing here reads an EPUB with it."""
    named = next(
        e
        for e in package.iter("{*}identifier")
        if e.get("id") == package.get("unique-identifier")
    )

    assert named.text == pages.identifier


# ------------------------------------------------------------------------------- fonts


def test_fonts_hold_what_is_shown_with_names_and_licence(pages, archive):
    """Letters of the book and ordinary Latin, all features; neither locked nor renamed."""
    name = "EBGaramond-Regular.ttf"
    font = TTFont(BytesIO(archive.read(f"EPUB/fonts/{name}")))
    whole = TTFont(BytesIO(FONTS[name].data))
    letters = font.getBestCmap()

    assert {ord(each) for each in "Ὀδύσσεια The Lake & — “”"} - {0x20} <= set(letters)
    assert len(letters) < len(whole.getBestCmap()) / 2
    assert {f.FeatureTag for f in font["GSUB"].table.FeatureList.FeatureRecord} >= {
        "smcp",
        "liga",
    }
    for number in (1, 13, 14):
        assert font["name"].getDebugName(number) == whole["name"].getDebugName(number)
    assert "META-INF/encryption.xml" not in archive.namelist()
    assert "META-INF/licences/OFL-EBGaramond.txt" in archive.namelist()


def test_a_font_that_cannot_be_reduced_goes_in_whole(pages, tmp_path):
    """A book's own font is not lost for being odd."""
    odd = Asset(PurePosixPath("fonts/Own.otf"), "font/otf", b"OTTO and no more")
    artifact, _ = package_epub(
        replace(pages, fonts=("Own.otf",)),
        ASSETS,
        {**FONTS, "Own.otf": odd},
        tmp_path / "x.epub",
    )
    with zipfile.ZipFile(artifact.path) as opened:
        assert opened.read("EPUB/fonts/Own.otf") == odd.data
