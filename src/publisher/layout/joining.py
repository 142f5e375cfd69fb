"""The map of the book: the maps of all units, their pages counted through."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from publisher.artifacts import BlockRow, Box, NoteRow, PageMap, PageRow
from publisher.layout.assembly import Place, side
from publisher.layout.labels import folio
from publisher.layout.numbers import by_anchor, filled, told
from publisher.layout.places import span
from publisher.layout.setting import Gist, Job, Setting
from publisher.layout.unitmap import FIRST_WORDS


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit in its place, or one blank page before a unit, and the gist of its pages."""

    place: Place
    gist: Gist

    @property
    def start(self) -> int:
        """Index of its first page."""
        return self.place.start


@dataclass(frozen=True, slots=True)
class Sheet(Standing):
    """The same with the markup that was set."""

    job: Job


@dataclass(frozen=True, slots=True)
class FullSheet(Sheet):
    """The same with all that is known of its pages."""

    made: Setting


def labels(sheets: Sequence[Standing]) -> dict[str, str]:
    """Say on which page each anchor stands first, by what the page is called."""
    found: dict[str, str] = {}
    for sheet in sheets:
        names = sheet.place.labels
        for anchor, page in sheet.gist.anchors.items():
            found.setdefault(anchor, names[page - 1])
    return found


def indices(sheets: Sequence[Standing]) -> dict[str, int]:
    """Say on which page each anchor stands first, counted through the book."""
    found: dict[str, int] = {}
    for sheet in sheets:
        for anchor, page in sheet.gist.anchors.items():
            found.setdefault(anchor, page + sheet.start - 1)
    return found


def page_map(sheets: Sequence[FullSheet], label: Mapping[str, str]) -> PageMap:
    """Join the maps of all units, their pages counted through the book."""
    first = sheets[0].made
    tell = by_anchor(label)
    return PageMap(
        width=first.width,
        height=first.height,
        pages=tuple(row for sheet in sheets for row in _pages(sheet, tell)),
        blocks=tuple(row for sheet in sheets for row in _blocks(sheet)),
        notes=tuple(row for sheet in sheets for row in _notes(sheet)),
        anchors=indices(sheets),
    )


def as_set(sheet: FullSheet, label: Mapping[str, str]) -> str:
    """Give the markup of a unit in the order of its pages, with their numbers."""
    return filled(sheet.made.html, by_anchor(label))


def _pages(sheet: FullSheet, tell: Callable[[str], str]) -> Iterator[PageRow]:
    entry = sheet.job.entry
    rows = zip(sheet.made.map.pages, sheet.place.labels, strict=True)
    for number, (page, name) in enumerate(rows):
        index = sheet.start + number
        set_as = folio(entry.number + number, roman=entry.roman)
        yield PageRow(
            index=index,
            label=name,
            side=side(index),
            blank=sheet.place.blank,
            folio=set_as in (words.strip() for words in page.margins),
            unit=sheet.place.unit.id,
            first=span(page.first) if page.first else None,
            offset=page.offset,
            words=told(page.words, tell)[:FIRST_WORDS],
            figure=span(page.figure) if page.figure else None,
            leads=page.leads,
            heads=tuple(_moved(box, sheet) for box in page.heads),
            over=tuple(_moved(box, sheet) for box in page.over),
            beside=tuple(_moved(box, sheet) for box in page.beside),
            layered=page.layered,
            initials=tuple(_moved(box, sheet) for box in page.initials),
            figures=tuple(_moved(box, sheet) for box in page.figures),
            pictures=tuple(_moved(box, sheet) for box in page.pictures),
        )


def _blocks(sheet: FullSheet) -> Iterator[BlockRow]:
    for row in sheet.made.map.blocks:
        boxes = tuple(_moved(box, sheet) for box in row.boxes)
        yield BlockRow(row.span, sheet.place.unit.id, row.anchor, boxes, row.note)


def _moved(box: Box, sheet: FullSheet) -> Box:
    page = box.page + sheet.place.start - 1
    return Box(page, box.x, box.y, box.width, box.height)


def _notes(sheet: FullSheet) -> Iterator[NoteRow]:
    before = sheet.start - 1
    for row in sheet.made.map.notes:
        pages = tuple(page + before for page in row.pages)
        yield NoteRow(row.key, row.call + before if row.call else 0, pages)
