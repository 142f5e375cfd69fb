"""What a press file says of itself: its standard, its printing condition, its dates.

The information dictionary and the XMP packet say the same (ISO 15930-7, 6.3 and 6.4;
ISO 15930-1, 6.3). Dates come from book.yaml; where it has none, from `UNDATED`, because
the standards want one and the clock would make every file another.
"""

from __future__ import annotations

import hashlib
from itertools import pairwise
from uuid import UUID

from pikepdf import Array, Dictionary, Name, Pdf, String

from publisher.bookinfo import BookInfo
from publisher.package.press.conditions import CONDITIONS, REGISTRY, Condition
from publisher.printers import X1A, Printer

UNDATED = "D:20000101000000Z"
VERSIONS = {X1A: "1.3"}
NEWEST = "1.6"  # of PDF: PDF/X-4 is based on it
_XMP_DATE = "{}-{}-{}T{}:{}:{}Z"


def introduce(pdf: Pdf, book: BookInfo, printer: Printer) -> None:
    """Write Info, XMP and the output intent of a file whose pages are finished."""
    _info(pdf, book, printer.standard)
    _packet(pdf, book, printer.standard)
    _intent(pdf, CONDITIONS[printer.condition])


def _info(pdf: Pdf, book: BookInfo, standard: str) -> None:
    info = pdf.docinfo
    info.Title = String(book.title)
    for key in ("/CreationDate", "/ModDate"):
        if key not in info:
            info[key] = String(UNDATED)
    info.Trapped = Name("/False")
    if standard == X1A:
        info.GTS_PDFXVersion = String("PDF/X-1:2001")
        info.GTS_PDFXConformance = String("PDF/X-1a:2001")


def _packet(pdf: Pdf, book: BookInfo, standard: str) -> None:
    name = UUID(bytes=hashlib.sha256(_named(book).encode()).digest()[:16], version=4)
    created = _xmp(str(pdf.docinfo.CreationDate))
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        said["dc:title"] = book.title
        said["xmp:CreateDate"] = created
        said["xmp:ModifyDate"] = _xmp(str(pdf.docinfo.ModDate))
        said["xmp:MetadataDate"] = created
        said["pdf:Trapped"] = "False"
        said["xmpMM:DocumentID"] = f"uuid:{name}"
        said["xmpMM:InstanceID"] = f"uuid:{name}"
        said["xmpMM:VersionID"] = "1"
        said["xmpMM:RenditionClass"] = "default"
        if standard != X1A:
            said["pdfxid:GTS_PDFXVersion"] = standard


def _named(book: BookInfo) -> str:
    """Say which book and edition it is, as a name that lasts."""
    known = (each.value for each in book.identifiers)
    return "\n".join([book.title, book.date, book.lang, *known])


def _xmp(date: str) -> str:
    """Write a date of PDF as XMP does."""
    digits = date.removeprefix("D:").rstrip("Z").ljust(14, "0")
    ends = (0, 4, 6, 8, 10, 12, 14)
    return _XMP_DATE.format(*(digits[one:two] for one, two in pairwise(ends)))


def _intent(pdf: Pdf, condition: Condition) -> None:
    profile = pdf.make_stream(condition.profile.read_bytes())
    profile.N = 4
    profile.Alternate = Name.DeviceCMYK
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(condition.identifier),
        OutputCondition=String(condition.words),
        Info=String(condition.words),
        RegistryName=String(REGISTRY),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
