"""What a build found and made, kept so that the same build need not be made again.

A build depends on the program, on what was asked for, and on every file of the book's
folder and of the house's styles. If all of these are as they were, and the finished files
are still in their place and whole, there is nothing to do but to say again what was said.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import cast

from publisher.artifacts import Evenness
from publisher.cache import Cache, key
from publisher.diagnostics import Diagnostic
from publisher.house import house_styles


@dataclass(frozen=True, slots=True)
class Record:
    """A finished build."""

    found: tuple[Diagnostic, ...]
    texts: Mapping[PurePosixPath, str]  # those that findings point into; to show them
    files: int  # texts of the manuscript
    made: tuple[tuple[str, str], ...]  # name and SHA-256 of each finished file


def named(program: str, asked: Iterable[str], read: str) -> str:
    """Name a build by all that it depends on: what was asked, and what may be read."""
    return key(program, *asked, read)


def read_by_builds(home: Path) -> str:
    """Name all that a build of a book may read, as it is now: whole folders, each once."""
    folders = (home, home.parent / "styles", house_styles())
    each_once = dict.fromkeys(folder.resolve() for folder in folders)
    return key(*(part for each in each_once for part in _within(each)))


def find(cache: Cache, name: str, out: Path) -> Record | None:
    """Find a build that needs not be made again: its files must still be there."""
    data = cache.get(name)
    if data is None:
        return None
    record = cast(Record, pickle.loads(data))
    whole = all(_digest(out / file) == digest for file, digest in record.made)
    return record if whole else None


def keep(
    cache: Cache,
    name: str,
    found: Iterable[Diagnostic],
    texts: Mapping[PurePosixPath, str],
    made: Iterable[Path],
) -> None:
    """Remember a build."""
    found = tuple(found)
    paths = {each.span.path for each in found}
    shown = {path: text for path, text in texts.items() if path in paths}
    files = tuple((path.name, _digest(path)) for path in made)
    record = Record(found, shown, len(texts), files)
    cache.put(name, pickle.dumps(record, protocol=5))


def keep_evenness(cache: Cache, name: str, evenness: Evenness | None) -> None:
    """Remember how evenly the lines of a book are filled, for who does not set it."""
    if evenness is not None:
        cache.put(name, pickle.dumps(evenness, protocol=5))


def evenness(cache: Cache, name: str) -> Evenness | None:
    """Give how evenly the lines of a book are filled, if it was set as it is now."""
    data = cache.get(name)
    return cast(Evenness, pickle.loads(data)) if data is not None else None


def _within(folder: Path) -> Iterator[str]:
    """Yield name and content of every file, in order; hidden ones are not read."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] != ".")
        inside = Path(place).relative_to(folder).as_posix()
        for name in sorted(name for name in names if name[0] != "."):
            path = Path(place, name)
            if path.is_file():
                yield f"{inside}/{name}"
                yield _digest(path)


def _digest(path: Path) -> str:
    """Give the SHA-256 of a file; of one that cannot be read something that is none."""
    try:
        with path.open("rb", buffering=0) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return f"unreadable {path}"
