"""Letters that a drawing has on a page, also where they stand out over its edge.

A drawing is a form of its own in the page (ISO 32000-2, 8.10). Its letters are no words of
the text, wherever the drawing puts them; most that stand outside its box are never seen.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from publisher.artifacts import Box

_Object: TypeAlias = Any
"""A pointer of ctypes to an object of PDFium."""


def drawn_letters(
    page: pypdfium2.PdfPage, pictures: Iterable[Box], left: float, top: float
) -> frozenset[int]:
    """Name the text objects inside the drawings of a page.

    `pictures` are their boxes, in pt from the top left of the trim box, which stands at
    `left` and `top` in the page. Forms that hold text beside other forms may be whole
    figures with their captions, and are left to the boxes.
    """
    boxes = [(b.x + left, top - b.y - b.height, b.width, b.height) for b in pictures]
    found: set[int] = set()
    count = pdfium.FPDFPage_CountObjects(page.raw) if boxes else 0
    for number in range(count):
        outer = pdfium.FPDFPage_GetObject(page.raw, number)
        if not _is(outer, pdfium.FPDF_PAGEOBJ_FORM) or not _is_over(outer, boxes):
            continue
        inside = list(_inside(outer))
        texts = {
            address(each) for each in inside if _is(each, pdfium.FPDF_PAGEOBJ_TEXT)
        }
        if not any(_is(each, pdfium.FPDF_PAGEOBJ_FORM) for each in inside):
            found |= texts
    return frozenset(found)


def address(thing: _Object) -> int:
    """Give what an object of PDFium is known by, while its page is open; 0 of none."""
    return ctypes.addressof(thing.contents) if thing else 0


def _inside(form: _Object) -> Iterator[_Object]:
    for number in range(pdfium.FPDFFormObj_CountObjects(form)):
        yield pdfium.FPDFFormObj_GetObject(form, number)


def _is(thing: _Object, kind: int) -> bool:
    return bool(pdfium.FPDFPageObj_GetType(thing) == kind)


def _is_over(form: _Object, boxes: list[tuple[float, float, float, float]]) -> bool:
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(form, *edges):
        return False
    left, bottom, right, top = (edge.value for edge in edges)
    return any(
        left < x + width and right > x and bottom < y + height and top > y
        for x, y, width, height in boxes
    )
