"""From pages that are set to printed files on a bench, each read back.

    package → check → inks → preflight

Every object of both files is read on every build; the words on the pages are held against
the markup they were set from; both files must show the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from publisher.artifacts import Artifact, Manuscript, PrintUnit
from publisher.cache import Cache
from publisher.check.pdf import labels_of, read_back, ready
from publisher.check.press import preflight
from publisher.check.sheets import Memory, same_ink, same_words
from publisher.diagnostics import Diagnostic, any_errors
from publisher.layout import LaidOut
from publisher.means import Means
from publisher.orders import Order, Say
from publisher.outcome import Outcome
from publisher.package.pdf import BOTH, PRINT, SCREEN, file_name, package_pdf
from publisher.package.plainly import package_plainly
from publisher.package.press import PressRun, make_press
from publisher.readback import (
    MOST,
    Read,
    Words,
    beside,
    press_read,
    read_aside,
    taken,
    words_compared,
)
from publisher.workers import Door

if TYPE_CHECKING:
    from publisher.layout.plain import Plain

FEW = (
    200  # pages of units that were set anew, whose words one process compares meanwhile
)

InPages: TypeAlias = "LaidOut | Plain"

Inked: TypeAlias = "tuple[Path, list[Diagnostic]]"
"""Where a print file is in inks, beside the one that was written; what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Pages as they were written: for press and screen, or where that failed fewer."""

    files: tuple[Artifact, ...]
    units: tuple[PrintUnit, ...]  # what was set
    screen: Callable[[], Read] | None = None
    """Waits for the file for the screen, if another process writes and reads it meanwhile."""
    is_read: bool = False  # by that process, the print file, too

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
    wait, door = None, Door()
    if isinstance(laid, LaidOut) and len(laid.map.pages) <= MOST:
        few = laid.fresh() <= FEW
        means.press.rest()
        screen = partial(_on_screen, laid, manuscript, made, means.cache, too)
        work = partial(
            _with_print, screen, outcome, laid.units, made, means.cache, door
        )
        wait = means.twin("the PDF for the screen", work if few else screen)
        wait = wait and partial(_with_what_is_left, wait, too)
    if wait is None:
        door.open()
        too()
        return print_pages(laid, outcome, made, means, say)
    say(f"writing {len(laid.map.pages):,} pages")
    files = outcome.keep(_packaged(laid, manuscript, made, means.cache, (PRINT,)))
    door.open(to_something=bool(files))
    return Printed(files, laid.units, wait, is_read=few)


def _with_print(
    screen: Callable[[], Read],
    outcome: Outcome,
    units: tuple[PrintUnit, ...],
    made: Path,
    memory: Cache | None,
    door: Door,
) -> Read:
    """Write the PDF for the screen, read it back, and the print file as soon as it is there."""
    read = screen()
    if not door.wait():
        return read
    assert outcome.manuscript is not None
    press = Artifact(made / file_name(PRINT, outcome.manuscript.info), PRINT)
    return replace(read, press=press_read(outcome, press, units, memory))


def _on_screen(
    laid: LaidOut,
    manuscript: Manuscript,
    made: Path,
    memory: Cache | None,
    too: Callable[[], object],
) -> Read:
    """Write the PDF for the screen, and read it back."""
    before = len(memory.damaged) if memory else 0
    files, found = _packaged(laid, manuscript, made, memory, (SCREEN,))
    sheets = None
    for file in files:
        sheets, more = read_back(file, labels_of(laid.map), memory=memory)
        found += more
    try:
        too()
        is_all = True
    except OSError:  # said where it is tried again
        is_all = False
    damaged = memory.damaged[before:] if memory else []
    return Read(files, sheets, found, damaged, is_all)


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
    reader = beside(means, count, "who reads the pages back", ready)
    files = outcome.keep(_packaged(laid, manuscript, made, means.cache, kinds))
    reader()
    if means.press.rest() and count > MOST and means.workers is not None:
        means.workers.close()
    return Printed(files, laid.units)


def as_it_is(written: Path) -> Inked:
    """Leave a print file as it was written."""
    return written, []


def check_pages(
    outcome: Outcome,
    printed: Printed,
    means: Means,
    say: Say,
    then: Callable[[Path], Inked] = as_it_is,
) -> tuple[Artifact, ...]:
    """Check both PDFs: sound, and every word of the markup of the units on their pages.

    Another process reads that for the screen, or both. Meanwhile `then` makes of the print
    file what is wanted: what it says counts only if both are sound. Gives the files that were
    written.
    """
    say("reading the pages back")
    assert outcome.pages is not None
    labels = labels_of(outcome.pages)
    if not printed.is_complete:
        for file in printed.files:
            outcome.keep(read_back(file, labels))
        screen = taken(outcome, printed.screen, means).files if printed.screen else ()
        return printed.files + screen
    press = printed.files[0]
    read = _read_meanwhile if printed.is_read else _read_here
    words, (inked, more), second = read(outcome, printed, means, then)
    if not any_errors(outcome.found):
        first = words.sheets
        assert first is not None  # or there had been an error
        assert second.sheets is not None
        outcome.add(words.lost)
        both = (first, second.sheets)
        outcome.add(list(same_ink(press.path, second.files[0].path, both)))
        if not any_errors(outcome.found):
            changed = (
                same_words(press.path, inked, first) if inked != press.path else ()
            )
            outcome.add([*changed, *more])
    if inked != press.path:
        inked.replace(press.path)
        inked.parent.rmdir()
    return press, *second.files


def _read_here(
    outcome: Outcome, printed: Printed, means: Means, then: Callable[[Path], Inked]
) -> tuple[Words, Inked, Read]:
    """Read the print file, and go on with it if it is sound; another process reads the other."""
    assert outcome.pages is not None
    press, labels = printed.files[0], labels_of(outcome.pages)
    other = printed.screen or read_aside(printed.files[1], labels, means)
    first, found = read_back(press, labels, memory=means.cache)
    outcome.add(found)
    lost, made = list[Diagnostic](), as_it_is(press.path)
    if first is not None and not any_errors(outcome.found):
        said = words_compared(outcome, press.path, printed.units, means, first)
        made = then(press.path)
        lost = said()
    return Words(first, found, lost), made, taken(outcome, other, means)


def _read_meanwhile(
    outcome: Outcome, printed: Printed, means: Means, then: Callable[[Path], Inked]
) -> tuple[Words, Inked, Read]:
    """Go on with the print file while another process reads it, and the other file."""
    press, problem = printed.files[0], None
    try:
        made = then(press.path)
    except Exception as raised:  # noqa: BLE001 it is said below, unless the file explains it
        made, problem = as_it_is(press.path), raised
    assert printed.screen is not None
    second = taken(outcome, printed.screen, means)
    words = second.press or press_read(outcome, press, printed.units, means.cache)
    outcome.add(words.found)
    if problem is not None and not any_errors(outcome.found):
        raise problem
    return words, made, second


def to_press(
    outcome: Outcome,
    memory: Memory | None,
    order: Order,
    say: Say,
    file: Path,
) -> Inked:
    """Turn the print file into inks, and judge it as its printer will.

    The file in inks has the same name, in a folder beside: the other is still read.
    """
    assert outcome.book is not None
    assert outcome.manuscript is not None
    assert outcome.pages is not None
    settings, info = outcome.book.info.print, outcome.manuscript.info
    say(f"making it ready for {settings.press.name}")
    run = PressRun(settings, grey=order.grey, marks=order.marks)
    inked = file.parent / "inks" / file.name
    inked.parent.mkdir()
    _, found = make_press(file, inked, outcome.pages, info, run, memory)
    if not any_errors(found):
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
