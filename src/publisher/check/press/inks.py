"""Colours of a print file: inks alone, letters in black alone, not too much ink."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name, Object
from PIL import Image, ImageChops, ImageFilter

from publisher import rules
from publisher.check.press.file import OURS, Fault, PressFile
from publisher.check.press.marks import Mark
from publisher.check.press.marks import shines as mark_shines
from publisher.diagnostics import Diagnostic

INKS = {"DeviceCMYK", "DeviceGray", "Separation", "DeviceN", "Pattern", "Indexed"}
RICH = 0.3
"""Black from which a letter counts as black, and must then be in black ink alone."""

_WHAT = {"text": "letters", "line": "lines", "area": "areas", "picture": "pictures"}
GREY = 0.3
"""What three inks may differ by in a colour that was meant for black or grey."""

SPOT = 3
"""px: what counts as a spot of ink is at least so wide and high."""


def in_inks(_: PressFile, __: int, marks: list[Mark]) -> Iterator[Fault]:
    """Every colour is one of inks: none of a screen."""
    for mark in marks:
        if not _is_inked(mark):
            words = f"{_WHAT[mark.kind]} in colours of a screen ({_space(mark)})"
            yield Fault(rules.SCREEN_COLOUR, mark.box, words, OURS)


def in_black_alone(_: PressFile, __: int, marks: list[Mark]) -> Iterator[Fault]:
    """Dark letters are in black ink alone: four inks never meet exactly."""
    hint = "give the text a grey: color: #000, or device-cmyk(0 0 0 1)"
    for mark in marks:
        if mark.kind == "text" and _is_rich(mark):
            inks = ", ".join(f"{100 * ink:.0f}" for ink in mark.colour[1])
            words = f"letters in four inks ({inks} %)"
            yield Fault(rules.RICH_BLACK, mark.box, words, hint)


def not_too_wet(file: PressFile, _: int, marks: list[Mark]) -> Iterator[Fault]:
    """Nowhere is more ink than the paper can take."""
    printer = file.printer
    hint = "make the darkest colours lighter, or give them as sRGB"
    for mark in marks:
        if (ink := _ink(mark)) > printer.ink + 0.5:
            words = (
                f"{ink:.0f} % of ink on one spot, where {printer.name} takes "
                f"{printer.ink:.0f} %"
            )
            yield Fault(rules.TOO_MUCH_INK, mark.box, words, hint)


def opaque(file: PressFile) -> Iterator[Diagnostic]:
    """Nothing shines through, where the printer or the standard does not allow it."""
    if file.printer.transparency:
        return
    states: set[tuple[int, int]] = set()
    for number, page in file.pages():
        if shines(page, states):
            message = (
                f"something shines through, which {file.printer.name} does not print"
            )
            hint = "make it opaque: no opacity, no mask, no blending"
            faint = (mark.box for mark in file.marks(number) if mark.faint)
            places = dict.fromkeys(file.place(number, box) for box in faint)
            for where in places or [file.place(number)]:
                yield rules.SHINES_THROUGH.at(
                    where, f"page {file.label(number)}: {message}", hint
                )


def shines(page: Object, states: set[tuple[int, int]]) -> bool:
    """Tell whether something on a page shines through; `states` are objects looked at."""
    named = _transparent(page.get("/Resources", Dictionary()), states)
    return "/Group" in page or named


def _transparent(resources: Object, done: set[tuple[int, int]]) -> bool:
    """Look for what shines through, in resources and in all that they name."""
    found = any(map(mark_shines, (resources.get("/ExtGState") or {}).values()))
    for each in (resources.get("/XObject") or {}).values():
        if "/SMask" in each or "/Group" in each:
            found = True
        if each.objgen not in done and "/Resources" in each:
            done.add(each.objgen)
            found |= _transparent(each.Resources, done)
    return found


def _space(mark: Mark) -> str:
    if mark.picture is None:
        return mark.colour[0]
    space = mark.picture.get("/ColorSpace", Name.DeviceGray)
    if isinstance(space, pikepdf.Array):
        base = space[1] if str(space[0]) == "/Indexed" else space[0]
        return str(base).lstrip("/")
    return str(space).lstrip("/")


def _is_inked(mark: Mark) -> bool:
    return mark.colour[0] == "Shading" or _space(mark) in INKS


def _is_rich(mark: Mark) -> bool:
    space, values = mark.colour
    if space != "DeviceCMYK" or len(values) != 4:
        return False
    coloured = values[:3]
    grey = max(coloured) - min(coloured) <= GREY
    return values[3] >= RICH and any(coloured) and grey


def _ink(mark: Mark) -> float:
    """Give the ink of a mark, in per cent of all four together."""
    if mark.picture is None:
        space, values = mark.colour
        return 100 * sum(values) if space == "DeviceCMYK" else 100.0
    return _wettest(mark.picture)


def _wettest(picture: Object) -> float:
    """Give the most ink of any spot of a picture, as it is unpacked from the file."""
    if picture.get("/ColorSpace") != Name.DeviceCMYK:
        return 100.0
    assert isinstance(picture, pikepdf.Stream)
    image = pikepdf.PdfImage(picture).as_pil_image(apply_mask=False).convert("CMYK")
    if _is_negative(picture):
        image = ImageChops.invert(image)
    return wettest(image)


def wettest(image: Image.Image) -> float:
    """Give the most ink of any spot of a picture in four inks, in per cent."""
    cyan, magenta, yellow, black = image.split()
    quarter = ImageChops.add(
        ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2), 2
    )
    most = quarter.filter(ImageFilter.MinFilter(SPOT)).getextrema()[1]
    return float(most) * 4 / 255 * 100  # type: ignore[arg-type]


def _is_negative(picture: Object) -> bool:
    """Tell whether unpacking gave white for ink.

    Adobe's JPEG holds what is left white, which Pillow turns round and PDF does not; PDF
    turns round what has a Decode array (ISO 32000-2, 8.9.5.2).
    """
    turned = [int(each) for each in picture.get("/Decode", ())] == [1, 0] * 4
    packed = "/DCTDecode" in str(picture.get("/Filter"))
    adobe = packed and b"Adobe" in picture.read_raw_bytes()[:4096]
    return turned != adobe
