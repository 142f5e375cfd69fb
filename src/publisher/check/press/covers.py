"""A cover read back: words keep to their panel, and to its safe area."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pikepdf import Pdf

from publisher import rules
from publisher.artifacts import PageMap
from publisher.bookinfo import PrintSettings
from publisher.check.press import OF_A_PAGE, OF_THE_FILE
from publisher.check.press.file import Fault, Faults, PressFile
from publisher.check.press.graphics import Box, Mark
from publisher.check.press.sheets import MM
from publisher.diagnostics import Diagnostic, Span
from publisher.points import Points
from publisher.printers import Bleed
from publisher.wraps import Wrap

NONE = PageMap(0, 0, (), (), (), {})
MET = 0.15  # of the smaller of two lines that lies over the other
HINT = "shorten it, or override its size in styles/cover.css"


def sheet_settings(settings: PrintSettings, wrap: Wrap) -> PrintSettings:
    """Describe the sheet of a cover as a page: one, as wide as it lies open, in colours."""
    over = wrap.rules.bleed
    press = replace(
        settings.press, multiple=1, last_blank=False, gutters=(), papers={},
        edge=wrap.rules.safe, edge_with_bleed=wrap.rules.safe,
        bleed=Bleed(over, over, over, over),
    )  # fmt: skip
    return replace(
        settings, press=press, trim=(wrap.whole, wrap.height), bleed=over, paper="",
        grey=False,
    )  # fmt: skip


def check_cover(
    path: Path, settings: PrintSettings, wrap: Wrap, where: Span
) -> list[Diagnostic]:
    """Say why a printer would not accept a cover; all of it is the fault of `where`."""
    with Pdf.open(path) as pdf:
        file = PressFile(pdf, path, Points(NONE), sheet_settings(settings, wrap))
        found = [finding for clause in OF_THE_FILE for finding in clause(file)]
        faults, marks = Faults(file), file.marks(1)
        for clause in OF_A_PAGE:
            faults.take(1, clause(file, 1, marks))
        faults.take(1, _off_their_panel(file, marks, wrap))
        faults.take(1, _over_each_other(file, marks, wrap))
        found += faults.findings()
    return [_placed(each, where) for each in found]


def _placed(finding: Diagnostic, where: Span) -> Diagnostic:
    words = finding.message.replace(", on page sheet 1", "").replace(
        "page sheet 1: ", ""
    )
    return replace(finding, span=where, message=f"on the cover: {words}")


def _off_their_panel(file: PressFile, marks: list[Mark], wrap: Wrap) -> Iterator[Fault]:
    """Find words that run over a fold, or come nearer to it than they may."""
    trim = file.trim(1)
    panels = [
        (name, trim.left + left * MM, trim.left + (left + width) * MM, near * MM)
        for name, left, width, near in (
            ("back", wrap.back_face, wrap.face, wrap.rules.safe),
            ("spine", wrap.width, wrap.spine, wrap.rules.spine_clearance),
            ("front", wrap.front_face, wrap.face, wrap.rules.safe),
        )
    ]
    for mark in marks:
        if mark.kind != "text":
            continue
        name, left, right, near = max(panels, key=lambda each: _within(mark.box, each))
        gap = min(mark.box.left - left, right - mark.box.right)
        if gap < near - 0.1:
            words = f"words on the {name} stand {gap / MM:.1f} mm from its edge"
            wanted = f"{words}, and should keep {near / MM:.1f} mm"
            yield Fault(rules.UNSAFE, mark.box, wanted, HINT)


def _over_each_other(file: PressFile, marks: list[Mark], wrap: Wrap) -> Iterator[Fault]:
    """Find words over other words, and words under the white field of the bar code."""
    texts = [mark.box for mark in marks if mark.kind == "text"]
    for at, box in enumerate(texts):
        for other in texts[at + 1 :]:
            if _overlap(box, other) > MET * min(_area(box), _area(other)):
                words = "words lie over other words"
                yield Fault(rules.WORDS_MEET, other, words, HINT)
                break
    code = _code(file, wrap)
    for box in texts:
        if 0 < _overlap(box, code) < 0.95 * _area(box):
            words = "words run under the bar code"
            yield Fault(rules.WORDS_MEET, box, words, HINT)


def _code(file: PressFile, wrap: Wrap) -> Box:
    """Give the field of the bar code: at the lower right of the back."""
    trim, own = file.trim(1), wrap.rules
    width, height = (side * MM for side in own.barcode)
    right = trim.left + (wrap.back_face + wrap.face - own.barcode_clearance) * MM
    lower = trim.lower + own.barcode_clearance * MM
    return Box(right - width, lower, right, lower + height)


def _overlap(one: Box, other: Box) -> float:
    across = min(one.right, other.right) - max(one.left, other.left)
    up = min(one.upper, other.upper) - max(one.lower, other.lower)
    return max(across, 0.0) * max(up, 0.0)


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.upper - box.lower)


def _within(of: Box, panel: tuple[str, float, float, float]) -> float:
    """Give how much of a box lies on a panel."""
    _, left, right, _ = panel
    return min(of.right, right) - max(of.left, left)
