"""Pages as pictures: the front of the cover, which shops show, and drawings for readers."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2

from publisher.artifacts import Artifact

LONGEST = 2560  # px; shops want the longer side so long
PROPORTION = 1.6  # height to width
QUALITY = 92


def front_picture(pdf: bytes, target: Path) -> Artifact:
    """Draw the only page of a PDF into a JPEG file, 2,560 px high, in sRGB."""
    target.write_bytes(as_jpeg(pdf))
    return Artifact(target, "cover-jpeg")


def as_jpeg(pdf: bytes) -> bytes:
    """Draw the only page of a PDF as a JPEG, 2,560 px high, in sRGB."""
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        page = document[0]
        drawn = page.render(scale=LONGEST / page.get_height()).to_pil()
    exact = drawn.crop((0, 0, round(LONGEST / PROPORTION), LONGEST))
    file = BytesIO()
    exact.convert("RGB").save(file, "JPEG", quality=QUALITY, subsampling=0)
    return file.getvalue()


def in_pixels(pdf: bytes, size: tuple[int, int]) -> bytes:
    """Draw the only page of a PDF as a PNG on white, so many pixels wide and high."""
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        page = document[0]
        drawn = page.render(scale=size[0] / page.get_width()).to_pil()
    file = BytesIO()
    drawn.convert("RGB").crop((0, 0, *size)).save(file, "PNG")
    return file.getvalue()
