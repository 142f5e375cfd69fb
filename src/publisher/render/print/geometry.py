"""The measures of the printed page, as the style sheet that comes last.

The text area is a whole number of lines high, so that lines of facing pages stand at
the same height and nothing is left over at the foot.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from publisher.artifacts import Stylesheet
from publisher.bookinfo import PrintSettings
from publisher.printers import Bleed

MM = 72 / 25.4
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
    )
    return Stylesheet(PurePosixPath("page-geometry.css"), text)


def _bleed(bleed: Bleed) -> str:
    """Write how far colour runs over each edge; the inside is at the spine."""
    if not bleed:
        return ""
    over, under = f"{bleed.top:g}mm", f"{bleed.bottom:g}mm"
    out, into = f"{bleed.outside:g}mm", f"{bleed.inside:g}mm"
    return (
        f"@page :left {{ bleed: {over} {into} {under} {out} }}\n"
        f"@page :right {{ bleed: {over} {out} {under} {into} }}\n"
    )


def lines(settings: PrintSettings) -> int:
    """Count the lines of a full page."""
    _, height = settings.trim
    top, _, bottom, _ = settings.margins
    return max(1, int((height - top - bottom) * MM / settings.line))


def capacity(settings: PrintSettings) -> int:
    """Estimate the characters that a full page holds."""
    width, _ = settings.trim
    _, outside, _, inside = settings.margins
    return int(lines(settings) * (width - outside - inside) * MM / LETTER)
