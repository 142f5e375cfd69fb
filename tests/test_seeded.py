"""Faults seeded into finished files of a small book: each is found, and in its place."""

import re
import shutil
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from press_sample import give, photograph, picture
from publisher import pipeline
from publisher.check.finished import as_made
from publisher.means import hired
from publisher.orders import Order
from small_books import written

TEXT = """# One

The first paragraph stands here, and goes on for a line or two, so that it is one.

![A photograph](images/a.png){alt="A hill at dusk"}

| A | B |
|---|---|
| 1 | 2 |

: Of two columns.

The paragraph after the table is called for a note.[^1]

{{< pagebreak >}}

A second page has one paragraph.

[^1]: The note.
"""
AFTER = "# After\n\n" + "\n\n{{< pagebreak >}}\n\n".join(["A page."] * 12)
"""As many pages behind it as its printer wants a book to have."""
PRINT, SCREEN = "a-small-book-print.pdf", "a-small-book-screen.pdf"
FIRST, SHOWN, TABLE, LAST = "one.md:3", "one.md:5", "one.md:7", "one.md:17"
FILE = "a-small-book-print.pdf:1"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Build the book once, for a printer of PDF/X-1a; give its outcome and folder."""
    home = tmp_path_factory.mktemp("seeded")
    packed = BytesIO()
    photograph((1500, 1000)).save(packed, "PNG")
    files = {"images/a.png": packed.getvalue(), "after.md": AFTER.encode()}
    more = (
        "back-matter: [after.md]\n"
        "print: {printer: ingramspark, trim: 6x9in, bleed: 3mm}\n"
    )
    book = written(home / "book", TEXT, more=more, files=files)
    with hired(jobs=1, keep=False) as means:
        outcome = pipeline.build(book, home / "dist", means, Order(frozenset({"pdf"})))
    assert not outcome.failed(strict=False), [each.headline for each in outcome.found]
    return outcome, home / "dist"


def page_with(outcome, line):
    """Find the page on which something of the manuscript begins, and where it stands."""
    row = next(e for e in outcome.pages.blocks if e.span.line == line and e.boxes)
    return row.boxes[0]


# --------------------------------------------------------------- ways of spoiling a page


def drawn(operators, **resources):
    """Draw something in the middle of the first paragraph of the text."""

    def change(pdf, outcome):
        at = page_with(outcome, 3)
        page = pdf.pages[at.page - 1]
        left, _, _, top = map(float, page.trimbox)
        give(pdf, page, resources)
        x, y = left + at.x + at.width / 2, top - at.y - at.height / 2
        font = next(iter(page.obj.Resources.Font.keys()))
        shown = operators.replace("FONT", font)
        page.contents_add(f"q 1 0 0 1 {x} {y} cm {shown} Q".encode())

    return change


def letters(colour="", size=10, where="0 0"):
    return f"{colour} BT FONT {size} Tf {where} Td <00240025> Tj ET"


def with_picture(image, width=20, **changed):
    operators = f"{width} 0 0 {width} 0 0 cm /Seed Do"
    return drawn(operators, XObject={"Seed": picture(image, **changed)})


def form(operators, **said):
    def made(pdf):
        stream = Stream(pdf, operators.encode())
        stream.Type, stream.Subtype = Name.XObject, Name.Form
        stream.BBox = Array([0, 0, 30, 30])
        for key, value in said.items():
            stream[f"/{key}"] = value
        return stream

    return made


def tiled(pdf):
    stream = Stream(pdf, b"1 0 0 rg 0 0 2 2 re f")
    stream.Type, stream.PatternType, stream.PaintType = Name.Pattern, 1, 1
    stream.TilingType, stream.XStep, stream.YStep = 1, 4, 4
    stream.BBox, stream.Resources = Array([0, 0, 4, 4]), Dictionary()
    return stream


def gradient(space, one, other):
    ends = Dictionary(
        FunctionType=2, N=1, Domain=[0, 1], C0=Array(one), C1=Array(other)
    )

    def made(_):
        return Dictionary(
            ShadingType=2, ColorSpace=Name(space), Coords=[0, 0, 9, 9], Function=ends
        )

    return made


def palette(base, colours):
    def made(pdf):
        stream = picture(Image.new("L", (200, 200)))(pdf)
        stream.ColorSpace = Array(
            [Name.Indexed, Name(base), 1, pikepdf.String(bytes(colours))]
        )
        return stream

    return made


def on_page(line, change):
    """Change the page on which a line of the manuscript stands."""

    def changed(pdf, outcome):
        change(pdf.pages[page_with(outcome, line).page - 1].obj)

    return changed


def root(change):
    return lambda pdf, _: change(pdf.Root)


def put(key, value):
    def change(held):
        held[key] = value() if callable(value) else value

    return change


def drop(key):
    def change(held):
        del held[key]

    return change


def grown(key, by):
    def change(page):
        left, lower, right, upper = map(float, page[key])
        page[key] = Array([left + by, lower + by, right - by, upper - by])

    return change


def linked(page):
    page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0] * 4)])


def without_shapes(pdf, _):
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == Name.FontDescriptor:
            for key in ("/FontFile2", "/FontFile3"):
                if key in each:
                    del each[key]


def shorter(pdf, _):
    del pdf.pages[-1]


def longer(pdf, _):
    pdf.pages.append(pdf.pages[-1])


def in_another_font(pdf, outcome):
    """Write in a font that every program has, and no file holds."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    shown = "BT /Seed 10 Tf (Seed) Tj ET"
    drawn(shown, Font={"Seed": lambda _: font})(pdf, outcome)


def state(**entries):
    return {"Seed": lambda _: Dictionary(**entries)}


wet = Image.new("CMYK", (200, 200), (250, 240, 230, 220))
dry = Image.new("L", (200, 200))
IN_PRINT = {
    "RGB text": (drawn(letters("1 0 0 rg")), "D010", FIRST),
    "RGB text, by a space": (
        drawn(letters("/DeviceRGB cs 1 0 0 sc")), "D010", FIRST,
    ),
    "RGB text in a form": (
        drawn("/Seed Do", XObject={"Seed": form("1 0 0 rg 0 0 9 9 re f")}), "D010", FIRST,
    ),
    "RGB lines": (drawn("1 0 0 RG 2 w 0 0 m 20 0 l S"), "D010", FIRST),
    "an RGB pattern": (
        drawn("/Pattern cs /Seed scn 0 0 20 9 re f", Pattern={"Seed": tiled}),
        "D010", FIRST,
    ),
    "an RGB gradient": (
        drawn(
            "0 0 9 9 re W n /Seed sh",
            Shading={"Seed": gradient("/DeviceRGB", (1, 0, 0), (0, 0, 1))},
        ),
        "D010", FIRST,
    ),
    "an RGB picture": (with_picture(photograph((200, 200))), "D010", FIRST),
    "a picture with an RGB palette": (
        drawn(
            "20 0 0 20 0 0 cm /Seed Do",
            XObject={"Seed": palette("/DeviceRGB", range(6))},
        ),
        "D010", FIRST,
    ),
    "an RGB picture between operators": (
        drawn("q 1 0 0 1 0 0 cm BI /W 2 /H 2 /CS /RGB /BPC 8 ID abcdefghijkl EI Q"),
        "D010", FIRST,
    ),
    "a stencil in RGB": (
        drawn("1 0 0 rg 1 0 0 1 0 0 cm BI /W 8 /H 8 /IM true /BPC 1 ID abcdefgh EI"),
        "D010", FIRST,
    ),
    "no intent": (root(drop("/OutputIntents")), "D008", FILE),
    "an intent of a screen": (
        root(lambda each: put("/S", Name.GTS_PDFA1)(each.OutputIntents[0])), "D008", FILE,
    ),
    "an intent without its profile": (
        root(lambda each: drop("/DestOutputProfile")(each.OutputIntents[0])),
        "D008", FILE,
    ),
    "too few dots": (with_picture(Image.new("L", (20, 20), 90)), "D014", FIRST),
    "too few dots, turned": (
        drawn(
            "14 14 -14 14 0 0 cm /Seed Do",
            XObject={"Seed": picture(Image.new("L", (20, 20), 90))},
        ),
        "D014", FIRST,
    ),
    "fonts without shapes": (without_shapes, "D003", TABLE),
    "a font of the machine": (in_another_font, "D003", FIRST),
    "another trim": (on_page(17, grown("/TrimBox", 9)), "D009", LAST),
    "a bleed too narrow": (on_page(17, grown("/BleedBox", 3)), "D009", LAST),
    "no trim": (on_page(17, drop("/TrimBox")), "D009", LAST),
    "a trim that is no rectangle": (
        on_page(17, put("/TrimBox", lambda: Array([0, 0, 9]))), "D009", LAST,
    ),
    "a turned page": (on_page(17, put("/Rotate", 90)), "D009", LAST),
    "a part of a page": (
        on_page(17, put("/CropBox", lambda: Array([50, 50, 90, 90]))), "D009", LAST,
    ),
    "a page of another size": (on_page(17, grown("/MediaBox", -9)), "D009", LAST),
    "a link": (on_page(17, linked), "D012", LAST),
    "an action": (
        root(put("/OpenAction", lambda: Dictionary(S=Name.Named, N=Name.Print))),
        "D012", FILE,
    ),
    "too much ink": (with_picture(wet), "D020", FIRST),
    "too much ink in an area": (drawn("1 1 1 0.9 k 0 0 9 9 re f"), "D020", FIRST),
    "too much ink in a palette": (
        drawn(
            "20 0 0 20 0 0 cm /Seed Do",
            XObject={"Seed": palette("/DeviceCMYK", [250] * 8)},
        ),
        "D020", FIRST,
    ),
    "too much ink in a gradient": (
        drawn(
            "0 0 9 9 re W n /Seed sh",
            Shading={"Seed": gradient("/DeviceCMYK", (1, 1, 1, 1), (0, 0, 0, 0))},
        ),
        "D020", FIRST,
    ),
    "an odd number of pages": (shorter, "D019", "after.md"),
    "a page too many": (longer, "D019", "after.md"),
    "transparency": (
        drawn("/Seed gs 0 0 9 9 re f", ExtGState=state(ca=0.4)), "D005", FIRST,
    ),
    "blending": (
        drawn("/Seed gs 0 0 9 9 re f", ExtGState=state(BM=Name.Multiply)), "D005", FIRST,
    ),
    "a soft mask": (with_picture(dry, mask=Image.new("L", (200, 200), 90)), "D005", FIRST),
    "a transparent group": (
        on_page(17, put("/Group", lambda: Dictionary(S=Name.Transparency))), "D005", LAST,
    ),
    "a hairline": (drawn("0.1 w 0 0 m 20 0 l S"), "D015", FIRST),
    "a hairline that is filled": (drawn("0 0 20 0.1 re f"), "D015", FIRST),
    "a frame too thin, its inside first": (
        drawn("0.1 0.1 39.8 19.8 re 0 0 40 20 re f*"),
        "D015",
        FIRST,
    ),
    "a frame too thin": (
        drawn("0 0 40 20 re 0.1 0.1 39.8 19.8 re f*"),
        "D015",
        FIRST,
    ),
    "what cannot be read": (drawn("/a 0 0 9 9 re f (x) w 0 0 m 9 9 l S"), "D002", FIRST),
}  # fmt: skip


def over_the_trim(x):
    """Set letters at a distance from the left edge of the trim, beside the first lines."""

    def change(pdf, outcome):
        at = page_with(outcome, 3)
        page = pdf.pages[at.page - 1]
        left, _, _, top = map(float, page.trimbox)
        font = next(iter(page.obj.Resources.Font.keys()))
        shown = f"BT {font} 10 Tf {left + x} {top - at.y - 9} Td <00240025> Tj ET"
        page.contents_add(shown.encode())

    return change


IN_PRINT["text in the bleed"] = (over_the_trim(-7), "D017", FIRST)
IN_PRINT["text over the trim"] = (over_the_trim(-2), "D017", FIRST)
IN_PRINT["text near the trim"] = (over_the_trim(5), "D017", FIRST)


def elements(pdf, role):
    """List the structure elements of a kind, in no order."""
    return [
        each
        for each in pdf.objects
        if isinstance(each, Dictionary) and each.get("/S") == Name(f"/{role}")
    ]


def element(role, change):
    return lambda pdf, _: change(elements(pdf, role)[0])


def taken_out(each):
    kids = [kid for kid in each.P.K if kid.objgen != each.objgen]
    each.P.K = Array(kids)


def nobodys(pdf, outcome):
    """Mark the words of the table as an ornament."""
    page = pdf.pages[page_with(outcome, 7).page - 1]
    page.contents_coalesce()
    shown = page.obj.Contents.read_bytes()
    cell = elements(pdf, "TD")[0]
    number = int(cell.K if not isinstance(cell.K, Array) else cell.K[0])
    marked = rb"/\w+ <<\s*/MCID %d\s*>> BDC" % number
    changed, count = re.subn(marked, b"/Artifact BMC", shown)
    assert count == 1, shown[:300]
    page.obj.Contents = pdf.make_stream(changed)


SCREEN_FILE = f"{SCREEN}:1"
ON_SCREEN = {
    "a picture without its description": (element("Figure", drop("/Alt")), SHOWN),
    "a picture with another description": (element("Figure", put("/Alt", "x")), SHOWN),
    "a picture that is a paragraph": (element("Figure", put("/S", Name.P)), SHOWN),
    "a picture taken out": (element("Figure", taken_out), SHOWN),
    "a table that is a paragraph": (element("Table", put("/S", Name.P)), TABLE),
    "a table that is nothing": (element("Table", put("/S", Name.NonStruct)), TABLE),
    "a table taken out": (element("Table", taken_out), TABLE),
    "heads that are cells": (element("TH", put("/S", Name.TD)), TABLE),
    "heads that say not of what": (element("TH", drop("/A")), TABLE),
    "a heading that is a paragraph": (element("H1", put("/S", Name.P)), "one.md:1"),
    "words of a table that are nobody's": (nobodys, TABLE),
    "no structure": (root(drop("/StructTreeRoot")), SCREEN_FILE),
    "no language": (root(drop("/Lang")), SCREEN_FILE),
    "no word of what it is": (root(drop("/Metadata")), SCREEN_FILE),
    "not marked": (root(drop("/MarkInfo")), SCREEN_FILE),
    "no title shown": (root(drop("/ViewerPreferences")), SCREEN_FILE),
    "another part to play": (
        root(lambda each: put("/RoleMap", lambda: Dictionary(Table=Name.P))(each.StructTreeRoot)),
        SCREEN_FILE,
    ),
}  # fmt: skip


def found(made, folder, name, change):
    outcome, built = made
    out = folder / "dist"
    shutil.copytree(built, out)
    with Pdf.open(out / name, allow_overwriting_input=True) as pdf:
        change(pdf, outcome)
        pdf.save(out / name, force_version=pdf.pdf_version)
    fresh = [path for path in outcome.made if path.name == name]
    return as_made(out, fresh, outcome.book, outcome.pages, outcome.epub)


@pytest.mark.parametrize("name", IN_PRINT)
def test_a_fault_of_the_print_file_is_found_in_its_place(name, made, tmp_path):
    change, code, place = IN_PRINT[name]

    told = [f"{e.code} {e.span}:" for e in found(made, tmp_path, PRINT, change)]

    assert any(each.startswith(f"{code} {place}:") for each in told), told


@pytest.mark.parametrize("name", ON_SCREEN)
def test_a_fault_of_the_structure_is_found_in_its_place(name, made, tmp_path):
    change, place = ON_SCREEN[name]

    told = [f"{e.code} {e.span}:" for e in found(made, tmp_path, SCREEN, change)]

    assert any(each.startswith(f"D027 {place}:") for each in told), told


def test_a_file_saved_anew_has_no_fault(made, tmp_path):
    """What another program packs otherwise is the same book."""
    for name in (PRINT, SCREEN):
        assert [] == found(made, tmp_path / name, name, lambda pdf, _: None)
