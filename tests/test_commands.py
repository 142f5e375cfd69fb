"""What a person types: exit codes, what is printed, and what is never touched."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clean_book import CLEAN, OVERLAYS, copy_of_clean

HOUSE = Path(__file__).parents[1]


def publisher(*words, cwd=HOUSE):
    """Run the console command as a person would; return status, output, messages."""
    done = subprocess.run(
        [sys.executable, "-m", "publisher", *map(str, words)],
        cwd=cwd,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(HOUSE / "src")},
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_check_of_a_good_book_ends_with_0():
    """The last line answers whether one is done."""
    status, said, _ = publisher("check", "--book", CLEAN)

    assert status == 0
    assert said.splitlines()[-1] == "1 note in 13 files"


def test_check_of_a_wrong_book_ends_with_1_and_no_traceback(tmp_path):
    """Headline, the line meant, a caret and a hint; nothing of Python."""
    home = copy_of_clean(tmp_path, OVERLAYS / "R001")
    status, said, messages = publisher("check", "--book", home)

    assert status == 1
    assert (
        'three.md:7:18: error[R001]: nothing in the book is labelled "map-reech"'
        in said
    )
    assert '= hint: did you mean "map-reach"?' in said
    assert "Traceback" not in said + messages


def test_a_folder_without_a_book_is_said_plainly(tmp_path):
    """Exit 1, one finding, what to do."""
    status, said, messages = publisher("check", "--book", tmp_path)

    assert status == 1
    assert "error[L001]" in said
    assert "Traceback" not in messages


def test_findings_can_be_read_by_programs(tmp_path):
    """--format json prints one object a line and nothing else."""
    home = copy_of_clean(tmp_path, OVERLAYS / "R001")
    _, said, _ = publisher("check", "--book", home, "--format", "json")

    assert {"R001", "R010"} == {json.loads(line)["code"] for line in said.splitlines()}


def test_findings_can_be_read_by_editors(tmp_path):
    """--format sarif prints one log, and nothing else."""
    home = copy_of_clean(tmp_path, OVERLAYS / "R001")
    status, said, _ = publisher("check", "--book", home, "--format", "sarif")

    assert status == 1
    found = json.loads(said)["runs"][0]["results"]
    assert "R001" in {each["ruleId"] for each in found}


def test_check_writes_reports_where_it_is_told_to(tmp_path):
    """And nothing anywhere else: it makes no book."""
    home, out = copy_of_clean(tmp_path, OVERLAYS / "R001"), tmp_path / "said"
    status, said, _ = publisher("check", "--book", home, "--out", out)

    assert status == 1
    assert f"{out / 'report.html'}" in said
    assert {file.name for file in out.iterdir()} == {
        "report.html",
        "report.json",
        "report.sarif",
    }
    assert {each.name for each in tmp_path.iterdir()} == {home.name, "said"}


@pytest.mark.parametrize("verb", ["check", "epub", "pdf", "build"])
def test_a_format_nobody_knows_is_refused_before_the_work(verb, tmp_path):
    status, said, messages = publisher(
        verb, "--book", CLEAN, "--out", tmp_path / "out", "--format", "xml"
    )

    assert (status, said) == (2, "")
    assert 'there is no format "xml"' in messages
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("build", "--formats", "epub,mobi"), 'there is no output "mobi": epub, pdf'),
        (("build", "--formats", ","), "--formats names no output: epub, pdf"),
        (("build", "--jobs", "two"), '"two" is no number'),
        (("build", "--jobs", "-2"), "-2 processes cannot set pages"),
        (("proof", "--round", "-1"), "there is no round -1: they count from 1"),
        (("build", "--bok", "x"), 'no option "--bok" of build; did you mean "--book"?'),
        (("build", "x.md"), 'there is no command "x.md"; --list names them'),
        (("chekc",), 'there is no command "chekc"; did you mean "check"?'),
        (("--help", "biuld"), 'there is no command "biuld"; did you mean "build"?'),
        (("build", "--book"), "--book needs a value"),
        (("where",), 'where needs "place": --help where tells what that is'),
    ],
)
def test_what_is_not_understood_is_said_in_a_line(words, expected, tmp_path):
    """The status is not that of a book that is wrong: nobody has looked at one."""
    status, said, messages = publisher(*words, cwd=tmp_path)

    assert (2, "") == (status, said)
    assert expected in messages
    assert 1 == len(messages.splitlines())
    assert [] == list(tmp_path.iterdir())


def test_inv_says_the_same_of_what_it_does_not_understand(tmp_path):
    """`./inv` reads the same words by another way."""
    words = ["-m", "publisher.invoking", "--search-root", str(HOUSE), "chekc"]
    done = subprocess.run(
        [sys.executable, "-P", *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(HOUSE / "src")},
        check=False,
    )

    assert (2, "") == (done.returncode, done.stdout)
    assert 'there is no command "chekc"; did you mean "check"?\n' == done.stderr


@pytest.mark.parametrize(
    ("named", "message", "hint"),
    [
        ("nowhere", "is not there", "name the folder of book.yaml with --book"),
        ("river/text/one.md", "is a file, not a folder", 'with --book "river/text"'),
        ("river", "there is no book.yaml in this folder", 'there is one in "text"'),
    ],
)
def test_a_folder_that_is_not_the_books_is_told_with_the_one_that_is(
    named, message, hint, tmp_path
):
    home = tmp_path / "river" / "text"
    home.mkdir(parents=True)
    (home / "book.yaml").write_text("title: The River\n", "utf-8")
    (home / "one.md").write_text("Words.\n", "utf-8")
    status, said, _ = publisher("check", "--book", named, cwd=tmp_path)

    assert 1 == status
    assert message in said
    assert hint in said


def test_a_folder_in_the_place_of_a_finished_file_keeps_the_others_as_they_were(
    tmp_path,
):
    """Files come together or not at all; who is in the way is named."""
    home, out = copy_of_clean(tmp_path), tmp_path / "dist"
    (out / "the-lamp-at-stony-reach.epub" / "notes").mkdir(parents=True)
    (out / "report.html").write_text("of an earlier build", "utf-8")
    status, said, _ = publisher("epub", "--book", home)

    assert 1 == status
    assert '"the-lamp-at-stony-reach.epub" is a folder there' in said
    assert "of an earlier build" == (out / "report.html").read_text("utf-8")
    assert 2 == len(list(out.iterdir()))


def test_a_warning_passes_unless_strict(tmp_path, monkeypatch):
    """`--strict` lets a suspect book fail; a poor terminal gets escapes, no traceback."""
    home = copy_of_clean(tmp_path, OVERLAYS / "C005")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    status, said, messages = publisher("check", "--book", home)

    assert status == 0
    assert "warning[C005]" in said
    assert "Traceback" not in messages
    assert publisher("check", "--book", home, "--strict")[0] == 1


def test_a_reader_who_stops_reading_is_no_failure(tmp_path):
    """`publisher check | head -1` ends without a traceback."""
    home = copy_of_clean(tmp_path, OVERLAYS / "R001")
    words = f"'{sys.executable}' -m publisher check --book '{home}' | true"
    done = subprocess.run(
        ["bash", "-c", words],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(HOUSE / "src")},
        timeout=300,
        check=False,
    )

    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_a_list_of_commands_need_not_be_read_to_its_end():
    """`./inv --list | head -1` neither."""
    words = f"-P -m publisher.invoking --search-root '{HOUSE}' --list | true"
    done = subprocess.run(
        ["bash", "-c", f"'{sys.executable}' {words}"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(HOUSE / "src")},
        check=False,
    )

    assert "" == done.stderr


@pytest.mark.tools
def test_a_build_that_fails_leaves_earlier_files_as_they_were(tmp_path):
    """A wrong book overwrites nothing but the report, and leaves no debris."""
    home, out = copy_of_clean(tmp_path), tmp_path / "dist"
    assert publisher("build", "--book", home)[0] == 0
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    (home / "three.md").write_text("# Three\n\nSee @map-nowhere.\n", "utf-8")

    assert publisher("build", "--book", home)[0] == 1
    after = {file.name: file.read_bytes() for file in out.iterdir()}
    changed = {name for name in before if before[name] != after.pop(name)}
    assert changed == {"report.html", "report.json", "report.sarif"}
    assert after == {}


@pytest.mark.tools
def test_the_same_manuscript_gives_the_same_bytes(tmp_path, monkeypatch):
    """Whatever the folder, the time zone, the hash seed."""
    files = []
    for number, zone in enumerate(("UTC", "Asia/Tokyo")):
        home = copy_of_clean(tmp_path / f"copy {number}")
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("PYTHONHASHSEED", str(number + 1))
        assert publisher("build", "--book", home)[0] == 0
        out = home.parent / "dist"
        files.append({file.name: file.read_bytes() for file in out.iterdir()})

    assert len(files[0]) == 7
    assert files[0] == files[1]


def test_clean_removes_what_was_made_and_nothing_else(tmp_path):
    """An author's file that strayed into dist stays."""
    home, out = copy_of_clean(tmp_path), tmp_path / "dist"
    assert publisher("epub", "--book", home)[0] == 0
    others = ["letter.txt", "someone-elses.epub", "folder.epub"]
    for name in others[:2]:
        (out / name).write_text("mine", "utf-8")
    (out / "folder.epub").mkdir()

    assert publisher("clean", "--book", home)[0] == 0
    assert {file.name for file in out.iterdir()} == set(others)


def test_a_book_can_be_set_the_plain_way(tmp_path):
    """In one piece, through WeasyPrint's public interface; and by no engine unheard of."""
    words = ("pdf", "--book", CLEAN, "--out", tmp_path)

    assert publisher(*words, "--engine", "plain")[0] == 0
    assert len(list(tmp_path.glob("*.pdf"))) == 2
    assert publisher(*words, "--engine", "plian")[0] == 2
