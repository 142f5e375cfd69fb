"""Pictures: their paths, which stay inside the book, and what is said about them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

from publisher import rules
from publisher.diagnostics import Span
from publisher.model import Attributes, Inline, Picture
from publisher.parse.attributes import Braces, attributes
from publisher.parse.paths import decoded, from_folder
from publisher.parse.reading import Reading
from publisher.parse.wording import shown
from publisher.parse.words import plain

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_ON_ONE_MACHINE = re.compile(r"[A-Za-z]:|\\\\|/(?!/)|~[\w.-]*/")
_WITHIN = "copy the picture into the book's folder and write its path from this file"


def picture(
    reading: Reading,
    target: tuple[str, str],
    caption: tuple[Inline, ...],
    said: Braces,
    places: tuple[Span, Span],
) -> tuple[Picture, str | None]:
    """Make a picture of `![caption](path "title"){attributes}`.

    One whose path is refused has an empty path; it keeps its label and its caption, so
    that references to it are no second fault. Gives also the alternative text the author
    wrote, which a caption is not. `places` are those of the picture and of its attributes.
    """
    url, title = target
    path = path_within(reading, url, places[0]) or PurePosixPath()
    alt = said.take("alt", "fig-alt")
    said.take("fig-alt")
    large = said.take("large")
    credit = said.take("credit") or ""
    given = _sized(
        reading, attributes(said, places[1], reading.desk.findings), places[1]
    )
    words = plain(caption)
    made = Picture(
        path,
        alt if alt is not None else words or None,
        large=path_within(reading, large, places[1]) if large else None,
        credit=credit,
        title=title or (words if alt is not None and words != alt else ""),
        attributes=given,
        span=places[0],
    )
    return made, alt


_SIZE = re.compile(r"(?P<number>\d{1,6}(?:\.\d{1,6})?) ?(?P<unit>%|mm|cm|in|pt|px|em|)")
_MOST = {"%": 100, "mm": 1000, "cm": 100, "in": 40, "pt": 3000, "px": 6000, "em": 200}


def _sized(reading: Reading, given: Attributes, span: Span) -> Attributes:
    """Take out a width or height that is no length; a bare number means px, as in HTML."""
    pairs: list[tuple[str, str]] = []
    for name, value in given.pairs:
        if name not in {"width", "height"}:
            pairs.append((name, value))
            continue
        found = _SIZE.fullmatch(value.strip())
        unit = (found and found["unit"]) or "px"
        if found and 0 < float(found["number"]) <= _MOST[unit]:
            pairs.append((name, f"{found['number']}{unit}"))
        else:
            reading.find(
                rules.BROKEN_ATTRIBUTES.at(
                    span,
                    f'"{shown(value, 40)}" is no {name} of a picture',
                    f"write a share of the line or a length: {name}=60%, {name}=40mm",
                )
            )
    return replace(given, pairs=tuple(pairs)) if given.pairs else given


def path_within(reading: Reading, url: str, span: Span) -> PurePosixPath | None:
    """Give the path of a picture seen from the book's folder, or report why not."""
    fault = _fault(url)
    if fault:
        reading.find(fault[0].at(span, *fault[1:]))
        return None
    path = from_folder(reading.sheet.path, decoded(url))
    if not path.name:
        reading.find(rules.MISSING_IMAGE.at(span, "a picture without a file", _WITHIN))
        return None
    if path.parts[:1] == ("..",):
        reading.find(
            rules.OUTSIDE_BOOK.at(
                span,
                f'"{shown(url)}" leads out of the book\'s folder',
                "copy the picture into the book's folder",
            )
        )
        return None
    return path


def _fault(url: str) -> tuple[rules.Rule, str, str] | None:
    if not url.strip():
        return rules.MISSING_IMAGE, "a picture without a path", _WITHIN
    if url.lower().startswith("file:") or _ON_ONE_MACHINE.match(url):
        message = f'"{shown(url)}" leads out of the book\'s folder'
        return rules.OUTSIDE_BOOK, message, _WITHIN
    if url.startswith("//") or _SCHEME.match(url):
        return _remote(url)
    if "\\" in url:
        hint = f"write {shown(url.replace(chr(92), '/'))}"
        return rules.OUTSIDE_BOOK, f'"{shown(url)}" is written with backslashes', hint
    return None


def _remote(url: str) -> tuple[rules.Rule, str, str]:
    scheme = url.partition(":")[0].lower()
    if url.startswith("//") or scheme in {"http", "https", "ftp"}:
        return rules.REMOTE_IMAGE, f'"{shown(url)}" would have to be fetched', _WITHIN
    return rules.BAD_LINK, f'a picture cannot come from "{shown(url)}"', _WITHIN
