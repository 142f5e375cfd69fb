"""The print file for a press: its colours, pictures, sheets, and what it says it is."""

import re

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from press_sample import (
    PAGE,
    PLACE,
    content,
    dictionary,
    photograph,
    picture,
    pressed,
    print_file,
)
from publisher.config.printers import printers
from publisher.layout.store import Memory
from publisher.package.press.colours import Inks, screen_colour
from publisher.package.press.conditions import CONDITIONS
from publisher.printers import gutter, padded, spine

FOGRA = CONDITIONS["fogra39"]
SCREEN = re.compile(r"(?m)(?:^|\s)(?:rg|RG|/DeviceRGB)(?=\s|$)")


@pytest.fixture(scope="module")
def inks():
    return Inks(FOGRA)


# ------------------------------------------------------------------ colours


def test_black_and_white_are_all_of_black_ink_and_none_of_any(inks):
    assert (0, 0, 0, 1) == inks.of(0, 0, 0)
    assert (0, 0, 0, 0) == inks.of(1, 1, 1)


@pytest.mark.parametrize("level", [0.1, 0.25, 0.4, 0.5, 0.75, 0.9])
def test_a_grey_is_black_ink_alone_and_darker_greys_have_more_of_it(inks, level):
    cyan, magenta, yellow, black = inks.of(level, level, level)

    assert (0, 0, 0) == (cyan, magenta, yellow)
    assert inks.of(level + 0.05, level + 0.05, level + 0.05)[3] < black


def test_a_colour_goes_through_the_profile(inks):
    cyan, magenta, yellow, _ = inks.of(1, 0, 0)

    assert cyan < 0.1 < 0.8 < min(magenta, yellow)


def test_in_a_grey_book_every_colour_is_black_ink():
    grey = Inks(FOGRA, grey=True)

    assert (0, 0, 0) == grey.of(0.9, 0.1, 0.1)[:3]
    assert (0, 0, 0) == grey.darker((0.2, 0.4, 0.1, 0.1))[:3]


def test_lab_is_read_as_css_means_it():
    red = screen_colour(54.29, 80.80, 69.89)

    assert pytest.approx((1, 0, 0), abs=0.03) == red
    assert pytest.approx((1, 1, 1), abs=0.001) == screen_colour(100, 0, 0)


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param("1 0 0 rg 0 0 50 50 re f", id="rg"),
        pytest.param("0 0 1 RG 0 0 50 50 re S", id="RG"),
        pytest.param("/DeviceRGB cs 1 0 0 scn 0 0 50 50 re f", id="DeviceRGB"),
        pytest.param("/lab-d50 cs 50 60 20 scn 0 0 50 50 re f", id="Lab"),
        pytest.param(
            "q /DeviceRGB cs Q /DeviceRGB cs 1 0 0 scn 0 0 9 9 re f", id="kept"
        ),
    ],
)
def test_no_colour_of_a_screen_is_left_on_a_page(tmp_path, drawn):
    path = print_file(tmp_path, drawn)

    assert [] == pressed(path)
    assert not SCREEN.search(content(path))
    assert "lab-d50 cs" not in content(path)
    assert re.search(r"(?m) (?:k|K)$", content(path))


def test_inks_that_a_style_names_stay_as_they_are(tmp_path):
    path = print_file(tmp_path, "/DeviceCMYK cs 0.1 0.2 0.3 0 scn 0 0 9 9 re f")
    pressed(path)

    assert "0.1 0.2 0.3 0 k" in content(path)


@pytest.mark.parametrize("marks", [False, True])
def test_pages_that_are_known_become_the_same_file(tmp_path, marks):
    """Whatever was kept of them; a page of another content is looked at anew."""
    kept = Memory()
    made = []
    for memory in (None, kept, kept):
        path = print_file(tmp_path, "1 0 0 rg 0 0 50 50 re f")
        pressed(path, memory=memory, marks=marks)
        made.append(path.read_bytes())
    other = print_file(tmp_path, "0 0 1 rg 0 0 50 50 re f")
    pressed(other, memory=kept, marks=marks)

    assert made[0] == made[1] == made[2]
    assert made[0] != other.read_bytes()
    assert not SCREEN.search(content(other))


def test_a_spot_ink_stands_for_its_colour(tmp_path):
    path = print_file(tmp_path, "0.784314 0.062745 0.180392 rg 0 0 50 50 re f")
    pressed(path, spots={"#c8102e": ("PANTONE 485 C", (0, 0.95, 1, 0))})

    assert "/Spot0 cs\n1 scn" in content(path)
    with Pdf.open(path) as pdf:
        space = pdf.pages[PAGE - 1].Resources.ColorSpace["/Spot0"]
        assert ("/Separation", "/PANTONE 485 C") == (str(space[0]), str(space[1]))


def test_letters_are_shown_as_they_were(tmp_path):
    """Nothing but colour is written anew."""
    path = print_file(tmp_path)
    before = re.findall(r"<[0-9a-f]+>", content(path))
    pressed(path)

    assert before == re.findall(r"<[0-9a-f]+>", content(path).lower())


# ------------------------------------------------------------------ pictures


def shown(path, name="/I"):
    with Pdf.open(path) as pdf:
        each = pdf.pages[PAGE - 1].Resources.XObject[name]
        keys = {key: str(value) for key, value in each.items() if key != "/SMask"}
        return keys, pikepdf.PdfImage(each).as_pil_image()


def with_picture(tmp_path, image, **changed):
    made = picture(image, **changed)
    return print_file(tmp_path, "90 0 0 60 0 0 cm /I Do", XObject={"I": made})


@pytest.mark.parametrize("photographed", [True, False], ids=["JPEG", "lossless"])
def test_a_picture_is_in_four_inks_and_looks_the_same(tmp_path, photographed, inks):
    path = with_picture(tmp_path, photograph(), photographed=photographed)
    assert [] == pressed(path)

    keys, image = shown(path)
    cyan, magenta, yellow, black = image.convert("CMYK").getpixel((300, 0))
    wanted = inks.of(20 / 255, 60 / 255, 160 / 255)
    assert "/DeviceCMYK" == keys["/ColorSpace"]
    assert ("/Decode" in keys) == photographed
    for one, other in zip((cyan, magenta, yellow, black), wanted, strict=True):
        assert abs(one / 255 - other) < 0.06


def test_a_picture_of_greys_is_in_black_ink_alone(tmp_path):
    path = with_picture(tmp_path, photograph(colours=((10, 10, 10), (240, 240, 240))))
    pressed(path)
    keys, image = shown(path)

    assert "/DeviceGray" == keys["/ColorSpace"]
    assert image.getpixel((0, 0)) > 200 > 50 > image.getpixel((0, 399))


def test_the_letters_of_a_drawing_are_in_black_ink_alone(tmp_path):
    drawing = Image.new("RGB", (60, 40), (255, 255, 255))
    drawing.paste((200, 30, 30), (0, 0, 20, 40))
    drawing.paste((0, 0, 0), (30, 0, 40, 40))
    path = with_picture(tmp_path, drawing)
    pressed(path)
    _, image = shown(path)

    assert (0, 0, 0, 255) == image.convert("CMYK").getpixel((35, 20))
    assert (0, 0, 0, 0) == image.convert("CMYK").getpixel((50, 20))


def test_a_mask_stays_where_it_may_and_is_laid_on_paper_where_not(tmp_path):
    half = Image.new("L", (60, 40), 128)
    red = Image.new("RGB", (60, 40), (255, 0, 0))
    path = with_picture(tmp_path, red, mask=half)
    assert [] == pressed(path)
    with Pdf.open(path) as pdf:
        page = pdf.pages[PAGE - 1].obj
        assert "/SMask" in page.Resources.XObject.I
        assert Name.DeviceCMYK == page.Group.CS
        assert "/Group" not in pdf.pages[0].obj

    path = with_picture(tmp_path, red, mask=half)
    assert [] == pressed(path, "ingramspark")
    with Pdf.open(path) as pdf:
        page = pdf.pages[PAGE - 1].obj
        assert "/SMask" not in page.Resources.XObject.I
        assert "/Group" not in page
    _, magenta, _, _ = shown(path)[1].convert("CMYK").getpixel((5, 5))
    assert 80 < magenta < 160


def gradient(pdf):
    ends = {"C0": [1, 0, 0], "C1": [0, 0, 1]}
    part = Dictionary(FunctionType=2, Domain=[0, 1], N=1, **ends)
    whole = Dictionary(
        FunctionType=3, Domain=[0, 1], Functions=[part], Bounds=[], Encode=[0, 1]
    )
    return Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=whole
    )


def test_a_gradient_runs_between_inks(tmp_path, inks):
    path = print_file(tmp_path, "/S sh", Shading={"S": gradient})
    assert [] == pressed(path)

    with Pdf.open(path) as pdf:
        made = pdf.pages[PAGE - 1].Resources.Shading.S
        assert Name.DeviceCMYK == made.ColorSpace
        end = [float(each) for each in made.Function.Functions[0].C0]
        assert pytest.approx(inks.of(1, 0, 0)) == end


def test_a_gradient_made_otherwise_is_said(tmp_path):
    sampled = dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9],
        Function=Dictionary(FunctionType=4),
    )  # fmt: skip
    path = print_file(tmp_path, "/S sh", Shading={"S": sampled})
    (finding,) = pressed(path)

    assert "D004" == finding.code


def test_what_shines_through_is_refused_where_it_cannot_be_printed(tmp_path):
    state = {"half": dictionary(ca=0.5)}
    path = print_file(tmp_path, "/half gs 0 0 9 9 re f", ExtGState=state)
    (finding,) = pressed(path, "ingramspark")

    assert ("D005", PLACE) == (finding.code, finding.span)


def form(pdf):
    stream = Stream(pdf, b"1 0 0 rg 0 0 9 9 re f")
    stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, [0, 0, 9, 9]
    stream.Resources = Dictionary()
    stream.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    return stream


def test_forms_are_in_inks_too_and_opaque_groups_are_none(tmp_path):
    path = print_file(tmp_path, "/F Do", XObject={"F": form})
    assert [] == pressed(path, "ingramspark")

    with Pdf.open(path) as pdf:
        made = pdf.pages[PAGE - 1].Resources.XObject.F
        assert b"k" in made.read_bytes()
        assert b"rg" not in made.read_bytes()
        assert "/Group" not in made


def test_a_page_carries_only_what_it_shows(tmp_path):
    path = print_file(tmp_path, "/F Do", XObject={"F": form, "Unshown": form})
    pressed(path)

    with Pdf.open(path) as pdf:
        shown = pdf.pages[PAGE - 1].Resources
        assert {"/F"} == set(shown.XObject.keys())
        assert all(f"{font} " in content(path) for font in shown.Font.keys())  # noqa: SIM118


def test_pages_that_share_resources_carry_what_each_names(tmp_path):
    """Some of them name the same, and what is left is theirs together."""
    path = print_file(tmp_path)
    names = (b"/F Do", b"/G Do", b"/F Do")
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        shared = pdf.make_indirect(
            Dictionary(XObject=Dictionary(F=form(pdf), G=form(pdf)))
        )
        for page, shown in zip(list(pdf.pages), names, strict=False):
            page.obj.Contents, page.obj.Resources = pdf.make_stream(shown), shared
        pdf.save(path)
    pressed(path, memory=Memory())

    with Pdf.open(path) as pdf:
        held = [set(page.obj.Resources.XObject.keys()) for page in list(pdf.pages)[:3]]
    assert [{"/F"}, {"/G"}, {"/F"}] == held


# ------------------------------------------------------------------ sheets


def test_pages_are_added_up_to_the_multiple_and_mirror_their_bleed(tmp_path):
    path = print_file(tmp_path)
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.pages[-1]
        for number, page in enumerate(pdf.pages):
            left = 0 if number % 2 == 0 else -9
            page.obj.MediaBox = Array([left, -9, left + 441, 657])
            page.obj.BleedBox = page.obj.MediaBox
        count = len(pdf.pages)
        pdf.save(path)
    pressed(path)

    with Pdf.open(path) as pdf:
        assert count % 2 == 1
        assert count + 1 == len(pdf.pages)
        assert [-9, -9, 432, 657] == [float(x) for x in pdf.pages[-1].MediaBox]
        assert "/Contents" not in pdf.pages[-1].obj


def test_crop_marks_stand_outside_the_bleed(tmp_path):
    path = print_file(tmp_path)
    pressed(path, marks=True)

    with Pdf.open(path) as pdf:
        media = [float(each) for each in pdf.pages[0].MediaBox]
        bleed = [float(each) for each in pdf.pages[0].BleedBox]
    last = content(path, 1).rsplit("/Registration CS", 1)[1]
    ends = re.findall(r"(-?[\d.]+) (-?[\d.]+) [ml]", last)
    assert [-36, -36, 468, 684] == media
    assert 16 == len(ends)
    for x, y in ((float(x), float(y)) for x, y in ends):
        assert not (bleed[0] <= x <= bleed[2] and bleed[1] <= y <= bleed[3])
        assert media[0] <= x <= media[2]
        assert media[1] <= y <= media[3]


# ------------------------------------------------------------------ what it says it is


@pytest.mark.parametrize(
    ("printer", "version", "said"),
    [
        pytest.param("press", "1.6", "PDF/X-4", id="X-4"),
        pytest.param("ingramspark", "1.3", "PDF/X-1a:2001", id="X-1a"),
    ],
)
def test_the_file_says_what_it_is(tmp_path, printer, version, said):
    path = print_file(tmp_path)
    pressed(path, printer)

    with Pdf.open(path) as pdf:
        assert version == pdf.pdf_version
        (intent,) = pdf.Root.OutputIntents
        assert "FOGRA39" == str(intent.OutputConditionIdentifier)
        assert b"prtrCMYK" == intent.DestOutputProfile.read_bytes()[12:20]
        info = str(pdf.docinfo.get("/GTS_PDFXConformance", ""))
        with pdf.open_metadata() as packet:
            assert said in {info, packet.get("pdfxid:GTS_PDFXVersion")}
            assert "2026-05-01T00:00:00Z" == packet["xmp:CreateDate"]
        assert "/False" == str(pdf.docinfo.Trapped)
        assert not {"/Outlines", "/Names", "/StructTreeRoot"} & set(pdf.Root.keys())


def test_the_same_pages_give_the_same_bytes(tmp_path):
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        path = print_file(tmp_path / name, "1 0 0 rg 0 0 9 9 re f")
        pressed(path)
        made.append(path.read_bytes())

    assert made[0] == made[1]


# ------------------------------------------------------------------ printers


def test_every_figure_has_a_source_and_a_grade():
    for printer in printers().values():
        for name, origin in printer.origins.items():
            assert origin.source, (printer.key, name)
            assert origin.confidence in {"A", "B", "C"}, (printer.key, name)


def test_the_gutter_grows_with_the_book():
    kdp = printers()["kdp-paperback"]
    widths = [gutter(kdp, pages) for pages in (24, 150, 151, 300, 301, 701, 2000)]

    assert widths == sorted(widths)
    assert 9.525 == widths[0]
    assert 22.225 == widths[-1]


def test_a_spine_is_as_wide_as_its_leaves():
    kdp = printers()["kdp-paperback"]

    assert 82 == padded(kdp, 81)
    assert pytest.approx(82 * 0.0025 * 25.4, abs=0.01) == spine(kdp, "cream", 81)
    assert spine(printers()["ingramspark"], "white-50lb", 81) is None
