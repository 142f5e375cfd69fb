"""What stands near the edge: letters too near to it, pictures that reach it and stop."""

from __future__ import annotations

from collections.abc import Iterator

from publisher import rules
from publisher.check.press.file import Fault, PressFile, box_of
from publisher.check.press.graphics import Box, Mark
from publisher.check.press.sheets import MM

EDGES = ("left", "right", "bottom", "top")
NEAR = 1.0  # pt: what ends so near the trim was meant to reach it


def in_the_safe_area(
    file: PressFile, number: int, marks: list[Mark]
) -> Iterator[Fault]:
    """Letters keep as far from the trim as the printer asks for."""
    printer, trim = file.printer, file.trim(number)
    least = printer.edge_with_bleed if file.settings.bleeds else printer.edge
    hint = "make the margins wider, or the drawing narrower"
    for mark in marks:
        if mark.kind != "text":
            continue
        if _gap(mark.box, trim) < (least - 0.05) * MM:
            edge, gap = _nearest(mark.box, trim)
            words = f"letters {_words(edge, gap)}; {printer.name} wants {least:g} mm"
            yield Fault(rules.UNSAFE, mark.box, words, hint)


def _words(edge: str, gap: float) -> str:
    near = f"{gap / MM:.1f} mm from the trim" if gap >= 0 else "over the trim"
    return f"{near} at the {edge}"


def over_the_trim(file: PressFile, number: int, marks: list[Mark]) -> Iterator[Fault]:
    """What reaches the trim goes on to the end of the bleed, so that no white shows."""
    page = file.pdf.pages[number - 1].obj
    bleed = box_of(page, "/BleedBox")
    if bleed is None:
        return
    trim = file.trim(number)
    hint = "let it run over the trim, or keep it away from it"
    for mark in marks:
        if mark.kind not in {"picture", "area"}:
            continue
        over, wanted = _beyond(mark.box, trim), _beyond(bleed, trim)
        for edge in EDGES:
            if -NEAR <= over[edge] < wanted[edge] - 0.2:
                words = (
                    f"something reaches the trim at the {edge} and ends before the "
                    "bleed does"
                )
                yield Fault(rules.BLEED_MISSED, mark.box, words, hint)


def _gap(of: Box, trim: Box) -> float:
    """Say how near something comes to any edge of the trim, in pt."""
    across = min(of.left - trim.left, trim.right - of.right)
    return min(across, of.lower - trim.lower, trim.upper - of.upper)


def _nearest(of: Box, trim: Box) -> tuple[str, float]:
    """Find the edge of the trim that something comes nearest to, and how near, in pt."""
    over = _beyond(of, trim)
    edge = max(EDGES, key=lambda each: over[each])
    return edge, -over[edge]


def _beyond(of: Box, trim: Box) -> dict[str, float]:
    """Say how far something goes beyond each edge of the trim, in pt."""
    return {
        "left": trim.left - of.left,
        "right": of.right - trim.right,
        "bottom": trim.lower - of.lower,
        "top": of.upper - trim.upper,
    }
