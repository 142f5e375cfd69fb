"""The page map as `dist/pages.json` holds it, with the manuscript it was made from.

Its types are those of docs/pages.md, not those of layout: a file may be older than the
program, and what is not asked for need not be there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

SCHEMA = "publisher/pages/1"
SLACK = 0.5  # pt


class Place(TypedDict):
    """A place in the manuscript."""

    path: str
    line: int
    column: int


class Page(TypedDict):
    """A row of `pages`."""

    page: int
    label: str
    side: str
    blank: bool
    unit: str
    first: Place | None
    offset: int
    words: str


class Block(TypedDict):
    """A row of `blocks`; of each box: page, x, y, width, height."""

    at: Place
    id: str
    note: str
    boxes: list[list[float]]


@dataclass(frozen=True, slots=True)
class Answer:
    """The lines to print, and whether what was asked for is in the book."""

    lines: tuple[str, ...]
    found: bool


@dataclass(frozen=True, slots=True)
class Map:
    """The rows of the page map, and the folder of the manuscript."""

    file: Path
    home: Path
    pages: Sequence[Page]
    blocks: Sequence[Block]

    def text(self, path: str) -> str:
        """Read a file of the manuscript; "" if it is gone."""
        try:
            return (self.home / path).read_text("utf-8-sig", "replace")
        except OSError:
            return ""

    def outdated(self, *paths: str) -> Iterator[str]:
        """Say which files were changed, or went, after the map was made."""
        made = self.file.stat().st_mtime
        for path in dict.fromkeys(paths):
            source = self.home / path
            if not source.is_file() or source.stat().st_mtime > made:
                yield f"note: {path} is not as it was when the pages were made (./inv pdf)"


def read(file: Path, home: Path) -> Map | None:
    """Read the page map of the book in a folder; None if it cannot be read."""
    try:
        written = json.loads(file.read_bytes())
        if written["schema"] != SCHEMA:
            return None
        return Map(file, home, written["pages"], written["blocks"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def sorry(words: str) -> Answer:
    """Say why there is no answer."""
    return Answer((words,), found=False)


def start(row: Block) -> tuple[int, int]:
    """Give the line and column of a block, to be compared."""
    return row["at"]["line"], row["at"]["column"]


def innermost(rows: Sequence[Block]) -> list[Block]:
    """Keep the blocks that hold none of those behind them: a list's entry, no list."""
    return [row for n, row in enumerate(rows) if not _holds(row, rows[n + 1 :])]


def _holds(row: Block, others: Sequence[Block]) -> bool:
    """Tell whether another block stands inside this one on paper."""
    return any(
        all(any(_inside(box, outer) for outer in row["boxes"]) for box in each["boxes"])
        for each in others
    )


def _inside(box: Sequence[float], outer: Sequence[float]) -> bool:
    return box[0] == outer[0] and all(
        outer[n] - SLACK <= box[n]
        and box[n] + box[n + 2] <= outer[n] + outer[n + 2] + SLACK
        for n in (1, 2)
    )


def said(at: Place) -> str:
    """Print a place as editors expect it: path:line:column."""
    return f"{at['path']}:{at['line']}:{at['column']}"


def sheet(page: Page) -> str:
    """Name a page: its label, its count, its side."""
    return f"page {page['label']} (sheet {page['page']}), {page['side']}"
