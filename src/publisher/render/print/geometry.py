"""The measures of the printed page, as the style sheet that comes last.

The text area is a whole number of lines high, so that lines of facing pages stand at
the same height and nothing is left over at the foot.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from publisher.artifacts import Stylesheet
from publisher.bookinfo import PrintSettings
from publisher.printers import Bleed
from publisher.render.print.smallness import on_small_pages

MM = 72 / 25.4
HANGING = 1.5  # mm: no sign hangs out further
LETTER = 4.75  # pt: the average width of a letter or space in it


def geometry(settings: PrintSettings) -> Stylesheet:
    """Write trim, bleed and margins for left and right pages."""
    width, height = settings.trim
    top, outside, _, inside = settings.margins
    foot = height - top - lines(settings) * settings.line / MM
    edges = f"margin-top: {top:g}mm; margin-bottom: {foot:.4f}mm"
    text = (
        f"@page {{ size: {width:g}mm {height:g}mm; {edges} }}\n"
        f"@page :left {{ margin-left: {outside:g}mm; margin-right: {inside:g}mm }}\n"
        f"@page :right {{ margin-left: {inside:g}mm; margin-right: {outside:g}mm }}\n"
        f"{_bleed(settings.bleeds)}"
        f"{_pictures(settings)}"
        f"{_whole_pages(settings)}"
        f"{on_small_pages(lines(settings), settings.line)}"
    )
    return Stylesheet(PurePosixPath("page-geometry.css"), text)


def _bleed(bleed: Bleed) -> str:
    """Write how far colour runs over each edge; the inside is at the spine.

    Marks and another bleed, which a style may ask for, would be printed in the book.
    """
    over, under = f"{bleed.top:g}mm", f"{bleed.bottom:g}mm"
    out, into = f"{bleed.outside:g}mm", f"{bleed.inside:g}mm"
    return (
        f"@page :left {{ marks: none; bleed: {over} {into} {under} {out} }}\n"
        f"@page :right {{ marks: none; bleed: {over} {out} {under} {into} }}\n"
    )


CAPTION = 3.5  # lines: what is left for the caption of a picture with a page of its own
TALLEST = 30  # lines of a picture on a large page; as in print.css
NOTES = 0.8  # of a page are at most for notes (WeasyPrint's @footnote, in layout)
ROUNDING = 0.4  # pt less than a page, so that it surely fits


def _pictures(settings: PrintSettings) -> str:
    """Keep pictures, with a caption, on a small page, and within the room for notes.

    What cannot be divided and is higher than its room would be lost.
    """
    tall = lines(settings) - CAPTION
    written = ""
    if tall < TALLEST:
        each = "td img, th img, img[style], .picture img"
        written += f"{each} {{ max-height: {tall * settings.line:.2f}pt }}\n"
    most = max(2.0, lines(settings) * NOTES - 2 * CAPTION)
    if most < TALLEST:
        written += (
            ".note td img, .note th img, .note img[style], .note .picture img"
            f" {{ max-height: {most * settings.line:.2f}pt }}\n"
        )
    return written


def _whole_pages(settings: PrintSettings) -> str:
    """Write the measures of figures that have a page, or two, of their own.

    And of captions of tables, which may be wider than what they stand above.
    """
    width, height = (side * MM for side in settings.trim)
    bleeds = settings.bleeds
    over = max(bleeds.top, bleeds.bottom, bleeds.outside, bleeds.inside) * MM
    top, inside = (settings.margins[side] * MM for side in (0, 3))
    wide, tall = room(settings)
    left = CAPTION * settings.line
    foot = height - top - tall
    beside = f"calc(50% - {wide / 2:.2f}pt)"
    return (
        f"caption {{ width: {wide:.2f}pt; margin-left: {beside} }}\n"
        f':where([dir="rtl"]) caption {{ margin-inline-start: {beside} }}\n'
        f".turned, .full-page {{ height: {tall:.2f}pt }}\n"
        f".full-page .picture img {{ max-width: {wide:.2f}pt;"
        f" max-height: {tall - left:.2f}pt }}\n"
        f".turning {{ width: {tall:.2f}pt; height: {wide:.2f}pt;"
        f" transform: translate(0, {tall:.2f}pt) rotate(-90deg) }}\n"
        f".turning .picture img {{ max-width: {tall:.2f}pt;"
        f" max-height: {wide - left:.2f}pt }}\n"
        f".full-bleed, .half {{ width: {width:.2f}pt;"
        f" height: {height - ROUNDING:.2f}pt }}\n"
        f".full-bleed .picture img {{ top: {-over:.2f}pt; left: {-over:.2f}pt;"
        f" width: {width + 2 * over:.2f}pt; height: {height + 2 * over:.2f}pt }}\n"
        f".half .picture img {{ top: {-over:.2f}pt; left: {-over:.2f}pt;"
        f" width: {2 * width + 2 * over:.2f}pt; height: {height + 2 * over:.2f}pt }}\n"
        f".half + .half .picture img {{ left: {-width - over:.2f}pt }}\n"
        f".full-bleed figcaption, .half figcaption {{ left: {inside:.2f}pt;"
        f" bottom: {foot:.2f}pt; max-width: {wide:.2f}pt }}\n"
    )


def room(settings: PrintSettings) -> tuple[float, float]:
    """Give width and height in pt of what a figure with a page of its own may fill."""
    _, outside, _, inside = (margin * MM for margin in settings.margins)
    wide = settings.trim[0] * MM - outside - inside
    return wide, lines(settings) * settings.line - ROUNDING


def lines(settings: PrintSettings) -> int:
    """Count the lines of a full page."""
    _, height = settings.trim
    top, _, bottom, _ = settings.margins
    return max(1, int((height - top - bottom) * MM / settings.line))


def hanging(settings: PrintSettings) -> float:
    """Say how far signs may hang into the margins: not at all where these are the least."""
    press = settings.press
    least = press.edge_with_bleed if settings.bleed else press.edge
    _, outside, _, inside = settings.margins
    return settings.hanging if min(outside, inside) - least >= HANGING else 0.0


def across(settings: PrintSettings) -> int:
    """Estimate the letters of a line."""
    width, _ = settings.trim
    _, outside, _, inside = settings.margins
    return int((width - outside - inside) * MM / LETTER)


def capacity(settings: PrintSettings) -> int:
    """Estimate the characters that a full page holds."""
    width, _ = settings.trim
    _, outside, _, inside = settings.margins
    return int(lines(settings) * (width - outside - inside) * MM / LETTER)
