"""Colours of a print file: inks alone, letters in black alone, not too much ink."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream
from PIL import Image, ImageChops, ImageFilter

from publisher import rules
from publisher.check.press.file import OURS, Fault, PressFile
from publisher.check.press.graphics import Mark
from publisher.check.press.spaces import inherited, space_named
from publisher.diagnostics import Diagnostic
from publisher.shining import shines as mark_shines

INKS = {"DeviceCMYK", "DeviceGray", "Separation", "DeviceN", "Pattern"}
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
    for number, _, shone in file.seen(partial(shines, known={})):
        if shone:
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


def shines(page: Object, known: dict[tuple[int, int], bool]) -> bool:
    """Tell whether something on a page shines through; `known` are objects looked at."""
    named = _transparent(inherited(page, "/Resources") or Dictionary(), known)
    return "/Group" in page or named


def _transparent(resources: Object, known: dict[tuple[int, int], bool]) -> bool:
    """Look for what shines through, in resources and in all that they name."""
    found = any(map(mark_shines, (resources.get("/ExtGState") or {}).values()))
    shown = (resources.get(key) or Dictionary() for key in ("/XObject", "/Pattern"))
    for each in chain.from_iterable(dict(held).values() for held in shown):
        if "/SMask" in each or "/Group" in each:
            found = True
        if each.objgen not in known:
            known[each.objgen] = False  # it may be named in what it names
            own = each.get("/Resources")
            known[each.objgen] = own is not None and _transparent(own, known)
        found |= known[each.objgen]
    return found


def _space(mark: Mark) -> str:
    """Say of which kind the colours of a mark are; a stencil is in that of its paint."""
    if mark.picture is None or mark.picture.get("/ImageMask", False):
        return mark.colour[0].partition(" ")[0]
    if "/ColorSpace" not in mark.picture:
        packed = str(mark.picture.get("/Filter", ""))
        return "JPXDecode" if "JPX" in packed else "DeviceGray"
    return space_named(mark.picture.ColorSpace, Dictionary())


def _is_inked(mark: Mark) -> bool:
    return mark.kind == "unread" or _space(mark) in INKS


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
    space = picture.get("/ColorSpace")
    if isinstance(space, Array) and str(space[0]) == "/Indexed":
        return _of_palette(space)
    if space != Name.DeviceCMYK:
        return 100.0
    if not isinstance(picture, pikepdf.Stream):
        return 100.0  # a few dots between the operators
    image = pikepdf.PdfImage(picture).as_pil_image(apply_mask=False).convert("CMYK")
    if _is_negative(picture):
        image = ImageChops.invert(image)
    return wettest(image)


def _of_palette(space: Object) -> float:
    """Give the most ink of any colour that a palette lists."""
    if space_named(space, Dictionary()) != "DeviceCMYK":
        return 100.0
    listed = space[3].read_bytes() if isinstance(space[3], Stream) else bytes(space[3])
    most = max((sum(listed[at : at + 4]) for at in range(0, len(listed), 4)), default=0)
    return most / 255 * 100


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
