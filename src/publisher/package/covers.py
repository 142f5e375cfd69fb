"""The front of the cover as a picture: what shops show."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2

from publisher.artifacts import Artifact

LONGEST = 2560  # px; shops want the longer side so long
PROPORTION = 1.6  # height to width
QUALITY = 92


def front_picture(pdf: bytes, target: Path) -> Artifact:
    """Draw the only page of a PDF as a JPEG, 2,560 px high, in sRGB."""
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        page = document[0]
        drawn = page.render(scale=LONGEST / page.get_height()).to_pil()
    exact = drawn.crop((0, 0, round(LONGEST / PROPORTION), LONGEST))
    exact.convert("RGB").save(target, "JPEG", quality=QUALITY, subsampling=0)
    return Artifact(target, "cover-jpeg")
