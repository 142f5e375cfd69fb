"""Ace is asked, its findings come back at the manuscript's place, its false greens do not pass."""

import json
import zipfile
from dataclasses import replace

import pytest

from epub_sample import ASSETS, BOOK, FONTS, STYLES, finished
from publisher import tools
from publisher.check.ace import check_ace
from publisher.package.epub import package_epub
from publisher.tools import ToolFailed, ToolMissing

CHAPTER = "EPUB/text/ch-01.xhtml"


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    pages, _ = finished(BOOK, ASSETS, STYLES, FONTS)
    target = tmp_path_factory.mktemp("ace") / "river.epub"
    artifact, _ = package_epub(pages, ASSETS, FONTS, target)
    return artifact


def headlines(found):
    return [each.headline for each in found]


@pytest.mark.tools
def test_ace_finds_the_one_fault_and_nothing_else(packed, tmp_path):
    """A book with one of everything; a heading of it skips three levels."""
    target = tmp_path / "river.epub"
    with zipfile.ZipFile(packed.path) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == CHAPTER:
                assert b"<h2 " in data
                data = data.replace(b"<h2 ", b"<h5 ").replace(b"</h2>", b"</h5>")
            new.writestr(member, data)
    found = check_ace(replace(packed, path=target), strict=True)

    assert ["ace/heading-order"] == [each.code for each in found]
    assert str(found[0].span.path) == "ch01.md"
    assert "sec-two" in found[0].hint


# ------------------------------------------------------------------- an Ace of our own


@pytest.fixture
def false_ace(tmp_path, monkeypatch):
    """Put a program in Ace's place that writes a report as it is told."""

    def standing(report, status=0):
        script = tmp_path / "ace-cli"
        text = json.dumps(report).replace("'", "'\\''")
        write = f"mkdir -p \"$6\" && printf '%s' '{text}' >\"$6/report.json\"\n"
        script.write_text(f"#!/bin/sh\n{write if report else ''}exit {status}\n")
        script.chmod(0o755)
        (tmp_path / "chromium").write_text("#!/bin/sh\n")
        (tmp_path / "chromium").chmod(0o755)
        monkeypatch.setattr(tools, "scripts", lambda: tmp_path / "none")
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    return standing


def report_on(packed, *, but=()):
    """Make a green report on every document, or on all but some."""
    with zipfile.ZipFile(packed.path) as archive:
        names = [n for n in archive.namelist() if n.endswith(".xhtml") and n not in but]
    named = [{"earl:testSubject": {"url": n}, "assertions": []} for n in names]
    return {"assertions": named, "earl:result": {"earl:outcome": "pass"}}


def test_a_green_report_on_every_document_is_believed(packed, false_ace):
    """The rest of these tests would be green of themselves without it."""
    false_ace(report_on(packed))

    assert [] == check_ace(packed)


def test_a_green_report_that_leaves_a_document_out_is_not(packed, false_ace):
    """Ace passes over what it could not open."""
    false_ace(report_on(packed, but={CHAPTER}))

    with pytest.raises(ToolFailed, match=r"did not look at \"EPUB/text/ch-01"):
        check_ace(packed)


@pytest.mark.parametrize("status", [0, 1])
def test_no_report_is_no_green(packed, false_ace, status):
    """Whatever its exit code."""
    false_ace(None, status)

    with pytest.raises(ToolFailed):
        check_ace(packed)


def test_findings_count_whatever_the_exit_code(packed, false_ace):
    """Ace ends with 0 unless it is asked otherwise."""
    report = report_on(packed)
    fault = {
        "earl:test": {"dct:title": "image-alt", "earl:impact": "critical"},
        "earl:result": {"earl:outcome": "fail", "dct:description": "Fix any of the following: No alt",
                        "html": '<img id="map-river">'},
    }  # fmt: skip
    next(e for e in report["assertions"] if e["earl:testSubject"]["url"] == CHAPTER)[
        "assertions"
    ].append(fault)
    false_ace(report)

    assert ["ch01.md:20:1: error[ace/image-alt]: no alt"] == headlines(
        check_ace(packed)
    )


def test_without_ace_a_note_says_so(packed, tmp_path, monkeypatch):
    """A plain check goes on; a strict one does not."""
    monkeypatch.setattr(tools, "scripts", lambda: tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert [
        "river.epub:1:1: note[E018]: Ace did not look at this file: Ace is not installed"
    ] == headlines(check_ace(packed))
    with pytest.raises(ToolMissing):
        check_ace(packed, strict=True)


def test_a_large_book_is_left_to_a_full_check(packed, tmp_path, false_ace):
    """Ace would take minutes; `--full` asks it all the same."""
    target = tmp_path / "river.epub"
    with zipfile.ZipFile(packed.path) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.infolist():
            new.writestr(member, old.read(member))
        new.writestr("EPUB/large.xhtml", b" " * (4 * 1024 * 1024 + 1))
    large = replace(packed, path=target)
    false_ace(report_on(packed))

    assert [
        "river.epub:1:1: note[E018]: Ace was left out: this book would take it minutes"
    ] == headlines(check_ace(large))
    assert [] == check_ace(large, full=True)
