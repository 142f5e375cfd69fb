"""Pictures for readers: no larger, heavier or stranger than reading systems take."""

from io import BytesIO
from pathlib import PurePosixPath

import pytest
from PIL import Image, ImageCms, ImageDraw

from publisher.artifacts import Asset
from publisher.cache import Cache
from publisher.load.readers import LONGEST, MOST_PIXELS, for_readers

PATH = PurePosixPath("images/x")


def asset(image, kind, **options):
    file = BytesIO()
    image.save(file, kind, **options)
    return Asset(PATH, f"image/{kind.lower()}", file.getvalue(), *image.size)


def photograph(width, height, mode="RGB"):
    bands = [Image.effect_noise((width // 4 or 1, height // 4 or 1), 90) for _ in "rgb"]
    return Image.merge("RGB", bands).resize((width, height)).convert(mode)


def drawing(width, height):
    image = Image.new("L", (width, height), 255)
    ImageDraw.Draw(image).line([(0, 0), (width, height)], fill=0, width=9)
    return image


def derived(given):
    return for_readers({PATH: given})[PATH]


def read(given):
    image = Image.open(BytesIO(given.data))
    image.load()
    return image


def test_what_is_fit_is_left_as_it_is():
    """Byte for byte: most pictures."""
    given = asset(drawing(600, 400), "PNG")

    assert derived(given) is given


@pytest.mark.parametrize(
    ("width", "height"), [(3000, 2400), (5000, 300), (300, 5000), (2560, 2000)]
)
def test_a_large_picture_is_made_smaller_in_its_shape(width, height):
    """Neither side nor area is more than readers take."""
    made = derived(asset(photograph(width, height), "JPEG"))

    assert max(made.width, made.height) <= LONGEST
    assert made.width * made.height <= MOST_PIXELS
    assert made.width / made.height == pytest.approx(width / height, rel=0.02)
    assert read(made).size == (made.width, made.height)


def test_a_photograph_kept_as_png_becomes_a_jpeg():
    """It says so by its type, and is much lighter."""
    given = asset(photograph(900, 900), "PNG")
    made = derived(given)

    assert (made.media_type, read(made).format) == ("image/jpeg", "JPEG")
    assert len(made.data) * 2 < len(given.data)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_lets_through_is_put_on_white(mode):
    """Dark ink would stand on a dark page by night."""
    image = Image.new("LA", (40, 40), (0, 0))
    image.paste((0, 255), (10, 10, 30, 30))
    more = {"transparency": 0} if mode == "P" else {}
    image = image.convert("L").convert("P") if more else image.convert(mode)
    made = read(derived(asset(image, "PNG", **more)))

    assert made.mode in {"RGB", "L"}
    assert "transparency" not in made.info
    assert made.convert("L").getpixel((2, 2)) == 255
    assert mode == "P" or made.convert("L").getpixel((20, 20)) == 0


def test_a_large_drawing_stays_a_png():
    """Lines keep their edges."""
    assert derived(asset(drawing(4000, 3000), "PNG")).media_type == "image/png"


def test_colours_of_a_profile_become_those_every_reader_knows():
    """The profile is gone, and no other colour is seen."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = derived(asset(photograph(200, 200), "JPEG", icc_profile=profile, quality=95))

    assert "icc_profile" not in read(made).info


def test_a_picture_that_builds_up_is_made_plain():
    """Some devices show nothing of a progressive JPEG."""
    made = derived(asset(photograph(200, 200), "JPEG", progressive=True))

    assert not read(made).info.get("progressive")


def test_what_was_made_is_kept(tmp_path):
    """A second build takes it from the cache, the same byte for byte."""
    given, cache = asset(photograph(900, 900), "PNG"), Cache(tmp_path / "cache")
    first = for_readers({PATH: given}, cache)[PATH]

    assert for_readers({PATH: given}, cache)[PATH] == first
    assert first == derived(given)
