"""Finished files: made in a folder beside their place, and moved there all together."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

BENCH = ".publisher-"  # folders in which files are being made begin with this


@contextlib.contextmanager
def bench(out: Path) -> Iterator[Path]:
    """Make an empty folder inside `out` to work in; it goes when the work is done.

    Raises OSError when `out` cannot be made or written to.
    """
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=BENCH, dir=out) as folder:
        yield Path(folder)


def put(made: Path, out: Path) -> list[Path]:
    """Move every file of a bench to its place in `out`, each in one step; list them."""
    placed = []
    for file in sorted(made.iterdir()):
        file.replace(out / file.name)
        placed.append(out / file.name)
    return placed


def clear(out: Path, endings: tuple[str, ...]) -> list[Path]:
    """Remove finished files with these endings, and benches left by a killed run."""
    if not out.is_dir():
        return []
    gone = [file for file in sorted(out.iterdir()) if file.name.endswith(endings)]
    for file in gone:
        file.unlink()
    for folder in out.glob(f"{BENCH}*"):
        shutil.rmtree(folder)
    return gone
