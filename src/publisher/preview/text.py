"""The EPUB as a browser reads it: its files, and in its documents the lines they are from."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterable
from html import escape
from pathlib import Path, PurePosixPath

from publisher.artifacts import Artifact
from publisher.diagnostics import Span

XHTML = "application/xhtml+xml"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".webp": "image/webp",
    ".xhtml": XHTML,
}
"""What is served of an EPUB. All else in it is for reading systems."""

_TAG = re.compile(r"<[A-Za-z][\w:.-]*")


def names(epub: Path) -> list[str]:
    """List the files in an EPUB."""
    with zipfile.ZipFile(epub) as archive:
        return archive.namelist()


def media_type(name: str) -> str:
    """Give the type by which a file of the EPUB is served; "" if it is not served."""
    return TYPES.get(PurePosixPath(name).suffix.lower(), "")


def read(artifact: Artifact, epub: Path, name: str) -> bytes | None:
    """Read a file of the EPUB; a document gets `data-at="path:line"` on its blocks.

    Gives None for a file that is not in the EPUB: what is asked for is looked up in
    the archive's list, never in the file system.
    """
    with zipfile.ZipFile(epub) as archive:
        if name not in archive.namelist():
            return None
        content = archive.read(name)
    if media_type(name) != XHTML:
        return content
    return marked(content.decode("utf-8"), artifact.lines.get(name, ())).encode("utf-8")


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


def digest(content: bytes, epub: Path) -> str:
    """Tell whether a document would look the same: its text, and all that may style it."""
    hashed = hashlib.blake2b(content, digest_size=16)
    with zipfile.ZipFile(epub) as archive:
        for each in archive.infolist():
            if media_type(each.filename) != XHTML:
                hashed.update(f"{each.filename}\0{each.CRC}\0".encode())
    return hashed.hexdigest()
