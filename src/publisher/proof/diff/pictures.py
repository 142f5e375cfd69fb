"""Pages as pictures: whether two are alike, and what they look like one over the other."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

_COARSE = 72  # dots per inch at which pages are compared
_FINE = 108  # and shown
_WIDEST = 3000  # px of a drawn sheet, at most
_FAINT = 24  # of 255: a smaller difference of greys is not seen


class Drawing:
    """Draws the pages of a PDF, as far as they are asked for. To be closed at the end."""

    def __init__(self, file: Path) -> None:
        self._document = pypdfium2.PdfDocument(file)

    def __len__(self) -> int:
        """Count the pages."""
        return len(self._document)

    def close(self) -> None:
        """Close the file."""
        self._document.close()

    def label(self, page: int) -> str:
        """Say what a page is called, by its own account."""
        return self._document.get_page_label(page - 1) or str(page)

    def size(self, page: int) -> tuple[float, float]:
        """Measure the trimmed page, in pt."""
        left, lower, right, upper = self._document[page - 1].get_trimbox()
        return right - left, upper - lower

    def draw(
        self, page: int, *, fine: bool = False, colour: bool = False
    ) -> Image.Image:
        """Draw a page, counted from 1, as far as its trim."""
        dots = _FINE if fine else _COARSE
        own = self._document[page - 1]
        largest = max(own.get_width(), own.get_height(), 1.0)
        trim, media = own.get_trimbox(), own.get_mediabox()
        crop = (
            trim[0] - media[0],
            trim[1] - media[1],
            media[2] - trim[2],
            media[3] - trim[3],
        )
        if sum(crop[::2]) >= own.get_width() or sum(crop[1::2]) >= own.get_height():
            crop = (0.0, 0.0, 0.0, 0.0)  # a trim that is not on the sheet
        scale = min(dots / 72, _WIDEST / largest)
        drawn: Image.Image = own.render(
            scale=scale,
            crop=tuple(max(0.0, each) for each in crop),
            grayscale=not colour,
        ).to_pil()
        own.close()
        return drawn.convert("RGB" if colour else "L")


def alike(one: Image.Image, other: Image.Image) -> bool:
    """Tell whether two pictures show the same."""
    if one.size != other.size:
        return False
    _, most = ImageChops.difference(one.convert("L"), other.convert("L")).getextrema()
    return isinstance(most, int | float) and most <= _FAINT


def overlay(before: Image.Image, after: Image.Image) -> Image.Image:
    """Lay two pages over each other: what went is red, what came is blue."""
    width = max(before.width, after.width)
    height = max(before.height, after.height)
    old, new = (_padded(each.convert("L"), width, height) for each in (before, after))
    return Image.merge("RGB", (new, ImageChops.darker(old, new), old))


def _padded(picture: Image.Image, width: int, height: int) -> Image.Image:
    sheet = Image.new("L", (width, height), 255)
    sheet.paste(picture, (0, 0))
    return sheet


def as_address(picture: Image.Image) -> str:
    """Write a picture as an address that holds it whole."""
    written = io.BytesIO()
    few = picture.convert("RGB").quantize(colors=48, dither=Image.Dither.NONE)
    few.save(written, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(written.getvalue()).decode()}"
