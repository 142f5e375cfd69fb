"""From the colours of a screen to the inks of a press.

What is neutral becomes black ink alone, of the same lightness, so that no letter and no
rule is printed in four inks that do not quite meet. All else goes through the profile of
the printing condition: relative colorimetric, with black-point compensation.

Inks are from 0 (none) to 1 (full): cyan, magenta, yellow, black.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from PIL import Image, ImageChops, ImageCms

from publisher.package.press.conditions import Condition

Four: TypeAlias = tuple[float, float, float, float]
Three: TypeAlias = tuple[float, float, float]

NEUTRAL = 0.012
"""Greatest distance between red, green and blue of what counts as grey: 3 of 255."""

_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION
_LEVELS = 256
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


@dataclass
class Inks:
    """Turns colours into inks for one printing condition; with `grey`, into black alone."""

    condition: Condition
    grey: bool = False
    _known: dict[Three, Four] = field(default_factory=dict)

    @cached_property
    def _screen(self) -> ImageCms.ImageCmsTransform:
        """Read the profile, for the first colour; of a book in black alone there is none."""
        return _transform(_SRGB, self.condition, "RGB")

    @cached_property
    def _blacks(self) -> bytes:
        return bytes(_blacks(self.condition))

    @property
    def name(self) -> str:
        """Say what colours become, as part of the name of a result."""
        return f"{self.condition.file} {'grey' if self.grey else 'four'}"

    def of(self, red: float, green: float, blue: float) -> Four:
        """Give the inks of a colour of sRGB, each from 0 to 1."""
        colour = (round(red, 4), round(green, 4), round(blue, 4))
        if colour not in self._known:
            self._known[colour] = self._made(colour)
        return self._known[colour]

    def of_lab(self, lightness: float, a: float, b: float) -> Four:
        """Give the inks of a colour of CIE Lab, as CSS `lab()` and `oklch()` write it."""
        return self.of(*screen_colour(lightness, a, b))

    def darker(self, four: Sequence[float]) -> Four:
        """Give inks that were chosen as they are; in a grey book, black that is as dark."""
        cyan, magenta, yellow, black = four
        if not self.grey or not (cyan or magenta or yellow):
            return cyan, magenta, yellow, black
        coloured = 0.3 * cyan + 0.59 * magenta + 0.11 * yellow
        return 0.0, 0.0, 0.0, round(min(1.0, black + coloured * (1 - black)), 4)

    def black(self, level: int) -> int:
        """Give the black ink, from 0 to 255, that is as light as a grey of sRGB."""
        return self._blacks[level]

    def picture(self, image: Image.Image) -> Image.Image:
        """Give a picture of sRGB in inks: CMYK; of greys, or in a grey book, L."""
        if image.mode != "RGB":
            return self.greys(image.convert("L"))
        if self.grey or is_grey(image):
            return self.greys(image.convert("L"))
        inks = ImageCms.applyTransform(image, self._screen)
        assert inks is not None
        return inks

    def greys(self, image: Image.Image) -> Image.Image:
        """Give a picture of greys for black ink: 255 is paper, as in DeviceGray."""
        return image.point([255 - self._blacks[level] for level in range(_LEVELS)])

    def _made(self, colour: Three) -> Four:
        if self.grey or max(colour) - min(colour) <= NEUTRAL:
            red, green, blue = colour
            light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
            return 0.0, 0.0, 0.0, round(self._blacks[_byte(light)] / 255, 4)
        pixel = Image.new("RGB", (1, 1), tuple(map(_byte, colour)))
        inks = ImageCms.applyTransform(pixel, self._screen)
        cyan, magenta, yellow, black = _fractions(inks)
        return cyan, magenta, yellow, black


def is_grey(image: Image.Image) -> bool:
    """Tell whether no pixel of a picture has a colour that an eye would see."""
    red, green, blue = image.split()
    far = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return all(each.getextrema()[1] <= NEUTRAL * 255 + 1 for each in far)  # type: ignore[operator]


def _transform(
    source: ImageCms.ImageCmsProfile, condition: Condition, mode: str
) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        source, str(condition.profile), mode, "CMYK", _INTENT, _FLAGS
    )


def _blacks(condition: Condition) -> list[int]:
    """Match black ink with greys: the same lightness, black itself being all there is.

    Lightness is stretched so that the darkest black of the paper stands for black, which
    is what black-point compensation does to colours.
    """
    ramp = Image.frombytes(
        "CMYK", (_LEVELS, 1), b"".join(bytes((0, 0, 0, k)) for k in range(_LEVELS))
    )
    to_lab = ImageCms.buildTransform(
        str(condition.profile), ImageCms.createProfile("LAB"), "CMYK", "LAB", _INTENT
    )
    printed = [
        light / 255 for light, _, _ in _pixels(ImageCms.applyTransform(ramp, to_lab))
    ]
    paper, darkest = printed[0], printed[-1]
    rising = [(paper - light) / (paper - darkest) for light in printed]
    wanted = (1 - _lightness(level / 255) for level in range(_LEVELS))
    return [min(255, bisect_left(rising, dark - 1e-6)) for dark in wanted]


def _lightness(grey: float) -> float:
    """Give the lightness (CIE L*, from 0 to 1) of a grey of sRGB (IEC 61966-2-1)."""
    light = grey / 12.92 if grey <= 0.04045 else ((grey + 0.055) / 1.055) ** 2.4
    return (903.3 * light if light <= 0.008856 else 116 * light ** (1 / 3) - 16) / 100


def screen_colour(lightness: float, a: float, b: float) -> Three:
    """Turn CIE Lab into sRGB, each from 0 to 1; what no screen can show is cut off.

    White is white in both, whatever light Lab was measured in (CSS Color 4, 10 and 17).
    """
    middle = (lightness + 16) / 116
    x, y, z = (
        white * (part**3 if part > 6 / 29 else (part - 4 / 29) * 108 / 841)
        for white, part in zip(
            (0.95046, 1.0, 1.08906),
            (middle + a / 500, middle, middle - b / 200),
            strict=True,
        )
    )
    rows = (
        (3.2404542, -1.5371385, -0.4985314),
        (-0.9692660, 1.8760108, 0.0415560),
        (0.0556434, -0.2040259, 1.0572252),
    )
    red, green, blue = (
        _encoded(one * x + two * y + three * z) for one, two, three in rows
    )
    return red, green, blue


def _encoded(light: float) -> float:
    """Encode light as sRGB does (IEC 61966-2-1), within its bounds."""
    light = min(1.0, max(0.0, light))
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def _pixels(image: Image.Image | None) -> list[tuple[int, ...]]:
    assert image is not None
    bands = len(image.getbands())
    content = image.tobytes()
    return [tuple(content[at : at + bands]) for at in range(0, len(content), bands)]


def _fractions(image: Image.Image | None) -> tuple[float, ...]:
    return tuple(round(each / 255, 4) for each in _pixels(image)[0])


def _byte(fraction: float) -> int:
    return round(255 * min(1.0, max(0.0, fraction)))


Spots = Mapping[Three, tuple[str, Four]]
"""Colours of sRGB that are printed in an ink of their own: its name, and its look in CMYK."""
