"""Annotations as the common programs write them, put into a PDF with pikepdf.

What each program does was taken from its files: Acrobat's QuadPoints go in a Z and its
replacement is a caret with a strike-out in a group; Preview writes no names and its own
keys; Okular names everything `okular-{…}`; Foxit gives intents; browsers (pdf.js) write
rich text and no answers.
"""

from pikepdf import Array, Dictionary, Name, Pdf, String

PLAIN = 400, 600  # pt, the page of `blank`


def blank(path, pages=1, **boxes):
    """Write a PDF of empty pages."""
    pdf = Pdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=PLAIN)
        for name, box in boxes.items():
            page.obj[f"/{name}"] = Array(box)
    pdf.save(path)
    return path


def mark(path, target, *annotations, page=1):
    """Add annotations to a page; later ones may name earlier ones by their number."""
    with Pdf.open(path) as pdf:
        listed = pdf.pages[page - 1].obj.get("/Annots", Array())
        made = []
        for each in annotations:
            own = dict(each)
            if isinstance(own.get("IRT"), int):
                own["IRT"] = made[own["IRT"]]
            made.append(pdf.make_indirect(Dictionary(Type=Name.Annot, **own)))
            listed.append(made[-1])
        pdf.pages[page - 1].obj.Annots = listed
        pdf.save(target)
    return target


def on(*boxes, order="zigzag"):
    """Give Rect and QuadPoints for boxes: left, lower, right, upper."""
    quads = []
    for left, lower, right, upper in boxes:
        top = [left, upper, right, upper]
        quads += top + (
            [left, lower, right, lower]
            if order == "zigzag"
            else [right, lower, left, lower]
        )
    return {
        "Rect": Array(_around(boxes)),
        "QuadPoints": Array(quads),
    }


def at(*box):
    """Give a Rect."""
    return {"Rect": Array(box)}


def _around(boxes):
    left, lower, right, upper = zip(*boxes, strict=True)
    return [min(left), min(lower), max(right), max(upper)]


def acrobat(kind, place, words="", reader="Anna", number=1, **more):
    """Make an annotation as Acrobat does."""
    said = {"Contents": String(words)} if words else {}
    return {
        "Subtype": Name(f"/{kind}"),
        **place,
        **said,
        "T": String(reader),
        "NM": String(f"d41d8cd9-8f00-4b20-a980-0998ecf8{number:04x}"),
        "CreationDate": String("D:20260301120000+01'00'"),
        "M": String("D:20260301120500+01'00'"),
        "F": 4,
        "C": Array([1, 0.82, 0]),
        **more,
    }


def replacement(place, caret, new, number=1):
    """Make Acrobat's "replace text": a caret, and a strike-out in its group."""
    rich = (
        '<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml">'
        f"<p>{new}</p></body>"
    )
    return (
        acrobat(
            "Caret", caret, new, number=number, IT=Name.Replace, RC=String(rich),
            Subj=String("Inserted Text"), RD=Array([1, 1, 1, 1]),
        ),
        acrobat(
            "StrikeOut", place, number=number + 1, IRT=0, RT=Name.Group,
            IT=Name.StrikeOutTextEdit, Subj=String("Cross-Out"),
        ),
    )  # fmt: skip


def preview(kind, place, words="", reader="Ben", **more):
    """Make an annotation as Preview does: no name, its own keys, a direct popup."""
    return {
        "Subtype": Name(f"/{kind}"),
        **place,
        "Contents": String(words),
        "T": String(reader),
        "M": String("D:20260302090000Z"),
        "F": 4,
        "AAPL:AKExtras": Dictionary(),
        **more,
    }


def okular(kind, place, words="", reader="Clara", number=1, **more):
    """Make an annotation as Okular (Poppler) does."""
    return {
        "Subtype": Name(f"/{kind}"),
        **place,
        "Contents": String(words),
        "T": String(reader),
        "NM": String(f"okular-{{00000000-0000-4000-8000-{number:012}}}"),
        "M": String("D:20260303100000+02'00'"),
        "CreationDate": String("D:20260303100000+02'00'"),
        "CA": 1,
        **more,
    }


def browser(kind, place, words="", **more):
    """Make an annotation as pdf.js does: a date, no name; a reader only if asked."""
    said = {"Contents": String(words)} if words else {}
    return {
        "Subtype": Name(f"/{kind}"),
        **place,
        **said,
        "CreationDate": String("D:20260304080000+00'00'"),
        "F": 4,
        "Border": Array([0, 0, 0]),
        "Rotate": 0,
        **more,
    }
