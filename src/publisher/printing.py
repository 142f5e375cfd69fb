"""From pages that are set to printed files on a bench, each read back.

    package → check → inks → preflight

Every object of both files is read on every build; the words on the pages are held against
the markup they were set from; both files must show the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from publisher.artifacts import Artifact, Manuscript, PrintUnit
from publisher.cache import Cache
from publisher.check.paper import Reading
from publisher.check.pdf import labels_of, read_back, ready
from publisher.check.press import preflight
from publisher.check.printed import are_whole, compared, unread
from publisher.check.sheets import Memory, Sheets, same_ink, same_words
from publisher.check.zones import zones
from publisher.diagnostics import Diagnostic, any_errors
from publisher.layout import LaidOut
from publisher.means import Means
from publisher.orders import Order, Say
from publisher.outcome import Outcome
from publisher.package.pdf import BOTH, PRINT, SCREEN, package_pdf
from publisher.package.plainly import package_plainly
from publisher.package.press import PressRun, make_press

if TYPE_CHECKING:
    from publisher.layout.plain import Plain

T = TypeVar("T")

MANY = 60  # pages to be compared from which on another process is worth its start
MOST = 1_500  # pages of a book that two processes may hold at a time

InPages: TypeAlias = "LaidOut | Plain"

Inked: TypeAlias = "tuple[Path, list[Diagnostic]]"
"""Where a print file is in inks, beside the one that was written; what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Read:
    """Files that were written and read back, by whatever process."""

    files: tuple[Artifact, ...]
    sheets: Sheets | None  # of the last, unless it cannot be read
    found: list[Diagnostic]
    damaged: Sequence[str] = ()  # keys of what was kept, and is no more
    is_all: bool = True  # False if what else there was to do is left


@dataclass(frozen=True, slots=True)
class Printed:
    """Pages as they were written: for press and screen, or where that failed fewer."""

    files: tuple[Artifact, ...]
    units: tuple[PrintUnit, ...]  # what was set
    screen: Callable[[], Read] | None = None
    """Waits for the file for the screen, if another process writes and reads it meanwhile."""

    @property
    def is_complete(self) -> bool:
        """Tell whether both files are there, or may come to be."""
        return len(self.files) + bool(self.screen) == len(BOTH)


def print_pages(
    laid: InPages, outcome: Outcome, made: Path, means: Means, say: Say
) -> Printed:
    """Write both PDFs; they are not read yet."""
    return _written(laid, outcome, made, means, say, BOTH)


def print_apart(
    laid: InPages,
    outcome: Outcome,
    made: Path,
    means: Means,
    say: Say,
    too: Callable[[], object],
) -> Printed:
    """Write both PDFs, that for the screen in another process, which reads it, too.

    `too` is what else that process can do; where there is none it is done here.
    """
    manuscript = outcome.manuscript
    assert manuscript is not None
    wait = None
    if isinstance(laid, LaidOut) and len(laid.map.pages) <= MOST:
        means.press.rest()
        left_open = ExitStack()  # the other process just ends
        screen = partial(
            _on_screen, laid, manuscript, made, means.cache, too, left_open
        )
        wait = means.twin("the PDF for the screen", screen)
        wait = wait and partial(_with_what_is_left, wait, too)
    if wait is None:
        too()
        return print_pages(laid, outcome, made, means, say)
    say(f"writing {len(laid.map.pages):,} pages")
    files = outcome.keep(_packaged(laid, manuscript, made, means.cache, (PRINT,)))
    return Printed(files, laid.units, wait)


def _on_screen(
    laid: LaidOut,
    manuscript: Manuscript,
    made: Path,
    memory: Cache | None,
    too: Callable[[], object],
    left_open: ExitStack,
) -> Read:
    """Write the PDF for the screen, and read it back."""
    files, found = _packaged(laid, manuscript, made, memory, (SCREEN,))
    sheets = None
    for file in files:
        labels = labels_of(laid.map)
        sheets, more = read_back(file, labels, memory=memory, files=left_open)
        found += more
    try:
        too()
        is_all = True
    except OSError:  # said where it is tried again
        is_all = False
    return Read(files, sheets, found, is_all=is_all)


def _with_what_is_left(wait: Callable[[], Read], too: Callable[[], object]) -> Read:
    """Wait for a file that another process read, and do what it could not do beside."""
    read = wait()
    if not read.is_all:
        too()
    return read


def print_in_turn(
    laid: InPages, outcome: Outcome, made: Path, means: Means, say: Say
) -> Iterator[Printed]:
    """Write the PDF for the screen, then that for the press, too: who waits may look at it.

    Together they are written in less time, as what both need is fetched once.
    """
    if not isinstance(laid, LaidOut):
        yield print_pages(laid, outcome, made, means, say)
        return
    screen = _written(laid, outcome, made, means, say, (SCREEN,))
    yield screen
    press = _written(laid, outcome, made, means, say, (PRINT,))
    yield Printed(press.files + screen.files, laid.units)


def _written(
    laid: InPages,
    outcome: Outcome,
    made: Path,
    means: Means,
    say: Say,
    kinds: Sequence[str],
) -> Printed:
    manuscript = outcome.manuscript
    assert manuscript is not None
    count = len(laid.map.pages)
    say(f"writing {count:,} pages")
    reader = _beside(means, count, "who reads the pages back", ready)
    files = outcome.keep(_packaged(laid, manuscript, made, means.cache, kinds))
    reader()
    if means.press.rest() and count > MOST and means.workers is not None:
        means.workers.close()
    return Printed(files, laid.units)


def _beside(
    means: Means, pages: int, name: str, work: Callable[..., T], *arguments: object
) -> Callable[[], T]:
    """Have some work done by another process; of a very long book later, and here."""
    if pages > MOST:
        return partial(work, *arguments)
    return means.aside(name, work, *arguments)


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
    return _beside(means, len(labels), file.path.name, _read, file, labels, folder)


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


def _packaged(
    laid: InPages,
    manuscript: Manuscript,
    made: Path,
    memory: Cache | None,
    kinds: Sequence[str],
) -> tuple[tuple[Artifact, ...], list[Diagnostic]]:
    info, pages = manuscript.info, laid.map
    if isinstance(laid, LaidOut):
        fonts = manuscript.fonts
        return package_pdf(laid.placed(), pages, fonts, info, made, memory, kinds)
    return package_plainly(laid.pdf, pages, info, made)
