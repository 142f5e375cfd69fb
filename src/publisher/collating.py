"""Printed files on a bench, each read back and held against what was set.

    check → inks → preflight

Every object of both files is read on every build; the words on the pages are held against
the markup they were set from; both files must show the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from publisher.artifacts import Artifact, PrintUnit
from publisher.cache import Cache
from publisher.check.paper import Reading
from publisher.check.pdf import labels_of, read_back
from publisher.check.press import preflight
from publisher.check.printed import are_whole, compared, unread
from publisher.check.sheets import Memory, Sheets, same_ink, same_words
from publisher.check.zones import zones
from publisher.diagnostics import Diagnostic, any_errors
from publisher.means import Means
from publisher.orders import Order, Say
from publisher.outcome import Outcome
from publisher.package.press import PressRun, make_press
from publisher.printing import MOST, Printed, Read, beside

MANY = 60  # pages to be compared from which on another process is worth its start

Inked: TypeAlias = "tuple[Path, list[Diagnostic]]"
"""Where a print file is in inks, beside the one that was written; what is wrong with it."""


def as_it_is(written: Path, _: Sheets) -> Inked:
    """Leave a print file as it was written."""
    return written, []


def check_pages(
    outcome: Outcome,
    printed: Printed,
    means: Means,
    say: Say,
    then: Callable[[Path, Sheets], Inked] = as_it_is,
) -> tuple[Artifact, ...]:
    """Check both PDFs: sound, and every word of the markup of the units on their pages.

    The PDF for the screen is read by another process. Meanwhile that for the press is read
    here, and `then` makes of it what is wanted: what it says counts only if both are sound.
    Gives the files that were written.
    """
    say("reading the pages back")
    assert outcome.pages is not None
    labels = labels_of(outcome.pages)
    if not printed.is_complete:
        for file in printed.files:
            outcome.keep(read_back(file, labels))
        screen = _taken(outcome, printed.screen, means).files if printed.screen else ()
        return printed.files + screen
    press = printed.files[0]
    other = printed.screen or _read_aside(printed.files[1], labels, means)
    first = outcome.keep(read_back(press, labels, memory=means.cache))
    whole, inked, more = list[Diagnostic](), press.path, list[Diagnostic]()
    if first is not None and not any_errors(outcome.found):
        said = _whole(outcome, press.path, printed.units, means, first)
        inked, more = then(press.path, first)
        whole = outcome.judged(said())
    second = _taken(outcome, other, means)
    if not any_errors(outcome.found):
        assert first is not None  # or there had been an error
        assert second.sheets is not None
        outcome.found += whole
        both = (first, second.sheets)
        outcome.add(list(same_ink(press.path, second.files[0].path, both)))
        outcome.add([] if any_errors(outcome.found) else more)
    if inked != press.path:
        inked.replace(press.path)
        inked.parent.rmdir()
    return press, *second.files


def _read_aside(
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


def _taken(outcome: Outcome, wait: Callable[[], Read], means: Means) -> Read:
    """Wait for a file that another process read, and take what it found."""
    read = wait()
    outcome.add(read.found)
    if means.cache:
        known = means.cache.damaged
        known += (each for each in read.damaged if each not in known)
    return read


def _whole(
    outcome: Outcome,
    path: Path,
    units: tuple[PrintUnit, ...],
    means: Means,
    sheets: Sheets,
) -> Callable[[], list[Diagnostic]]:
    """Compare the words on the pages with the markup of the units; give what waits for it.

    Many pages are read by another process.
    """
    book, pages = outcome.book, outcome.pages
    assert book is not None
    assert pages is not None
    turned = book.info.dir == "rtl"
    reading = Reading(path, zones(pages, book.info.print), means.cache, sheets, turned)
    new = unread(reading, units, outcome.blank, means.cache)
    count = sum(len(each.pages) for each in new)
    if not MANY <= count <= MOST or means.cache is None:
        found = are_whole(reading, new, outcome.blank, means.cache)
        return lambda: found
    words = (pages, book.info.print, sheets, new, outcome.blank, means.cache.folder)
    return means.aside(path.name, partial(compared, turned=turned), path, *words)


def to_press(
    outcome: Outcome,
    memory: Memory | None,
    order: Order,
    say: Say,
    file: Path,
    read: Sheets,
) -> Inked:
    """Turn the print file into inks, and judge it as its printer will.

    `read` are the digests of its pages. The file in inks has the same name, in a folder
    beside: the other is still read.
    """
    assert outcome.book is not None
    assert outcome.manuscript is not None
    assert outcome.pages is not None
    settings, info = outcome.book.info.print, outcome.manuscript.info
    say(f"making it ready for {settings.press.name}")
    run = PressRun(settings, grey=order.grey, marks=order.marks)
    inked = file.parent / "inks" / file.name
    inked.parent.mkdir()
    _, found = make_press(file, inked, outcome.pages, info, run, memory, read.contents)
    if not any_errors(found):
        found += same_words(file, inked, read)
        found += preflight(inked, outcome.pages, settings, memory, info.places)
    return inked, found
