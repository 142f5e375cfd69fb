"""A file and the files it includes, read into tokens."""

from __future__ import annotations

from publisher import rules
from publisher.artifacts import SourceFile
from publisher.parse import markdown, notes
from publisher.parse.identifiers import written_in
from publisher.parse.paths import decoded, from_folder
from publisher.parse.positions import sheet
from publisher.parse.reading import Desk, Reading

_DEEPEST = 10  # files included inside one another
_LARGEST = 20_000_000  # characters of all files one chapter includes


def read(desk: Desk, source: SourceFile, includer: Reading | None = None) -> Reading:
    """Read the blocks of a file as tokens, and of those it includes; keep its notes."""
    page = sheet(source)
    found = markdown.structure(page)
    reading = Reading(desk, page, found.tokens, found.links, includer)
    desk.markup.setdefault(page.path, []).extend(found.markup)
    desk.identifiers.taken |= written_in(page.text)
    notes.register(reading)
    for number, token in enumerate(reading.tokens):
        if token.type == "include":
            part = _included(reading, token.info, token.meta["at"], token.meta["end"])
            if part is not None:
                reading.parts[number] = part
    return reading


def _included(reading: Reading, written: str, at: int, end: int) -> Reading | None:
    """Read an included file. What is missing or a circle, `load` has reported."""
    desk = reading.desk
    path = from_folder(reading.sheet.path, decoded(written))
    source = desk.included.get(path)
    if source is None or path in _around(reading):
        return None
    desk.characters += len(source.text)
    if len(_around(reading)) > _DEEPEST or desk.characters > _LARGEST:
        reading.find(
            rules.INCLUDE.at(
                reading.sheet.span(at, end),
                f'including "{written}" here makes the chapter too large',
                "include less, or fewer files inside one another",
            )
        )
        return None
    desk.copies[path] = desk.copies.get(path, 0) + 1
    return read(desk, source, reading)


def _around(reading: Reading) -> list[object]:
    """List the file being read and those that include it."""
    place: Reading | None = reading
    found: list[object] = []
    while place is not None:
        found.append(place.sheet.path)
        place = place.includer
    return found
