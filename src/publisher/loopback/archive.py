"""The files in an EPUB that a browser may be shown, and answers it need not get twice."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from starlette.requests import Request
from starlette.responses import Response

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


def names(epub: Path) -> list[str]:
    """List the files in an EPUB."""
    with zipfile.ZipFile(epub) as archive:
        return archive.namelist()


def media_type(name: str) -> str:
    """Give the type by which a file of the EPUB is served; "" if it is not served."""
    return TYPES.get(PurePosixPath(name).suffix.lower(), "")


def content(epub: Path, name: str) -> bytes | None:
    """Read a file of the EPUB; None if it is not in it.

    What is asked for is looked up in the archive's list, never in the file system.
    """
    with zipfile.ZipFile(epub) as archive:
        return archive.read(name) if name in archive.namelist() else None


def unless_known(
    request: Request, content: bytes, media_type: str, tag: str
) -> Response:
    """Answer with a file, or with 304 if the browser has just that one."""
    known = request.headers.get("if-none-match") == f'"{tag}"'
    headers = {"ETag": f'"{tag}"', "Cache-Control": "no-cache"}
    if known:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)
