"""The doctor: what is there is found, what is missing has a command that brings it."""

import os
import shlex
import sys

import pytest

from publisher import doctor
from publisher.needs import Part, Purpose

HAVE = Part("Python", Purpose.BOOK, "runs the publisher", "3.13.1")
NO_PANGO = Part(
    "Pango", Purpose.BOOK, "sets the text", "", "apt-get install a b", "a b"
)
NO_QPDF = Part(
    "qpdf", Purpose.TESTS, "judges the PDF", "", "apt-get install qpdf", "qpdf"
)


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A machine whose PATH is one empty folder."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def program(folder, name, script):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def part(name):
    """Take one part of the real report."""
    [found] = [each for each in doctor.report() if each.name == name]
    return found


def test_this_machine_can_make_a_book():
    """Whoever runs these tests has what a book needs."""
    report = doctor.report()

    assert [] == doctor.missing(report, Purpose.BOOK)
    assert doctor.sound(report)


def test_every_part_is_found_or_has_a_remedy():
    """Nothing is reported missing without a command that brings it."""
    for each in doctor.report():
        assert bool(each.found) != bool(each.remedy), each.name


def test_the_report_for_a_person():
    """What is missing says what it was for and what to type."""
    expected = """\
found    Python 3.13.1
missing  Pango, which sets the text
         type: apt-get install a b
missing  qpdf, which judges the PDF (needed by the tests only)
         type: apt-get install qpdf"""

    assert expected == doctor.as_text([HAVE, NO_PANGO, NO_QPDF])


def test_what_only_tests_need_spoils_no_book():
    """A missing qpdf is told, and the house is sound."""
    assert doctor.sound([HAVE, NO_QPDF])
    assert not doctor.sound([HAVE, NO_PANGO])
    assert [NO_PANGO, NO_QPDF] == doctor.missing(
        [HAVE, NO_PANGO, NO_QPDF], Purpose.TESTS
    )


def test_a_program_that_is_not_there(bare):
    """Without the program on the PATH, the part is missing."""
    found = part("qpdf")

    assert "" == found.found
    assert "qpdf" == found.packages


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "apt-get install poppler-utils"),
        ("brew", "brew install poppler"),
        ("dnf", "dnf install poppler-utils"),
    ],
)
def test_the_remedy_is_for_this_machine(bare, manager, command):
    """Each package manager is told its own name of the package."""
    program(bare, manager, "exit 0")

    assert command == part("poppler").remedy.removeprefix("sudo ")


@pytest.mark.parametrize(
    ("script", "found"),
    [
        pytest.param("echo 'qpdf version 11.3.0'", "11.3.0", id="a version"),
        pytest.param("echo 'hello'", "", id="no version"),
        pytest.param("exit 3", "", id="a program that breaks"),
    ],
)
def test_a_program_is_found_when_it_says_its_version(bare, script, found):
    """A program that cannot even say its version is as good as missing."""
    program(bare, "qpdf", script)

    assert found == part("qpdf").found


@pytest.mark.parametrize("name", ["chromium", "google-chrome"])
def test_a_browser_is_found_by_each_of_its_names(bare, name):
    """What the test of the preview drives is called differently from house to house."""
    program(bare, name, "echo 'Chromium 150.0.7871.100 built on Debian'")

    assert "150.0.7871.100" == part("Chromium").found


@pytest.mark.parametrize(("says", "found"), [("25.0.2", "25.0.2"), ("1.8.0_392", "")])
def test_an_old_java_is_no_java(tmp_path, monkeypatch, says, found):
    """EPUBCheck needs Java 11; the number before that was written 1.8."""
    program(tmp_path, "java", f"""echo 'openjdk version "{says}"' >&2""")
    monkeypatch.setattr(doctor.tools, "java", lambda: tmp_path / "java")

    assert found == doctor.java_version()


def test_packages_that_are_not_as_pinned(monkeypatch):
    """Only what differs from its pin is to be installed, in this very environment."""
    monkeypatch.setattr(
        doctor, "pins", lambda: {"pytest": "0.1", "no-such-thing": "2.0"}
    )

    found = doctor.python_packages()

    assert "" == found.found
    assert found.remedy.endswith("-m pip install pytest==0.1 no-such-thing==2.0")
    assert found.remedy.startswith(shlex.quote(sys.executable))


def test_a_house_without_fonts(tmp_path, monkeypatch):
    """An empty folder of fonts is missing fonts."""
    monkeypatch.setattr(doctor, "HOUSE", tmp_path)
    monkeypatch.setattr(doctor, "SHIPPED", tmp_path / "styles")

    assert "" == doctor.fonts().found
    assert "publisher" in doctor.fonts().remedy


def test_an_absent_library_is_no_pango(monkeypatch):
    """Where the print engine could not load Pango, neither can the doctor."""

    def refuse(name):
        raise OSError(name)

    monkeypatch.setattr(doctor.ctypes, "CDLL", refuse)

    assert "" == doctor.pango_version()


def test_inv_is_told_names_of_packages(bare, capsys):
    """The bootstrap gets one line of names that apt-get understands."""
    program(bare, "apt-get", "exit 0")

    assert 0 == doctor.main(["packages", "tests"])
    names = capsys.readouterr().out.split()
    always = {"chromium", "ghostscript", "poppler-utils", "qpdf"}
    assert always <= set(names) <= always | {"default-jre-headless"}


def test_inv_is_told_what_to_type(bare, capsys):
    """The bootstrap prints the missing parts and stops by the exit code."""
    assert 1 == doctor.main(["missing", "tests"])
    assert "type: " in capsys.readouterr().out
    assert 0 == doctor.main(["missing", "book"])
    assert "" == capsys.readouterr().out


@pytest.mark.skipif(os.geteuid() == 0, reason="root needs no sudo")
def test_a_person_types_sudo(bare):
    """Without root, the command to type begins with sudo."""
    program(bare, "apt-get", "exit 0")

    assert part("qpdf").remedy.startswith("sudo ")
