"""Colour profiles that pictures bring along, and their colours in those every program knows.

Pages are drawn without profiles, so that a picture in wider colours (Adobe RGB, Display P3)
would be shown and printed paler than it is.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageCms

NEAR = 3
"""Levels by which colours may differ and be the same: profiles of sRGB round in many ways."""

_STEPS = (0, 51, 102, 153, 204, 255)


def is_wide(image: Image.Image) -> bool:
    """Tell whether a picture in colours means others by its profile than sRGB does."""
    profile = image.info.get("icc_profile")
    coloured = image.mode in {"RGB", "RGBA", "P"}
    return bool(coloured and profile and _means_others(profile))


def in_srgb(image: Image.Image) -> Image.Image:
    """Turn a picture into the colours every program knows, by its own profile.

    A picture whose profile is none, or is not one of its kind, stays as it is.
    """
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA", "L"}:
        return image
    mode = "RGB" if image.mode == "L" else image.mode
    turned = _turned(image, profile, mode)
    if turned is None:
        return image
    return turned.convert("L") if image.mode == "L" else turned


@lru_cache(maxsize=8)
def _means_others(profile: bytes) -> bool:
    """Try a profile on colours from everywhere."""
    probe = Image.new("RGB", (len(_STEPS) ** 3, 1))
    probe.putdata([(r, g, b) for r in _STEPS for g in _STEPS for b in _STEPS])
    turned = _turned(probe, profile, "RGB")
    if turned is None:
        return False
    pairs = zip(probe.tobytes(), turned.tobytes(), strict=True)
    return any(abs(one - other) > NEAR for one, other in pairs)


def _turned(image: Image.Image, profile: bytes, mode: str) -> Image.Image | None:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode=mode)
    except (ImageCms.PyCMSError, OSError):  # the profile is no profile, or of inks
        return None
