"""The EPUB as a browser reads it: its files, and in its documents the lines they are from."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

from publisher.diagnostics import Span
from publisher.loopback.archive import XHTML, content, media_type
from publisher.preview.places import Lines

_TAG = re.compile(r"<[A-Za-z][\w:.-]*")


def read(epub: Path, name: str, lines: Lines) -> bytes | None:
    """Read a file of the EPUB; a document gets `data-at="path:line"` on its blocks.

    Gives None for a file that is not in the EPUB.
    """
    found = content(epub, name)
    if found is None or media_type(name) != XHTML:
        return found
    return marked(found.decode("utf-8"), lines.get(name, ())).encode("utf-8")


def marked(document: str, lines: Iterable[tuple[int, Span]]) -> str:
    """Write the place of each block into the first tag on the line it begins on."""
    written = document.split("\n")
    places: dict[int, Span] = {}
    for number, span in lines:
        places.setdefault(number, span)
    for number, span in places.items():
        at = escape(f"{span.path}:{span.line}")
        tagged = _TAG.sub(rf'\g<0> data-at="{at}"', written[number - 1], count=1)
        written[number - 1] = tagged
    return "\n".join(written)


def digest(document: bytes, epub: Path) -> str:
    """Tell whether a document would look the same: its text, and all that may style it."""
    hashed = hashlib.blake2b(document, digest_size=16)
    with zipfile.ZipFile(epub) as archive:
        for each in archive.infolist():
            if media_type(each.filename) != XHTML:
                hashed.update(f"{each.filename}\0{each.CRC}\0".encode())
    return hashed.hexdigest()
