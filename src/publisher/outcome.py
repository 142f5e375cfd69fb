"""What a run finds and makes, gathered stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from publisher.artifacts import Artifact, Evenness, Manuscript, PageMap
from publisher.diagnostics import Diagnostic, Severity
from publisher.excuses import Excuses
from publisher.graph import Graph
from publisher.keeping import Units
from publisher.model import Book
from publisher.reports import Report
from publisher.rules import CACHE_DAMAGED

T = TypeVar("T")


@dataclass(slots=True)
class Outcome:
    """What a run found and made."""

    found: list[Diagnostic] = field(default_factory=list)
    texts: Mapping[PurePosixPath, str] = field(default_factory=dict)
    made: list[Path] = field(default_factory=list)
    reports: list[Path] = field(default_factory=list)  # files that say what was found
    files: int = 0  # texts that were read
    manuscript: Manuscript | None = None
    book: Book | None = None
    pages: PageMap | None = None
    blank: frozenset[str] = (
        frozenset()
    )  # characters that no font has, when pages are set
    epub: Artifact | None = None
    evenness: Evenness | None = None  # of the lines of the printed book
    graph: Graph | None = None
    titles: Mapping[PurePosixPath, str] = field(default_factory=dict)  # of chapters
    excuses: Excuses = field(default_factory=Excuses)
    units: Units | None = None  # of the book, and what was made of them before
    checks: Callable[[], None] | None = None  # of the book as a whole, not yet made
    notes: Callable[[], list[Diagnostic]] | None = None  # on prose, not yet taken
    apart: bool = False  # another process makes them, and others need not wait for it

    def keep(self, stage: tuple[T, list[Diagnostic]]) -> T:
        """Take a stage's findings, and hand on its value."""
        value, found = stage
        self.add(found)
        return value

    def add(self, found: list[Diagnostic]) -> None:
        """Take findings, as severe as the book says they are, unless it excuses them."""
        self.found += self.judged(found)

    def judged(self, found: list[Diagnostic]) -> list[Diagnostic]:
        """Give findings as severe as the book says they are, without those it excuses."""
        rules = self.manuscript.info.rules if self.manuscript else {}
        each_with = ((each, rules.get(each.code, each.severity)) for each in found)
        return [
            replace(each, severity=severity)
            for each, severity in each_with
            if severity and (severity is Severity.ERROR or not self.excuses.cover(each))
        ]

    def add_on_prose(self, found: list[Diagnostic]) -> None:
        """Take notes on words, but for lines that were not read as they are written."""
        astray = {
            (each.span.path, each.span.line)
            for each in self.found
            if each.severity is Severity.ERROR
            or (each.severity is Severity.WARNING and each.code[0] in "LP")
        }
        self.add([e for e in found if (e.span.path, e.span.line) not in astray])

    def look(self) -> None:
        """Look at the book as a whole, if nobody has."""
        if self.checks is not None:
            checks, self.checks = self.checks, None
            checks()

    def hear(self) -> None:
        """Take the notes on prose that were still being made, and what they leave."""
        self.look()
        if self.notes is not None:
            notes, self.notes = self.notes, None
            self.add_on_prose(notes())
            if self.book is not None and not self.book.edition:
                self.add(self.excuses.unused("LPRCT"))

    def failed(self, *, strict: bool) -> bool:
        """Tell whether the book is wrong; under `strict`, whether it is suspect."""
        grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return any(each.severity in grave for each in self.found)

    def report(self, home: Path, *, strict: bool) -> Report:
        """Say of the book in `home` all that was found, but nothing of this machine."""
        return Report(
            found=tuple(each for each in self.found if each.code != CACHE_DAMAGED.code),
            files=self.files,
            failed=self.failed(strict=strict),
            title=self.manuscript.info.title if self.manuscript else "",
            home=home.resolve().name,
            texts=self.texts,
            titles=self.titles,
            made=tuple(path.name for path in self.made),
        )
