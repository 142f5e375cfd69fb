"""What can be said about a book, and how it is printed.

A finding is a value: made complete where the fault is seen, carried along, gathered
by the pipeline and printed once at the edge. Nothing here knows what a book is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import PurePosixPath


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


def as_text(found: Iterable[Diagnostic], texts: Mapping[PurePosixPath, str]) -> str:
    """Set findings out for a person: headline, the line meant, a caret, the hint."""
    return "\n\n".join(_framed(each, texts) for each in in_order(found))


def as_json(found: Iterable[Diagnostic]) -> str:
    """Write findings one JSON object to a line, for other programs."""
    return "\n".join(
        json.dumps(_plain(each), ensure_ascii=False) for each in in_order(found)
    )


def summary(found: Iterable[Diagnostic], files: int) -> str:
    """Answer "am I done?" in one line."""
    tally = Counter(each.severity for each in in_order(found))
    said = [_plural(tally[grade], grade.value) for grade in Severity if tally[grade]]
    return f"{', '.join(said) or 'nothing wrong'} in {_plural(files, 'file')}"


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _plain(each: Diagnostic) -> dict[str, object]:
    span = asdict(each.span) | {"path": str(each.span.path)}
    return asdict(each) | {"severity": each.severity.value, "span": span}


def _framed(each: Diagnostic, texts: Mapping[PurePosixPath, str]) -> str:
    lines = [each.headline]
    source = texts.get(each.span.path, "").split("\n")
    margin = " " * (len(str(each.span.line)) + 1)
    if 0 < each.span.line <= len(source) and source[each.span.line - 1].strip():
        shown, caret = _window(source[each.span.line - 1], each.span.column)
        lines.append(f" {each.span.line} | {shown}")
        lines.append(f"{margin} | {' ' * caret}^")
    if each.hint:
        lines.append(f"{margin} = hint: {each.hint}")
    return "\n".join(lines)


def _window(line: str, column: int, width: int = 88) -> tuple[str, int]:
    """Cut a long line (a paragraph is one line here) to what surrounds the column."""
    line = line.replace("\t", " ")
    if len(line) <= width:
        return line, column - 1
    start = max(0, min(column - 1 - width // 2, len(line) - width))
    cut = line[start : start + width]
    before, after = "…" if start else "", "…" if start + width < len(line) else ""
    return f"{before}{cut}{after}", column - 1 - start + len(before)
