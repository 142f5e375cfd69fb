"""Changes in folders, as they happen. The only module that knows watchfiles."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

AT_REST = 50  # ms without a change after which a save is over
PATIENCE = 400  # ms after which it is taken to be over


class Saves(DefaultFilter):
    """What an author saves; not what editors keep for themselves beside it."""

    def __call__(self, change: Change, path: str) -> bool:
        name = Path(path).name
        kept_apart = name.startswith((".", "#")) or name.endswith((".tmp", ".part"))
        return not kept_apart and super().__call__(change, path)


async def changes(folders: Iterable[Path]) -> AsyncIterator[None]:
    """Yield once for every save below the folders; those that are not there are left out."""
    there = [folder for folder in folders if folder.is_dir()]
    async for _ in awatch(
        *there, watch_filter=Saves(), step=AT_REST, debounce=PATIENCE
    ):
        yield
