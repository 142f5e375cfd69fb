"""How high pictures are that share a page: with a long caption, or with each other.

How long a caption gets is estimated from its letters. One of up to three lines below one
picture has the room that the style sheet leaves for it (`geometry`).
"""

from __future__ import annotations

from math import ceil

from publisher.bookinfo import PrintSettings
from publisher.model import Figure
from publisher.render.print.geometry import CAPTION, TALLEST, room
from publisher.tree import credits_of, plain

LETTER, SMALLER = 4.3, 3.7  # pt: of a caption, and of a credit, with some to spare
HIGH, LOWER = 12.0, 11.0  # pt: the lines of both
SIDES = 28.0  # pt: the white on both sides of a caption
NUMBER = 12  # letters: "Figure 12."
LEAST = 4  # lines that are left of a picture, whatever is said below it


def shared_height(figure: Figure, settings: PrintSettings) -> float | None:
    """Give how high in pt each picture may be at most; None if as the style sheet says."""
    classes, count = set(figure.attributes.classes), len(figure.pictures)
    wide, tall = room(settings)
    if "turned" in classes:
        wide, tall = tall, wide
    said = _caption(figure, wide - SIDES) + settings.line / 2
    usual = CAPTION * settings.line
    most = tall - usual
    if not classes & {"turned", "full-page"}:
        if classes & {"full-bleed", "spread"} or count > 1 or said > tall / 2:
            return None  # laid over the picture; or better divided
        most = min(most, TALLEST * settings.line)
    room_left = tall - (usual if said <= usual else said + HIGH)
    each = (room_left - (count - 1) * settings.line) / count
    return max(each, LEAST * settings.line) if each < most else None


def _caption(figure: Figure, wide: float) -> float:
    """Estimate the height of a caption with its credits, in lines so wide."""
    words = NUMBER + len(plain(figure.caption))
    below = [ceil(SMALLER * len(each) / wide) for each in credits_of(figure)]
    return HIGH * ceil(LETTER * words / wide) + LOWER * sum(below)
