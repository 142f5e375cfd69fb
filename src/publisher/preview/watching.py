"""Changes in folders, as they happen. The only module that knows watchfiles."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import aclosing, suppress
from pathlib import Path
from stat import S_ISDIR

from watchfiles import Change, DefaultFilter, awatch
from watchfiles._rust_notify import WatchfilesRustInternalError

AT_REST = 50  # ms without a change after which a save is over
PATIENCE = 400  # ms after which it is taken to be over
ANEW = 1_000  # ms after which it is looked whether the folders are still the same


class Saves(DefaultFilter):
    """What an author saves; not what editors keep for themselves beside it."""

    def __call__(self, change: Change, path: str) -> bool:
        name = Path(path).name
        kept_apart = name.startswith((".", "#")) or name.endswith((".tmp", ".part"))
        return not kept_apart and super().__call__(change, path)


async def changes(folders: Iterable[Path]) -> AsyncIterator[None]:
    """Yield once for every save below the folders, and when one of them comes or goes.

    A folder that is made anew, as git and programs that copy do it, is another one for the
    system, which tells of the old one alone.
    """
    folders = tuple(folders)
    while True:
        there = _there(folders)
        watch = awatch(
            *there,
            watch_filter=Saves(),
            step=AT_REST,
            debounce=PATIENCE,
            rust_timeout=ANEW,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        )
        try:
            async with aclosing(watch):
                async for saved in watch:
                    anew = _there(folders) != there or _went(saved, folders)
                    if saved or anew:
                        yield
                    if anew:
                        break
        except* WatchfilesRustInternalError:  # met a name that is no UTF-8
            await asyncio.sleep(ANEW / 1000)


def _there(folders: Iterable[Path]) -> Mapping[Path, tuple[int, int]]:
    """Give the folders that are there, each with what the system knows it by."""
    found = {}
    for folder in folders:
        with suppress(OSError):
            known = folder.stat()
            if S_ISDIR(known.st_mode):
                found[folder] = known.st_dev, known.st_ino
    return found


def _went(saved: Iterable[tuple[Change, str]], folders: Iterable[Path]) -> bool:
    """Tell whether one of the folders itself was taken away, whatever is there by now."""
    gone = {Path(path).resolve() for change, path in saved if change is Change.deleted}
    return bool(gone) and any(folder.resolve() in gone for folder in folders)
