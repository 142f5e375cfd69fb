"""Finished files: made in a folder beside their place, and moved there all together.

A build that is killed leaves its folder behind, and the next one takes it away: who works
in a folder holds a lock on it, which the system opens when its holder dies.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from errno import EISDIR
from pathlib import Path

BENCH = ".publisher-"  # folders in which files are being made begin with this

_STOPS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


@contextlib.contextmanager
def bench(out: Path) -> Iterator[Path]:
    """Make an empty folder inside `out` to work in; it goes when the work is done.

    Raises OSError when `out` cannot be made or written to. Where `out` was not there and
    nothing was put into it, it goes, too.
    """
    fresh = not out.exists()
    out.mkdir(parents=True, exist_ok=True)
    try:
        with contextlib.ExitStack() as stack:
            with _alone(out):
                _sweep(out)
                temporary = tempfile.TemporaryDirectory(prefix=BENCH, dir=out)
                folder = Path(stack.enter_context(temporary))
                stack.enter_context(_held(folder))
            yield folder
    finally:
        if fresh:
            with contextlib.suppress(OSError):  # there is something in it
                out.rmdir()


def put(made: Path, out: Path) -> list[Path]:
    """Move every file of a bench to its place in `out`, each in one step; list them.

    Two builds that end at once do not mix their files, and no signal comes between two.
    Raises OSError, with nothing moved, where a folder has the name of a file.
    """
    placed = []
    with _undisturbed(), _alone(out):
        for file in made.iterdir():
            if (out / file.name).is_dir():
                raise IsADirectoryError(
                    EISDIR, os.strerror(EISDIR), str(out / file.name)
                )
        for file in sorted(made.iterdir()):
            file.replace(out / file.name)
            placed.append(out / file.name)
    return placed


def empty(made: Path) -> None:
    """Take everything off a bench."""
    for file in made.iterdir():
        shutil.rmtree(file) if file.is_dir() else file.unlink()


def clear(
    out: Path,
    endings: tuple[str, ...],
    *,
    keep: Callable[[Path], bool] = lambda _: False,
) -> list[Path]:
    """Remove finished files with these endings, and benches left by a killed run.

    `keep` tells of a file whether it must stay. Folders stay.
    """
    if not out.is_dir():
        return []
    ended = (file for file in sorted(out.iterdir()) if file.name.endswith(endings))
    gone = [file for file in ended if not (file.is_dir() or keep(file))]
    for file in gone:
        file.unlink()
    with _alone(out):
        _sweep(out)
    return gone


def _sweep(out: Path) -> None:
    """Take away the benches of those who died at them."""
    for folder in out.glob(f"{BENCH}*"):
        with contextlib.suppress(OSError), _held(folder) as free:
            if free:
                shutil.rmtree(folder)


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[bool]:
    """Hold a folder as one's own; tell whether nobody else does.

    On a disk without locks everything counts as held by others, and nothing is swept.
    """
    own = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(own, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
    finally:
        os.close(own)


@contextlib.contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Wait until nobody else changes what is in `out`: for moments, not for a build."""
    own = os.open(out, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # a disk without locks
            fcntl.flock(own, fcntl.LOCK_EX)
        yield
    finally:
        os.close(own)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C and its like wait for a moment."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
