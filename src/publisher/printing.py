"""From pages that are set to printed files on a bench.

One of them may be written by another process, which reads it back, too; all else that
reads them is `collating`.
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
from publisher.check.pdf import labels_of, read_back, ready
from publisher.check.sheets import Sheets
from publisher.diagnostics import Diagnostic
from publisher.layout import LaidOut
from publisher.means import Means
from publisher.orders import Say
from publisher.outcome import Outcome
from publisher.package.pdf import BOTH, PRINT, SCREEN, package_pdf
from publisher.package.plainly import package_plainly

if TYPE_CHECKING:
    from publisher.layout.plain import Plain

T = TypeVar("T")

MOST = 1_500  # pages of a book that two processes may hold at a time

InPages: TypeAlias = "LaidOut | Plain"


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
    reader = beside(means, count, "who reads the pages back", ready)
    files = outcome.keep(_packaged(laid, manuscript, made, means.cache, kinds))
    reader()
    if means.press.rest() and count > MOST and means.workers is not None:
        means.workers.close()
    return Printed(files, laid.units)


def beside(
    means: Means, pages: int, name: str, work: Callable[..., T], *arguments: object
) -> Callable[[], T]:
    """Have some work done by another process; of a very long book later, and here.

    Gives what waits for its result, to be called once.
    """
    if pages > MOST:
        return partial(work, *arguments)
    return means.aside(name, work, *arguments)


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
