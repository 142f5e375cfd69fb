"""How large the words on the back of a cover can be: smaller where there are many.

They end above the bar code's field, also where the book has none of its own: a printer
may put one there.
"""

from __future__ import annotations

from collections.abc import Sequence

from publisher.render.cover.fitting import MM, lines
from publisher.wraps import Wrap

LARGEST = {"modern": 10.0}  # pt
USUAL = 10.5  # pt
LEAST = 8.5  # pt: smaller words nobody reads who holds a book in a shop
STEP = 0.25  # pt
LEADING = 4 / 3
BROAD = {
    "modern": 0.97
}  # of sans letters; a guess of words by kinds of letters is wide
NARROW = 0.9

SIDE, ABOVE, BELOW = 16.0, 18.0, 5.0  # mm: from the trim, and above the bar code
BETWEEN = 7.0  # pt between paragraphs
PORTRAIT, BESIDE = 24.0, 5.0  # mm: its width, and the white beside it
BEFORE = 14.0  # mm before what is said of the author: white, and a rule
SMALLER = 0.9  # letters about the author


def blurb_size(
    kind: str, wrap: Wrap, blurb: Sequence[str], about: str, portrait: float
) -> float:
    """Give the size in pt at which the words of a back fit it; the least where none does.

    `portrait` is how many times as high as wide the author's picture is; 0 without one.
    """
    size = LARGEST.get(kind, USUAL)
    broad = BROAD.get(kind, NARROW)
    rules = wrap.rules
    width = wrap.face - 2 * SIDE
    room = wrap.height - ABOVE - BELOW - rules.barcode_clearance - rules.barcode[1]
    while size > LEAST:
        high = _paragraphs(blurb, width, size, broad)
        if about or portrait:
            high += BEFORE + _about(about, width, size, broad, portrait)
        if high <= room:
            return size
        size -= STEP
    return LEAST


def _paragraphs(texts: Sequence[str], width: float, size: float, broad: float) -> float:
    """Give the height of paragraphs in mm."""
    wide = width * MM / size / broad
    tall = sum(lines(each, wide) * size * LEADING for each in texts)
    return (tall + BETWEEN * max(len(texts) - 1, 0)) / MM


def _about(
    words: str, width: float, size: float, broad: float, portrait: float
) -> float:
    beside = width - (PORTRAIT + BESIDE if portrait else 0.0)
    said = _paragraphs([words], beside, SMALLER * size, broad) if words else 0.0
    return max(said, PORTRAIT * portrait + 2 if portrait else 0.0)
