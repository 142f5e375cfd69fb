"""What stands near the edge: letters too near to it, pictures that reach it and stop."""

from __future__ import annotations

from collections.abc import Iterator

from publisher import rules
from publisher.check.press.file import PressFile, box, first_of_each_page
from publisher.check.press.marks import Box, Mark
from publisher.check.press.sheets import MM
from publisher.diagnostics import Diagnostic

NEAR = 1.0  # pt: what ends so near the trim was meant to reach it


def in_the_safe_area(file: PressFile) -> Iterator[Diagnostic]:
    """Letters keep as far from the trim as the printer asks for."""
    printer = file.printer
    least = printer.edge_with_bleed if file.settings.bleeds else printer.edge
    for number, mark, _ in first_of_each_page(
        (number, mark)
        for number, mark in file.marks()
        if mark.kind == "text" and _gap(mark.box, file.trim(number)) < least * MM - 0.1
    ):
        gap = _gap(mark.box, file.trim(number)) / MM
        where = f"{gap:.1f} mm from the trim" if gap >= 0 else "over the trim"
        message = f"letters stand {where}; {printer.name} wants {least:g} mm"
        hint = "make the margins wider, or the drawing narrower"
        yield file.at(rules.UNSAFE, number, message, hint, mark.box)


def over_the_trim(file: PressFile) -> Iterator[Diagnostic]:
    """What reaches the trim goes on to the end of the bleed, so that no white shows."""
    for number, page in file.pages():
        if "/BleedBox" not in page:
            continue
        trim, bleed = file.trim(number), box(page.BleedBox)
        for mark in file.marks_of(number):
            if mark.kind in {"picture", "area"} and _stops(mark, trim, bleed):
                message = "something reaches the trim and ends before the bleed does"
                hint = "let it run over the trim, or keep it away from it"
                yield file.at(rules.BLEED_MISSED, number, message, hint, mark.box)
                break


def _gap(of: Box, trim: Box) -> float:
    return min(
        of.left - trim.left,
        trim.right - of.right,
        of.lower - trim.lower,
        trim.upper - of.upper,
    )


def _stops(mark: Mark, trim: Box, bleed: Box) -> bool:
    """Tell whether something ends at the trim, or between it and the end of the bleed."""
    edges = (
        (trim.left - mark.box.left, trim.left - bleed.left),
        (mark.box.right - trim.right, bleed.right - trim.right),
        (trim.lower - mark.box.lower, trim.lower - bleed.lower),
        (mark.box.upper - trim.upper, bleed.upper - trim.upper),
    )
    return any(-NEAR <= over < wanted - 0.2 for over, wanted in edges)
