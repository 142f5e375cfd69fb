"""Printed files read back, each by whoever has time for it.

Every object of both files is read on every build; the words on the pages are held against
the markup they were set from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from publisher.artifacts import Artifact, PrintUnit
from publisher.cache import Cache
from publisher.check.paper import Reading
from publisher.check.pdf import labels_of, read_back
from publisher.check.printed import are_whole, compared, unread
from publisher.check.sheets import Sheets
from publisher.check.zones import zones
from publisher.diagnostics import Diagnostic
from publisher.means import Means
from publisher.outcome import Outcome

T = TypeVar("T")

MANY = 60  # pages to be compared from which on another process is worth its start
MOST = 1_500  # pages of a book that two processes may hold at a time


@dataclass(frozen=True, slots=True)
class Words:
    """The print file as another process read it, and what its words lack."""

    sheets: Sheets | None  # unless it cannot be read
    found: list[Diagnostic]
    lost: list[Diagnostic]  # counts only if nothing is wrong with the file


@dataclass(frozen=True, slots=True)
class Read:
    """Files that were written and read back, by whatever process."""

    files: tuple[Artifact, ...]
    sheets: Sheets | None  # of the last, unless it cannot be read
    found: list[Diagnostic]
    damaged: list[str]  # keys of what was kept, and is no more
    is_all: bool = True  # False if what else there was to do is left
    press: Words | None = None  # if whoever read these read the print file, too


def beside(
    means: Means, pages: int, name: str, work: Callable[..., T], *arguments: object
) -> Callable[[], T]:
    """Have some work done by another process; of a very long book later, and here."""
    if pages > MOST:
        return partial(work, *arguments)
    return means.aside(name, work, *arguments)


def read_aside(
    file: Artifact, labels: Sequence[str], means: Means
) -> Callable[[], Read]:
    """Have a file read by another process."""
    folder = means.cache.folder if means.cache else None
    return beside(means, len(labels), file.path.name, _read, file, labels, folder)


def _read(file: Artifact, labels: Sequence[str], folder: Path | None) -> Read:
    """Read a file back; `folder` is the cache."""
    memory = Cache(folder) if folder else None
    sheets, found = read_back(file, labels, memory=memory)
    return Read((file,), sheets, found, memory.damaged if memory else [])


def taken(outcome: Outcome, wait: Callable[[], Read], means: Means) -> Read:
    """Wait for a file that another process read, and take what it found."""
    read = wait()
    outcome.add(read.found)
    if means.cache:
        known = means.cache.damaged
        known += (each for each in read.damaged if each not in known)
    return read


def press_read(
    outcome: Outcome,
    press: Artifact,
    units: tuple[PrintUnit, ...],
    memory: Cache | None,
) -> Words:
    """Read the print file back, and compare its words; all of it in this process."""
    assert outcome.pages is not None
    sheets, found = read_back(press, labels_of(outcome.pages), memory=memory)
    if sheets is None or found:
        return Words(sheets, found, [])
    reading = _reading(outcome, press.path, sheets, memory)
    new = unread(reading, units, outcome.blank, memory)
    return Words(sheets, found, are_whole(reading, new, outcome.blank, memory))


def words_compared(
    outcome: Outcome,
    path: Path,
    units: tuple[PrintUnit, ...],
    means: Means,
    sheets: Sheets,
) -> Callable[[], list[Diagnostic]]:
    """Compare the words on the pages with the markup of the units; give what waits for it.

    Many pages are read by another process.
    """
    reading = _reading(outcome, path, sheets, means.cache)
    new = unread(reading, units, outcome.blank, means.cache)
    count = sum(len(each.pages) for each in new)
    if not MANY <= count <= MOST or means.cache is None:
        found = are_whole(reading, new, outcome.blank, means.cache)
        return lambda: found
    assert outcome.book is not None
    settings, folder = outcome.book.info.print, means.cache.folder
    words = (outcome.pages, settings, sheets, new, outcome.blank, folder)
    work = partial(compared, turned=_is_turned(outcome))
    return means.aside(path.name, work, path, *words)


def _reading(
    outcome: Outcome, path: Path, sheets: Sheets, memory: Cache | None
) -> Reading:
    assert outcome.book is not None
    assert outcome.pages is not None
    places = zones(outcome.pages, outcome.book.info.print)
    return Reading(path, places, memory, sheets, _is_turned(outcome))


def _is_turned(outcome: Outcome) -> bool:
    assert outcome.book is not None
    return outcome.book.info.dir == "rtl"
