"""Pictures made of pixels, in the inks of a press.

Photographs stay JPEG (quality 92, colour not thinned out), all else is packed without
loss. A drawing of few colours keeps its greys in black ink alone.
"""

from __future__ import annotations

import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object
from PIL import Image, ImageChops

from publisher.package.press.colours import Inks

QUALITY = 92  # of JPEG
FEW = 1024  # colours that a drawing has at the most

_GREY = (Name.DeviceGray, Name.CalGray)
_INVERTED = [1, 0] * 4
"""JPEG holds what is left white of each ink, as Adobe writes it."""


def convert(picture: Object, inks: Inks) -> str:
    """Write a picture anew in inks, in its place; give a word for what it could not do.

    The picture is an image of PDF (ISO 32000-2, 8.9.5). One that is in greys or inks
    already stays as it is.
    """
    picture_is_mask = bool(picture.get("/ImageMask", False))
    for key in ("/Interpolate", "/Intent"):
        if key in picture:
            del picture[key]
    space = picture.get("/ColorSpace")
    if (
        picture_is_mask
        or space in _GREY
        or (space == Name.DeviceCMYK and not inks.grey)
    ):
        return ""
    try:
        image = _image(picture)
    except (
        pikepdf.UnsupportedImageTypeError,
        NotImplementedError,  # what pikepdf says of kinds of picture it cannot read
        ValueError,
    ) as fault:
        return f"a picture is kept in a way that cannot be converted: {fault}"
    photographed = "/DCTDecode" in str(picture.get("/Filter"))
    write(picture, _inked(image, inks), photographed=photographed)
    return ""


def flatten(picture: Object) -> None:
    """Lay a picture with a soft mask on white paper, and take the mask away."""
    image = _image(picture).convert("RGB")
    mask = _image(picture.SMask).convert("L")
    if mask.size != image.size:
        mask = mask.resize(image.size, Image.Resampling.LANCZOS)
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=mask)
    del picture["/SMask"]
    _write_pixels(picture, paper, Name.DeviceRGB)


def write(picture: Object, image: Image.Image, *, photographed: bool) -> None:
    """Put inked pixels into a picture: CMYK, or greys of black ink (L)."""
    space = Name.DeviceCMYK if image.mode == "CMYK" else Name.DeviceGray
    if not photographed:
        _write_pixels(picture, image, space)
        return
    packed = BytesIO()
    image.save(packed, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    picture.write(packed.getvalue(), filter=Name.DCTDecode)
    _describe(picture, space)
    if image.mode == "CMYK":
        picture.Decode = Array(_INVERTED)


def _image(picture: Object) -> Image.Image:
    assert isinstance(picture, pikepdf.Stream)
    return pikepdf.PdfImage(picture).as_pil_image()


def _inked(image: Image.Image, inks: Inks) -> Image.Image:
    if image.mode == "CMYK":
        return image.convert("RGB").convert("L")
    if image.mode in {"1", "L", "LA"}:
        return image.convert("L")
    plain = image.convert("RGB")
    made = inks.picture(plain)
    if made.mode == "CMYK" and plain.getcolors(FEW) is not None:
        made = _with_black_greys(plain, made, inks)
    return made


def _with_black_greys(plain: Image.Image, made: Image.Image, inks: Inks) -> Image.Image:
    """Let the greys of a drawing be black ink alone: its letters and lines."""
    red, green, blue = plain.split()
    lightest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    far = ImageChops.difference(lightest, darkest)
    grey = far.point([255 * (level <= 3) for level in range(256)])
    black = green.point([inks.black(level) for level in range(256)])
    none = Image.new("L", plain.size, 0)
    made.paste(Image.merge("CMYK", (none, none, none, black)), mask=grey)
    return made


def _write_pixels(picture: Object, image: Image.Image, space: Name) -> None:
    """Pack pixels without loss, each row told by its difference from the one above.

    This is filter 2 of PNG, which PDF calls a predictor (ISO 32000-2, 7.4.4.4).
    """
    above = Image.new(image.mode, image.size)
    above.paste(image, (0, 1))
    rows = ImageChops.subtract_modulo(image, above).tobytes()
    bands = len(image.getbands())
    stride = image.width * bands
    starts = range(0, len(rows), stride)
    filtered = b"".join(b"\x02" + rows[at : at + stride] for at in starts)
    picture.write(
        zlib.compress(filtered, 6),
        filter=Name.FlateDecode,
        decode_parms=Dictionary(Predictor=15, Colors=bands, Columns=image.width),
    )
    _describe(picture, space)


def _describe(picture: Object, space: Name) -> None:
    picture.ColorSpace = space
    picture.BitsPerComponent = 8
    for key in ("/Decode", "/Mask"):
        if key in picture:
            del picture[key]
