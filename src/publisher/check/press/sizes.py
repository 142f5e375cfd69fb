"""Whether all on the pages is large enough to print: pictures, lines, letters."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Name, Object, PdfImage, Stream

from publisher import rules
from publisher.check.press.file import Fault, PressFile
from publisher.check.press.fonts import name
from publisher.check.press.marks import Mark

ROUNDED = 0.02
"""Part of a measure by which reckoning may be off."""


def sharp(file: PressFile, _: int, marks: list[Mark]) -> Iterator[Fault]:
    """Pictures have as many dots per inch as the printer wants, at their printed size."""
    hint = "show it smaller, or take a larger file of it"
    for mark in marks:
        if mark.picture is None or mark.box.right - mark.box.left < 1:
            continue
        there, wanted = _dots(mark), _wanted(file, mark.picture)
        if there < wanted * (1 - ROUNDED):
            words = f"a picture is printed at {there:.0f} dots per inch, under {wanted}"
            rule = rules.LOW_RESOLUTION
            yield Fault(rule, mark.box, words, hint, apart=True, measure=there)


def wide_enough(file: PressFile, _: int, marks: list[Mark]) -> Iterator[Fault]:
    """No line is thinner than the printer can hold."""
    least = file.printer.line
    hint = "draw them wider, or show the drawing larger"
    for mark in marks:
        if mark.kind == "line" and mark.size < least * (1 - ROUNDED):
            words = f"lines down to {mark.size:.2f} pt, under {least:g} pt"
            rule = rules.HAIRLINE
            yield Fault(rule, mark.box, words, hint, apart=True, measure=mark.size)


def large_enough(file: PressFile, _: int, marks: list[Mark]) -> Iterator[Fault]:
    """No letter is smaller than the printer can hold."""
    least = file.printer.type
    hint = "set them larger, or show the drawing larger"
    for mark in marks:
        if mark.kind == "text" and mark.size < least * (1 - ROUNDED):
            words = f"letters of {mark.size:.1f} pt, under {least:g} pt"
            yield Fault(rules.SMALL_TYPE, mark.box, words, hint)


def with_shapes(_: PressFile, __: int, marks: list[Mark]) -> Iterator[Fault]:
    """No letter is the empty box of a font that lacks it."""
    hint = "write another character, or add a font that has it"
    for mark in marks:
        if mark.font is not None and _lacks_shapes(mark):
            words = f'the font "{name(mark.font)}" has no shape for a letter'
            yield Fault(rules.NO_SHAPE, mark.box, words, hint)


def _dots(mark: Mark) -> float:
    """Reckon dots per inch of a picture, the less of both ways."""
    assert mark.picture is not None
    width, height = float(mark.picture.Width), float(mark.picture.Height)
    across = (mark.box.right - mark.box.left) / 72
    down = (mark.box.upper - mark.box.lower) / 72
    turned = (width > height) != (across > down)
    if turned:
        across, down = down, across
    return min(width / max(across, 1e-6), height / max(down, 1e-6))


def _wanted(file: PressFile, picture: Object) -> int:
    printer = file.printer
    return printer.line_art if _is_line_art(picture) else printer.resolution


def _is_line_art(picture: Object) -> bool:
    """Tell whether a picture has two tones and no more, however it is kept."""
    if int(picture.get("/BitsPerComponent", 1)) == 1:
        return True
    if picture.get("/ColorSpace") != Name.DeviceGray or "/SMask" in picture:
        return False
    assert isinstance(picture, Stream)
    colours = PdfImage(picture).as_pil_image().getcolors(2)
    return colours is not None and len(colours) == 2


def _lacks_shapes(mark: Mark) -> bool:
    assert mark.font is not None
    if mark.font.get("/Subtype") != Name.Type0:
        return False
    pairs = zip(mark.glyphs[::2], mark.glyphs[1::2], strict=False)
    return (0, 0) in pairs
