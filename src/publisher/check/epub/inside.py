"""What lies in the EPUB beside its documents: pictures that are whole, fonts with licences.

No checker opens a picture further than its first bytes, and none asks for a licence.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

from PIL import Image, UnidentifiedImageError

from publisher import rules
from publisher.check.epub.opened import Opened
from publisher.diagnostics import Diagnostic
from publisher.pillow import only_whole

_RASTER = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF"}
_ALSO = {"JPEG": ("MPO",)}  # a JPEG with others behind it, as telephones make them
_LICENCES = "META-INF/licences/"
_SMALL = (64, 64)  # px: JPEG can be read small, which takes a tenth of the time


def inside(epub: Opened) -> Iterator[Diagnostic]:
    """Look into every picture and at every font."""
    yield from _pictures(epub)
    yield from _licences(epub)


def _pictures(epub: Opened) -> Iterator[Diagnostic]:
    for item in epub.items:
        if item.media_type in _RASTER and item.name in epub.names:
            kind = _RASTER[item.media_type]
            if what := picture_fault(epub.archive.read(item.name), kind):
                message = f'the picture "{item.name}" {what}'
                hint = "build again; if it stays, please report it"
                yield rules.EPUB_CONTAINER.at(epub.whole, message, hint)


def picture_fault(data: bytes, kind: str) -> str:
    """Say what is wrong with a picture, "" if it can be read to its end."""
    try:
        with (
            only_whole(),
            Image.open(BytesIO(data), formats=tuple(_RASTER.values())) as image,
        ):
            if image.format not in {kind, *_ALSO.get(kind, ())}:
                return f"is listed as {kind} and is {image.format}"
            image.draft(None, _SMALL)
            image.load()
    except UnidentifiedImageError:
        return f"is no {kind}"
    except (OSError, SyntaxError, ValueError):  # what Pillow raises of damaged files
        return "is cut off or damaged"
    return ""


def _licences(epub: Opened) -> Iterator[Diagnostic]:
    """Each font needs a licence of its family, such as OFL-EBGaramond.txt, or OFL.txt."""
    licences = {
        PurePosixPath(name).stem for name in epub.names if name.startswith(_LICENCES)
    }
    told = {name.rpartition("-")[2] for name in licences}
    if any("-" not in name for name in licences):
        return  # it names no family, so it may be that of any font
    said: set[str] = set()
    for item in epub.items:
        family = PurePosixPath(item.name).name.partition("-")[0].partition(".")[0]
        if item.media_type.startswith("font/") and family not in told | said:
            said.add(family)
            name = PurePosixPath(item.name).name
            message = f'the font "{name}" is given away without its licence'
            hint = (
                f'put the licence beside it in styles/fonts, as "OFL-{family}.txt", if'
                " it may be given away with a book"
            )
            yield rules.EPUB_LICENCE.at(epub.whole, message, hint)
