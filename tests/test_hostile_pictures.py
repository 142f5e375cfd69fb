"""Pictures that are not what they say, too much, or not to be had: one finding each."""

import gzip
import struct
import zlib
from io import BytesIO
from pathlib import PurePosixPath

import pytest
from PIL import Image

import small_books
from publisher import pipeline
from publisher.load import raster, svg
from publisher.means import Means
from publisher.pipeline import Order
from small_books import written

FIGURE = '# One\n\nText.\n\n![A map]({}){{#fig-m alt="A map."}}\n\nSee @fig-m.\n'
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' width="20" height="10">{}<rect width="5" height="5"/></svg>'
)


def picture(mode="RGB", size=(40, 30), form="PNG", **options):
    """Make a picture."""
    file = BytesIO()
    Image.new(mode, size).save(file, form, **options)
    return file.getvalue()


def png(width, height, bits, kind, data, *chunks):
    """Write a PNG chunk by chunk (PNG, 5.3)."""
    head = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    parts = [(b"IHDR", head), *chunks, (b"IDAT", data), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(each)) + name + each
        + struct.pack(">I", zlib.crc32(name + each))
        for name, each in parts
    )  # fmt: skip


def gif(width, height):
    """Write a GIF that claims a size."""
    size = struct.pack("<HH", width, height)
    return b"GIF89a" + size + b"\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0" + size + b"\0\x02;"


JPEG = picture(size=(400, 300), form="JPEG")
ROWS = zlib.compress(b"\0" * 310)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("../secret.png", "L008"),
        ("%2e%2e/secret.png", "L008"),
        ("images/..%2f../secret.png", "L008"),
        ("&#46;&#46;/secret.png", "L008"),
        ("/etc/passwd", "L008"),
        ("~/m.png", "L008"),
        ("c:m.png", "L008"),
        (r"\\\\server\\share\\m.png", "L008"),
        (r"images\\m.png", "L008"),
        ("FILE:/etc/passwd", "L008"),
        ("HTTP://example.invalid/m.png", "C008"),
        ("//example.invalid/m.png", "C008"),
        ("data:image/png;base64,AAAA", "P009"),
        ("javascript:x", "P009"),
        ("<>", "C004"),
        (".", "C004"),
        ("m.png?x=1", "C004"),
    ],
)
def test_a_path_that_cannot_be_had_is_one_finding_at_its_figure(path, code, tmp_path):
    """A reference to the figure is not a second one."""
    outcome = small_books.checked(tmp_path / "book", FIGURE.format(path))

    assert small_books.codes(outcome) == [f"{code}:one.md:5"]


@pytest.mark.parametrize(
    ("shown", "there", "hint"),
    [
        ("M.PNG", "m.png", 'it is called "m.png"; capital and small letters'),
        ("Images/m.png", "images/m.png", 'it is called "images/m.png"; capital'),
        ("m.png", "images/m.png", 'did you mean "images/m.png"?'),
        ("mpa.png", "map.png", 'did you mean "map.png"?'),
    ],
)
def test_what_was_meant_by_a_name_is_said_and_not_reported_as_unused(
    shown, there, hint, tmp_path
):
    files = {there: picture()}
    outcome = small_books.checked(tmp_path, FIGURE.format(shown), files=files)
    (finding,) = outcome.found

    assert (finding.code, finding.span.line) == ("C004", 5)
    assert hint in finding.hint


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (png(9000, 9000, 8, 2, b"\0" * 30_000), "L017", "more than 60 million pixels"),
        (png(30000, 30000, 1, 0, b"\0" * 120_000), "L017", "million pixels"),
        (png(0, 9, 8, 2, b""), "L014", "no size"),
        (png(9, 9, 8, 2, ROWS, (b"zTXt", b"k\0\0" + zlib.compress(b"A" * 10**8))),
         "L014", "decompressed data too large"),
        (gif(65535, 65535), "L017", "more than 60 million pixels"),
        (JPEG.replace(b"\x01\x2c\x01\x90", b"\xfd\xe8\xfd\xe8"), "L017", "60 million"),
        (JPEG[:-2], "L014", "truncated"),
        (JPEG[:20], "L014", "no size"),
        (picture(form="WEBP")[:30], "L014", "damaged"),
        (picture(form="TIFF")[:99], "L014", "damaged"),
        (picture("F", form="TIFF"), "L014", "measurements"),
        (b"", "L014", "is empty"),
        (b"\n <HTML><body>404</body>", "L014", "a web page"),
        (b"%PDF-1.7\n", "L014", "is a PDF"),
        (b"\0\0\0\x18ftypavif", "L014", "is AVIF"),
        (b"version https://git-lfs.github.com/spec/v1\noid", "L014", "Git LFS"),
    ],
    ids=lambda each: each if isinstance(each, str) else f"{each[:4]}",
)  # fmt: skip
def test_what_cannot_be_shown_is_refused_for_what_it_is(data, code, said):
    refused = raster.prepared(PurePosixPath("m.png"), data)

    assert refused.rule.code == code
    assert said in refused.message


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("exif", [b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0junk"])
def test_notes_of_a_camera_that_cannot_be_read_are_left_behind(exif, tmp_path):
    """Those who draw the picture later would complain of them on the terminal."""
    files = {"m.jpg": picture(form="JPEG", exif=exif)}
    home = written(tmp_path / "book", FIGURE.format("m.jpg"), files=files)
    outcome = pipeline.build(home, tmp_path / "out", Means(), Order(judged=False))

    assert small_books.codes(outcome) == []
    assert outcome.made


@pytest.mark.parametrize(
    ("inside", "taken"),
    [
        ('<use href="#gone"/>', 'the link to "#gone", which is not in it'),
        ('<script id="s"/><use xlink:href="#s"/>', 'the link to "#s"'),
        ("<style>rect{fill:url(/**/'http://e.org/x')}</style>", "url(…)"),
        ('<style>rect{fill:url(http://e.org/x"y)}</style>', "url(…)"),
        ('<rect style="width:expression(alert(1))"/>', "expression(…)"),
        ("<style>rect{a:" + "(" * 5000 + "}</style>", "brackets without end"),
        ('<rect style="a:' + "(" * 5000 + 'url(http://e.org)"/>', "brackets without"),
        ('<image href="data:text/html,x"/>', "data:text/html"),
        ("<handler>x()</handler>", "<handler>"),
        ('<text><tref xlink:href="http://e.org/t"/></text>', "<tref>"),
    ],
)
def test_what_a_drawing_may_not_hold_is_named(inside, taken):
    made = svg.prepared(PurePosixPath("m.svg"), DRAWING.format(inside).encode())

    assert any(taken in remark.message for remark in made.remarks)
    for word in (b"e.org", b"expression", b"#gone", b"((("):
        assert word not in made.asset.data


def test_a_compressed_drawing_is_called_one():
    data = gzip.compress(DRAWING.format("").encode())

    assert "is compressed" in svg.prepared(PurePosixPath("m.svg"), data).message


@pytest.mark.parametrize("y", [9, 8, -3])
def test_words_cut_at_the_edge_of_a_small_drawing_are_no_words_of_the_text(y, tmp_path):
    """It is drawn into the page itself, not set apart as a large one is."""
    text = f'<text x="2" y="{y}" font-size="9">words and more</text>'
    files = {"m.svg": DRAWING.format(text).encode()}
    home = written(tmp_path / "book", FIGURE.format("m.svg"), files=files)
    order = Order(frozenset({pipeline.PDF}), judged=False)
    outcome = pipeline.build(home, tmp_path / "out", Means(), order)

    assert small_books.codes(outcome) == []
    assert outcome.made
