"""A file and the files it includes, read into tokens."""

from __future__ import annotations

import re

from markdown_it.token import Token

from publisher import rules
from publisher.artifacts import SourceFile
from publisher.diagnostics import Diagnostic, Span
from publisher.parse import markdown, notes
from publisher.parse.identifiers import written_in
from publisher.parse.paths import decoded, from_folder
from publisher.parse.positions import sheet
from publisher.parse.reading import Desk, Reading
from publisher.parse.wording import shown

_DEEPEST = 30  # files included inside one another; load refuses 20 and says so
_LARGEST = 20_000_000  # characters of all files one chapter includes
_MOST = 1_000  # of them
# `load` reads what is included, and looks for includes at the beginning of a line, behind
# the marks of quotations and lists. One that stands elsewhere it has not seen.
_SEEN_BY_LOAD = re.compile(r"[ \t>*+:-]*+(?:[0-9]++[.)][ \t]*+)?$")


def read(
    desk: Desk, source: SourceFile, includer: Reading | None = None, level: int = 0
) -> Reading:
    """Read the blocks of a file as tokens, and of those it includes; keep its notes.

    An included file stands as deep as the blocks around its include: `level`.
    """
    page = sheet(source)
    found = markdown.structure(page, level)
    reading = Reading(desk, page, found.tokens, found.links, includer)
    desk.markup.setdefault(page.path, []).extend(found.markup)
    desk.identifiers.taken |= written_in(page.text)
    notes.register(reading)
    for number, token in enumerate(reading.tokens):
        if token.type == "include":
            part = _included(reading, token)
            if part is not None:
                reading.parts[number] = part
    return reading


def _included(reading: Reading, token: Token) -> Reading | None:
    """Read an included file. What is missing or a circle, `load` has reported."""
    desk, written = reading.desk, token.info
    at, end = token.meta["at"], token.meta["end"]
    path = from_folder(reading.sheet.path, decoded(written))
    source = desk.included.get(path)
    around = _around(reading)
    if path in around:
        return None
    if source is None:
        if not _SEEN_BY_LOAD.match(_line_before(reading, at)):
            reading.find(_unseen(reading.sheet.span(at, end), written))
        return None
    if _is_too_much(desk, source, len(around)):
        if not desk.crowded:
            desk.crowded = True
            reading.find(_too_much(reading.sheet.span(at, end), written))
        return None
    desk.copies[path] = desk.copies.get(path, 0) + 1
    return read(desk, source, reading, token.level)


def _is_too_much(desk: Desk, source: SourceFile, depth: int) -> bool:
    desk.characters += len(source.text)
    files = sum(desk.copies.values())
    return depth > _DEEPEST or files >= _MOST or desk.characters > _LARGEST


def _too_much(span: Span, written: str) -> Diagnostic:
    return rules.INCLUDE.at(
        span,
        f'including "{shown(written)}" here makes the chapter too large',
        "include less, or fewer files inside one another",
    )


def _line_before(reading: Reading, at: int) -> str:
    return reading.sheet.text[reading.sheet.text.rfind("\n", 0, at) + 1 : at]


def _unseen(span: Span, written: str) -> Diagnostic:
    return rules.INCLUDE.at(
        span,
        f'"{shown(written)}" cannot be included here',
        "give the include a line of its own",
    )


def _around(reading: Reading) -> list[object]:
    """List the file being read and those that include it."""
    place: Reading | None = reading
    found: list[object] = []
    while place is not None:
        found.append(place.sheet.path)
        place = place.includer
    return found
