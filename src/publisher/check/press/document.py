"""What the file as a whole must be and say (ISO 15930-7 for PDF/X-4, 15930-1 for X-1a)."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Stream

from publisher import rules
from publisher.check.press.file import PressFile
from publisher.check.press.fonts import is_embedded, name
from publisher.diagnostics import Diagnostic
from publisher.printers import X1A

_ACTIVE = ("/OpenAction", "/AA", "/AcroForm", "/Outlines", "/Names", "/StructTreeRoot")
_WORDS = {
    "/OpenAction": "an action that opening it starts",
    "/AA": "actions",
    "/AcroForm": "a form to fill in",
    "/Outlines": "an outline",
    "/Names": "names, or JavaScript",
    "/StructTreeRoot": "structure for a screen",
}
_FONT = Name.Font  # asked of every object
_XMP_DATES = {"/CreationDate": "xmp:CreateDate", "/ModDate": "xmp:ModifyDate"}


def of_the_standard(file: PressFile) -> Iterator[Diagnostic]:
    """The header is of a version that the standard allows, and nothing is encrypted."""
    version = file.pdf.pdf_version
    if file.printer.standard == X1A and version > "1.4":
        message = f"{file.printer.standard} is PDF 1.3, and this file is PDF {version}"
        yield file.whole(rules.PRESS_STANDARD, message)
    if file.printer.standard != X1A and version < "1.6":
        message = f"{file.printer.standard} is PDF 1.6, and this file is PDF {version}"
        yield file.whole(rules.PRESS_STANDARD, message)
    if file.pdf.is_encrypted:
        yield file.whole(rules.PRESS_STANDARD, "the file is encrypted")
    if "/ID" not in file.pdf.trailer:
        yield file.whole(rules.PRESS_STANDARD, "the file has no identifier (ID)")


def described(file: PressFile) -> Iterator[Diagnostic]:
    """Title, dates and trapping are given, and Info and XMP agree."""
    info = file.pdf.docinfo
    said = file.pdf.open_metadata()
    if str(info.get("/Title", "")) != said.get("dc:title", ""):
        yield file.whole(rules.PRESS_DESCRIPTION, "Info and XMP give other titles")
    for key, other in _XMP_DATES.items():
        one, two = (
            "".join(filter(str.isdigit, str(each)))
            for each in (info.get(key, ""), said.get(other, ""))
        )
        if not one or one != two:
            message = f"the date {key.lstrip('/')} is missing, or not that of the XMP"
            yield file.whole(rules.PRESS_DESCRIPTION, message)
    version = said.get("pdfxid:GTS_PDFXVersion", "")
    if str(info.get("/Trapped", "")) not in {"/True", "/False"}:
        message = "nothing says whether the file is trapped"
        yield file.whole(rules.PRESS_DESCRIPTION, message)
    if file.printer.standard == X1A:
        version = str(info.get("/GTS_PDFXConformance", ""))
    if version != file.printer.standard:
        message = f'the file says "{version}", and should say "{file.printer.standard}"'
        yield file.whole(rules.PRESS_DESCRIPTION, message)


def intended(file: PressFile) -> Iterator[Diagnostic]:
    """There is one intent for a press, named, with the profile of its inks."""
    intents = [
        each
        for each in file.pdf.Root.get("/OutputIntents", Array())
        if each.get("/S") == Name.GTS_PDFX
    ]
    if len(intents) != 1:
        message = (
            f"the file has {len(intents)} output intents for a press (OutputIntents of "
            "its catalog), and needs one"
        )
        yield file.whole(rules.PRESS_INTENT, message)
        return
    if not str(intents[0].get("/OutputConditionIdentifier", "")):
        yield file.whole(rules.PRESS_INTENT, "the output intent names no condition")
    profile = intents[0].get("/DestOutputProfile")
    if not isinstance(profile, Stream) or profile.get("/N") != 4:
        message = "the output intent holds no profile of four inks"
        yield file.whole(rules.PRESS_INTENT, message)
    elif profile.read_bytes()[12:20] != b"prtrCMYK":
        message = "the profile of the output intent is not one of a press"
        yield file.whole(rules.PRESS_INTENT, message)


def only_ink(file: PressFile) -> Iterator[Diagnostic]:
    """Nothing is in the file that is not printed: no links, actions or outline."""
    for key in _ACTIVE:
        if key in file.pdf.Root:
            message = f"the file holds {_WORDS[key]}, which no press prints"
            yield file.whole(rules.NOT_PRINTED, message)
    for number, _, left in file.seen(_left):
        for what in left:
            yield file.at(rules.NOT_PRINTED, number, f"{what} is left on it")


def _left(page: Object) -> list[str]:
    """Say what a page holds that is not printed."""
    kinds = {"/Annots": "a link or comment", "/AA": "an action"}
    return [what for key, what in kinds.items() if key in page and len(page[key])]


def with_its_fonts(file: PressFile) -> Iterator[Diagnostic]:
    """Every font is in the file; those that a page shows are found there."""
    for each in file.pdf.objects:
        if not isinstance(each, Dictionary) or each.get("/Type") != _FONT:
            continue
        descends = each.get("/Subtype") in (Name.CIDFontType0, Name.CIDFontType2)
        if not descends and not is_embedded(each) and each.objgen not in file.shown:
            message = f'the font "{name(each)}" is not in the file, and on no page'
            yield file.whole(rules.FONT_NOT_EMBEDDED, message)
