"""What stands in the documents, for those who cannot see it or see it on a small screen.

An image described by the name of its file, a table without heads, a drawing or formula
without a name: EPUBCheck and Ace pass them over, or take them for a matter of style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher import rules
from publisher.check.epub.opened import REPORT_IT, Document, Opened
from publisher.check.markup import XHTML, shortened, words
from publisher.diagnostics import Diagnostic

_SVG = "{http://www.w3.org/2000/svg}svg"
_MATH = "{http://www.w3.org/1998/Math/MathML}math"
_FILE_NAME = re.compile(r"\S+\.(jpe?g|png|gif|svg|webp|tiff?|bmp)", re.IGNORECASE)


def content(epub: Opened) -> Iterator[Diagnostic]:
    """Look through every document."""
    for document in epub.texts:
        yield from _images(document, epub)
        yield from _tables(document, epub)
        yield from _unnamed(document, epub)
        yield from _remarks(document, epub)


def _images(document: Document, epub: Opened) -> Iterator[Diagnostic]:
    for image in document.root.iter(f"{XHTML}img"):
        alt = image.get("alt")
        place = epub.place(image, document)
        if alt is None:
            message = "an image has neither a description nor a sign that it needs none"
            yield rules.EPUB_ALT.at(place, message, REPORT_IT)
        elif _FILE_NAME.fullmatch(alt.strip()):
            message = f'the image is described as "{alt}", which is the name of a file'
            hint = "say in a sentence what the picture shows"
            yield rules.EPUB_ALT.at(place, message, hint)


def _tables(document: Document, epub: Opened) -> Iterator[Diagnostic]:
    for table in document.root.iter(f"{XHTML}table"):
        heads = list(table.iter(f"{XHTML}th"))
        if not any(words(head) for head in heads):
            message = "no cell of the table is a head, so it is read out as bare values"
            hint = "give the table a first row that names its columns"
            yield rules.EPUB_TABLE.at(epub.place(table, document), message, hint)
        elif any(not head.get("scope") for head in heads):
            message = "a head of the table does not say what it is the head of"
            yield rules.EPUB_TABLE.at(epub.place(table, document), message, REPORT_IT)


def _unnamed(document: Document, epub: Opened) -> Iterator[Diagnostic]:
    for drawing in document.root.iter(_SVG):
        title = drawing.find("{http://www.w3.org/2000/svg}title")
        if not (drawing.get("aria-label") or drawing.get("aria-labelledby")) and (
            title is None or not words(title)
        ):
            message = "a drawing has no name for those who listen"
            yield rules.EPUB_ALT.at(epub.place(drawing, document), message, REPORT_IT)
    for formula in document.root.iter(_MATH):
        if not formula.get("alttext"):
            message = "a formula has no words for those who listen"
            yield rules.EPUB_ALT.at(epub.place(formula, document), message, REPORT_IT)


def _remarks(document: Document, epub: Opened) -> Iterator[Diagnostic]:
    """What someone other than the author says is told apart in sound as in sight."""
    for element in document.root.iter(f"{XHTML}div", f"{XHTML}aside", f"{XHTML}span"):
        if "remark" not in element.get("class", "").split():
            continue
        if element.get("role") != "note" or not element.get("aria-label"):
            message = (
                f'nobody who listens is told whose words "{shortened(words(element))}"'
                " are"
            )
            yield rules.EPUB_REMARK.at(
                epub.place(element, document), message, REPORT_IT
            )
