"""The fonts of a book, judged before anything is set in them. The owner of fontTools here."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePosixPath

from publisher import rules
from publisher.artifacts import Asset
from publisher.diagnostics import Diagnostic, Span

FONTS = {".ttf": "font/ttf", ".otf": "font/otf", ".txt": "text/plain"}
"""What is taken from `fonts/`: fonts, and their licences."""

SUFFIXES = (".ttf", ".otf", ".woff", ".woff2", ".eot", ".ttc")
"""How the names of fonts end."""

_LARGEST = 64 * 1024 * 1024  # bytes; the largest of Noto has some twenty million
_MARKS = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_TABLES = ("cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post")
"""Without one of these no program sets a text (OpenType 1.9, "Required Tables")."""


def fonts(folder: Path, *, ours: bool = False) -> Iterator[tuple[str, Asset]]:
    """Yield the fonts of a folder that can be used, and licences, by their file names.

    `ours` have been judged by those who made the publisher.
    """
    for file in _files(folder):
        media_type = FONTS.get(file.suffix.lower())
        if media_type and file.stat().st_size <= _LARGEST:
            data = file.read_bytes()
            if media_type == "text/plain" or ours or not _fault(data):
                path = PurePosixPath("fonts") / file.name
                yield file.name, Asset(path, media_type, data)


def bad_fonts(folder: Path) -> Iterator[Diagnostic]:
    """Find files among a book's own fonts that cannot be used."""
    for file in _files(folder):
        suffix = file.suffix.lower()
        if suffix not in SUFFIXES:
            continue
        if suffix not in FONTS:
            what = f"is a {suffix[1:]} file"
        elif file.stat().st_size > _LARGEST:
            what = f"is larger than {_LARGEST // 1024**2} MB"
        else:
            what = _fault(file.read_bytes())
        if what:
            yield rules.STYLE_RESOURCE.at(
                Span(PurePosixPath("styles/fonts") / file.name, 1),
                f'"{file.name}" {what}',
                "put a whole .ttf or .otf file there instead",
            )


def _fault(data: bytes) -> str:
    """Say what is wrong with a font; "" if every table that setting reads can be read."""
    if not data.startswith(_MARKS):
        return "is not a font"
    from fontTools.ttLib import TTFont  # few books have fonts of their own

    try:
        with _unsaid(), TTFont(BytesIO(data), lazy=True) as font:
            missing = [tag for tag in _TABLES if tag not in font]
            shapes = [tag for tag in ("glyf", "CFF ", "CFF2") if tag in font]
            if missing or not shapes:
                return (
                    f'is damaged: it has no table "{(missing or ["glyf"])[0].strip()}"'
                )
            for tag in (*_TABLES, *shapes):
                font[tag]
            if not font.getBestCmap():
                return "is damaged: it names no characters"
            if any(c in '"\\\n' for c in str(font["name"].getBestFamilyName() or '"')):
                return "is damaged: its family has no name, or no right one"
    except Exception as problem:  # noqa: BLE001 its tables are read by forty modules
        said = " ".join(str(problem).split())
        return f"is damaged: {said or type(problem).__name__}"[:160]
    return ""


@contextmanager
def _unsaid() -> Iterator[None]:
    """Keep what fontTools says of a damaged font from the terminal."""
    logger = logging.getLogger("fontTools")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder in order, those that links lead out to left aside."""
    if not folder.is_dir():
        return
    for file in sorted(folder.iterdir()):
        if file.is_file() and file.resolve().is_relative_to(folder.resolve()):
            yield file
