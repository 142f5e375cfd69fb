"""A unit that was laid out, drawn into a fragment: pages that fit into any file.

What is drawn does not depend on what was drawn before, nor on chance: the same unit
gives the same bytes in every process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from xml.etree.ElementTree import Element

from publisher.fragments import Bookmark, Fragment, Leaf, Loose
from publisher.layout.elements import Written, written
from publisher.layout.inside.digits import Cases
from publisher.layout.inside.drawing import (
    SCALE,
    Ink,
    draw_margins,
    draw_text_area,
    point,
)
from publisher.layout.inside.drawings import as_they_say
from publisher.layout.inside.folios import Numbers
from publisher.layout.inside.hotspots import headings
from publisher.layout.inside.objects import Objects, operator, text
from publisher.layout.inside.parts import (
    Part,
    Source,
    begin_letters,
    bring,
    is_in_inks,
    is_movable,
    letters,
    merged,
    sources,
    states,
)
from publisher.layout.inside.plates import drawn_before
from publisher.layout.inside.strips import pair
from publisher.layout.inside.tagging import Tagger
from publisher.layout.links import link_annotations
from publisher.layout.structure import Node, Structure
from publisher.layout.weasy import Document, Page


@dataclass(frozen=True, slots=True)
class Emitted:
    """The pages of a unit."""

    fragment: Fragment
    rigid: bool  # a page number cannot be changed: patches are not to be used
    parts: tuple[Parts, ...] = field(
        default=(), compare=False
    )  # pages as they were drawn


Parts = tuple[Part, Part]
"""The text area of a page and its margins."""


def emit(
    document: Document,
    root: Element,
    files: Mapping[str, str],
    folio: Callable[[int], str],
    done: Callable[[Page, int, Parts], None] = lambda *_: None,
) -> Emitted:
    """Draw the pages of a unit.

    `root` is the element that was laid out, `files` names the font files of the book by
    their SHA-256, `folio` says what is printed as number of a page of the unit, counted
    from 0: "" if it is not to be changed. `done` is told of each page when it is drawn, its
    number and its parts: from then on its boxes are not wanted, if all was read on it.
    """
    objects, structure = Objects(document), Structure(root)
    drawing = _Drawing(document, objects, structure, files, root)
    parts: list[Parts] = []
    for number, page in enumerate(document.pages):
        parts.append(drawing.page(page, number, folio(number)))
        done(page, number, parts[-1])
    loose = objects.loose()
    links = link_annotations(document.pages, structure, len(loose))
    first = len(loose) + sum(map(len, links))
    elements = written(structure.top, first, text)
    fragment = Fragment(
        leaves=tuple(_leaves(document.pages, parts, links, elements, len(loose))),
        objects=(*loose, *chain(*links), *elements.objects),
        resources=0,
        faces=merged(
            (name, face) for part in chain(*parts) for name, face in part.faces.items()
        ),
        anchors=_anchors(document.pages),
        bookmarks=tuple(_bookmarks(document.pages, structure, elements)),
        meant=_meant(structure, elements),
        inks=objects.inks or any(part.inks for part in chain(*parts)),
        leads=elements.leads,
        tops=elements.tops,
        owners=tuple(elements.owners[each] for each in range(len(loose), first)),
    )
    rigid = any(part.rigid for part in chain(*parts))
    structure.part()
    return Emitted(fragment, rigid, tuple(parts))


def is_rigid(
    document: Document,
    root: Element,
    files: Mapping[str, str],
    folio: Callable[[int], str],
) -> bool:
    """Tell whether a page number of a unit cannot be changed, of all that `emit` would say."""
    drawing = _Drawing(document, Objects(document), Structure(root), files, root)
    parts = (
        part
        for number, page in enumerate(document.pages)
        for part in drawing.page(page, number, folio(number))
    )
    return any(part.rigid for part in parts)


class _Drawing:
    """Draws page after page, but for what was drawn before."""

    def __init__(
        self,
        document: Document,
        objects: Objects,
        structure: Structure,
        files: Mapping[str, str],
        root: Element,
    ) -> None:
        self._document, self._objects, self._files = document, objects, files
        self._structure, self._tagger = structure, Tagger(structure)
        self._numbers = Numbers(root, Cases(document, objects))

    def page(self, page: Page, number: int, folio: str) -> Parts:
        """Give the text area of a page and its margins."""
        area, margins = drawn_before(page)
        self._tagger.begin(page, number)
        self._numbers.begin(page, folio)
        if area is None:
            area = self._drawn(page, lambda ink: draw_text_area(page, ink))
        else:
            bring(area.states, self._objects)
            self._structure.marked(self._held(area.sources))
        if margins is None:
            turn = self._numbers.turn
            margins = self._drawn(page, lambda ink: draw_margins(page, ink, turn))
        else:
            bring(margins.states, self._objects)
        return area, margins

    def _drawn(self, page: Page, draw: Callable[[Ink], None]) -> Part:
        begin_letters(self._document)
        self._numbers.rigid = False
        ink = Ink(
            self._document, self._objects, page, self._tagger, self._numbers.watch
        )
        with as_they_say():
            draw(ink)
        self._structure.marked(ink.marks)
        operators = [operator(each) for each in ink.stream]
        used = states(operators, self._objects)
        return Part(
            pair=pair(ink.stream, operators, self._numbers.taken()),
            sources=sources(ink),
            states=used,
            faces=letters(self._document, self._files),
            rigid=self._numbers.rigid,
            movable=is_movable(ink, operators, used),
            inks=is_in_inks(operators),
        )

    def _held(self, drawn: Iterable[Source]) -> Iterator[tuple[Node, int]]:
        for each in drawn:
            node = self._tagger.again(each.element, each.part, each.numbered)
            assert node is not None
            yield node, each.place


def _leaves(
    pages: Sequence[Page],
    parts: Sequence[Parts],
    links: Sequence[Sequence[Loose]],
    elements: Written,
    first: int,
) -> Iterator[Leaf]:
    for number, (page, drawn) in enumerate(zip(pages, parts, strict=True)):
        area, margins = (part.pair for part in drawn)
        yield Leaf(
            media=_media(page),
            trim=(0.0, 0.0, *_points(page.width, page.height)),
            plain=(area.plain, margins.plain),
            tagged=(area.tagged, margins.tagged),
            annotations=tuple(range(first, first := first + len(links[number]))),
            parents=elements.parents.get(number, ()),
        )


def _media(page: Page) -> tuple[float, float, float, float]:
    bleed = page.bleed
    left, lower = _points(-bleed["left"], -bleed["bottom"])
    right, upper = page.width + bleed["right"], page.height + bleed["top"]
    return left, lower, *_points(right, upper)


def _points(x: float, y: float) -> tuple[float, float]:
    return round(SCALE * x, 4), round(SCALE * y, 4)


def _anchors(pages: Sequence[Page]) -> dict[str, tuple[int, float, float]]:
    """Say where links lead: what stands on two pages begins on the first."""
    found: dict[str, tuple[int, float, float]] = {}
    for number, page in enumerate(pages):
        for anchor, (x, y, *_) in page.anchors.items():
            found.setdefault(anchor, (number, *point(page, x, y)))
    return found


def _bookmarks(
    pages: Sequence[Page], structure: Structure, elements: Written
) -> Iterator[Bookmark]:
    for number, page in enumerate(pages):
        for (level, title, (x, y), _), element in zip(
            page.bookmarks, headings(page), strict=True
        ):
            meant = _nearest(structure.of(element), elements)
            yield Bookmark(level, title, number, *point(page, x, y), meant)


def _meant(structure: Structure, elements: Written) -> dict[str, int]:
    """Say which structure element each anchor is, or stands in."""
    found: dict[str, int] = {}
    for anchor, node in structure.anchors():
        if (number := _nearest(node, elements)) is not None:
            found.setdefault(anchor, number)
    return found


def _nearest(node: Node, elements: Written) -> int | None:
    """Give the first of a structure element and those around it that is written."""
    path = reversed(node.path())
    return next((elements.numbers[at] for at in path if at in elements.numbers), None)
