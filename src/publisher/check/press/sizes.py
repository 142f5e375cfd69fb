"""Whether all on the pages is large enough to print: pictures, lines, letters."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Name, Object, PdfImage, Stream

from publisher import rules
from publisher.check.press.file import OURS, Fault, PressFile
from publisher.check.press.fonts import NUMBERLESS, is_embedded, name
from publisher.check.press.graphics import Mark

RULE = 12.0
"""pt: a narrow area so long is a rule; WeasyPrint fills most of those of tables."""

ROUNDED = 0.02
"""Part of a measure by which reckoning may be off."""


def sharp(file: PressFile, _: int, marks: list[Mark]) -> Iterator[Fault]:
    """Pictures have as many dots per inch as the printer wants, at their printed size."""
    hint = "show it smaller, or take a larger file of it"
    for mark in marks:
        if mark.picture is None or max(mark.sides) < 1:
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
        width = _width(mark)
        if width is not None and width < least * (1 - ROUNDED):
            words = f"lines down to {width:.2f} pt, under {least:g} pt"
            rule = rules.HAIRLINE
            yield Fault(rule, mark.box, words, hint, apart=True, measure=width)


def _width(mark: Mark) -> float | None:
    """Give the width of a line or frame, or of an area as long and narrow as a line."""
    if mark.kind == "line" or (mark.kind == "area" and mark.size):
        return mark.size
    box = mark.box
    narrow, long = sorted((box.right - box.left, box.upper - box.lower))
    return narrow if mark.kind == "area" and narrow > 0 and long > RULE else None


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


def in_fonts_of_the_file(file: PressFile, _: int, marks: list[Mark]) -> Iterator[Fault]:
    """The shapes of all letters are in the file."""
    hint = "take the file that was built; a drawing needs its fonts inside"
    there: dict[tuple[int, int], bool] = {}  # by the font's number, if it has one
    for mark in marks:
        if mark.font is None:
            continue
        number = mark.font.objgen
        if number not in there or number == NUMBERLESS:
            there[number] = is_embedded(mark.font)
        if not there[number]:
            file.shown.add(mark.font.objgen)
            words = f'the font "{name(mark.font)}" is not in the file'
            yield Fault(rules.FONT_NOT_EMBEDDED, mark.box, words, hint)


def understood(_: PressFile, __: int, marks: list[Mark]) -> Iterator[Fault]:
    """Every operator that draws something can be read."""
    for mark in marks:
        if mark.kind == "unread":
            words = f'something is drawn that cannot be read ("{mark.colour[0]}")'
            yield Fault(rules.PDF_BROKEN, mark.box, words, OURS)


def _dots(mark: Mark) -> float:
    """Reckon dots per inch of a picture along its own sides, the less of both ways."""
    assert mark.picture is not None
    width, height = float(mark.picture.Width), float(mark.picture.Height)
    across, down = (max(side / 72, 1e-6) for side in mark.sides)
    return min(width / across, height / down)


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
    if b"\0\0" not in mark.glyphs or mark.font.get("/Subtype") != Name.Type0:
        return False
    pairs = zip(mark.glyphs[::2], mark.glyphs[1::2], strict=False)
    return (0, 0) in pairs
