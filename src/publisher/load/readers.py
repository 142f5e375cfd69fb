"""Pictures as reading systems want them: small enough to open, in colours they know.

Shops turn away, and readers' devices cannot open, pictures of more than some four million
pixels; a scan fit for print has twenty. Print keeps the originals.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath

from PIL import Image

from publisher.artifacts import Asset
from publisher.cache import Cache, fingerprint, key
from publisher.load.profiles import in_srgb

MOST_PIXELS = 4_000_000  # Apple, "Asset Guide"; Standard Ebooks, f-018
LONGEST = 2560  # px: the longest side that a shop asks for, of a cover
HEAVY = 500_000  # bytes from which a picture is packed anew
QUALITY = 88  # of JPEG: no one sees the loss, and it is a third of 95
_RASTER = {"image/jpeg", "image/png"}
_FEW_COLOURS = 256  # a drawing has fewer, a photograph more

Assets = Mapping[PurePosixPath, Asset]


def for_readers(assets: Assets, cache: Cache | None = None) -> Assets:
    """Give every picture in the form that goes into the EPUB; most are as they were."""
    return {path: _kept(asset, cache) for path, asset in assets.items()}


def _kept(asset: Asset, cache: Cache | None) -> Asset:
    if asset.media_type not in _RASTER or not _unfit(asset):
        return asset
    name = key("picture for readers", fingerprint(), asset.media_type, asset.data)
    found = cache.get(name) if cache else None
    if found is not None:
        return _asset(asset, found)
    data = _fitted(asset)
    if cache:
        cache.put(name, data)
    return _asset(asset, data)


def _asset(asset: Asset, data: bytes) -> Asset:
    kind = "image/jpeg" if data.startswith(b"\xff\xd8") else "image/png"
    with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
        width, height = image.size
    return replace(asset, media_type=kind, data=data, width=width, height=height)


def _unfit(asset: Asset) -> bool:
    """Tell whether a picture is too large, too heavy, or in colours of its own."""
    if len(asset.data) > HEAVY or not _small(round(asset.width), round(asset.height)):
        return True
    with Image.open(BytesIO(asset.data), formats=("PNG", "JPEG")) as image:
        return _see_through(image) or not {"icc_profile", "progressive"}.isdisjoint(
            image.info
        )


def _see_through(image: Image.Image) -> bool:
    return image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info


def _on_white(image: Image.Image) -> Image.Image:
    """Put what lets through on paper: by night dark ink would stand on a dark page."""
    if not _see_through(image):
        return image
    ink = image.convert("RGBA")
    paper = Image.new("RGBA", ink.size, "white")
    paper.alpha_composite(ink)
    flat = paper.convert("RGB")
    return flat.convert("L") if image.mode == "LA" else flat


def _small(width: int, height: int) -> bool:
    return width * height <= MOST_PIXELS and max(width, height) <= LONGEST


def _fitted(asset: Asset) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its size was judged when it was read
        image: Image.Image = Image.open(BytesIO(asset.data), formats=("PNG", "JPEG"))
        image.load()
    before = dict(image.info)
    plain = _smaller(_on_white(in_srgb(image)))
    plain.info = {}
    area = (plain.width * plain.height) / (image.width * image.height)
    jpeg = _as_jpeg(plain) if _photographic(plain, asset) else b""
    if asset.media_type == "image/jpeg" or 0 < len(jpeg) * 2 < len(asset.data) * area:
        packed = jpeg
    else:
        packed = _as_png(plain)
    as_it_was = (
        plain.size == image.size
        and not {"icc_profile", "progressive"} & {*before}
        and not _see_through(image)
    )
    return asset.data if as_it_was and len(packed) >= len(asset.data) else packed


def _smaller(image: Image.Image) -> Image.Image:
    width, height = image.size
    if _small(width, height):
        return image
    scale = min(LONGEST / max(width, height), (MOST_PIXELS / (width * height)) ** 0.5)
    if image.mode in {"1", "P"}:
        image = image.convert("L" if image.mode == "1" else "RGBA")
    size = (max(1, int(width * scale)), max(1, int(height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS)


def _photographic(image: Image.Image, asset: Asset) -> bool:
    """Tell whether JPEG becomes a picture: many colours, and nothing lets through."""
    if asset.media_type == "image/jpeg":
        return True
    return image.mode in {"RGB", "L"} and _many(image)


def _many(image: Image.Image) -> bool:
    return image.mode == "L" or image.getcolors(_FEW_COLOURS) is None


def _as_jpeg(image: Image.Image) -> bytes:
    file = BytesIO()
    plain = image if image.mode in {"L", "RGB"} else image.convert("RGB")
    plain.save(file, "JPEG", quality=QUALITY, optimize=True)
    return file.getvalue()


def _as_png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
