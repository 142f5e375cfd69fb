"""Sheets: boxes, one size, bleed, the number of pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pikepdf import Object

from publisher import rules
from publisher.check.press.file import PressFile, box_of
from publisher.check.press.graphics import Box
from publisher.check.press.spaces import inherited
from publisher.diagnostics import Diagnostic
from publisher.printers import gutter, padded

MM = 72 / 25.4
NEAR = 0.2  # pt: what two measures may differ by and be the same


def cut_alike(file: PressFile) -> Iterator[Diagnostic]:
    """All pages are of one size, the book's, with bleed where the printer wants it."""
    lengths: Counter[tuple[float, float]] = Counter()
    for number, page in file.pages():
        trim, bleed, media = (
            box_of(page, f"/{each}Box") for each in ("Trim", "Bleed", "Media")
        )
        if trim is None or bleed is None or media is None:
            yield file.at(rules.PRESS_BOXES, number, "it does not say where it is cut")
            continue
        lengths[_lengths(media)] += 1
        yield from _shown(file, number, page, media)
        if not (_inside(trim, bleed) and _inside(bleed, media)):
            message = "the trim should lie inside the bleed, and both inside the sheet"
            yield file.at(rules.PRESS_BOXES, number, message)
        yield from _size(file, number, trim)
        yield from _bleeds(file, number, trim, bleed)
    if len(lengths) > 1:
        message = f"the pages have {len(lengths)} sizes, and a book has one"
        yield file.whole(rules.PRESS_BOXES, message)


def _shown(
    file: PressFile, number: int, page: Object, media: Box
) -> Iterator[Diagnostic]:
    """The sheet is shown whole, upright and as large as it is."""
    crop = box_of(page, "/CropBox")
    if crop is not None and (crop != media) and not _inside(media, crop):
        message = "it is shown in part only (CropBox), and would be printed so"
        yield file.at(rules.PRESS_BOXES, number, message)
    if int(inherited(page, "/Rotate") or 0) % 360:
        yield file.at(rules.PRESS_BOXES, number, "it is turned (Rotate)")
    if float(page.get("/UserUnit", 1)) != 1:
        yield file.at(rules.PRESS_BOXES, number, "it is enlarged (UserUnit)")
    if "/ArtBox" in page:
        message = "it has two boxes to be cut at (TrimBox and ArtBox)"
        yield file.at(rules.PRESS_BOXES, number, message)


def _size(file: PressFile, number: int, trim: Box) -> Iterator[Diagnostic]:
    wanted = tuple(side * MM for side in file.settings.trim)
    if any(abs(a - b) > NEAR for a, b in zip(_lengths(trim), wanted, strict=True)):
        width, height = (round(side / MM, 1) for side in _lengths(trim))
        message = f"it is {width:g} × {height:g} mm, which is not the trim of the book"
        yield file.at(rules.PRESS_BOXES, number, message)


def _bleeds(
    file: PressFile, number: int, trim: Box, bleed: Box
) -> Iterator[Diagnostic]:
    wanted = file.settings.bleeds
    recto = number % 2 == 1
    edges = {
        "top": (bleed.upper - trim.upper, wanted.top),
        "bottom": (trim.lower - bleed.lower, wanted.bottom),
        "left": (trim.left - bleed.left, wanted.inside if recto else wanted.outside),
        "right": (bleed.right - trim.right, wanted.outside if recto else wanted.inside),
    }
    for edge, (there, mm) in edges.items():
        if abs(there - mm * MM) > NEAR:
            message = f"the bleed at the {edge} is {there / MM:.1f} mm, and should be {mm:g} mm"
            yield file.at(rules.PRESS_BOXES, number, message)


def counted(file: PressFile) -> Iterator[Diagnostic]:
    """There are as many pages as the printer binds, and a whole number of leaves."""
    count, printer = file.count, file.printer
    if count % printer.multiple:
        message = (
            f"it is the last of {count} pages, and {printer.name} binds a multiple of "
            f"{printer.multiple}"
        )
        yield file.at(rules.PAGE_COUNT, count, message)
    paper = printer.papers.get(file.settings.paper)
    if paper and not paper.fewest <= count <= (paper.most or count):
        message = (
            f"the book has {count} pages; {printer.name} binds {paper.fewest} to "
            f"{paper.most} of {paper.key}"
        )
        keys = ("print.paper", "print.printer")
        hint = "choose another paper or trim"
        yield file.chosen(rules.PAGE_COUNT, keys, message, hint)
    least = gutter(printer, padded(printer, count))
    inside = file.settings.margins[3]
    if inside + 0.01 < least:
        message = (
            f"the inside margin is {inside:g} mm; with {count} pages {printer.name} wants "
            f"{least:g} mm"
        )
        lines = ("print.margins.inside", "print.margins", "print.printer")
        hint = f"print: {{margins: {{inside: {least:g}mm}}}}"
        yield file.chosen(rules.NARROW_GUTTER, lines, message, hint)


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner.left >= outer.left - NEAR
        and inner.lower >= outer.lower - NEAR
        and inner.right <= outer.right + NEAR
        and inner.upper <= outer.upper + NEAR
    )


def _lengths(of: Box) -> tuple[float, float]:
    return round(of.right - of.left, 1), round(of.upper - of.lower, 1)
