"""Nothing is lost and nothing half-written: full disks, read-only folders, Ctrl-C, two at once."""

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
from invoke import Exit

from clean_book import copy_of_clean
from publisher import reports, shelf
from publisher.stopping import stoppable

HOUSE = Path(__file__).parents[1]
ROOT = os.geteuid() == 0

needs_root = pytest.mark.skipif(not ROOT, reason="only root may mount a small disk")


class Shop:
    """A book, its former files, and a place for temporary files that is looked at after."""

    def __init__(self, folder):
        self.home, self.out = copy_of_clean(folder / "book"), folder / "book" / "dist"
        self.temporary, self.mark = folder / "tmp", uuid.uuid4().hex
        self.temporary.mkdir()
        self.environment = os.environ | {
            "PYTHONPATH": str(HOUSE / "src"),
            "TMPDIR": str(self.temporary),
            "PUBLISHER_TEST_MARK": self.mark,
        }

    def start(self, *words, **more):
        return subprocess.Popen(
            [sys.executable, "-m", "publisher", *map(str, words), "--book", str(self.home)],
            env=self.environment | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )  # fmt: skip

    def run(self, *words, **more):
        process = self.start(*words, **more)
        said, messages = process.communicate(timeout=300)
        assert "Traceback" not in said + messages
        return process.returncode, said, messages

    def files(self):
        return {
            str(path.relative_to(self.out)): hashlib.sha256(
                path.read_bytes()
            ).hexdigest()
            for path in sorted(self.out.rglob("*"))
            if path.is_file()
        }

    def edit(self, words):
        path = self.home / "one.md"
        path.write_text(f"{path.read_text('utf-8')}\n\n{words}.\n", "utf-8")

    def debris(self):
        """List what should not be left: processes, folders of work, temporary files."""
        alive = self.orphans()
        benches = [str(path) for path in self.out.glob(f"{shelf.BENCH}*")]
        return alive + benches + [str(path) for path in self.temporary.rglob("*")]

    def orphans(self):
        """List processes of ours that are still there, a moment after the end."""
        until = time.monotonic() + 10
        while (left := self._alive()) and time.monotonic() < until:
            time.sleep(0.1)
        return left

    def _alive(self):
        alive = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if self.mark.encode() in (folder / "environ").read_bytes():
                    alive.append((folder / "cmdline").read_text())
        return alive


@pytest.fixture
def shop(tmp_path):
    return Shop(tmp_path)


@contextlib.contextmanager
def mounted(folder, options):
    """Make a small disk of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)], check=True
    )
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_run_that_is_stopped_while_a_class_is_made_is_stopped():
    """Python before 3.12 says then that an error was met; imports are full of classes."""

    class Field:
        def __set_name__(self, owner, name):
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(5)

    with pytest.raises(Exit) as ended, stoppable():
        type("Bench", (), {"anchors": Field()})

    assert 128 + signal.SIGTERM == ended.value.code


@pytest.mark.tools
def test_a_build_that_is_stopped_leaves_the_former_files_and_no_debris(shop):
    """By Ctrl-C or a polite kill, at any moment; then the next build is right."""
    assert shop.run("build")[0] == 0
    before = shop.files()
    stopped = []
    for number, delay in enumerate((0.3, 1.0, 2.0, 3.5)):
        shop.edit(f"Another line, the {number}th")
        sign = (signal.SIGINT, signal.SIGTERM)[number % 2]
        process = shop.start("build")
        time.sleep(delay)
        process.send_signal(sign)
        said, messages = process.communicate(timeout=60)
        if process.returncode == 0:
            before = shop.files()  # it was done already
            continue

        assert "Traceback" not in said + messages
        assert process.returncode in {128 + sign, -sign}
        assert shop.files() == before
        assert shop.debris() == [], (process.returncode, delay, messages)
        stopped += [messages] if process.returncode == 128 + sign else []

    assert len(stopped) >= 2
    for messages in stopped:
        assert "stopped. What earlier runs have made is still there, whole." in messages
    assert shop.run("build")[0] == 0
    assert shop.files() != before


@pytest.mark.tools
def test_a_build_that_is_killed_leaves_the_former_files_and_the_next_one_tidies_up(
    shop,
):
    assert shop.run("pdf")[0] == 0
    before = shop.files()
    shop.edit("Another line")
    process = shop.start("pdf")
    until = time.monotonic() + 60
    while not list(shop.out.glob(f"{shelf.BENCH}*")) and time.monotonic() < until:
        time.sleep(0.01)
    process.kill()
    process.communicate()

    assert {name: before[name] for name in before} == {
        name: digest for name, digest in shop.files().items() if name in before
    }
    assert list(shop.out.glob(f"{shelf.BENCH}*"))
    assert shop.run("pdf")[0] == 0
    assert shop.debris() == []
    assert set(shop.files()) == set(before)


@needs_root
@pytest.mark.tools
@pytest.mark.parametrize("room", ["12k", "100k", "400k"])
def test_a_full_disk_is_said_and_what_was_there_stays(shop, room):
    """At different moments of the making: nothing fits, or all but a little."""
    with mounted(shop.out, f"size={room}"):
        former = shop.out / "the-lamp-at-stony-reach.epub"
        former.write_bytes(b"the book of before")
        status, said, _ = shop.run("build")

        if status:
            assert status == 1
            assert "error[K001]" in said
            assert "No space left" in said
            assert former.read_bytes() == b"the book of before"
            names = set(shop.files()) - {former.name}
            assert names <= set(reports.NAMES)
        else:
            assert len(shop.files()) == 7
        assert shop.debris() == []


@needs_root
@pytest.mark.tools
def test_a_cache_without_room_is_said_and_can_be_done_without(shop, tmp_path):
    """The finding says what to type; typed, the book is made."""
    small = tmp_path / "small"
    with mounted(small, "size=64k"):
        status, said, _ = shop.run("pdf", PUBLISHER_CACHE=str(small))

        assert status == 1
        assert "could not be set: there is no room on the disk for its pages" in said
        assert "--no-cache" in said
        assert shop.debris() == []
        assert shop.run("pdf", "--no-cache", PUBLISHER_CACHE=str(small))[0] == 0


@needs_root
def test_a_folder_that_cannot_be_written_to_is_said(shop):
    """Its files stay, and there is no traceback."""
    with mounted(shop.out, "size=1m"):
        (shop.out / "letter.txt").write_text("mine", "utf-8")
        subprocess.run(["mount", "-o", "remount,ro", str(shop.out)], check=True)
        status, said, _ = shop.run("epub")

        assert status == 1
        assert "dist:1:1: error[K001]" in said
        assert "Read-only file system" in said
        assert set(shop.files()) == {"letter.txt"}
        assert shop.debris() == []


@pytest.mark.skipif(ROOT, reason="root may write anywhere; the test above is for it")
def test_a_folder_of_somebody_else_is_said(shop):
    shop.out.mkdir()
    shop.out.chmod(0o555)
    status, said, _ = shop.run("epub")

    assert status == 1
    assert "error[K001]" in said


def test_a_file_in_the_place_of_the_folder_is_said(shop):
    """Nothing is put in its place."""
    shop.out.write_text("mine", "utf-8")
    status, said, _ = shop.run("epub")

    assert status == 1
    assert "error[K001]" in said
    assert shop.out.read_text("utf-8") == "mine"


@pytest.mark.tools
def test_two_builds_into_one_folder_do_not_mix_their_files(shop, tmp_path):
    """Both end well; what is there is one build's, whole."""
    other = Shop(tmp_path / "other")
    other.edit("A line of the other")
    one = shop.start("pdf", "--out", shop.out)
    two = other.start("pdf", "--out", shop.out)
    for process in (one, two):
        said, messages = process.communicate(timeout=300)
        assert process.returncode == 0, said + messages
    mixed = shop.files()
    alone = []
    for each in (shop, other):
        assert each.run("pdf", "--out", each.out)[0] == 0
        alone.append(each.files())

    assert mixed in alone
    assert shop.debris() == other.debris() == []


def test_a_bench_at_which_somebody_works_is_not_taken_away(tmp_path):
    """One that was left behind is; so is a folder that was made for nothing."""
    left = tmp_path / f"{shelf.BENCH}left"
    left.mkdir()
    with shelf.bench(tmp_path) as mine:
        (mine / "book.epub").write_bytes(b"half")
        with shelf.bench(tmp_path) as other:
            assert (mine / "book.epub").read_bytes() == b"half"
            assert other != mine
        assert shelf.clear(tmp_path, (".epub",)) == []
        assert mine.is_dir()
    assert list(tmp_path.iterdir()) == []
    with shelf.bench(tmp_path / "new"):
        pass
    assert not (tmp_path / "new").exists()


def test_the_report_says_what_was_made_only_if_it_was(shop):
    """Files and reports are put in their place together."""
    assert shop.run("epub")[0] == 0
    said = json.loads((shop.out / "report.json").read_text("utf-8"))

    assert set(said["made"]) | set(reports.NAMES) == set(shop.files())
