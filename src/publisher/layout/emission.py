"""A unit that was laid out, drawn into a fragment: pages that fit into any file.

What is drawn does not depend on what was drawn before, nor on chance: the same unit
gives the same bytes in every process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from typing import TypeVar
from xml.etree.ElementTree import Element

from publisher.fragments import Bookmark, Face, Fragment, Leaf, Loose
from publisher.layout.elements import Written, written
from publisher.layout.inside.digits import Cases
from publisher.layout.inside.drawing import (
    SCALE,
    Ink,
    draw_margins,
    draw_text_area,
    point,
)
from publisher.layout.inside.folios import Numbers
from publisher.layout.inside.hotspots import headings
from publisher.layout.inside.objects import INKS, Objects, text
from publisher.layout.inside.strips import Pair, pair
from publisher.layout.inside.tagging import Tagger
from publisher.layout.links import link_annotations
from publisher.layout.structure import Node, Structure
from publisher.layout.weasy import Document, Page

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Emitted:
    """The pages of a unit."""

    fragment: Fragment
    rigid: bool  # a page number cannot be changed: patches are not to be used


def emit(
    document: Document,
    root: Element,
    files: Mapping[str, str],
    folio: Callable[[int], str],
) -> Emitted:
    """Draw the pages of a unit.

    `root` is the element that was laid out, `files` names the font files of the book by
    their SHA-256, `folio` says what is printed as number of a page of the unit, counted
    from 0: "" if it is not to be changed.
    """
    objects, structure = Objects(document), Structure(root)
    numbers = Numbers(root, Cases(document, objects))
    strips = list(_strips(document, objects, structure, numbers, folio))
    loose = objects.loose()
    links = link_annotations(document.pages, structure, len(loose))
    first = len(loose) + sum(map(len, links))
    elements = written(structure.top, first, text)
    fragment = Fragment(
        leaves=tuple(_leaves(document.pages, strips, links, elements, len(loose))),
        objects=(*loose, *chain(*links), *elements.objects),
        resources=0,
        faces=_faces(document, files),
        anchors=_anchors(document.pages),
        bookmarks=tuple(_bookmarks(document.pages, structure, elements)),
        meant=_meant(structure, elements),
        inks=objects.inks,
        leads=elements.leads,
        tops=elements.tops,
        owners=tuple(elements.owners[each] for each in range(len(loose), first)),
    )
    return Emitted(fragment, numbers.rigid)


def _strips(
    document: Document,
    objects: Objects,
    structure: Structure,
    numbers: Numbers,
    folio: Callable[[int], str],
) -> Iterator[tuple[Pair, Pair]]:
    """Draw page after page: of each, the text area and the margins."""
    tagger = Tagger(structure)
    for number, page in enumerate(document.pages):
        tagger.begin(page, number)
        numbers.begin(page, folio(number))
        area = Ink(document, objects, page, tagger, numbers.watch)
        draw_text_area(page, area)
        objects.inks |= any(map(_in_inks, area.stream))
        text_area = pair(area.stream, numbers.taken())
        structure.marked(area.marks)
        margins = Ink(document, objects, page, tagger, numbers.watch)
        draw_margins(page, margins, numbers.turn)
        yield text_area, pair(margins.stream, numbers.taken())


def _leaves(
    pages: Sequence[Page],
    strips: Sequence[tuple[Pair, Pair]],
    links: Sequence[Sequence[Loose]],
    elements: Written,
    first: int,
) -> Iterator[Leaf]:
    for number, (page, (area, margins)) in enumerate(zip(pages, strips, strict=True)):
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


def _faces(document: Document, files: Mapping[str, str]) -> dict[str, Face]:
    """Gather what is shown of each font; one may have been opened several times."""
    faces: dict[str, Face] = {}
    for font in document.fonts.values():
        before = faces.get(font.hash, Face("", {}, {}))
        faces[font.hash] = Face(
            file=before.file or files[sha256(font.file_content).hexdigest()],
            glyphs={**font.to_unicode, **before.glyphs},
            widths={**font.widths, **before.widths},
        )
    return {
        name: replace(face, glyphs=_sorted(face.glyphs), widths=_sorted(face.widths))
        for name, face in sorted(faces.items())
    }


def _sorted(by_glyph: Mapping[int, T]) -> dict[int, T]:
    return dict(sorted(by_glyph.items()))


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


def _in_inks(drawn: object) -> bool:
    """Tell whether an operator chooses inks as colour."""
    return isinstance(drawn, bytes) and INKS in drawn


def _nearest(node: Node, elements: Written) -> int | None:
    """Give the first of a structure element and those around it that is written."""
    path = reversed(node.path())
    return next((elements.numbers[at] for at in path if at in elements.numbers), None)
