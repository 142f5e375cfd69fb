"""Images made of pixels, and drawings: judged, made harmless, the same bytes every time."""

import struct
import subprocess
import sys
import zlib
from base64 import b64encode
from io import BytesIO
from pathlib import PurePosixPath

import pytest
from PIL import Image, ImageCms, ImageDraw

from publisher.cache import Cache
from publisher.check.epub.inside import picture_fault
from publisher.config.paths import Refusal
from publisher.diagnostics import in_order
from publisher.load import load, raster, svg

PATH = PurePosixPath("m.png")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">{}</svg>'


def saved(image, kind, **options):
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def prepared(data):
    result = raster.prepared(PATH, data)

    assert not isinstance(result, Refusal), result
    return result


def opened(asset):
    return Image.open(BytesIO(asset.data))


def refusal(data):
    result = raster.prepared(PATH, data)

    assert isinstance(result, Refusal)
    return result.message


def halves(mode="RGB", left="red", right="white"):
    """A picture 40 px wide and 20 high in two colours."""
    image = Image.new(mode, (40, 20), right)
    ImageDraw.Draw(image).rectangle((0, 0, 19, 19), fill=left)
    return image


# ---------------------------------------------------------------- pixels


@pytest.mark.parametrize(
    ("kind", "mode", "media_type"),
    [
        pytest.param("PNG", "RGB", "image/png", id="PNG"),
        pytest.param("PNG", "RGBA", "image/png", id="PNG with transparency"),
        pytest.param("PNG", "P", "image/png", id="PNG with a palette"),
        pytest.param("PNG", "1", "image/png", id="PNG in black and white"),
        pytest.param("JPEG", "RGB", "image/jpeg", id="JPEG"),
        pytest.param("JPEG", "L", "image/jpeg", id="grey JPEG"),
        pytest.param("GIF", "P", "image/gif", id="GIF"),
    ],
)
def test_what_is_fine_keeps_its_bytes(kind, mode, media_type):
    """The file is called m.png in every case: only what it is counts."""
    data = saved(Image.new(mode, (4, 3)), kind)
    asset = prepared(data).asset

    assert (data, media_type, 4, 3) == (
        asset.data,
        asset.media_type,
        asset.width,
        asset.height,
    )


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "WEBP"])
def test_other_kinds_become_png(kind):
    options = {"lossless": True} if kind == "WEBP" else {}
    data = saved(halves(), kind, **options)
    asset = prepared(data).asset

    assert "image/png" == asset.media_type
    assert (255, 0, 0) == opened(asset).getpixel((2, 2))
    assert asset.data == prepared(data).asset.data


def test_a_photograph_is_turned_as_its_camera_meant_it():
    exif = Image.Exif()
    exif[0x0112] = 6  # the top of the picture is at the right
    asset = prepared(saved(halves(), "JPEG", exif=exif, quality=95)).asset

    assert (20, 40) == (asset.width, asset.height)
    assert opened(asset).getpixel((10, 5))[1] < 40
    assert 1 == opened(asset).getexif().get(0x0112, 1)


def swapped():
    """Make a profile in which red is what sRGB calls green."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red, green = (
        plain[at : at + 20]
        for at in (
            int.from_bytes(plain[entry + 4 : entry + 8])
            for entry in (plain.index(b"rXYZ"), plain.index(b"gXYZ"))
        )
    )
    return plain.replace(red, b"?" * 20).replace(green, red).replace(b"?" * 20, green)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "palette"])
def test_colours_of_another_profile_become_those_of_srgb(kind):
    """Pages are drawn without profiles; a picture that is turned is turned all the same."""
    picture = halves().quantize(16) if kind == "palette" else halves()
    exif = Image.Exif()
    exif[0x0112] = 6
    options = {"quality": 95, "exif": exif} if kind == "JPEG" else {"exif": exif}
    kind = kind.replace("palette", "PNG")
    asset = prepared(saved(picture, kind, icc_profile=swapped(), **options)).asset
    red, green, blue = opened(asset).convert("RGB").getpixel((10, 5))

    assert (20, 40) == (asset.width, asset.height)
    assert (True, True, True) == (red < 40, green > 215, blue < 40)
    assert "icc_profile" not in opened(asset).info


def test_a_picture_that_says_it_is_in_srgb_keeps_its_bytes():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(halves(), "JPEG", icc_profile=profile)

    assert data == prepared(data).asset.data


@pytest.mark.parametrize("marker", [True, False], ids=["with marker", "without marker"])
def test_printing_inks_become_light(marker):
    """A CMYK JPEG stores its inks inverted if it has Adobe's marker, and plainly if not."""
    red = Image.new("CMYK", (16, 16), (0, 255, 255, 0))
    data = saved(red, "JPEG", quality=95)  # Pillow writes Adobe's marker and inverts
    if not marker:
        start = data.index(b"\xff\xee")
        length = struct.unpack(">H", data[start + 2 : start + 4])[0]
        plain = saved(Image.new("CMYK", (16, 16), (255, 0, 0, 255)), "JPEG", quality=95)
        data = plain[:start] + plain[start + 2 + length :]
    asset = prepared(data).asset
    image = opened(asset)

    assert ("RGB", "image/jpeg") == (image.mode, asset.media_type)
    assert all(
        abs(a - b) < 6 for a, b in zip(image.getpixel((8, 8)), (255, 0, 0), strict=True)
    )


def test_sixteen_bits_become_eight():
    image = Image.new("I;16", (3, 1))
    for x, grey in enumerate((0, 0x8080, 0xFFFF)):
        image.putpixel((x, 0), grey)
    small = opened(prepared(saved(image, "PNG")).asset)

    assert ("L", [0, 128, 255]) == (
        small.mode,
        [small.getpixel((x, 0)) for x in range(3)],
    )


def test_colour_of_sixteen_bits_becomes_eight():
    rows = b"\0" + struct.pack(">3H", 0xFFFF, 0x8080, 0)
    header = struct.pack(">IIBBBBB", 1, 1, 16, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body))
        + name
        + body
        + struct.pack(">I", zlib.crc32(name + body))
        for name, body in (
            (b"IHDR", header),
            (b"IDAT", zlib.compress(rows)),
            (b"IEND", b""),
        )
    )
    asset = prepared(data).asset

    assert 8 == asset.data[24]
    assert (255, 128, 0) == opened(asset).getpixel((0, 0))


def test_a_palette_with_transparency_is_spelt_out():
    image = Image.new("P", (4, 4), 1)
    image.putpalette([0, 0, 0, 255, 0, 0])
    data = saved(image, "PNG", transparency=1)
    clear = opened(prepared(data).asset)

    assert ("RGBA", 0) == (clear.mode, clear.getpixel((0, 0))[3])


def test_of_a_moving_picture_the_first_frame_is_shown():
    frames = [halves(left="red").convert("P"), halves(left="blue").convert("P")]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    result = prepared(data)

    assert ["L021"] == [remark.rule.code for remark in result.remarks]
    assert (255, 0, 0) == opened(result.asset).convert("RGB").getpixel((2, 2))


@pytest.mark.parametrize("cut", [30, 60, 100])
def test_a_png_cut_short_is_damaged(cut):
    data = saved(Image.effect_noise((60, 60), 90), "PNG")

    assert 'the image "m.png" is damaged: ' in refusal(data[:-cut])


def test_a_jpeg_cut_short_is_damaged():
    data = saved(Image.effect_noise((60, 60), 90), "JPEG")

    assert 'the image "m.png" is damaged: image file is truncated' in refusal(
        data[:600]
    )


def test_a_wrong_checksum_is_seen():
    data = bytearray(saved(halves(), "PNG"))
    data[data.index(b"IDAT") + 6] ^= 0x40

    assert 'the image "m.png" is damaged: ' in refusal(bytes(data))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(
            b"<!DOCTYPE html><p>404", '"m.png" is a web page, not an image', id="HTML"
        ),
        pytest.param(b"%PDF-1.7", '"m.png" is a PDF, which cannot be set', id="PDF"),
        pytest.param(
            b"\0\0\0\x1cftypheic", '"m.png" is HEIC, which cannot be set', id="HEIC"
        ),
        pytest.param(b"", '"m.png" is empty', id="empty"),
        pytest.param(b"GARBAGE", '"m.png" is not an image', id="anything"),
    ],
)
def test_what_is_not_an_image_is_named(data, said):
    assert said == refusal(data)


def test_a_header_that_lies_is_not_believed():
    data = bytearray(saved(halves(), "PNG"))
    data[16:24] = struct.pack(">II", 60000, 60000)

    assert "60,000 × 60,000 pixels cannot be in" in refusal(bytes(data))


def test_more_pixels_than_are_read():
    """The picture is what it says it is, but no page needs it."""
    data = saved(Image.new("1", (11000, 10000)), "PNG")

    assert 'the image "m.png" has more than 85 million pixels' == refusal(data)


# ---------------------------------------------------------------- drawings


def drawn(inside):
    result = svg.prepared(PurePosixPath("m.svg"), SVG.format(inside).encode())

    assert not isinstance(result, Refusal), result
    markup = (
        result.asset.data.decode().partition('height="10">')[2].rpartition("</svg>")[0]
    )
    return markup, [remark.message.partition(": ")[2] for remark in result.remarks]


@pytest.mark.parametrize(
    ("inside", "kept", "said"),
    [
        pytest.param('<path d="M0 0h9"/>', '<path d="M0 0h9"/>', [], id="a path"),
        pytest.param("<script>x</script>", "", ["<script>"], id="a script"),
        pytest.param(
            '<rect onclick="x" x="1"/>',
            '<rect x="1"/>',
            ["the attribute onclick"],
            id="a handler",
        ),
        pytest.param(
            '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
            "",
            ["<foreignObject>"],
            id="a web page",
        ),
        pytest.param(
            '<a href="javascript:x"><text>a</text></a>',
            "<g><text>a</text></g>",
            ['the link to "javascript:x"'],
            id="a link",
        ),
        pytest.param(
            '<image href="#a" xlink:href="http://x/y.png" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
            "",
            ['the picture "#a"'],
            id="a picture from elsewhere",
        ),
        pytest.param(
            '<use href="other.svg#x"/>',
            "<use/>",
            ['the link to "other.svg#x"'],
            id="another file",
        ),
        pytest.param(
            '<g id="x"/><use href="#x"/>',
            '<g id="x"/><use href="#x"/>',
            [],
            id="the same file",
        ),
        pytest.param(
            '<rect fill="url(#g)"/>', '<rect fill="url(#g)"/>', [], id="a gradient"
        ),
        pytest.param(
            '<rect fill="url(http://x)"/>',
            "<rect/>",
            ['the address "http://x"'],
            id="a paint from elsewhere",
        ),
        pytest.param(
            '<rect style="fill:red;stroke:u\\72l(http://x)"/>',
            '<rect style="fill:red;"/>',
            ['the address "http://x"'],
            id="a disguised address",
        ),
        pytest.param(
            "<style>@import 'x.css'; .a{fill:red} .b{fill:url(y.svg)}</style>",
            "<style> .a{fill:red} </style>",
            ['the address "x.css", the address "y.svg"'],
            id="a style sheet",
        ),
        pytest.param(
            '<set attributeName="href" to="javascript:x"/>',
            "",
            ["<set>"],
            id="an animation",
        ),
        pytest.param(
            '<metadata>m</metadata><!-- c --><x xmlns="http://editor" y="1"/><g data-z="1"/>',
            "<g/>",
            [],
            id="an editor's own notes go without a word",
        ),
        pytest.param(
            "<text>a<!-- c -->b<tspan>c</tspan>d</text>",
            "<text>ab<tspan>c</tspan>d</text>",
            [],
            id="no words are lost",
        ),
    ],
)
def test_only_what_draws_stays(inside, kept, said):
    assert (kept, said) == (drawn(inside)[0], drawn(inside)[1])


def test_a_picture_inside_a_drawing_is_judged_too():
    good = b64encode(saved(halves(), "PNG")).decode()
    bad = b64encode(saved(halves(), "PNG")[:50]).decode()
    markup, said = drawn(
        f'<image href="data:image/png;base64,{good}"/><image href="data:image/png;base64,{bad}"/>'
    )

    assert f'<image href="data:image/png;base64,{good}"/>' == markup
    assert ["a damaged picture inside it"] == said


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        pytest.param('<g id="a"><use href="#a"/></g>', "circle", id="a circle"),
        pytest.param(
            '<pattern id="p"><rect fill="url(#p)"/></pattern>',
            "circle",
            id="a pattern in itself",
        ),
        pytest.param(
            "".join(
                f'<g id="g{n}"><use href="#g{n + 1}"/><use href="#g{n + 1}"/></g>'
                for n in range(40)
            ),
            "growth",
            id="copies of copies",
        ),
    ],
)
def test_a_drawing_that_never_ends_is_refused(inside, what):
    result = svg.prepared(PurePosixPath("m.svg"), SVG.format(inside).encode())

    assert isinstance(result, Refusal)
    assert "repeats itself without end" in result.message


def test_a_drawing_of_very_many_shapes_is_refused():
    """Each costs time in print; one path can hold them all."""
    inside = '<path d="M0 0h1"/>' * 30_001
    result = svg.prepared(PurePosixPath("m.svg"), SVG.format(inside).encode())

    assert isinstance(result, Refusal)
    assert "shapes, and 30,000 are set" in result.message


def test_what_follows_a_png_is_no_part_of_it():
    """It may be anything, and no reader of the book shall get it."""
    small = saved(Image.new("RGB", (3, 2)), "PNG")

    assert b"<script" not in prepared(small + b"<script>1</script>").asset.data


def test_a_jpeg_with_others_behind_it_is_one_picture():
    """Telephones make such files; neither reading nor the check of the EPUB minds them."""
    first, second = Image.new("RGB", (3, 2)), Image.new("RGB", (3, 2), "red")
    file = BytesIO()
    first.save(file, "MPO", save_all=True, append_images=[second])
    asset = prepared(file.getvalue()).asset

    assert "image/jpeg" == asset.media_type
    assert "" == picture_fault(asset.data, "JPEG")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding):
    laughs = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + SVG.format("&b;")
    result = svg.prepared(PurePosixPath("m.svg"), laughs.encode(encoding))

    assert isinstance(result, Refusal)
    assert "declares entities" in result.message


def test_a_public_doctype_is_harmless_and_dropped():
    doctype = (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
    )
    result = svg.prepared(PurePosixPath("m.svg"), (doctype + SVG.format("")).encode())

    assert b"DOCTYPE" not in result.asset.data


@pytest.mark.parametrize(
    ("attributes", "size", "warned"),
    [
        pytest.param('viewBox="0 0 20 10"', (20, 10), False, id="a box alone"),
        pytest.param('width="2in" height="1in"', (192, 96), False, id="a size alone"),
        pytest.param(
            'width="40" viewBox="0 0 20 10"', (40, 20), False, id="a width and a box"
        ),
        pytest.param(
            'height="40" viewBox="0 0 20 10"', (80, 40), False, id="a height and a box"
        ),
        pytest.param(
            'width="100%" viewBox="0,0,20,10"',
            (20, 10),
            False,
            id="a share of the page",
        ),
        pytest.param("", (300, 150), True, id="nothing"),
        pytest.param('viewBox="0 0 0 nan"', (300, 150), True, id="a box without room"),
    ],
)
def test_the_natural_size_of_a_drawing(attributes, size, warned):
    data = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode()
    result = svg.prepared(PurePosixPath("m.svg"), data)

    assert size == (result.asset.width, result.asset.height)
    assert warned == ("L022" in [remark.rule.code for remark in result.remarks])
    assert f' width="{size[0]}"'.encode() in result.asset.data
    assert f' height="{size[1]}"'.encode() in result.asset.data
    assert b"viewBox" in result.asset.data


def test_a_drawing_without_its_namespace_is_refused():
    result = svg.prepared(PurePosixPath("m.svg"), b'<svg width="9" height="9"/>')

    assert '"m.svg" is not an SVG drawing' == result.message


# ---------------------------------------------------------------- in a book


@pytest.fixture
def book(tmp_path):
    """A function that loads a book of one chapter beside some files."""

    def write(text, files, more=""):
        home = tmp_path / "book"
        (home / "images").mkdir(parents=True)
        yaml = f"title: T\nlang: en\nchapters: [one.md]\n{more}"
        (home / "book.yaml").write_text(yaml, "utf-8")
        (home / "one.md").write_text(text, "utf-8")
        for name, data in files.items():
            (home / name).write_bytes(data)
        manuscript, found = load(home, tmp_path)
        return manuscript, [each.headline for each in in_order(found)]

    return write


def test_images_are_kept_by_path_and_unnamed_ones_left_alone(book):
    good = saved(halves(), "PNG")
    manuscript, found = book(
        "![x](images/a.png)", {"images/a.png": good, "b.png": b"broken"}
    )

    assert [] == found
    assert [PurePosixPath("images/a.png")] == list(manuscript.assets)


def test_a_broken_image_is_reported_where_it_is_first_named(book):
    text = "# A\n\n![x](images/a.png)\n\n![y](images/a.png)\n"
    manuscript, found = book(text, {"images/a.png": b"<html>"})

    assert [
        'one.md:3:1: error[L014]: "images/a.png" is a web page, not an image'
    ] == found
    assert frozenset([PurePosixPath("images/a.png")]) == manuscript.unreadable


def test_a_broken_cover_is_reported_in_book_yaml(book):
    _, found = book("x", {"c.png": b"<html>"}, "cover-image: c.png\n")

    assert ['book.yaml:4:14: error[L014]: "c.png" is a web page, not an image'] == found


def test_a_link_out_of_the_folder_is_not_followed(book, tmp_path):
    (tmp_path / "secret.png").write_bytes(saved(halves(), "PNG"))
    (tmp_path / "book" / "images").mkdir(parents=True)
    (tmp_path / "book" / "m.png").symlink_to(tmp_path / "secret.png")
    (tmp_path / "book" / "images").rmdir()
    manuscript, found = book("![x](m.png)", {})

    assert [
        'one.md:1:1: error[L008]: "m.png" is a link that leads out of the book\'s folder'
    ] == found
    assert {} == manuscript.assets


def test_a_name_in_another_unicode_form_is_found_as_it_is_written(book):
    manuscript, found = book(
        "![x](images/й.png)", {"images/й.png": saved(halves(), "PNG")}
    )

    assert [] == found
    assert [PurePosixPath("images/й.png")] == list(manuscript.assets)
    assert PurePosixPath("images/й.png") == next(iter(manuscript.assets.values())).path


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("![x](<images/a (1).png>)", "images/a (1).png"),
        ("![x](images/a_(1).png)", "images/a_(1).png"),
        (r"![x](images/a\_\(1\).png)", "images/a_(1).png"),
        ("![x](<images/a&amp;b.png>)", "images/a&b.png"),
        ("![x](images/a%20%281%29.png)", "images/a (1).png"),
        ('![x](images/b.png){large="images/b (2).png"}', "images/b (2).png"),
    ],
)
def test_a_name_with_brackets_is_found(book, text, name):
    """As files are called that have been brought twice."""
    manuscript, found = book(text, {name: saved(halves(), "PNG")})

    assert [] == found
    assert [PurePosixPath(name)] == list(manuscript.assets)


def test_a_name_in_other_capitals_is_kept_under_its_own(book):
    manuscript, _ = book("![x](images/A.png)", {"images/a.png": saved(halves(), "PNG")})

    assert [PurePosixPath("images/a.png")] == list(manuscript.assets)


# ---------------------------------------------------------------- judged once


def five_pictures(home):
    """A book with a picture of each kind: as it is, written anew, drawn, and broken."""
    home.mkdir()
    pictures = {
        "fine.png": saved(halves(), "PNG"),
        "inks.jpg": saved(halves("CMYK", 0, 9), "JPEG"),
        "moving.gif": saved(
            halves(), "GIF", save_all=True, append_images=[halves("L")]
        ),
        "drawn.svg": SVG.format('<path d="M0 0h9"/><script/>').encode(),
        "broken.png": saved(halves(), "PNG")[:60],
    }
    for name, data in pictures.items():
        (home / name).write_bytes(data)
    (home / "book.yaml").write_text("title: T\nlang: en\nchapters: [one.md]\n")
    text = "\n\n".join(f'![A]({name}){{alt="A."}}' for name in pictures)
    (home / "one.md").write_text(f"# One\n\n{text}\n")
    return home


def test_what_is_known_of_pictures_is_what_would_be_found_anew(tmp_path):
    """A picture that is another now is judged."""
    home, cache = five_pictures(tmp_path / "book"), Cache(tmp_path / "cache")
    anew, once, again = (load(home, tmp_path, each) for each in (None, cache, cache))
    (home / "fine.png").write_bytes(saved(halves(left="blue"), "PNG"))
    (home / "broken.png").write_bytes(saved(halves(), "PNG"))
    edited = load(home, tmp_path, cache)

    assert anew == once == again
    assert edited == load(home, tmp_path) != anew


def test_pictures_that_are_known_are_not_decoded(tmp_path):
    home = five_pictures(tmp_path / "book")
    script = (
        "import sys; from pathlib import Path; from publisher.cache import Cache\n"
        "from publisher.load import load\n"
        f"here = Path({str(tmp_path)!r}); load(Path({str(home)!r}), here, Cache(here))\n"
        "print('PIL.Image' in sys.modules)"
    )
    command = [sys.executable, "-c", script]
    first, second = (
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for _ in range(2)
    )

    assert (first, second) == ("True\n", "False\n")
