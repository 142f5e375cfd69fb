"""The files of the last build, copied, so that the next build may replace them.

They are written by the publisher, but they lie in a folder where anyone may have put
others: what does not belong together, or cannot be read, is said and not shown.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publisher.bookinfo import BookInfo
from publisher.config import read

SCHEMA = "publisher/pages/1"
AGAIN = "./inv build makes the book"


class NotBuilt(Exception):  # noqa: N818 it is no fault of a program
    """There is no book to be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Files:
    """Where the files of an edition lie."""

    home: Path
    pages: Path
    pdf: Path
    epub: Path
    report: Path

    @property
    def stamp(self) -> tuple[tuple[int, int], ...]:
        """Tell one build from another: when each file was written, and how long it is.

        Raises OSError while a file is not there.
        """
        found = [each.stat() for each in (self.pages, self.pdf, self.epub)]
        told = [(each.st_mtime_ns, each.st_size) for each in found]
        if self.report.exists():
            of_report = self.report.stat()
            told.append((of_report.st_mtime_ns, of_report.st_size))
        return tuple(told)


@dataclass(frozen=True, slots=True)
class Finished:
    """One build of the book. They are numbered from 1 as long as the desk is open."""

    number: int
    folder: Path  # holds nothing but this build
    info: BookInfo
    pdf: Path
    epub: Path
    map: Mapping[str, Any]  # docs/pages.md
    report: Mapping[str, Any]  # docs/report.schema.json
    made: float  # when the page map was written, in seconds since 1970
    home: Path  # of the manuscript
    texts: tuple[str, ...]  # of the manuscript, that are printed

    @property
    def stale(self) -> tuple[str, ...]:
        """Name the texts that were changed, or went, after the pages were made."""
        return tuple(
            path
            for path, changed in zip(self.texts, self.changes, strict=True)
            if changed is None or changed > self.made
        )

    @property
    def changes(self) -> tuple[float | None, ...]:
        """Say of each text when it was changed last; None where it is gone."""
        return tuple(_changed(self.home / path) for path in self.texts)

    @property
    def pages(self) -> int:
        """Count the pages."""
        return len(self.map["pages"])

    def throw_away(self) -> None:
        """Remove the copies."""
        shutil.rmtree(self.folder, ignore_errors=True)


def find(home: Path, out: Path, edition: str = "") -> tuple[BookInfo, Files]:
    """Find the files of a book in the folder of finished files.

    Raises NotBuilt, with what to type, where one is missing.
    """
    info, found = read(home)
    if info is None:
        raise NotBuilt(str(found[0].headline) if found else f"{home} holds no book")
    slug = f"{info.slug}-{edition}" if edition else info.slug
    files = Files(
        home,
        out / (f"{slug}-pages.json" if edition else "pages.json"),
        out / f"{slug}-print.pdf",
        out / f"{slug}.epub",
        out / "report.json",
    )
    missing = [
        each.name for each in (files.pages, files.pdf, files.epub) if not each.is_file()
    ]
    if missing:
        raise NotBuilt(f"{out} has no {' and no '.join(missing)}: {AGAIN}")
    return info, files


def take(info: BookInfo, files: Files, number: int, folder: Path) -> Finished:
    """Copy a build into a new folder and read it. Raises NotBuilt where it is none."""
    folder.mkdir()
    try:
        pdf = Path(shutil.copyfile(files.pdf, folder / "pages.pdf"))
        epub = Path(shutil.copyfile(files.epub, folder / "text.epub"))
        book, report = _json(files.pages), _json(files.report)
    except OSError as problem:
        raise NotBuilt(
            f"the book cannot be read: {problem.strerror}: {AGAIN}"
        ) from None
    if book is None or not _is_map(book):
        raise NotBuilt(f"{files.pages.name} is no page map of this publisher: {AGAIN}")
    if not zipfile.is_zipfile(epub):
        raise NotBuilt(f"{files.epub.name} is no EPUB: {AGAIN}")
    made = files.pages.stat().st_mtime
    texts = ("book.yaml", *_paths(book))
    home = files.home
    return Finished(
        number, folder, info, pdf, epub, book, report or {}, made, home, texts
    )


def _json(file: Path) -> Mapping[str, Any] | None:
    """Read an object; None if it is none. A report need not be there."""
    if not file.is_file():
        return None
    try:
        value = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _is_map(book: Mapping[str, Any]) -> bool:
    rows = book.get("pages")
    return book.get("schema") == SCHEMA and isinstance(rows, list) and bool(rows)


def _paths(book: Mapping[str, Any]) -> list[str]:
    return sorted({each["at"]["path"] for each in book["blocks"]})


def _changed(file: Path) -> float | None:
    try:
        return file.stat().st_mtime
    except OSError:
        return None
