"""Preflight: whether a finished print file is what its printer accepts.

Every clause looks at the file itself, not at how it was made, and points into the
manuscript. What cannot be looked at is said, and never passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from pikepdf import Pdf, PdfError

from publisher import rules
from publisher.artifacts import PageMap
from publisher.bookinfo import PrintSettings
from publisher.cache import key
from publisher.check.press import document, inks, margins, proofing, sheets, sizes
from publisher.check.press.file import Faults, PressFile
from publisher.check.press.naming import names
from publisher.check.sheets import Memory
from publisher.diagnostics import Diagnostic, Span
from publisher.points import Points

OF_THE_FILE = (
    document.of_the_standard,
    document.described,
    document.intended,
    document.only_ink,
    sheets.cut_alike,
    sheets.counted,
    inks.opaque,
    proofing.dry_where_it_shines,
)
OF_A_PAGE = (
    sizes.understood,
    sizes.in_fonts_of_the_file,
    inks.in_inks,
    inks.in_black_alone,
    inks.not_too_wet,
    sizes.sharp,
    sizes.wide_enough,
    sizes.large_enough,
    sizes.with_shapes,
    margins.in_the_safe_area,
    margins.over_the_trim,
)
"""Each looks for one thing; its name says what holds where it finds nothing."""

LONG = 64  # figures of a name
MOST = 8_000  # names of sound pages that are kept
NOWHERE: Mapping[str, Span] = MappingProxyType({})


def preflight(
    path: Path,
    pages: PageMap,
    settings: PrintSettings,
    memory: Memory | None = None,
    places: Mapping[str, Span] = NOWHERE,
) -> list[Diagnostic]:
    """Say why the printer of the book would not accept a file.

    `places` tell where book.yaml says what, by dotted keys.

    Pages that `memory` knows to be sound, down to the last picture, are not read again.
    """
    try:
        with Pdf.open(path) as pdf:
            file = PressFile(pdf, path, Points(pages), settings, places)
            return [
                *(finding for clause in OF_THE_FILE for finding in clause(file)),
                *_on_pages(file, memory),
                *document.with_its_fonts(file),
            ]
    except PdfError as problem:
        where = Span(PurePosixPath(path.name), 1)
        return [rules.PDF_BROKEN.at(where, f"the file cannot be read: {problem}")]


def _on_pages(file: PressFile, memory: Memory | None) -> Iterator[Diagnostic]:
    """Judge the pages that are not known to be sound.

    Names of those that are, of this file and of what had its name before, are kept together:
    to make a file for each takes longer than to judge half a page.
    """
    faults = Faults(file)
    kept = key("sound pages", file.path.name)
    before = _names_of(memory.get(kept) if memory is not None else None)
    sound = [
        name
        for number, name in enumerate(names(file), 1)
        if name in before or _is_sound(file, faults, number)
    ]
    if memory is not None and not before.keys() >= set(sound):
        together = list(dict.fromkeys((*sound, *before)))[:MOST]
        memory.put(kept, bytes.fromhex("".join(together)))
    yield from faults.findings()


def _names_of(data: bytes | None) -> Mapping[str, None]:
    """Take names apart that are kept together; they stay in their order."""
    whole = (data or b"").hex()
    return dict.fromkeys(whole[at : at + LONG] for at in range(0, len(whole), LONG))


def _is_sound(file: PressFile, faults: Faults, number: int) -> bool:
    """Judge a page; tell whether it is without faults."""
    marks = file.marks(number)
    found = (fault for clause in OF_A_PAGE for fault in clause(file, number, marks))
    return not faults.take(number, found)
