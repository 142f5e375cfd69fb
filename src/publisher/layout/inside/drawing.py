"""Pages drawn in two parts, text area and margins, with marks that can be left out.

WeasyPrint 70.0 draws a page (`draw.draw_page`) into one `pdf.stream.Stream`. Here its
stream is given ways of its own: marked content is told from the other operators, text
of one holder stands in one sequence, and nothing is marked inside groups and patterns:
a group belongs as a whole to what holds all that is drawn in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from typing import Any, Protocol

from publisher.layout.inside.hyphens import SOFT, cid, is_hyphenated, parted
from publisher.layout.inside.marginboxes import height, in_front
from publisher.layout.inside.objects import Objects
from publisher.layout.inside.pen import Pen, Rectangle
from publisher.layout.inside.private import (
    StackingContext,
    Stream,
    boxes,
    draw_page,
    draw_stacking_context,
)
from publisher.layout.weasy import Document, Page

SCALE = 0.75  # points in one CSS pixel

MANY = 100  # operators of a picture that is worth an object of its own


class Mark(bytes):
    """An operator of marked content, with its operands."""


_END = Mark(b"EMC")
SOFT_HYPHEN = Mark(SOFT)


class Holder(Protocol):
    """What marked content belongs to."""

    @property
    def role(self) -> str:
        """Name the kind of structure element: "P"."""


class Tagging(Protocol):
    """Says what is drawn for whom."""

    def holder(self, box: boxes.Box) -> Holder | None:
        """Tell to what a text or picture belongs; None if it is an artifact."""

    def common(self, drawn: Sequence[boxes.Box]) -> Holder | None:
        """Tell what holds all these texts and pictures; None if there are none."""

    def place(self, box: boxes.Box) -> int:
        """Count the texts and pictures that are read before this one on its page."""


Watch = Callable[["Pen", boxes.Box, int], None]
"""Told of each text: the stream it stands in, its box, and where its operators begin."""


class _Artifact:
    def __init__(self, opening: bytes) -> None:
        self.role, self.opening = "Artifact", Mark(opening)


_DECORATION = _Artifact(b"/Artifact BMC")
_PAGINATION = _Artifact(b"/Artifact <</Type /Pagination>> BDC")


class Ink(Pen):
    """The stream of one part of a page, with its marked content."""

    def __init__(
        self,
        document: Document,
        objects: Objects,
        page: Page,
        tagging: Tagging,
        watch: Watch,
    ) -> None:
        """Begin to draw a part of a page."""
        super().__init__(document, objects, _rectangle(page))
        self.marks: list[tuple[Any, int]] = []  # holder and place, by number (MCID)
        self.sources: list[boxes.Box | None] = []  # the box each was begun for
        self._source: boxes.Box | None = None
        self._tagging, self._watch = tagging, watch
        self._open: Mark | None = None
        self._last: tuple[Any, int] = (None, 0)  # what was marked last, and its end

    @contextmanager
    def marked(self, box: boxes.Box, tag: str) -> Iterator[None]:  # noqa: ARG002
        """Draw a text or a picture for whom it belongs to."""
        place = self._tagging.place(box)
        self._source = box
        with self._within(self._tagging.holder(box) or _PAGINATION, place):
            start = len(self.stream)
            yield
            self._watch(self, box, start)
            if isinstance(box, boxes.ReplacedBox):
                self._set_apart(start)
            elif is_hyphenated(box):
                self._soften(start, box.style["hyphenate_character"])

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Draw a decoration."""
        with self._within(_DECORATION):
            yield

    @contextmanager
    def pagination(self) -> Iterator[None]:
        """Draw what belongs to the page and not to the text."""
        with self._within(_PAGINATION):
            yield

    def draw_x_object(self, reference: str) -> None:
        """Show a picture, or a group with all that it holds."""
        drawn = self._resources["XObject"].get(reference)
        held = drawn.held if isinstance(drawn, Pen) else []
        for box in held:
            self._watch(drawn, box, 0)
        place = min(map(self._tagging.place, held), default=0)
        self._source = None
        with self._within(self._tagging.common(held) or _DECORATION, place):
            Stream.draw_x_object(self, reference)

    def _soften(self, start: int, hyphen: str) -> None:
        """Let the hyphen that ends what was drawn since `start` be read as a soft one."""
        drawn = range(len(self.stream) - 1, start - 1, -1)
        last = next((at for at in drawn if self.stream[at].endswith(b"TJ")), -1)
        pair = parted(self.stream[last]) if last >= 0 else None
        if pair is None or hyphen not in self._read(cid(pair[1])):
            return
        before, after = pair
        soft = [SOFT_HYPHEN, after, Mark(b"EMC")]
        self.stream[last : last + 1] = [before, *soft] if before else soft

    def _read(self, shown: int) -> set[str]:
        """Say what a CID of the font in use stands for."""
        name = self.font[0] if self.font else ""
        fonts = (each for each in self.document.fonts.values() if each.hash == name)
        return {each.to_unicode.get(each.cids.get(shown, shown), "") for each in fonts}

    def _set_apart(self, start: int) -> None:
        """Make an object of a picture of many lines: so it is written once for all uses.

        Not where the page is turned or stretched, for the object must cover it; nor with
        patterns, which would be laid by the object and not by the page.
        """
        drawn = self.stream[start:]
        patterned = b"/Pattern cs" in drawn or b"/Pattern CS" in drawn
        upright = self.ctm.values[:4] == (SCALE, 0, 0, -SCALE)
        if len(drawn) < MANY or not upright or patterned:
            return
        name = self.objects.set_apart(drawn, self.page_rectangle)
        self.stream[start:] = [b"/%b Do" % name]

    @contextmanager
    def _within(self, holder: Holder | _Artifact, place: int = 0) -> Iterator[None]:
        """Mark what is drawn, unless it is a part of what is marked already."""
        if self._open is not None:
            yield
            return
        self._begin(holder, place)
        yield
        self._end(holder, place)

    def _begin(self, holder: Holder | _Artifact, place: int) -> None:
        if self._goes_on(holder, place):
            self.stream.pop()
            self._open = _END
            return
        if isinstance(holder, _Artifact):
            self._open = Mark(holder.opening)
        else:
            opening = f"/{holder.role} <</MCID {len(self.marks)}>> BDC"
            self._open = Mark(opening.encode("ascii"))
            self.marks.append((holder, place))
            self.sources.append(self._source)
        self.stream.append(self._open)

    def _goes_on(self, holder: Holder | _Artifact, place: int) -> bool:
        """Tell whether what is drawn follows what was, with nothing to be read between."""
        last, end = self._last
        near = isinstance(holder, _Artifact) or place == end + 1
        return last is holder and near and bool(self.stream) and self.stream[-1] is _END

    def _end(self, holder: Holder | _Artifact, place: int) -> None:
        if self.stream[-1] is self._open:  # nothing was drawn
            self.stream.pop()
            if not isinstance(holder, _Artifact):
                self.marks.pop()
                self.sources.pop()
        else:
            self.stream.append(_END)
            self._last = holder, place
        self._open = None


def draw_text_area(page: Page, ink: Ink) -> None:
    """Draw the text, the notes and the ground of a page.

    A margin box that stands behind the text (`z-index` below 0) is drawn with it.
    """
    whole = page._page_box  # noqa: SLF001 there is no public form
    body = copy(whole)
    body.children = [each for each in whole.children if not in_front(each)]
    if body.background is not None:
        layers = list(body.background.layers)  # drawing adds crop marks to them
        body.background = body.background._replace(layers=layers)
    with _upright(page, ink):
        draw_page(body, ink)


def draw_margins(page: Page, ink: Ink, turn: Callable[[boxes.Box], None]) -> None:
    """Draw the margin boxes of a page; `turn` is told of each before it is drawn."""
    whole = page._page_box  # noqa: SLF001 there is no public form
    with ink.pagination(), _upright(page, ink):
        for box in sorted(filter(in_front, whole.children), key=height):
            turn(box)
            draw_stacking_context(ink, StackingContext.from_box(box, whole))


def point(page: Page, x: float, y: float) -> tuple[float, float]:
    """Turn a position on a page (px from the upper left) into points (lower left)."""
    return round(SCALE * x, 2), round(SCALE * (page.height - y), 2)


def frame(box: boxes.Box, page: Page) -> Rectangle:
    """Give the rectangle of a picture, in points."""
    left, top = box.content_box_x(), box.content_box_y()
    lower = point(page, left, top + box.height)
    return *lower, *point(page, left + box.width, top)


@contextmanager
def _upright(page: Page, ink: Ink) -> Iterator[None]:
    """Draw in CSS pixels from the upper left corner of the trimmed page."""
    with ink.stacked():
        ink.transform(a=SCALE, d=-SCALE, f=SCALE * page.height)
        before = len(ink.stream)
        yield
        if len(ink.stream) == before:
            ink.stream.pop()


def _rectangle(page: Page) -> Rectangle:
    bleed = page.bleed
    width = page.width + bleed["left"] + bleed["right"]
    height = page.height + bleed["top"] + bleed["bottom"]
    return -bleed["left"], -bleed["top"], width, height
