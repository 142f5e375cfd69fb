"""Sheets: boxes, one size, bleed, the number of pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from pikepdf import Object

from publisher import rules
from publisher.check.press.file import OURS, Fault, Faults, PressFile, box_of
from publisher.check.press.graphics import Box
from publisher.check.press.spaces import inherited
from publisher.diagnostics import Diagnostic
from publisher.printers import gutter, padded

MM = 72 / 25.4
NEAR = 0.2  # pt: what two measures may differ by and be the same


def cut_alike(file: PressFile) -> Iterator[Diagnostic]:
    """All pages are of one size, the book's, with bleed where the printer wants it.

    What is wrong in the same way on many pages, at the same edge, is said once for all.
    """
    faults, usual = Faults(file), _usual(file)

    def wrong(page: Object) -> list[list[str]]:
        return [list(_wrong(file, page, usual, recto=recto)) for recto in (False, True)]

    for number, _, on_side in file.seen(wrong):
        alike = on_side[number % 2]
        faults.take(
            number, (Fault(rules.PRESS_BOXES, None, each, OURS) for each in alike)
        )
    yield from faults.findings()


def _usual(file: PressFile) -> tuple[float, float]:
    """Give the size of most sheets, in pt."""
    sheets = file.seen(partial(box_of, key="/MediaBox"))
    sizes = Counter(_lengths(each) for _, _, each in sheets if each)
    return max(sizes, key=lambda size: sizes[size], default=(0.0, 0.0))


def _wrong(
    file: PressFile, page: Object, usual: tuple[float, float], *, recto: bool
) -> Iterator[str]:
    """Say what is wrong with the boxes of one page, or would be on that side of a leaf."""
    trim, bleed, media = (
        box_of(page, f"/{each}Box") for each in ("Trim", "Bleed", "Media")
    )
    if trim is None or bleed is None or media is None:
        yield "it does not say where it is cut"
        return
    if _lengths(media) != usual:
        yield f"its sheet is {_mm(media)}, and those of most are {_in_mm(*usual)}"
    yield from _shown(page, media)
    if not (_inside(trim, bleed) and _inside(bleed, media)):
        yield "the trim should lie inside the bleed, and both inside the sheet"
    if not _alike(_lengths(trim), [side * MM for side in file.settings.trim]):
        yield f"it is {_mm(trim)}, which is not the trim of the book"
    yield from _bleeds(file, trim, bleed, recto=recto)


def _shown(page: Object, media: Box) -> Iterator[str]:
    """Say where the sheet is not shown whole, upright and as large as it is."""
    crop = box_of(page, "/CropBox")
    if crop is not None and (crop != media) and not _inside(media, crop):
        yield "it is shown in part only (CropBox), and would be printed so"
    if int(inherited(page, "/Rotate") or 0) % 360:
        yield "it is turned (Rotate)"
    if float(page.get("/UserUnit", 1)) != 1:
        yield "it is enlarged (UserUnit)"
    if "/ArtBox" in page:
        yield "it has two boxes to be cut at (TrimBox and ArtBox)"


def _bleeds(file: PressFile, trim: Box, bleed: Box, *, recto: bool) -> Iterator[str]:
    wanted = file.settings.bleeds
    edges = {
        "top": (bleed.upper - trim.upper, wanted.top),
        "bottom": (trim.lower - bleed.lower, wanted.bottom),
        "left": (trim.left - bleed.left, wanted.inside if recto else wanted.outside),
        "right": (bleed.right - trim.right, wanted.outside if recto else wanted.inside),
    }
    for edge, (there, mm) in edges.items():
        if abs(there - mm * MM) > NEAR:
            yield f"the bleed at the {edge} is {there / MM:.1f} mm, and should be {mm:g} mm"


def counted(file: PressFile) -> Iterator[Diagnostic]:
    """There are as many pages as the printer binds, and a whole number of leaves."""
    count, printer = file.count, file.printer
    if count % printer.multiple:
        message = (
            f"it is the last of {count} pages, and {printer.name} binds a multiple of "
            f"{printer.multiple}"
        )
        yield file.at(rules.PAGE_COUNT, count, message)
    yield from _bound(file)
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


def _bound(file: PressFile) -> Iterator[Diagnostic]:
    """Say where a book is too thin or too thick for its paper, or for any where none is named."""
    count, printer = file.count, file.printer
    named = printer.papers.get(file.settings.paper)
    papers = [named] if named else [*printer.papers.values()]
    if not papers or any(
        each.fewest <= count <= (each.most or count) for each in papers
    ):
        return
    fewest = min(each.fewest for each in papers)
    most = max(each.most or count for each in papers)
    message = (
        f"the book has {count} pages; {printer.name} binds {fewest} to {most}"
        f"{f' of {named.key}' if named else ''}"
    )
    keys = ("print.paper", "print.printer")
    hint = "choose another paper or trim" if named else "choose another printer or trim"
    yield file.chosen(rules.PAGE_COUNT, keys, message, hint)


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner.left >= outer.left - NEAR
        and inner.lower >= outer.lower - NEAR
        and inner.right <= outer.right + NEAR
        and inner.upper <= outer.upper + NEAR
    )


def _lengths(of: Box) -> tuple[float, float]:
    return round(of.right - of.left, 1), round(of.upper - of.lower, 1)


def _alike(one: Iterable[float], other: Iterable[float]) -> bool:
    return all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def _mm(box: Box) -> str:
    return _in_mm(*_lengths(box))


def _in_mm(width: float, height: float) -> str:
    return f"{round(width / MM, 1):g} × {round(height / MM, 1):g} mm"
