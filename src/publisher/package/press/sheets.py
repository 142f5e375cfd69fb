"""The sheets of a press file: boxes, blank pages at the end, marks for cutting."""

from __future__ import annotations

from typing import TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from publisher.package.press.resources import named, of_page

Rectangle: TypeAlias = tuple[float, float, float, float]

SLUG = 36.0  # pt around the trimmed page, for marks
AWAY = 9.0  # pt from the trim to a mark, at least
LONG = 18.0  # pt
HAIR = 0.25  # pt: width of a mark

_SCREEN_ONLY = {
    "/Annots", "/ArtBox", "/CropBox", "/Tabs", "/StructParents", "/AA", "/Group",
}  # fmt: skip


def tidy(page: Object, bleeds: dict[bytes, Array]) -> None:
    """Leave on a page only what is printed, and say how far it bleeds: to its edges.

    WeasyPrint says 10 pt at the most, and around a case more is turned in.
    Pages of one size share a box, kept in `bleeds`.
    """
    for key in _SCREEN_ONLY & page.keys():
        del page[key]
    sheet = page.MediaBox
    size = sheet.unparse(resolved=True)
    if size not in bleeds:
        bleeds[size] = Array(sheet)
    page.BleedBox = bleeds[size]


def pad(pdf: Pdf, count: int) -> int:
    """Add blank pages at the end until there are so many; tell how many were added.

    Each has the boxes of the page two before it: bleed lies outside, on a verso left.
    """
    before = len(pdf.pages)
    for index in range(before, count):
        model = pdf.pages[max(0, index - 2)].obj
        blank = Dictionary(Type=Name.Page, Resources=Dictionary())
        for box in ("/MediaBox", "/TrimBox", "/BleedBox"):
            blank[box] = Array(model[box])
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(blank)))
    return len(pdf.pages) - before


def mark(pdf: Pdf) -> None:
    """Widen every sheet by a slug and draw crop marks in it, outside the bleed."""
    everywhere = Dictionary(
        FunctionType=2, Domain=[0, 1], N=1, C0=[0, 0, 0, 0], C1=[1, 1, 1, 1]
    )
    space = pdf.make_indirect(
        Array([Name.Separation, Name.All, Name.DeviceCMYK, everywhere])
    )
    for page in pdf.pages:
        trim, bleed = _box(page.obj.TrimBox), _box(page.obj.BleedBox)
        left, lower, right, upper = trim
        page.obj.MediaBox = Array(
            [left - SLUG, lower - SLUG, right + SLUG, upper + SLUG]
        )
        resources = _own_resources(page.obj)
        resources.ColorSpace = Dictionary(named(resources, "/ColorSpace"))
        resources.ColorSpace["/Registration"] = space
        page.contents_add(_clip(bleed), prepend=True)
        page.contents_add(b"Q\n" + _marks(trim, bleed))


def _own_resources(page: Object) -> Object:
    """Give a page resources that no other page shares."""
    own = Dictionary(dict(of_page(page).items()))
    page.Resources = own
    return own


def _clip(bleed: Rectangle) -> bytes:
    left, lower, right, upper = bleed
    return b"q %.3f %.3f %.3f %.3f re W n" % (left, lower, right - left, upper - lower)


def _marks(trim: Rectangle, bleed: Rectangle) -> bytes:
    """Draw two lines at each corner, in all inks, that do not reach into the bleed."""
    left, lower, right, upper = trim
    widest = max(abs(one - other) for one, other in zip(trim, bleed, strict=True))
    near = max(AWAY, widest + 1.5)
    lines = []
    for x in (left, right):
        lines += [(x, upper + near, x, upper + near + LONG)]
        lines += [(x, lower - near, x, lower - near - LONG)]
    for y in (lower, upper):
        lines += [(left - near, y, left - near - LONG, y)]
        lines += [(right + near, y, right + near + LONG, y)]
    drawn = b" ".join(b"%.3f %.3f m %.3f %.3f l S" % line for line in lines)
    return b"q /Registration CS 1 SCN %.2f w %b Q" % (HAIR, drawn)


def _box(box: Object) -> Rectangle:
    left, lower, right, upper = (float(each) for each in box)
    return left, lower, right, upper
