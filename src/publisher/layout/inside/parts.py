"""A part of a page as it is drawn, and all that it needs of its document.

Drawn once, it can be taken into another document as it is, if that has the same page: its
operators, what they are marked for, the states and letters they use. For that, what is
drawn must not depend on what was drawn before: the letters of each part are counted anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pydyf  # type: ignore[import-untyped] # it has no types

from publisher.fragments import Face
from publisher.layout.inside.drawing import Ink
from publisher.layout.inside.objects import INKS, Objects
from publisher.layout.inside.private import boxes
from publisher.layout.inside.strips import Pair
from publisher.layout.weasy import Document
from publisher.pickling import quicken

_FILE = "_publisher_file"
_FOREIGN = tuple(
    before + each
    for each in (b"Do", b"sh", b"cs", b"CS", b"scn", b"SCN")
    for before in (b" ", b"\n")
)
"""Operators that show objects of the document: pictures, groups, patterns."""

State = tuple[str, tuple[tuple[str, float], ...]]
"""A graphics state: its name, and what it sets."""


@dataclass(frozen=True, slots=True)
class Source:
    """For whom something was marked: enough to find the same holder again."""

    element: Any  # or its number
    part: str  # "before", "marker", …; "" for the element itself
    numbered: object  # how the items of its list are, if it is the label of one
    place: int


@dataclass(frozen=True, slots=True)
class Part:
    """The text area or the margins of a page, drawn."""

    pair: Pair
    sources: tuple[Source, ...]
    states: tuple[State, ...]
    faces: Mapping[str, Face]  # the letters it shows, by the name of the font
    rigid: bool  # a page number in it cannot be changed
    movable: bool  # it is words alone, and shows nothing that only its document has
    inks: bool  # something in it is coloured in inks


def begin_letters(document: Document) -> None:
    """Count the letters of each font anew."""
    for font in document.fonts.values():
        font.to_unicode, font.widths = {}, {}


def letters(document: Document, files: Mapping[str, str]) -> dict[str, Face]:
    """Say what letters were shown since they were last counted."""
    return {
        font.hash: Face(_file(font, files), font.to_unicode, font.widths)
        for font in document.fonts.values()
        if font.widths
    }


def _file(font: Any, files: Mapping[str, str]) -> str:  # noqa: ANN401
    digest: str | None = font.__dict__.get(_FILE)
    if digest is None:
        digest = font.__dict__[_FILE] = sha256(font.file_content).hexdigest()
    return files[digest]


def merged(faces: Iterable[tuple[str, Face]]) -> dict[str, Face]:
    """Join the letters of all parts; what was shown first counts."""
    found: dict[str, Face] = {}
    for name, face in faces:
        known = found.setdefault(name, Face(face.file, {}, {}))
        assert isinstance(known.glyphs, dict)
        assert isinstance(known.widths, dict)
        for glyph, words in face.glyphs.items():
            known.glyphs.setdefault(glyph, words)
        for glyph, width in face.widths.items():
            known.widths.setdefault(glyph, width)
    return {
        name: Face(
            face.file,
            dict(sorted(face.glyphs.items())),
            dict(sorted(face.widths.items())),
        )
        for name, face in sorted(found.items())
    }


def states(written: Iterable[bytes], objects: Objects) -> tuple[State, ...]:
    """List the graphics states that the operators of a part call for."""
    found: dict[str, State] = {}
    for each in written:
        if each.endswith(b" gs"):
            name = each[1:-3].decode("ascii")
            found[name] = name, tuple(objects.resources["ExtGState"][name].items())
    return tuple(found.values())


def is_movable(ink: Ink, written: Iterable[bytes], used: Iterable[State]) -> bool:
    """Tell whether a part is words alone, and shows nothing that only its document has."""
    return (
        all(isinstance(box, boxes.TextBox) for box in ink.sources)
        and not any(each.endswith(_FOREIGN) for each in written)
        and all(isinstance(v, int | float) for _, values in used for _, v in values)
    )


def is_in_inks(written: Iterable[bytes]) -> bool:
    """Tell whether a part chooses inks as colour."""
    return any(INKS in each for each in written)


def bring(used: Iterable[State], objects: Objects) -> None:
    """Have graphics states at hand, named as they are called for."""
    for name, values in used:
        objects.resources["ExtGState"].setdefault(name, pydyf.Dictionary(dict(values)))


def sources(ink: Ink) -> tuple[Source, ...]:
    """Say for whom the marked content of a part is."""
    return tuple(
        _source(box, place)
        for box, (_, place) in zip(ink.sources, ink.marks, strict=True)
    )


def _source(box: boxes.Box | None, place: int) -> Source:
    if box is None:
        return Source(None, "", None, place)
    _, _, part = (box.element_tag or "").partition("::")
    style = box.style["list_style_type"] if part == "marker" else None
    return Source(box.element, part, style, place)


quicken(globals())
