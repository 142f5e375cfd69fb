"""Preflight: whether a finished print file is what its printer accepts.

Every clause looks at the file itself, not at how it was made, and points into the
manuscript. What cannot be looked at is said, and never passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pikepdf import Pdf, PdfError

from publisher import rules
from publisher.artifacts import PageMap
from publisher.bookinfo import PrintSettings
from publisher.check.press import document, inks, margins, sheets, sizes
from publisher.check.press.file import PressFile
from publisher.diagnostics import Diagnostic, Span
from publisher.points import Points

CLAUSES = (
    document.of_the_standard,
    document.described,
    document.intended,
    document.only_ink,
    document.with_its_fonts,
    sheets.cut_alike,
    sheets.counted,
    inks.in_inks,
    inks.in_black_alone,
    inks.not_too_wet,
    inks.opaque,
    sizes.sharp,
    sizes.wide_enough,
    sizes.large_enough,
    sizes.with_shapes,
    margins.in_the_safe_area,
    margins.over_the_trim,
)
"""Each looks for one thing; its name says what holds where it finds nothing."""


def preflight(
    path: Path, pages: PageMap, settings: PrintSettings
) -> list[Diagnostic]:
    """Say why the printer of the book would not accept a file."""
    try:
        with Pdf.open(path) as pdf:
            file = PressFile(pdf, path, Points(pages), settings)
            return list(_found(file))
    except PdfError as problem:
        where = Span(Path(path.name), 1)  # type: ignore[arg-type]
        return [rules.PDF_BROKEN.at(where, f"the file cannot be read: {problem}")]


def _found(file: PressFile) -> Iterator[Diagnostic]:
    for clause in CLAUSES:
        yield from clause(file)
