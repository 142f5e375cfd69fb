"""Where everything stands inside the EPUB: files of units, of images, links between."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

from publisher.artifacts import Asset
from publisher.bookinfo import Role
from publisher.model import Book, Unit
from publisher.render.print.titles import imprint

NAV = "nav.xhtml"
COVER = "text/cover.xhtml"
ENDINGS = {
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "image/webp": ".webp",
}


_FOR_PAPER = frozenset({Role.HALF_TITLE, Role.NOTES})


def shown(book: Book) -> tuple[Unit, ...]:
    """Leave out what only paper has: the half title, which keeps a leaf clean, and notes.

    Notes stand in the document that calls them, wherever they are on paper. A copyright
    page on which nothing stands is the clean back of a leaf, too.
    """
    empty = {Role.IMPRINT} if not imprint(book, "epub").groups else set()
    return tuple(u for u in book.units if u.role not in _FOR_PAPER | empty)


def unit_files(book: Book) -> Mapping[str, str]:
    """Name the file of each unit; the contents are the navigation document."""
    files = {unit.id: f"text/{unit.id}.xhtml" for unit in shown(book)}
    return files | {u.id: NAV for u in shown(book) if u.role is Role.CONTENTS}


def relative(file: str, here: str) -> str:
    """Write a file's name as seen from another file; "" from the file itself."""
    if file == here:
        return ""
    folder, _, name = file.rpartition("/")
    if here.rpartition("/")[0] == folder:
        return name
    return f"../{file}" if "/" in here else file


_ILLEGAL = re.compile(r'[\s"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})')


def address(url: str) -> str:
    """Write an address out of the book as a legal one: browsers forgive, EPUB does not.

    Letters of all scripts may stay: https://www.rfc-editor.org/rfc/rfc3987#section-2.2
    """
    before, mark, fragment = url.partition("#")
    whole = before + mark + fragment.replace("#", "%23")
    return _ILLEGAL.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), whole
    )


def image_file(asset: Asset, taken: Collection[str]) -> str:
    """Name an image's file: ASCII, readable, unlike any that is taken."""
    ending = ENDINGS[asset.media_type]
    stem = f"images/{_ascii(asset.path.stem) or 'image'}"
    number, name = 1, f"{stem}{ending}"
    while name in taken:
        number += 1
        name = f"{stem}-{number}{ending}"
    return name


def _ascii(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()
