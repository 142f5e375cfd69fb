"""What is kept is given back byte for byte, or not at all."""

import hashlib
import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from publisher.cache import (
    Cache,
    Recalling,
    default_folder,
    fingerprint,
    key,
    keys,
    temporary,
)
from publisher.cache.kept import kept as made_once

DAY = 24 * 3600


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


def entry(cache, name):
    """Find the one file of an entry."""
    (file,) = (file for file in cache.folder.rglob("*") if name[2:] == file.name)
    return file


def age(cache, name, seconds):
    """Have an entry last used that long ago."""
    then = time.time() - seconds
    os.utime(entry(cache, name), (then, then))


def python(program, *words):
    """Run a program that may import the publisher; give the process."""
    path = os.pathsep.join(filter(None, sys.path))
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, words)],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


# ------------------------------------------------------------------------------ keys


def test_a_key_tells_its_parts_apart():
    """Where one part ends and the next begins counts, and whether it is text."""
    told = [("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""), (b"abc",), (), ("",)]

    assert len(told) == len({key(*parts) for parts in told})


def test_a_key_is_the_digest_of_parts_told_by_kind_and_length():
    """So it is the same in every process, and for every Python."""
    assert hashlib.sha256(b"s2:\xc3\xa4b1:b").hexdigest() == key("ä", b"b")


def test_what_is_no_key_is_refused(cache):
    """A path would lead out of the folder."""
    for name in ("../../etc/passwd", "", "ab", key("x").upper(), key("x") + "\n"):
        with pytest.raises(ValueError, match="not a key"):
            cache.put(name, b"")


# --------------------------------------------------------------------- in and out


@pytest.mark.parametrize("data", [b"", b"x", bytes(range(256)) * 5000])
def test_what_is_put_is_what_is_got(cache, data):
    """Be it nothing or a lot."""
    cache.put(key("name"), data)

    assert data == cache.get(key("name"))
    assert data == Cache(cache.folder).get(key("name"))
    assert cache.has(key("name"))


def test_what_was_never_put_is_not_there(cache):
    """And nothing is wrong with that."""
    assert cache.get(key("name")) is None
    assert not cache.has(key("name"))
    assert [] == cache.damaged


def test_the_later_of_two_is_kept(cache):
    """Though the same key should mean the same bytes."""
    cache.put(key("name"), b"early")
    cache.put(key("name"), b"late")

    assert b"late" == cache.get(key("name"))


# ---------------------------------------------------------------------- damage


def broken(content):
    """Yield every way in which a file can be cut short, or one bit of it be wrong."""
    for length in range(len(content)):
        yield content[:length]
    for place in range(len(content)):
        for bit in range(8):
            wrong = bytearray(content)
            wrong[place] ^= 1 << bit
            yield bytes(wrong)
    yield content + b"\0"


def test_a_damaged_entry_is_never_given(cache):
    """It is noted and removed, and can be put anew."""
    name = key("name")
    cache.put(name, b"some data")
    file = entry(cache, name)
    content = file.read_bytes()

    for count, wrong in enumerate(broken(content), start=1):
        file.write_bytes(wrong)
        assert cache.get(name) is None
        assert [name] * count == cache.damaged
        assert not file.exists()

    cache.put(name, b"some data")
    assert b"some data" == cache.get(name)


def test_an_entry_under_the_name_of_another_is_damaged(cache):
    """Its checksum covers its key."""
    cache.put(key("one"), b"one")
    cache.put(key("two"), b"two")
    entry(cache, key("one")).replace(entry(cache, key("two")))

    assert cache.get(key("two")) is None
    assert [key("two")] == cache.damaged


# -------------------------------------------------------------- several at once


WRITER = """
import random, sys
from pathlib import Path
from publisher.cache import Cache, key
cache = Cache(Path(sys.argv[1]))
dice = random.Random(int(sys.argv[2]))
print("ready", flush=True)
for _ in range(int(sys.argv[3])):
    number = dice.randrange(8)
    data = str(number).encode() * (number * 40_000 + 1)
    assert cache.get(key(str(number))) in (None, data)
    cache.put(key(str(number)), data)
    if dice.randrange(20) == 0:
        cache.trim()
    if dice.randrange(100) == 0:
        cache.clear()
assert not cache.damaged, cache.damaged
assert cache.writable
"""


def right(number):
    """Give what WRITER puts under a number."""
    return str(number).encode() * (number * 40_000 + 1)


def test_builds_at_the_same_time_do_not_disturb_each_other(cache):
    """They put, get, trim and clear the same entries."""
    writers = [python(WRITER, cache.folder, seed, 300) for seed in range(3)]
    said = [writer.communicate(timeout=120)[1].decode() for writer in writers]

    assert ["", "", ""] == said
    for number in range(8):
        assert cache.get(key(str(number))) in (None, right(number))
    assert [] == cache.damaged


def test_a_writer_killed_at_any_moment_leaves_nothing_wrong(cache):
    """What is there is right, and what is not can be put."""
    dice = random.Random(1)
    for seed in range(15):
        with python(WRITER, cache.folder, seed, 10**9) as writer:
            writer.stdout.readline()
            time.sleep(dice.random() / 20)
            writer.send_signal(signal.SIGKILL)
        number = dice.randrange(8)
        for other in range(8):
            assert cache.get(key(str(other))) in (None, right(other))
        cache.put(key(str(number)), right(number))
        assert right(number) == cache.get(key(str(number)))

    assert [] == cache.damaged


def test_what_killed_writers_left_goes_when_it_is_old(cache):
    """When it is young, somebody may be writing it."""
    cache.put(key("name"), b"data")
    old, young = (entry(cache, key("name")).with_name(f"tmp{age}.part") for age in "ab")
    old.write_bytes(b"half of so")
    young.write_bytes(b"half of so")
    os.utime(old, (time.time() - DAY, time.time() - DAY))

    cache.trim()

    assert not old.exists()
    assert young.exists()
    assert b"data" == cache.get(key("name"))


# ------------------------------------------------------------------------ bounds


def filled(folder, *, limit, ages):
    """Make a cache of entries of a thousand bytes, each last used that long ago."""
    cache = Cache(folder, limit)
    for number, seconds in enumerate(ages):
        cache.put(key(str(number)), bytes(950))
        age(cache, key(str(number)), seconds)
    assert 1000 * len(ages) == cache.size()
    return cache


def kept(cache, count):
    return [number for number in range(count) if cache.has(key(str(number)))]


def test_what_was_used_longest_ago_goes_first(tmp_path):
    """Down to four fifths of the limit."""
    cache = filled(tmp_path, limit=10_000, ages=[DAY * (12 - n) for n in range(12)])

    cache.trim()

    assert list(range(4, 12)) == kept(cache, 12)


def test_to_get_an_entry_is_to_use_it(tmp_path):
    """What is wanted in every build stays."""
    cache = filled(tmp_path, limit=10_000, ages=[DAY * (12 - n) for n in range(12)])
    cache.get(key("0"))

    cache.trim()

    assert [0, *range(5, 12)] == kept(cache, 12)


def test_within_the_limit_all_is_kept(tmp_path):
    """However old."""
    cache = filled(tmp_path, limit=10_000, ages=[DAY * 1000] * 10)

    cache.trim()

    assert list(range(10)) == kept(cache, 10)


def test_what_was_used_in_the_last_hour_is_spared(tmp_path):
    """Another build may want it."""
    cache = filled(tmp_path, limit=10_000, ages=[DAY, *[60] * 15])

    cache.trim()

    assert list(range(1, 16)) == kept(cache, 16)


def test_more_than_twice_the_limit_is_too_much_for_anyone(tmp_path):
    """Then what is young goes as well."""
    cache = filled(tmp_path, limit=10_000, ages=[60 + 30 - n for n in range(30)])

    cache.trim()

    assert list(range(22, 30)) == kept(cache, 30)


def test_a_cache_in_use_stays_within_twice_its_limit(tmp_path):
    """Whoever trims after a build can build for ever."""
    cache = Cache(tmp_path, 100_000)
    dice = random.Random(1)

    for build in range(30):
        for number in range(10):
            cache.put(key(str(build), str(number)), bytes(dice.randrange(10_000)))
        cache.trim()
        assert cache.size() <= 200_000


def test_a_cache_with_much_room_is_not_measured_after_every_edit(tmp_path, monkeypatch):
    """But after a while, and where there is not so much room any more."""
    cache = filled(tmp_path, limit=10_000, ages=[DAY] * 4)
    monkeypatch.setattr(Cache, "size", None)  # nothing else measures
    trims = []
    trim = Cache.trim
    monkeypatch.setattr(Cache, "trim", lambda cache: trims.append(1) or trim(cache))

    cache.tidy()
    cache.tidy()
    assert len(trims) == 1

    measured = tmp_path / "measured"
    os.utime(measured, (time.time() - 700, time.time() - 700))
    cache.tidy()
    assert len(trims) == 2

    os.utime(measured, (time.time() + 700, time.time() + 700))  # a clock set back
    cache.tidy()
    assert len(trims) == 3

    for number in range(4, 12):
        cache.put(key(str(number)), bytes(950))
        age(cache, key(str(number)), DAY - number)
    measured.write_text("no number")
    cache.tidy()
    assert len(trims) == 4
    assert list(range(4, 12)) == kept(cache, 12)


def test_the_fuller_a_cache_the_sooner_it_is_measured_again(tmp_path, monkeypatch):
    """A minute or more where a tenth is free; after every edit where nothing is."""
    cache = Cache(tmp_path, limit=10_000)
    trims = []
    monkeypatch.setattr(Cache, "trim", lambda cache: trims.append(cache))
    for size, seconds, trimmed in (
        (4_000, 590, False),
        (8_000, 200, False),
        (8_000, 300, True),
        (9_000, 90, False),
        (9_000, 150, True),
        (11_000, 0, True),
    ):
        measured = tmp_path / "measured"
        measured.write_text(str(size))
        os.utime(measured, (time.time() - seconds, time.time() - seconds))
        trims.clear()
        cache.tidy()
        assert trimmed == bool(trims)


# -------------------------------------------------------------------- clearing


def test_clearing_removes_every_entry_and_counts_them(cache):
    """Not even the folders stay."""
    for number in range(20):
        cache.put(key(str(number)), b"data")

    assert 20 == cache.clear()
    assert [] == list(cache.folder.iterdir())
    assert 0 == cache.size() == cache.clear()


def test_clearing_leaves_what_is_not_the_cache_s(cache):
    """Somebody may have named a folder that holds other things."""
    foreign = [cache.folder / "letter.txt", cache.folder / "ab" / "letter.txt"]
    cache.put("ab" + key("name")[2:], b"data")
    for file in foreign:
        file.write_text("Dear")

    assert 1 == cache.clear()
    assert all(file.exists() for file in foreign)


def test_a_temporary_cache_goes_at_the_end():
    """Nothing is kept."""
    with temporary() as cache:
        cache.put(key("name"), b"data")
        assert b"data" == cache.get(key("name"))

    assert not cache.folder.exists()


# ------------------------------------------------------------ where it may not be


def test_the_folder_is_closed_to_others(tmp_path):
    """Whatever was there before."""
    (tmp_path / "open").mkdir(mode=0o777)

    for folder in (tmp_path / "open", tmp_path / "new" / "cache"):
        Cache(folder)
        assert 0o700 == stat.S_IMODE(folder.stat().st_mode)


def test_a_folder_that_is_none_is_a_cache_of_nothing(tmp_path):
    """The build goes on without."""
    (tmp_path / "file").write_text("")

    for folder in (tmp_path / "file", tmp_path / "file" / "cache"):
        cache = Cache(folder)
        cache.put(key("name"), b"data")
        assert not cache.writable
        assert cache.get(key("name")) is None
        assert (0, 0) == (cache.size(), cache.clear())
        cache.trim()


@pytest.fixture
def somebody_else(monkeypatch):
    """Be a user other than the one who wrote what is there; as from now."""
    return lambda: monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)


def test_the_folder_of_somebody_else_is_not_read(cache, somebody_else):
    """What is in it may be unpickled."""
    cache.put(key("name"), b"data")
    somebody_else()

    stranger = Cache(cache.folder)

    assert stranger.get(key("name")) is None
    assert not stranger.writable
    assert not stranger.has(key("name"))
    assert 0 == stranger.clear()


def test_the_file_of_somebody_else_is_not_read(cache, somebody_else):
    """Though it is in our folder."""
    cache.put(key("name"), b"data")
    somebody_else()

    assert cache.get(key("name")) is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_still_read(cache):
    """On a disk mounted for reading."""
    cache.put(key("name"), b"data")
    cache.folder.chmod(0o500)
    reader = Cache(cache.folder)

    reader.put(key("other"), b"data")

    assert b"data" == reader.get(key("name"))
    assert not reader.writable
    cache.folder.chmod(0o700)


FULL = """
import resource, signal, sys
from pathlib import Path
from publisher.cache import Cache, key
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
cache = Cache(Path(sys.argv[1]))
cache.put(key("small"), b"data")
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
cache.put(key("large"), bytes(5000))
assert not cache.writable
cache.put(key("small too"), b"data")
assert b"data" == cache.get(key("small"))
"""


def test_on_a_full_disk_nothing_more_is_kept(cache):
    """What is there can be read, and nothing half written stays."""
    writer = python(FULL, cache.folder)

    assert b"" == writer.communicate(timeout=60)[1]
    assert not cache.has(key("large"))
    assert [key("small")[2:]] == [file.name for file in cache.folder.glob("*/*")]


# ---------------------------------------------------------------------- its place


def test_the_place_is_what_the_environment_says(monkeypatch, tmp_path):
    """Ours first, then that of all programs, then the custom of the system."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PUBLISHER_CACHE", "/var/books")
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/cache")
    monkeypatch.setattr(sys, "platform", "linux")

    places = [default_folder()]
    monkeypatch.delenv("PUBLISHER_CACHE")
    places.append(default_folder())
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    places.append(default_folder())
    monkeypatch.setattr(sys, "platform", "darwin")
    places.append(default_folder())

    assert places == [
        Path("/var/books"),
        Path("/var/cache/publisher"),
        tmp_path / ".cache" / "publisher",
        tmp_path / "Library" / "Caches" / "publisher",
    ]


# ---------------------------------------------------------------- the fingerprint


def test_the_fingerprint_is_the_same_in_every_process():
    """Else nothing would ever be found."""
    other = python("from publisher.cache import fingerprint; print(fingerprint())")

    assert fingerprint() == other.communicate(timeout=60)[0].decode().strip()


def test_every_file_of_the_program_counts(tmp_path):
    """Modules, templates and styles; names too. What Python compiles does not."""
    (tmp_path / "stage").mkdir()
    (tmp_path / "stage" / "one.py").write_text("1")
    seen = [list(keys.own_files(tmp_path))]

    (tmp_path / "stage" / "page.html").write_text("<p>")
    seen.append(list(keys.own_files(tmp_path)))
    (tmp_path / "stage" / "one.py").write_text("2")
    seen.append(list(keys.own_files(tmp_path)))
    (tmp_path / "stage" / "one.py").rename(tmp_path / "one.py")
    seen.append(list(keys.own_files(tmp_path)))
    (tmp_path / "stage" / "__pycache__").mkdir()
    (tmp_path / "stage" / "__pycache__" / "one.pyc").write_bytes(b"2")

    assert seen[3] == list(keys.own_files(tmp_path))
    assert 4 == len({key(*each) for each in seen})


def test_the_versions_of_all_that_sets_type_count():
    """As installed here, and as the C libraries say themselves."""
    packages = {each.rpartition("-")[0] for each in keys.installed()}

    assert {
        "ruamel_yaml",
        "weasyprint",
        "pydyf",
        "pyphen",
        "fonttools",
        "uharfbuzz",
    } <= packages
    assert all(keys.foreign())


# --------------------------------------------------------------------------- recalling


def test_what_was_given_is_recalled_for_a_round_more(tmp_path):
    """The very same value in this round and the next; then it is read anew, and equal."""
    cache = Recalling(tmp_path)
    made = []

    def make():
        made.append(1)
        return [1, 2]

    first, again = (made_once(cache, ["some"], make) for _ in range(2))
    cache.turn()
    then = made_once(cache, ["some"], make)
    cache.turn()
    cache.turn()
    later = made_once(cache, ["some"], make)

    assert [1] == made
    assert first == again
    assert again is then
    assert later is not then
    assert later == then


def test_what_is_not_there_is_not_recalled(cache, tmp_path):
    """No value, in either kind of cache; and what comes later is found."""
    for each in (cache, Recalling(tmp_path / "cache")):
        with pytest.raises(KeyError):
            each.value(key("nothing", type(each).__name__))
        assert 3 == made_once(each, ["three", type(each).__name__], lambda: 3)
