"""WeasyPrint's log as findings: it raises nothing for what it cannot set, it says so."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePosixPath
from urllib.parse import unquote

from publisher import rules
from publisher.artifacts import PrintUnit
from publisher.diagnostics import Diagnostic, Span
from publisher.layout.places import place_before

_LOGGER = logging.getLogger("weasyprint")
_IN_STYLE = re.compile(r"\bat (?P<line>\d+):(?P<column>\d+)")
_NEEDLES = (
    re.compile(r"(?P<needle>asset:[^'\"\s]+)"),
    re.compile(r"(?P<needle>#\S+) for internal"),
)
_UNDRAWN = re.compile(r"Failed to (?:load|render).* asset:(?P<name>[^'\"\s:]+)")
_ENDS = re.compile(r"(?<=\})")
_NO_ALT = "has no required alt description"
_NO_GLYPH = re.compile(r"^\.notdef glyph rendered .*\(U\+(?P<point>[0-9A-F]+)\)$")


class _Gathering(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(record.getMessage())


@contextmanager
def listening() -> Iterator[list[str]]:
    """Gather what WeasyPrint says meanwhile; nothing of it reaches the terminal."""
    said: list[str] = []
    before = _LOGGER.propagate, _LOGGER.level, _LOGGER.handlers[:]
    _LOGGER.propagate, _LOGGER.handlers[:] = False, [_Gathering(said)]
    _LOGGER.setLevel(logging.WARNING)
    try:
        yield said
    finally:
        _LOGGER.propagate, level, _LOGGER.handlers[:] = before
        _LOGGER.setLevel(level)


FAILED = "the engine that sets pages failed"


def failure(problem: Exception) -> str:
    """Say where WeasyPrint, or what it stands on, came to grief."""
    last = traceback.extract_tb(problem.__traceback__)[-1]
    said = " ".join(str(problem).split())[:80]
    what = f"{type(problem).__name__}{f': {said}' if said else ''}"
    return f"{FAILED} ({what}, {PurePosixPath(last.filename).name}:{last.lineno})"


def unread(
    text: str, path: PurePosixPath, read: Callable[[str], object], problem: Exception
) -> Diagnostic:
    """Point to the rule of a style sheet that WeasyPrint cannot so much as read."""
    line = 1
    for rule in _ENDS.split(text):
        try:
            read(rule)
        except Exception as own:  # noqa: BLE001 as the one for the whole sheet
            problem = own
            line += len(rule[: len(rule) - len(rule.lstrip())].split("\n")) - 1
            break
        line += rule.count("\n")
    else:
        line = 1
    hint = "take the rule out, or write it another way"
    return rules.NOT_SET.at(
        Span(path, line), f"a style cannot be read: {failure(problem)}", hint
    )


def about_style(said: Iterable[str], path: PurePosixPath) -> Iterator[Diagnostic]:
    """Make findings of what was said of a style sheet: line and column are named."""
    for message in said:
        found = _IN_STYLE.search(message)
        line, column = (int(found["line"]), int(found["column"])) if found else (1, 1)
        yield rules.LAYOUT.at(Span(path, line, column), _worded(message))


def about_text(
    said: Iterable[str], units: Sequence[PrintUnit], characters: Collection[int]
) -> Iterator[Diagnostic]:
    """Make findings of what was said of the text, at the block that is meant.

    Two things are left to the checks of the book, which have said them before anything
    was set: a character that no font of the book has, an image without description.
    """
    for message in said:
        if message.endswith(_NO_ALT):
            continue
        missing = _NO_GLYPH.match(message)
        point = int(missing["point"], 16) if missing else None
        if point is not None and point not in characters:
            continue
        needle = chr(point) if point is not None else _needle(message)
        place = place_before(needle, units)
        if undrawn := _UNDRAWN.search(message):
            what = f'the drawing "{unquote(undrawn["name"])}" cannot be drawn'
            hint = "something in it cannot be right; save it again as plain SVG"
            yield rules.BAD_IMAGE.at(place, what, hint)
        else:
            yield rules.LAYOUT.at(place, _worded(message))


def _needle(message: str) -> str:
    for pattern in _NEEDLES:
        if found := pattern.search(message):
            return found["needle"]
    return ""


def _worded(message: str) -> str:
    """Say in one line that these are WeasyPrint's words."""
    return "WeasyPrint says: " + unquote(" ".join(message.split()).rstrip("."))
