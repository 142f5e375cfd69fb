"""Preflight: a sound print file earns nothing; every fault seeded into it is found, placed."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from press_sample import (
    PAGE,
    PLACE,
    dictionary,
    pages,
    photograph,
    picture,
    pressed,
    print_file,
    settings,
)
from publisher.check.press import paths, preflight
from publisher.check.press.file import PressFile
from publisher.check.press.fonts import Fonts
from publisher.check.press.marks import marks
from publisher.layout.store import Memory
from publisher.points import Points
from publisher.printers import Printer
from publisher.shining import through
from test_pdf import INFO  # noqa: F401 the sample's book

EDGED = {"D017", "D018"}
LOW_FOLIOS = {"D017"}  # the sample's folios stand 10.6 mm from the trim, not 12.7
TOO_SHORT = {"D019"}  # nobody who prints on demand binds the sample's few pages
PRINTERS = {
    "press": set(), "kdp-paperback": TOO_SHORT, "ingramspark": LOW_FOLIOS | TOO_SHORT,
    "lulu": LOW_FOLIOS,
}  # fmt: skip


def judged(path, printer="press", **changed):
    """Give codes and places of what preflight finds."""
    found = preflight(path, pages(), settings(printer, **changed))
    return [(each.code, each.span) for each in found]


def codes(path, printer="press", **changed):
    return [code for code, _ in judged(path, printer, **changed)]


@pytest.fixture
def sound(tmp_path):
    path = print_file(tmp_path, "0 0 0 rg 0 0 9 9 re f")
    pressed(path)
    return path


@pytest.mark.parametrize("printer", PRINTERS)
def test_a_sound_file_earns_nothing(tmp_path, printer):
    path = print_file(tmp_path)
    pressed(path, printer)

    assert PRINTERS[printer] == set(codes(path, printer))


def edited(path, change):
    """Spoil a finished file."""
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        change(pdf, pdf.pages[PAGE - 1])
        pdf.save(path, force_version=pdf.pdf_version)
    return path


def drawn(operators):
    def change(pdf, page):
        page.contents_add(f"q 1 0 0 1 150 300 cm {operators} Q".encode())

    return change


def with_picture(image, width, **changed):
    def change(pdf, page):
        page.obj.Resources = Dictionary(page.obj.Resources)
        known = Dictionary(page.obj.Resources.get("/XObject", Dictionary()))
        known["/Seed"] = pdf.make_indirect(picture(image, **changed)(pdf))
        page.obj.Resources.XObject = known
        drawn(f"{width} 0 0 {width} 0 0 cm /Seed Do")(pdf, page)

    return change


def with_state(state, operators):
    def change(pdf, page):
        page.obj.Resources = Dictionary(page.obj.Resources)
        page.obj.Resources.ExtGState = Dictionary(Seed=state(pdf))
        drawn(f"/Seed gs {operators}")(pdf, page)

    return change


def letters_in(colour):
    """Write the page's own letters once more, in another colour."""

    def change(pdf, page):
        font = next(iter(page.obj.Resources.Font.keys()))
        drawn(f"{colour} BT {font} 10 Tf 0 0 Td <00240025> Tj ET")(pdf, page)

    return change


def letters_at(x, y, size=10):
    def change(pdf, page):
        font = next(iter(page.obj.Resources.Font.keys()))
        shown = f"BT {font} {size} Tf {x} {y} Td <00240025> Tj ET"
        page.contents_add(shown.encode())

    return change


def unembedded(pdf, page):
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == Name.FontDescriptor:
            for key in ("/FontFile2", "/FontFile3"):
                if key in each:
                    del each[key]
            return


def annotated(pdf, page):
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])
    page.obj.Annots = Array([pdf.make_indirect(link)])


def without(key):
    def change(pdf, page):
        del pdf.Root[key]

    return change


def boxed(box, values):
    def change(pdf, page):
        page.obj[box] = Array(values)

    return change


def retitled(pdf, page):
    pdf.docinfo.Title = String("Another")


def shorter(pdf, page):
    del pdf.pages[-1]


wet = Image.new("CMYK", (400, 400), (250, 240, 230, 220))

FAULTS = {
    "RGB text": (letters_in("1 0 0 rg"), "D010", True),
    "RGB area": (drawn("1 0 0 rg 0 0 9 9 re f"), "D010", True),
    "RGB picture": (with_picture(photograph((400, 400)), 72), "D010", True),
    "missing intent": (without("/OutputIntents"), "D008", False),
    "low resolution": (with_picture(Image.new("L", (100, 100)), 72), "D014", True),
    "line art of low resolution": (
        with_picture(
            Image.effect_mandelbrot((400, 400), (-3, -2, 2, 2), 2).point(
                lambda level: 255 * (level > 100)
            ),
            72,
        ),
        "D014",
        True,
    ),
    "font not embedded": (unembedded, "D003", False),
    "wrong box": (boxed("/TrimBox", [0, 0, 420, 648]), "D009", True),
    "trim outside the bleed": (boxed("/BleedBox", [5, 5, 430, 640]), "D009", True),
    "another size": (boxed("/MediaBox", [-9, -9, 500, 657]), "D009", True),
    "annotation left": (annotated, "D012", True),
    "too much ink": (with_picture(wet, 72), "D020", True),
    "too much ink in an area": (drawn("1 1 1 0.9 k 0 0 9 9 re f"), "D020", True),
    "wrong parity": (shorter, "D019", False),
    "text in the bleed": (letters_at(-6, 300), "D017", True),
    "text over the trim": (letters_at(428, 300), "D017", True),
    "text in four inks": (letters_in("0.6 0.5 0.5 0.9 k"), "D011", True),
    "hairline": (drawn("0.1 w 0 0 m 90 0 l S"), "D015", True),
    "hairline, scaled": (drawn("0.1 0 0 0.1 0 0 cm 1 w 0 0 m 900 0 l S"), "D015", True),
    "small type": (letters_at(150, 300, 3), "D016", True),
    "no shape": (
        lambda pdf, page: (
            letters_in("0 g")(pdf, page)
            or page.contents_add(
                f"BT {next(iter(page.obj.Resources.Font.keys()))} 9 Tf 150 300 Td <0000> Tj ET".encode()
            )
        ),
        "D013",
        True,
    ),
    "bleed missed": (
        lambda pdf, page: page.contents_add(b"q 0.5 g -2 100 50 50 re f Q"),
        "D018",
        True,
    ),
    "Info and XMP differ": (retitled, "D007", False),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_seeded_fault_is_found(sound, name):
    """Each is found by its own rule and no other, at the place of what is there."""
    change, code, placed = FAULTS[name]
    found = judged(edited(sound, change))

    assert code in {each for each, _ in found}
    assert {code, "D009"} >= {each for each, _ in found}
    if placed:
        assert PLACE in {span for _, span in found}


def test_what_is_known_to_be_sound_hides_no_fault(sound):
    """Neither of a page that was sound before, nor of one that was not."""
    memory = Memory()

    def found():
        return preflight(sound, pages(), settings("press"), memory)

    assert [] == found() == found()
    edited(sound, FAULTS["RGB area"][0])
    first, second = found(), found()

    assert first == second
    assert FAULTS["RGB area"][1] in {each.code for each in second}


def test_pages_wrong_in_the_same_way_are_told_of_together(sound):
    """One finding for each edge, with all its pages; not one for each page."""

    def change(pdf, _):
        for page in pdf.pages[:3]:
            left, *others = (float(each) for each in page.obj.BleedBox)
            page.obj.BleedBox = Array([left + 5, *others])

    found = preflight(edited(sound, change), pages(), settings("press"))
    told = [each.message for each in found if each.code == "D009"]

    assert [
        "the bleed at the left is 1.4 mm, and should be 3.175 mm, on pages i, ii, iii"
    ] == told


def test_a_picture_ends_where_it_is_cut_off(tmp_path):
    """One larger than its frame reaches the trim no more than the frame does."""
    drawn = "q 10 10 40 40 re W n 500 0 0 500 -152 -100 cm /Cut Do Q"
    path = print_file(
        tmp_path, drawn, XObject={"Cut": picture(photograph((2100, 2100)))}
    )
    pressed(path)

    assert codes(path) == []


@pytest.mark.parametrize(
    ("change", "edge"),
    [
        (drawn("0.5 g -152 100 50 50 re f"), "left"),
        (drawn("0.5 g 0 298 50 50 re f"), "top"),
        (letters_at(428, 300), "right"),
        (letters_at(150, 3), "bottom"),
    ],
)
def test_the_edge_is_named(sound, change, edge):
    """Of what reaches the trim and stops, and of letters near it."""
    found = preflight(
        edited(sound, change), pages(), settings("kdp-paperback", bleed=3.0)
    )

    assert any(f"at the {edge}" in each.message for each in found if each.code in EDGED)


@pytest.mark.parametrize(
    "shape",
    [
        "16 28 m 15.9 26.4 l 16.1 26.4 l 16 28 l h f*",
        "9 9 m 40 9 l 40.1 60 l 9 60 l h f*",
    ],
)
def test_what_has_four_points_is_no_frame(sound, shape):
    """An arrowhead has no lines, however pointed it is."""
    found = judged(edited(sound, drawn(f"0 g {shape}")))

    assert "D015" not in {each for each, _ in found}


def test_transparency_is_found_where_it_is_not_allowed(tmp_path):
    path = print_file(tmp_path)
    pressed(path, "ingramspark")
    edited(path, with_state(dictionary(ca=0.4), "0 0 9 9 re f"))

    assert ("D005", PLACE) in judged(path, "ingramspark")
    assert "D005" not in codes(path, "press")


def test_what_is_opaque_again_does_not_shine_through():
    """Each entry of a state holds until it is said anew; in a form, that of its page."""
    states = [Dictionary(ca=0.5), Dictionary(CA=1), Dictionary(ca=1, BM=Name.Multiply)]
    seen, held = [], frozenset()
    for each in (*states, Dictionary(BM=Name.Normal)):
        held = through(each, held)
        seen.append(sorted(held))

    assert [["/ca"], ["/ca"], ["/BM"], []] == seen


@pytest.mark.tools
@pytest.mark.parametrize(
    ("over", "expected"), [("0.2 0.2 1 0.9", ["D020"]), ("0 0 0 0.5", [])]
)
def test_ink_that_shines_through_ink_is_added_up(tmp_path, over, expected):
    """Neither colour is too much alone; what they make together is laid down to see."""
    path = print_file(tmp_path)
    pressed(path)
    areas = f"1 1 0.2 0 k 0 0 60 60 re f {over} k 20 20 60 60 re f"
    edited(path, with_state(dictionary(BM=Name.Multiply), areas))

    assert expected == [code for code in codes(path) if code == "D020"]


def test_ink_that_could_not_be_added_up_is_told(tmp_path, monkeypatch):
    """Nothing passes for what was not looked at."""
    monkeypatch.setenv("PATH", str(tmp_path))
    path = print_file(tmp_path)
    pressed(path)
    areas = "1 1 0.2 0 k 0 0 60 60 re f 0 0 0 0.5 k 20 20 60 60 re f"
    edited(path, with_state(dictionary(BM=Name.Multiply), areas))

    assert ["D025"] == codes(path)


def test_a_soft_mask_is_transparency(tmp_path):
    path = print_file(tmp_path)
    pressed(path, "ingramspark")
    grey, mask = Image.new("L", (400, 400)), Image.new("L", (400, 400), 90)
    edited(path, with_picture(grey, 72, mask=mask))

    assert "D005" in codes(path, "ingramspark")


def test_what_shines_within_a_form_is_found_on_each_page_that_shows_it(tmp_path):
    """Not on the first of them alone."""
    path = print_file(tmp_path)
    pressed(path, "ingramspark")

    def change(pdf, _):
        faint = Dictionary(ExtGState=Dictionary(S=Dictionary(ca=0.4)))
        form = pdf.make_stream(
            b"/S gs 0 0 9 9 re f", Subtype=Name.Form, Resources=faint
        )
        for page, name in zip(pdf.pages[:3], ("/F", "/F", "/G"), strict=True):
            page.obj.Resources.XObject = Dictionary({name: form})
            page.contents_add(f"{name} Do".encode())

    found = preflight(edited(path, change), pages(), settings("ingramspark"))
    told = [each.message for each in found if each.code == "D005"]

    assert ["page i:", "page ii:", "page iii:"] == [
        " ".join(each.split()[:2]) for each in told
    ]


def test_pages_that_say_the_same_are_looked_at_once(tmp_path):
    """The same of all but their operators, with what the tree of pages hands down."""
    with pikepdf.new() as pdf:
        for _ in range(3):
            page = pdf.add_blank_page(page_size=(432, 648)).obj
            page.Contents = pdf.make_stream(b"0 g")
        upright = pdf.Root.Pages
        turned = Dictionary(Type=Name.Pages, Parent=upright, Rotate=90, Count=1)
        last = pdf.make_indirect(turned)
        last.Kids = Array([upright.Kids[2]])
        last.Kids[0].Parent, upright.Kids[2] = last, last
        pdf.save(tmp_path / "tree.pdf")
    looked = []
    with Pdf.open(tmp_path / "tree.pdf", inherit_page_attributes=False) as pdf:
        file = PressFile(pdf, tmp_path / "tree.pdf", Points(pages()), settings("press"))
        seen = [number for number, _, _ in file.seen(looked.append)]

    assert [1, 2, 3] == seen
    assert len(looked) == 2


def test_another_standard_is_found(sound):
    assert {"D006", "D007"} <= set(codes(sound, "ingramspark"))


def test_an_action_is_found(sound):
    def change(pdf, page):
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("1"))

    assert ["D012"] == codes(edited(sound, change))


@pytest.mark.parametrize("paper", ["cream", ""], ids=["paper", "no paper"])
def test_a_book_too_short_for_its_paper_is_found(tmp_path, paper):
    """Or for any paper of the printer, where none is named."""
    path = print_file(tmp_path)
    pressed(path, "kdp-paperback")

    assert "D019" in codes(path, "kdp-paperback", paper=paper)


def test_a_margin_too_narrow_for_the_length_is_found(tmp_path):
    path = print_file(tmp_path)
    pressed(path, "kdp-paperback")
    narrow = (30.0, 25.0, 30.0, 8.0)

    assert "D021" in codes(path, "kdp-paperback", margins=narrow)


def test_a_file_that_is_none_is_said(tmp_path):
    path = tmp_path / "x-print.pdf"
    path.write_bytes(b"%PDF-1.6\nnothing")

    assert ["D002"] == codes(path)


def test_ink_is_measured_as_it_is_unpacked(tmp_path):
    """JPEG holds ink turned round; what is read must be what is printed."""
    path = print_file(tmp_path)
    pressed(path)
    dry = Image.new("CMYK", (400, 400), (20, 20, 20, 20))

    def change(pdf, page):
        with_picture(dry, 72, photographed=True)(pdf, page)
        page.obj.Resources.XObject.Seed.Decode = Array([1, 0] * 4)

    assert [] == codes(edited(path, change))


def test_a_turned_picture_has_the_dots_it_has():
    """A picture turned on its side is measured along its own sides."""
    from publisher.check.press.sizes import _dots

    pdf = pikepdf.new()
    stream = pdf.make_stream(b"")
    stream.Width, stream.Height = 600, 300
    stream.Subtype, stream.ColorSpace = Name.Image, Name.DeviceGray
    pdf.add_blank_page()
    page = pdf.pages[0]
    page.obj.Resources = Dictionary(XObject=Dictionary(A=stream))
    page.contents_add(b"q 144 0 0 72 0 0 cm /A Do Q q 0 144 -72 0 0 0 cm /A Do Q")
    page.contents_add(b"q 101.823 101.823 -50.912 50.912 0 0 cm /A Do Q")

    assert [pytest.approx(300, 0.001)] * 3 == [
        _dots(each) for each in marks(page.obj, Fonts())
    ]


def test_the_printer_nobody_named_allows_most():
    plain = Printer("x", "x")

    assert (True, (), 1) == (plain.transparency, plain.trims, plain.multiple)


# ------------------------------------------------------------------ long drawings


def outline(count, turned):
    """Write a drawing of a long path, whose points lie by rule all over a square."""
    points = (((17 * n * n) % 191 - 95, (29 * n * n) % 97 - 48) for n in range(count))
    lines = "\n".join(f"{x} {y} {x} {y + 1} {y} {x} c" for x, y in points)
    return f"q {turned} 150 300 cm\n2 w\n0 0 m\n{lines}\nh\nS\n0 g\n0 0 5 5 re\nf\nQ\n"


@pytest.mark.parametrize(
    "turned",
    [
        pytest.param("1 0 0 1", id="upright"),
        pytest.param("0 1 -1 0", id="on its side"),
        pytest.param(".7071 .7071 -.7071 .7071", id="askew"),
    ],
)
def test_a_long_path_is_as_wide_as_all_its_points(turned, monkeypatch):
    with Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(400, 600))
        pdf.pages[0].contents_add(outline(3_000, turned).encode())
        whole = marks(pdf.pages[0].obj, Fonts())
        monkeypatch.setattr(paths, "LONG", 0)
        short = marks(pdf.pages[0].obj, Fonts())
        assert len(list(paths.operations(pdf.pages[0].obj))) < 30

    assert ["line", "area"] == [each.kind for each in whole] == [m.kind for m in short]
    for one, other in zip(whole, short, strict=True):
        assert one.size == other.size
        assert [
            pytest.approx(getattr(one.box, side), abs=0.01)
            for side in ("left", "lower", "right", "upper")
        ] == [getattr(other.box, side) for side in ("left", "lower", "right", "upper")]


def test_strings_are_no_paths(monkeypatch):
    monkeypatch.setattr(paths, "LONG", 0)
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].contents_add(b"(\n1 2 m\n3 4 l\n) Tj")
        _, operands = next(iter(paths.operations(pdf.pages[0].obj)))

    assert b"\n1 2 m\n3 4 l\n" == bytes(operands[0])
