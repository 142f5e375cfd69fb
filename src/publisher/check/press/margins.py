"""What stands near the edge: letters too near to it, pictures that reach it and stop."""

from __future__ import annotations

from collections.abc import Iterator

from publisher import rules
from publisher.check.press.file import Fault, PressFile, box_of
from publisher.check.press.graphics import Box, Mark
from publisher.check.press.sheets import MM

NEAR = 1.0  # pt: what ends so near the trim was meant to reach it


def in_the_safe_area(
    file: PressFile, number: int, marks: list[Mark]
) -> Iterator[Fault]:
    """Letters keep as far from the trim as the printer asks for."""
    printer, trim = file.printer, file.trim(number)
    least = printer.edge_with_bleed if file.settings.bleeds else printer.edge
    hint = "make the margins wider, or the drawing narrower"
    for mark in marks:
        gap = _gap(mark.box, trim) / MM
        if mark.kind == "text" and gap < least - 0.05:
            words = f"letters {_words(gap)}; {printer.name} wants {least:g} mm"
            yield Fault(rules.UNSAFE, mark.box, words, hint)


def _words(gap: float) -> str:
    return f"{gap:.1f} mm from the trim" if gap >= 0 else "over the trim"


def over_the_trim(file: PressFile, number: int, marks: list[Mark]) -> Iterator[Fault]:
    """What reaches the trim goes on to the end of the bleed, so that no white shows."""
    page = file.pdf.pages[number - 1].obj
    bleed = box_of(page, "/BleedBox")
    if bleed is None:
        return
    trim = file.trim(number)
    hint = "let it run over the trim, or keep it away from it"
    for mark in marks:
        if mark.kind in {"picture", "area"} and _stops(mark, trim, bleed):
            words = "something reaches the trim and ends before the bleed does"
            yield Fault(rules.BLEED_MISSED, mark.box, words, hint)


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
