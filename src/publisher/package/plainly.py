"""From a PDF of WeasyPrint to two files: one to read on a screen, one to send to press.

For the plain path alone, where there are no fragments. Both hold the same pages: the one
for the screen keeps links, outline and tags and gets page labels; the one for press loses
everything that is not ink. Same input, same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path, PurePosixPath

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from publisher import rules
from publisher.artifacts import Artifact, PageMap, PageRow
from publisher.bookinfo import BookInfo
from publisher.diagnostics import Diagnostic, Span

SCREEN, PRINT = "screen-pdf", "print-pdf"
_ENDINGS = {SCREEN: "-screen.pdf", PRINT: "-print.pdf"}
_NOT_INK = (
    "/AcroForm", "/AA", "/Dests", "/MarkInfo", "/Names", "/OpenAction", "/Outlines",
    "/PageMode", "/StructTreeRoot", "/ViewerPreferences",
)  # fmt: skip
_NOT_INK_OF_PAGE = ("/AA", "/Annots", "/StructParents", "/Tabs")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def package_plainly(
    drawn: bytes, pages: PageMap, info: BookInfo, folder: Path
) -> tuple[tuple[Artifact, ...], list[Diagnostic]]:
    """Write both files into a folder, each whole or not at all.

    One that cannot be written is a finding, and no artifact; what stood in its place
    before is then still there.
    """
    made: list[Artifact] = []
    found: list[Diagnostic] = []
    for kind, finish in ((PRINT, _for_press), (SCREEN, _for_screen)):
        target = folder / f"{info.slug}{_ENDINGS[kind]}"
        with Pdf.open(BytesIO(drawn)) as pdf:
            finish(pdf, pages, info)
            _describe(pdf, info)
            try:
                _write(pdf, target)
                made.append(Artifact(target, kind))
            except OSError as problem:
                found.append(_unwritable(target, problem))
    return tuple(made), found


def _for_screen(pdf: Pdf, pages: PageMap, info: BookInfo) -> None:
    """Add page labels, show the outline and the title, hide what the trim cuts off."""
    pdf.Root.PageLabels = Dictionary(Nums=Array(list(_labels(pages.pages))))
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.PageLayout = Name.TwoPageRight
    pdf.Root.Lang = String(info.lang)
    direction = Name.R2L if info.dir == "rtl" else Name.L2R
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, Direction=direction)
    for page in pdf.pages:
        page.obj.CropBox = page.obj.TrimBox


def _for_press(pdf: Pdf, _pages: PageMap, _info: BookInfo) -> None:
    """Take away everything but the pages; let the bleed reach the edge of the sheet."""
    for key in _NOT_INK:
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        for key in _NOT_INK_OF_PAGE:
            if key in page.obj:
                del page.obj[key]
        page.obj.BleedBox = page.obj.MediaBox
    pdf.docinfo["/Trapped"] = Name("/False")


def _labels(rows: Sequence[PageRow]) -> Iterator[object]:
    """Yield where a way of counting begins, and how it counts from there."""
    style = ""
    for row in rows:
        now = "/D" if row.label.isdigit() else "/r"
        if now != style:
            yield row.index - 1
            yield Dictionary(S=Name(now), St=1)
        style = now


def _describe(pdf: Pdf, info: BookInfo) -> None:
    """Write what the file is, for libraries: the same twice, as Info and as XMP."""
    authors = [person.name for person in info.creators]
    moment = _moment(info.date)
    with pdf.open_metadata(set_pikepdf_as_editor=False) as said:
        said["dc:title"] = info.title
        said["dc:language"] = [info.lang]
        for key, value in _xmp(info, authors, moment):
            said[key] = value
    pdf.docinfo[Name.Title] = String(info.title)
    if authors:
        pdf.docinfo[Name.Author] = String(", ".join(authors))
    if moment:
        stamp = String("D:" + re.sub(r"\D", "", moment) + "Z")
        pdf.docinfo[Name.CreationDate] = pdf.docinfo[Name.ModDate] = stamp


def _xmp(
    info: BookInfo, authors: list[str], moment: str
) -> Iterator[tuple[str, str | list[str] | set[str]]]:
    if authors:
        yield "dc:creator", authors
    if info.description:
        yield "dc:description", info.description
    if info.subjects:
        yield "dc:subject", list(info.subjects)
    if info.publisher:
        yield "dc:publisher", [info.publisher]
    if info.rights:
        yield "dc:rights", info.rights
    if moment:
        yield from ((f"xmp:{key}Date", moment) for key in ("Create", "Modify"))


def _moment(date: str) -> str:
    """Make a moment out of the date in book.yaml, the first of what it names."""
    found = _DATE.fullmatch(date)
    if found is None:
        return ""
    year, month, day = (part or "01" for part in found.groups())
    return f"{year}-{month}-{day}T00:00:00Z"


def _write(pdf: Pdf, target: Path) -> None:
    """Write beside the place, then put it there in one step."""
    part = target.with_name(f".{target.name}.part")
    try:
        pdf.save(
            part,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _unwritable(target: Path, problem: OSError) -> Diagnostic:
    return rules.CANNOT_WRITE.at(
        Span(PurePosixPath(target.name), 1),
        f'"{target.name}" could not be written: {problem.strerror or problem}',
        hint="look whether the output folder exists, is yours and has room",
    )
