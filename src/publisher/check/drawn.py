"""Letters that a drawing has on a page, also where they stand out over its edge.

Its letters are no words of the text, wherever the drawing puts them; most that stand outside
its box are never seen. A large drawing is a form of its own in the page (ISO 32000-2, 8.10);
what a small one shows is cut at its box (8.5.4), if any of it would stand outside.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from math import inf
from typing import Any, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from publisher.artifacts import Box

_Object: TypeAlias = Any
"""A pointer of ctypes to an object of PDFium."""

_Rectangle: TypeAlias = tuple[float, float, float, float]


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
        if _is(outer, pdfium.FPDF_PAGEOBJ_TEXT) and _is_cut_at(outer, boxes):
            found.add(address(outer))
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


def _is_cut_at(thing: _Object, boxes: list[_Rectangle]) -> bool:
    """Tell whether nothing of an object is shown outside one of these boxes."""
    clip = pdfium.FPDFPageObj_GetClipPath(thing)
    paths = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    return any(
        x - 1 < left
        and right < x + width + 1
        and y - 1 < bottom
        and top < y + height + 1
        for left, bottom, right, top in (_edges(clip, path) for path in range(paths))
        for x, y, width, height in boxes
    )


def _edges(clip: _Object, path: int) -> _Rectangle:
    """Give the left, lower, right and upper edge of a path that things are cut along."""
    x, y = ctypes.c_float(), ctypes.c_float()
    across, up = [], []
    for number in range(pdfium.FPDFClipPath_CountPathSegments(clip, path)):
        segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, number)
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            across.append(x.value)
            up.append(y.value)
    if not across:
        return -inf, -inf, inf, inf
    return min(across), min(up), max(across), max(up)


def _is_over(form: _Object, boxes: list[_Rectangle]) -> bool:
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(form, *edges):
        return False
    left, bottom, right, top = (edge.value for edge in edges)
    return any(
        left < x + width and right > x and bottom < y + height and top > y
        for x, y, width, height in boxes
    )
