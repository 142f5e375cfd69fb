"""Page numbers in drawn text: found, and made fit to be changed if they can be.

A number can be changed where any digit can stand for any other without moving anything:
`Digits` says so of the glyphs, and of folios the margin box says so, which must keep its
place whatever its number. Where one cannot be changed, the pages are `rigid`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from publisher.fragments import Patch
from publisher.layout.inside.digits import ROW, Cases, Digits
from publisher.layout.inside.drawing import Ink
from publisher.layout.inside.marginboxes import (
    counts_pages_in_text,
    is_folio,
    share,
    tells_page,
)
from publisher.layout.inside.objects import joined
from publisher.layout.inside.pen import Pen
from publisher.layout.inside.private import boxes
from publisher.layout.numbers import PAGE_OF
from publisher.layout.weasy import Page

_NUMBER = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A number that can be changed: its operators, by their place in the stream."""

    first: int
    last: int
    patch: Patch  # without `start` and `end`


class Numbers:
    """Watches the pages of a unit being drawn, and gathers the numbers of each part."""

    def __init__(self, root: Element, cases: Cases) -> None:
        """Look up which elements tell a page."""
        self.rigid = False
        self._found: list[Found] = []  # in the part that is being drawn
        self._told = {
            inner: (outer.get(PAGE_OF, ""), outer)
            for outer in root.iter()
            if PAGE_OF in outer.attrib
            for inner in outer.iter()
        }
        self._cases = cases
        self._page: Page = None
        self._folio = ""
        self._margin: boxes.Box = None

    def begin(self, page: Page, folio: str) -> None:
        """Watch a page being drawn, first its text area, then its margins."""
        self._page, self._folio, self._margin = page, folio, None

    def taken(self) -> list[Found]:
        """Hand over what was found in the part that was drawn."""
        found, self._found = self._found, []
        return found

    def turn(self, margin: boxes.Box) -> None:
        """Watch a margin box being drawn."""
        self._margin = margin
        if self._folio and tells_page(margin) and not is_folio(margin):
            self.rigid = True

    def watch(self, pen: Pen, box: boxes.Box, start: int) -> None:
        """Look at a text that was drawn."""
        if not isinstance(box, boxes.TextBox):
            return
        target, outer = self._told.get(box.element, ("", None))
        if self._margin is not None:
            self._watch_margin(pen, box, start)
        elif outer is not None:
            self._watch_reference(pen, box, start, target, outer)
        elif _is_generated(box) and self._may_be_folio(box):
            self.rigid = True

    def _may_be_folio(self, box: boxes.Box) -> bool:
        """Tell whether generated text that is no margin box's own is counting pages."""
        told = bool(self._folio) and self._folio in _NUMBER.findall(box.text)
        return told and counts_pages_in_text(self._page)

    def _watch_reference(
        self, pen: Pen, box: boxes.Box, start: int, target: str, outer: Element
    ) -> None:
        words = "".join(outer.itertext()).strip()
        if not _NUMBER.fullmatch(words):
            return
        row = self._row(pen, box, start) if box.text == words else None
        if row is None:
            self.rigid = True
            return
        at, digits = row
        self._add(at, at, Patch(target, words, digits.glyphs, b"", None, 0.0, b""))

    def _watch_margin(self, pen: Pen, box: boxes.Box, start: int) -> None:
        margin = self._margin
        if not self._folio or not is_folio(margin):
            if box.element is not None and self._may_be_folio(box):
                self.rigid = True  # a running element
            return
        row = self._row(pen, box, start) if box.text == self._folio else None
        part = share(margin, self._page)
        if row is None or part is None:
            self.rigid = True
            return
        last, digits = row
        first = _back_to(pen, last, b"Tm")
        *lead, x, y, _ = pen.stream[first].split(b" ")
        following = joined([b" %b Tm" % y, *pen.stream[first + 1 : last]]) + b"\n"
        patch = Patch(
            target="",
            text=self._folio,
            glyphs=digits.glyphs,
            lead=b" ".join(lead) + b" ",
            x=float(x),
            step=part * box.width / len(self._folio),
            trail=following,
        )
        self._add(first, last, patch)

    def _add(self, first: int, last: int, patch: Patch) -> None:
        self._found.append(Found(first, last, patch))

    def _row(self, pen: Pen, box: boxes.Box, start: int) -> tuple[int, Digits] | None:
        """Find the one operator that shows a number, and the digits it is made of."""
        if not isinstance(pen, Ink):
            return None  # in a group, which no patch reaches
        drawn = range(max(0, start - 1), len(pen.stream))
        rows = [at for at in drawn if pen.stream[at].endswith(b"TJ")]
        digits = self._cases.digits(box)
        if digits is None or len(rows) != 1 or pen.font != digits.font:
            return None
        shown = ROW.fullmatch(pen.stream[rows[0]])
        same = shown is not None and shown[1] == digits.written(box.text)
        return (rows[0], digits) if same else None


def _is_generated(box: boxes.Box) -> bool:
    """Tell words that a style sheet puts in, or a margin box behind the text."""
    return box.element is None or "::" in (box.element_tag or "")


def _back_to(pen: Pen, at: int, operator: bytes) -> int:
    while not pen.stream[at].endswith(operator):
        at -= 1
    return at
