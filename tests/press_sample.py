"""A print file as the linker leaves it, with something more drawn on one of its pages.

It has pages of 6 × 9 in with 9 pt of bleed on all edges. What is added stands on the
third page, the contents, in the middle of a block written at `PLACE`.
"""

import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath

from pikepdf import Dictionary, Name, Pdf, Stream
from PIL import Image

from publisher.artifacts import BlockRow, Box
from publisher.bookinfo import PrintSettings
from publisher.check.sheets import sheets_of
from publisher.config.printers import printers
from publisher.diagnostics import Span
from publisher.package.press import PressRun, make_press
from test_pdf import INFO, book, written

PAGE = 3
MIDDLE = "1 0 0 1 150 300 cm"
PLACE = Span(PurePosixPath("two.md"), 12, 3)
BLEED = 3.175  # mm


def settings(printer="press", **changed):
    """Give the print settings of the sample, for a printer; margins are wide enough."""
    known = {"margins": (30.0, 25.0, 30.0, 25.0), "bleed": BLEED, **changed}
    press = replace(printers()[printer], bleed=None)
    return PrintSettings(press=press, **known)


def pages():
    """Map the pages, with one block that has a place."""
    _, found = book()
    here = Box(PAGE, 100, 200, 250, 250)
    return replace(
        found,
        width=432,
        height=648,
        blocks=(BlockRow(PLACE, "two", "", (here,)),),
    )


def print_file(folder, drawn="", **resources):
    """Write the sample; `drawn` is added to a page, with what it names by kind and name."""
    written(folder)
    path = folder / f"{INFO.slug}-print.pdf"
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        _sharpen(pdf)
        page = pdf.pages[PAGE - 1]
        give(pdf, page, resources)
        page.contents_add(f"q {MIDDLE}\n{drawn}\nQ".encode())
        pdf.save(path)
    return path


def give(pdf, page, resources):
    """Give a page resources of its own: by kind and name, what makes each in the file."""
    page.obj.Resources = Dictionary(page.obj.Resources)
    for kind, named in resources.items():
        known = Dictionary(page.obj.Resources.get(f"/{kind}", Dictionary()))
        for name, value in named.items():
            known[f"/{name}"] = pdf.make_indirect(value(pdf))
        page.obj.Resources[f"/{kind}"] = known


def _sharpen(pdf):
    """Give the sample's own picture, of four dots, as many as a printer wants."""
    for each in pdf.objects:
        if isinstance(each, Stream) and each.get("/Subtype") == Name.Image:
            each.write(zlib.compress(bytes(200 * 200)), filter=Name.FlateDecode)
            each.Width = each.Height = 200


def pressed(path, printer="press", memory=None, **changed):
    """Make it fit for a press; give what was found."""
    grey, marks = changed.pop("gray", False), changed.pop("marks", False)
    run = PressRun(settings(printer, **changed), grey=grey, marks=marks)
    linked = path.rename(path.with_suffix(".linked"))
    digests = sheets_of(linked).contents if memory else ()
    _, found = make_press(linked, path, pages(), INFO, run, memory, digests)
    return found


def content(path, page=PAGE):
    """Give the operators of a page as text."""
    with Pdf.open(path) as pdf:
        page = pdf.pages[page - 1]
        page.contents_coalesce()
        return page.obj.Contents.read_bytes().decode("latin-1")


def picture(image, photographed=False, mask=None):
    """Give what makes an image of PDF out of one of Pillow."""

    def made(pdf):
        if photographed:
            packed = BytesIO()
            image.save(packed, "JPEG", quality=95)
            stream = Stream(pdf, packed.getvalue())
            stream.Filter = Name.DCTDecode
        else:
            stream = Stream(pdf, zlib.compress(image.tobytes()))
            stream.Filter = Name.FlateDecode
        stream.Type, stream.Subtype = Name.XObject, Name.Image
        stream.Width, stream.Height = image.size
        stream.BitsPerComponent = 8
        stream.ColorSpace = {
            "RGB": Name.DeviceRGB, "L": Name.DeviceGray, "CMYK": Name.DeviceCMYK,
        }[image.mode]  # fmt: skip
        if mask is not None:
            stream.SMask = pdf.make_indirect(picture(mask)(pdf))
        return stream

    return made


def photograph(size=(600, 400), colours=((200, 80, 40), (20, 60, 160))):
    """Give a picture of many colours, that runs from one to another."""
    one, other = (Image.new("RGB", size, each) for each in colours)
    return Image.composite(one, other, Image.linear_gradient("L").resize(size))


def dictionary(**entries):
    """Give what makes a dictionary."""
    return lambda pdf: Dictionary(**entries)
