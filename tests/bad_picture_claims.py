"""What the corpus claims of bad pictures and drawings, as `bad_claims` of all else."""

import unicodedata

from PIL import Image

from finished_files import (
    XHTML,
    coloured,
    drawn,
    epub,
    extent,
    is_red,
    page_of,
    pictures,
    print_pdf,
    trees,
)


def real_media_type(ran):
    """What the package says of a picture is what the picture is."""
    package = next(t for n, t in trees(ran).items() if n.endswith(".opf"))
    kinds = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif"}
    shown = 0
    for item in package.iter("{http://www.idpf.org/2007/opf}item"):
        for name, picture in pictures(ran).items():
            if name.endswith(item.get("href")):
                assert item.get("media-type") == kinds[picture.format]
                shown += 1
    assert shown
    assert not [each for each in ran.found if each.code.startswith("epubcheck")]


def rgb_in_epub(ran):
    """Pictures of the EPUB are in the colours of a screen."""
    assert {picture.mode for picture in pictures(ran).values()} <= {"RGB", "L", "P"}
    assert pictures(ran)


def red_in_pdf(ran):
    """The middle of the picture is printed red."""
    (page,) = coloured(ran)
    left, upper, right, lower = extent(page)
    assert is_red(page.getpixel(((left + right) // 2, (upper + lower) // 2)))


def red_in_both(ran):
    """EPUB and PDF show the picture red."""
    for picture in pictures(ran).values():
        middle = picture.width // 2, picture.height // 2
        assert is_red(picture.convert("RGB").getpixel(middle))
    red_in_pdf(ran)


def no_black_box(ran):
    """A picture that is all see-through leaves the paper white."""
    for page in drawn(print_pdf(ran)):
        dark = page.convert("L").point(lambda value: 255 * (value < 100))
        box = dark.reduce(8).point(lambda value: 255 * (value > 200)).getbbox()
        assert box is None


def flattened(ran):
    """No picture of a print PDF shines through where its standard forbids it."""
    assert not ran.places("D005", "D006")
    pale = [p for p in drawn(print_pdf(ran)) if p.convert("L").getextrema()[0] < 250]
    assert pale  # something of it is there


def same_way_up(ran):
    """Portrait, with the red bar at the right, in EPUB and PDF."""
    (picture,) = pictures(ran).values()
    (page,) = coloured(ran)
    assert picture.height > picture.width
    assert is_red(picture.convert("RGB").getpixel((picture.width - 3, 200)))
    left, upper, right, lower = extent(page)  # of the bar; the rest is white
    assert lower - upper > 5 * (right - left)
    assert left > page.width / 2


def converted(ran):
    """A picture of a kind that no reader must know was turned into one."""
    assert {each.format for each in pictures(ran).values()} == {"PNG"}


def first_frame(ran):
    """The EPUB and the PDF show a still picture."""
    assert all(getattr(p, "n_frames", 1) == 1 for p in pictures(ran).values())
    assert any(
        p.convert("L").reduce(8).getextrema()[0] < 60 for p in drawn(print_pdf(ran))
    )


def both_pictures(ran):
    """Two pictures of one name are both there, each at its place."""
    tree = page_of(ran, "One")
    sources = [
        image.get("src").rpartition("/")[2] for image in tree.iter(f"{XHTML}img")
    ]
    assert len(sources) == len(set(sources)) == 2
    digests = {n.rpartition("/")[2]: p.tobytes() for n, p in pictures(ran).items()}
    home = [Image.open(ran.home / each / "map.png") for each in ("a", "b")]
    assert [digests[name] for name in sources] == [each.tobytes() for each in home]


def found_or_told(ran):
    """A name in another form of Unicode is found, or the finding tells of it."""
    assert len(pictures(ran)) == 1 or unicodedata.normalize("NFD", "й") in ran.said


def packed_once(ran):
    """A picture shown four times is one file of the EPUB."""
    assert sum(name.endswith("m.png") for name in epub(ran)) == 1


def large_or_dropped(ran):
    """What a picture links to is in the EPUB, or a warning says that it is not."""
    packed = any(name.endswith("big.png") for name in epub(ran))
    assert packed or "big.png" in ran.said


def inert(ran):
    """No file of the EPUB holds a script, a handler or a scripted item."""
    for name, data in epub(ran).items():
        if name.endswith((".xhtml", ".svg", ".opf")):
            for word in (
                b"<script",
                b"onload",
                b"javascript:",
                b"scripted",
                b"onerror",
            ):
                assert word not in data, name


def visible_size(ran):
    """A drawing that does not say how large it is has a size nevertheless."""
    drawing = next(t for n, t in trees(ran).items() if n.endswith(".svg"))
    assert float(drawing.get("width")) > 0
    assert float(drawing.get("height")) > 0
