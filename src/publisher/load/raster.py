"""Pictures made of pixels, judged and made fit for every output. The owner of Pillow.

A picture keeps its bytes when nothing is wrong with them. Otherwise it is written anew:
turned as its camera meant it, in RGB or grey, 8 bits deep, as PNG or JPEG.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath

from PIL import (
    ExifTags,
    Image,
    ImageChops,
    ImageCms,
    ImageOps,
    UnidentifiedImageError,
)

from publisher import rules
from publisher.artifacts import Asset
from publisher.config.paths import Refusal
from publisher.load.prepared import Prepared
from publisher.load.profiles import in_srgb, is_wide
from publisher.pillow import only_whole

MOST_PIXELS = 60_500_000
"""Of a picture in colours: the largest that cameras make. Decoded it is 240 MB."""

MOST_GREY = 85_000_000
"""Of one in grey or in black and white: what a page in 1,200 dots to the inch needs."""

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")
_KEPT = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "GIF": "image/gif",
}
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,  # Pillow's word for a PNG with a wrong checksum
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What Pillow raises, somewhere in its decoders, on bytes that are not as they should be."""

_LAST = b"IEND\xaeB`\x82"
"""How every PNG ends; what follows it is no part of the picture."""

_PIXELS_IN_A_BYTE = 8300
"""Deflate packs at most 1,032 bytes into one, and a byte holds up to 8 pixels."""


def prepared(path: PurePosixPath, data: bytes) -> Prepared | Refusal:
    """Judge a picture and make it fit for use."""
    try:
        with warnings.catch_warnings(record=True) as warned, only_whole():
            warnings.simplefilter("always")
            made = _decoded(path, data)
            if warned and isinstance(made, Prepared) and made.asset.data is data:
                made = _without_what_warns(path, data, made)  # later readers would, too
            return made
    except UnidentifiedImageError:
        return _unknown(path, data)
    except Image.DecompressionBombError:
        return _too_many_pixels(path, data)
    except _BROKEN as problem:
        told = isinstance(problem, OSError | SyntaxError | ValueError)
        said = (told and str(problem).split("\n")[0]) or "it cannot be decoded"
        return _damaged(path, said[:1].lower() + said[1:])


def _decoded(path: PurePosixPath, data: bytes) -> Prepared | Refusal:
    image = Image.open(BytesIO(data), formats=_FORMATS)
    most = _most(image.mode)
    if image.width * image.height > most:
        return _too_many_pixels(path, data, image.size, most)
    if image.format == "PNG":
        Image.open(BytesIO(data), formats=["PNG"]).verify()
    frames = 1 if image.format == "MPO" else getattr(image, "n_frames", 1)
    image.load()
    kind = image.format or ""
    if image.mode == "F":
        message = f'"{path}" holds measurements, not colours'
        return Refusal(rules.BAD_IMAGE, message, "save it as a PNG of 8 bits")
    remarks = (_first_frame(path, frames),) if frames > 1 else ()
    if kind in _KEPT and frames == 1 and not _needs_work(image, data):
        return Prepared(Asset(path, _KEPT[kind], data, *image.size), remarks)
    return Prepared(_written_anew(path, image, kind), remarks)


def _most(mode: str) -> int:
    return MOST_GREY if mode in {"1", "L"} else MOST_PIXELS


def _without_what_warns(path: PurePosixPath, data: bytes, made: Prepared) -> Prepared:
    image = Image.open(BytesIO(data), formats=_FORMATS)
    return replace(made, asset=_written_anew(path, image, image.format or ""))


def _needs_work(image: Image.Image, data: bytes) -> bool:
    return (
        _orientation(image) != 1
        or _has_broken_profile(image)
        or is_wide(image)
        or image.mode not in {"1", "L", "LA", "P", "RGB", "RGBA"}
        or (
            image.mode == "P" and "transparency" in image.info and image.format != "GIF"
        )
        or (image.format == "PNG" and (data[24] == 16 or not data.endswith(_LAST)))
    )


def _has_broken_profile(image: Image.Image) -> bool:
    """Tell whether a picture brings a colour profile that nobody can read."""
    profile = image.info.get("icc_profile")
    if not profile:
        return False
    try:
        ImageCms.ImageCmsProfile(BytesIO(profile))
    except (ImageCms.PyCMSError, OSError):
        return True
    return False


def _orientation(image: Image.Image) -> int:
    turned = image.getexif().get(ExifTags.Base.Orientation, 1)
    return turned if turned in range(2, 9) else 1


def _written_anew(path: PurePosixPath, image: Image.Image, kind: str) -> Asset:
    profile = None
    image = ImageOps.exif_transpose(image)
    if is_wide(image):
        image = in_srgb(_without_palette(image))
    elif image.mode in {"L", "RGB", "RGBA"} and not _has_broken_profile(image):
        profile = image.info.get("icc_profile")
    plain = _in_plain_colours(image, kind)
    plain.info = {}  # nothing of the old file goes along: no place, no camera
    file = BytesIO()
    if kind in {"JPEG", "MPO"}:
        media_type = "image/jpeg"
        plain.save(file, "JPEG", quality=95, subsampling=0, icc_profile=profile)
    else:
        media_type = "image/png"
        plain.save(file, "PNG", icc_profile=profile)
    return Asset(path, media_type, file.getvalue(), *plain.size)


def _without_palette(image: Image.Image) -> Image.Image:
    if image.mode != "P":
        return image
    return image.convert("RGBA" if "transparency" in image.info else "RGB")


def _in_plain_colours(image: Image.Image, kind: str) -> Image.Image:
    if image.mode == "CMYK":
        return _from_cmyk(image, inverted=kind == "JPEG" and "adobe" not in image.info)
    if image.mode.startswith("I"):
        return _from_16_bits(image)
    if image.mode in {"PA", "RGBa", "La"} or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode in {"1", "L", "LA", "P", "RGB", "RGBA"}:
        return image
    return image.convert("RGB")


def _from_cmyk(image: Image.Image, *, inverted: bool) -> Image.Image:
    """Turn printing inks into light, by the picture's own profile where it has one.

    Pillow takes every CMYK JPEG for one of Adobe's, which store their inks inverted. A
    file without Adobe's marker stores them plainly, so it has to be turned back.
    """
    inks = ImageChops.invert(image) if inverted else image
    profile = image.info.get("icc_profile")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            light = ImageCms.profileToProfile(
                inks, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):  # the profile is no profile
            light = None
        if light is not None:
            return light
    return inks.convert("RGB")


def _from_16_bits(image: Image.Image) -> Image.Image:
    """Scale grey of 16 bits to 8; Pillow's own conversion would cut it off at 255."""
    wide = image if image.mode == "I" else image.convert("I")
    return wide.point(lambda grey: grey * (1 / 257)).convert("L")


# ---------------------------------------------------------------- refusals and remarks


def _first_frame(path: PurePosixPath, frames: int) -> Refusal:
    return Refusal(
        rules.FIRST_FRAME,
        f'"{path}" holds {frames} pictures; the book shows the first',
        "save the picture you want as a PNG",
    )


def _damaged(path: PurePosixPath, what: str) -> Refusal:
    message = f'the image "{path}" is damaged: {what}'
    return Refusal(
        rules.BAD_IMAGE, message, "save it again from the program that made it"
    )


def _too_many_pixels(
    path: PurePosixPath,
    data: bytes,
    size: tuple[int, int] | None = None,
    most: int = MOST_PIXELS,
) -> Refusal:
    """Tell a picture that is too large from one whose header cannot be true."""
    width, height = size or _claimed_size(data)
    if width * height > len(data) * _PIXELS_IN_A_BYTE:
        claim = f"{width:,} × {height:,} pixels cannot be in {len(data):,} bytes"
        return _damaged(path, claim)
    message = f'the image "{path}" has more than {most // 1_000_000} million pixels'
    hint = "make it smaller; a full page in print needs no more than 10 million"
    return Refusal(rules.TOO_LARGE, message, hint)


def _claimed_size(data: bytes) -> tuple[int, int]:
    """Read width and height from the header of a PNG (11.2.1 IHDR); else give nothing."""
    if not data.startswith(b"\x89PNG"):
        return 0, 0
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def _unknown(path: PurePosixPath, data: bytes) -> Refusal:
    """Say what a file is that calls itself an image and is none we read."""
    head = data[:512].lstrip().lower()
    if head.startswith(_READ_MARKS):
        width, height = _claimed_size(data)
        large = width * height > MOST_PIXELS
        return _too_many_pixels(path, data) if large else _damaged(path, "no size")
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        what, hint = "a web page, not an image", "save the image itself, not its page"
    elif not data:
        what, hint = "empty", "save it again from the program that made it"
    else:
        named = next((name for mark, name in _MARKS if mark in data[:16]), "")
        what = f"{named}, which cannot be set" if named else "not an image"
        if "LFS" in named:
            return Refusal(rules.BAD_IMAGE, f'"{path}" is {named}', "run: git lfs pull")
        hint = "save it as PNG, JPEG or SVG"
    return Refusal(rules.BAD_IMAGE, f'"{path}" is {what}', hint)


_READ_MARKS = (b"\x89png", b"\xff\xd8\xff", b"gif8", b"ii*\0", b"mm\0*")
_MARKS = (
    (b"%PDF", "a PDF"),
    (b"%!PS", "PostScript"),
    (b"8BPS", "a Photoshop file"),
    (b"ftypavif", "AVIF"),
    (b"ftyphei", "HEIC"),
    (b"ftypmif", "HEIC"),
    (b"JXL ", "JPEG XL"),
    (b"jP  ", "JPEG 2000"),
    (b"\x1f\x8b", "compressed"),
    (b"version https://", "a pointer of Git LFS to a picture that was not fetched"),
)
