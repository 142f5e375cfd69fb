"""What can be said about a book.

A finding is a value: made complete where the fault is seen, carried along, gathered
by the pipeline and printed once at the edge (`reports`). Nothing here knows what a book
is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from publisher.pickling import quicken


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # the book is wrong; nothing is packaged
    WARNING = "warning"  # the book is suspect; `--strict` makes it an error
    NOTE = "note"  # something for a proofreader's eye


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one source line. Lines and columns count from 1.

    `path` is relative to the folder that holds `book.yaml`, so that what is printed is
    the same on every machine; a finding inside a finished file has that file's path
    below the output folder, such as `book.epub/EPUB/text/ch-01.xhtml`.
    """

    path: PurePosixPath
    line: int
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        """Print as editors expect it: path:line:column."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: what is wrong, where, and what can be done now."""

    code: str
    severity: Severity
    span: Span
    message: str
    hint: str | None = None

    @property
    def headline(self) -> str:
        """Say it in the one line that editors can follow and golden files compare."""
        return f"{self.span}: {self.severity}[{self.code}]: {self.message}"


def in_order(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by place and code; a finding made twice is said once."""
    return sorted(
        set(found),
        key=lambda each: (each.span, each.code, each.message, each.hint or ""),
    )


def count(found: Iterable[Diagnostic], severity: Severity) -> int:
    """Count the findings of one severity."""
    return sum(each.severity is severity for each in found)


def any_errors(found: Iterable[Diagnostic]) -> bool:
    """Tell whether the line must stop."""
    return any(each.severity is Severity.ERROR for each in found)


def is_on_prose(each: Diagnostic) -> bool:
    """Tell whether a finding is a note for a proofreader's eye."""
    return each.code.startswith("T") and each.severity is Severity.NOTE


quicken(globals())
