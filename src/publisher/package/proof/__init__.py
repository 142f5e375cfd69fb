"""The pages of the print edition on larger paper, with what a proofreader needs around them.

The pages are not set again: each finished page is drawn whole, as one form, at the place
that the sheet's TrimBox names.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from publisher.artifacts import Asset, PageMap
from publisher.marginalia import ProofBook
from publisher.package.proof.listing import list_pages
from publisher.package.proof.naming import introduce
from publisher.package.proof.paper import Paper, paper
from publisher.package.proof.pen import Pen
from publisher.package.proof.sheets import sheet


def package_proof(
    printed: Path,
    target: Path,
    pages: PageMap,
    proof: ProofBook,
    fonts: Mapping[str, Asset],
) -> None:
    """Write the proof of a print PDF. `fonts` are those of the book, by file name.

    Raises OSError when the file cannot be written.
    """
    with Pdf.open(printed) as pdf:
        drop(pdf)
        _shorten(pdf, len(pages.pages))
        on, pen = paper(pages.width, pages.height), Pen(fonts)
        faces = pdf.make_indirect(Dictionary())  # filled when all is drawn
        total = len(pages.pages)
        for page, row, own in zip(pdf.pages, pages.pages, proof.pages, strict=False):
            drawn = sheet(pen, on, row, own, proof, total)
            _lay(pdf, page, on, row.side == "recto", drawn.content, faces)
            page.obj.Annots = Array(
                [pdf.make_indirect(link) for link in drawn.annotations]
            )
        _add_list(pdf, pen, on, proof, faces)
        for name, font in pen.fonts(pdf):
            faces[name] = font
        introduce(pdf, proof, [row.label for row in pages.pages])
        pdf.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )


def drop(pdf: Pdf) -> None:
    """Take away what is the press's business, and what the proof says itself."""
    for key in (
        "/OutputIntents", "/Outlines", "/Names", "/PageLabels", "/StructTreeRoot",
        "/MarkInfo", "/Metadata", "/OpenAction", "/ViewerPreferences",
    ):  # fmt: skip
        if key in pdf.Root:
            del pdf.Root[key]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def _shorten(pdf: Pdf, count: int) -> None:
    """Leave out blank pages that were added at the end for the printer."""
    while len(pdf.pages) > count:
        del pdf.pages[-1]


def _lay(
    pdf: Pdf,
    page: pikepdf.Page,
    on: Paper,
    recto: bool,
    content: tuple[bytes, bytes],
    faces: pikepdf.Object,
) -> None:
    """Draw a page on its sheet, something below it and something above."""
    trim = [float(each) for each in page.trimbox]
    form = page.as_form_xobject()
    drawn = form.read_bytes()  # now: it would read what the page draws later
    form.write(drawn or b"\n")  # a stream of no bytes cannot be unpacked
    for key in ("/StructParents", "/StructParent"):
        if key in form:
            del form[key]
    left, lower = on.origin(recto=recto)
    placed = b"q 1 0 0 1 %.4f %.4f cm /Page Do Q\n" % (left - trim[0], lower - trim[1])
    below, above = content
    for key in list(page.obj.keys()):
        if key not in ("/Type", "/Parent"):
            del page.obj[key]
    page.obj.MediaBox = Array([0, 0, on.width, on.height])
    page.obj.TrimBox = Array([left, lower, left + on.trim[0], lower + on.trim[1]])
    page.obj.Contents = pdf.make_stream(below + placed + above)
    own = Dictionary(Font=faces, XObject=Dictionary(Page=form))
    page.obj.Resources = own


def _add_list(
    pdf: Pdf, pen: Pen, on: Paper, proof: ProofBook, faces: pikepdf.Object
) -> None:
    for content, links in list_pages(pen, on, proof):
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, on.width, on.height]),
            Resources=Dictionary(Font=faces),
            Contents=pdf.make_stream(content),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        pdf.pages[-1].obj.Annots = Array(
            [
                pdf.make_indirect(
                    Dictionary(
                        Type=Name.Annot,
                        Subtype=Name.Link,
                        Rect=Array(list(rectangle)),
                        Border=Array([0, 0, 0]),
                        F=4,
                        Dest=Array([pdf.pages[to - 1].obj, Name.Fit]),
                    )
                )
                for rectangle, to in links
            ]
        )
