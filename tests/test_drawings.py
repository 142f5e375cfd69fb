"""Drawings look as they say, also where the print engine would draw them otherwise."""

from io import BytesIO
from pathlib import PurePosixPath

import pikepdf
import pytest
from PIL import Image

from print_sample import fonts
from publisher.artifacts import Asset, CoverSheet, Stylesheet
from publisher.layout.covers import lay_out_cover
from publisher.load import svg
from publisher.package.covers import in_pixels

FONTS = fonts()
WIDE, HIGH = 300, 200
PAGE = (
    "@page { size: 300px 200px; margin: 0 } body { margin: 0 } img { display: block }"
)
SHADE = '<stop offset="0" stop-color="#00f"/><stop offset="1" stop-color="#f00"/>'


def page(inside):
    """Give a drawing, read and then set alone on a page, as PDF."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}">'
    path = PurePosixPath("m.svg")
    asset = svg.prepared(path, f"{head}{inside}</svg>".encode()).asset
    assert isinstance(asset, Asset)
    css = (Stylesheet(PurePosixPath("drawing.css"), PAGE),)
    sheet = CoverSheet('<body><img src="asset:m.svg" alt=""/></body>', css, "en")
    return lay_out_cover(sheet, "m", {path: asset}, FONTS)[0]


def drawn(inside):
    """Give the same in pixels, one for each unit."""
    picture = Image.open(BytesIO(in_pixels(page(inside), (WIDE, HIGH))))
    return picture.convert("RGB")


def share(picture, box, colour):
    """Say how much of a box is about of a colour."""
    pixels = list(picture.crop(box).get_flattened_data())
    near = [
        p
        for p in pixels
        if all(abs(a - b) < 90 for a, b in zip(p, colour, strict=True))
    ]
    return len(near) / len(pixels)


def test_the_halo_of_a_name_is_behind_it():
    """Drawn over it, as it was, it leaves nothing of the letters."""
    words = (
        '<rect width="300" height="200" fill="#f00"/>'
        '<text x="20" y="160" font-size="180" stroke="#fff" stroke-width="24"'
        ' paint-order="stroke">M</text>'
    )
    whole = (0, 0, WIDE, HIGH)
    with_halo, without = drawn(words), drawn(words.replace('paint-order="stroke"', ""))

    assert share(with_halo, whole, (0, 0, 0)) > 0.06
    assert share(without, whole, (0, 0, 0)) < 0.02


ALONG = '<path id="p" fill="none" d="M150 190V10"/><text font-size="30" {}>{}</text>'
"""Words from below upwards."""


@pytest.mark.parametrize(
    ("words", "top", "bottom"),
    [
        ('<textPath href="#p">MMM</textPath>', 110, 200),
        (
            '<textPath href="#p"><tspan font-weight="bold">MM</tspan>M</textPath>',
            110,
            200,
        ),
        (
            '<textPath href="#p" startOffset="50%" text-anchor="middle">MMM</textPath>',
            55,
            145,
        ),
        (
            '<textPath href="#p" startOffset="100%" text-anchor="end">MMM</textPath>',
            0,
            95,
        ),
    ],
    ids=["from its beginning", "in two styles", "in its middle", "to its end"],
)
def test_words_follow_their_path(words, top, bottom):
    """They stood above the drawing, where nothing is printed."""
    picture = drawn(ALONG.format("", words))
    inside = (120, top, 160, bottom)

    assert share(picture, inside, (0, 0, 0)) > 0.1
    assert share(picture, (0, 0, 110, HIGH), (255, 255, 255)) == 1
    assert share(picture, (165, 0, WIDE, HIGH), (255, 255, 255)) == 1
    above, below = (120, 0, 160, max(1, top)), (120, min(bottom, HIGH - 1), 160, HIGH)
    assert min(share(picture, each, (255, 255, 255)) for each in (above, below)) == 1


def test_a_stroke_with_a_gradient_is_as_wide_as_it_says():
    """It was as wide as a stroke of no width."""
    shade = f'<linearGradient id="g" gradientUnits="userSpaceOnUse" x2="300">{SHADE}</linearGradient>'
    picture = drawn(f'{shade}<path d="M0 100H300" stroke="url(#g)" stroke-width="60"/>')

    assert picture.getpixel((3, 125))[2] > 200
    assert picture.getpixel((296, 75))[0] > 200


@pytest.mark.parametrize("turn", ["", 'gradientTransform="rotate(45)"'])
def test_a_gradient_lies_on_one_tile_that_covers_its_shape(turn):
    """Tiles of one unit, stretched, are left empty by poppler, and turned by all."""
    inside = (
        f'<linearGradient id="g" {turn}>{SHADE}</linearGradient>'
        '<rect x="20" y="10" width="260" height="180" fill="url(#g)"/>'
    )
    with pikepdf.open(BytesIO(page(inside))) as pdf:
        (pattern,) = _patterns(pdf)
        tile = [round(float(each)) for each in pattern.BBox]
    picture = drawn(inside)

    assert [15, 6, 285, 194] == tile
    assert picture.getpixel((22, 12))[2] > 200
    assert picture.getpixel((277, 187))[0] > 120


MASK = (
    '<mask id="m"><path fill="#fff" d="M100 50H200V150H100z"/></mask>'
    '<mask id="b" maskContentUnits="objectBoundingBox">'
    '<path fill="#fff" d="M0 0H.5V1H0z"/></mask>'
)


@pytest.mark.parametrize(
    ("shape", "seen"),
    [
        ('<rect x="50" y="20" width="200" height="160" mask="url(#m)"/>', (100, 50, 200, 150)),
        ('<path d="M50 20H250V180H50z" mask="url(#m)"/>', (100, 50, 200, 150)),
        ('<g mask="url(#m)"><path d="M50 20H250V180H50z"/></g>', (100, 50, 200, 150)),
        ('<g mask="url(#b)"><path d="M50 20H250V180H50z"/></g>', (50, 20, 150, 180)),
        ('<path d="M0 0H200V160H0z" transform="translate(50 20)" mask="url(#b)"/>',
         (50, 20, 150, 180)),
    ],
)  # fmt: skip
def test_what_is_masked_is_seen_where_its_mask_is_light(shape, seen):
    """A shape that is no rectangle at the origin vanished; a group was seen whole."""
    picture = drawn(MASK + shape)
    left, top, right, bottom = seen
    around = [(0, 0, left - 2, HIGH), (right + 2, 0, WIDE, HIGH), (0, 0, WIDE, top - 2),
              (0, bottom + 2, WIDE, HIGH)]  # fmt: skip

    assert share(picture, (left + 2, top + 2, right - 2, bottom - 2), (0, 0, 0)) == 1
    assert [1] * 4 == [share(picture, each, (255, 255, 255)) for each in around]


def _patterns(pdf):
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream) and each.get("/PatternType"):
            yield each
