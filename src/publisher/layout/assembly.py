"""Units in their order: where each begins, what its pages are called, the whole map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from publisher.artifacts import (
    BlockRow,
    Box,
    NoteRow,
    PageMap,
    PageRow,
    PrintBook,
    PrintUnit,
    Side,
)
from publisher.bookinfo import Matter, Role
from publisher.layout.labels import roman
from publisher.layout.oneunit import Entry, SetUnit
from publisher.layout.places import span
from publisher.layout.typesetting import set_unit
from publisher.layout.workshop import Workshop

Known = Mapping[tuple[PrintUnit, Entry], SetUnit]
"""Units already set, by their markup and beginning."""

BLANK = '<section class="unit blank gen"></section>'


@dataclass(frozen=True, slots=True)
class Sheet:
    """The pages of one unit in their place, or one blank page before a unit."""

    made: SetUnit
    start: int  # index of its first page
    labels: tuple[str, ...]
    blank: bool = False


def assemble(book: PrintBook, shop: Workshop, known: Known) -> list[Sheet]:
    """Set every unit that is not known, one behind the other."""
    sheets: list[Sheet] = []
    number, in_front = 1, True
    for unit in book.units:
        index = _next(sheets)
        if _must_turn(unit, index):
            blank = _blank(sheets, unit)
            sheets.append(_sheet(blank, index, number, shop, known, front=in_front))
            index, number = index + 1, number + 1
        if in_front and unit.matter is not Matter.FRONT:
            number, in_front = 1, False
        sheets.append(_sheet(unit, index, number, shop, known, front=in_front))
        number += len(sheets[-1].labels)
    return sheets


def _next(sheets: Sequence[Sheet]) -> int:
    return sheets[-1].start + len(sheets[-1].labels) if sheets else 1


def _must_turn(unit: PrintUnit, index: int) -> bool:
    """Tell whether a page must stay blank before a unit."""
    return unit.opens != "any" and unit.opens != side(index).value


def side(index: int) -> Side:
    """Tell which side of its leaf a page is."""
    return Side.RECTO if index % 2 else Side.VERSO


def _blank(sheets: Sequence[Sheet], unit: PrintUnit) -> PrintUnit:
    """Make a blank page; it belongs to the unit it follows, if there is one."""
    owner = sheets[-1].made.unit if sheets else unit
    return PrintUnit(owner.id, Role.HALF_TITLE, owner.matter, BLANK)


def _sheet(
    unit: PrintUnit,
    index: int,
    number: int,
    shop: Workshop,
    known: Known,
    *,
    front: bool,
) -> Sheet:
    entry = Entry(side(index).value, number)
    made = known.get((unit, entry)) or set_unit(unit, entry, shop)
    numbers = range(number, number + len(made.map.pages))
    labels = tuple(roman(each) if front else str(each) for each in numbers)
    return Sheet(made, index, labels, blank=unit.html == BLANK)


def page_map(sheets: Sequence[Sheet]) -> PageMap:
    """Join the maps of all units, their pages counted through the book."""
    first = sheets[0].made.document.pages[0]
    anchors: dict[str, int] = {}
    for sheet in sheets:
        for anchor, page in sheet.made.map.anchors.items():
            anchors.setdefault(anchor, page + sheet.start - 1)
    return PageMap(
        width=round(first.width * 0.75, 2),
        height=round(first.height * 0.75, 2),
        pages=tuple(row for sheet in sheets for row in _pages(sheet)),
        blocks=tuple(row for sheet in sheets for row in _blocks(sheet)),
        notes=tuple(row for sheet in sheets for row in _notes(sheet)),
        anchors=anchors,
    )


def _pages(sheet: Sheet) -> Iterator[PageRow]:
    rows = zip(sheet.made.map.pages, sheet.labels, strict=True)
    for index, (page, label) in enumerate(rows, sheet.start):
        yield PageRow(
            index=index,
            label=label,
            side=side(index),
            blank=sheet.blank,
            folio=label in (words.strip() for words in page.margins),
            unit=sheet.made.unit.id,
            first=span(page.first) if page.first else None,
            offset=page.offset,
            words=page.words,
            initials=tuple(_moved(box, sheet) for box in page.initials),
            figures=tuple(_moved(box, sheet) for box in page.figures),
            pictures=tuple(_moved(box, sheet) for box in page.pictures),
        )


def _blocks(sheet: Sheet) -> Iterator[BlockRow]:
    for row in sheet.made.map.blocks:
        boxes = tuple(_moved(box, sheet) for box in row.boxes)
        yield replace(row, unit=sheet.made.unit.id, boxes=boxes)


def _moved(box: Box, sheet: Sheet) -> Box:
    return replace(box, page=box.page + sheet.start - 1)


def _notes(sheet: Sheet) -> Iterator[NoteRow]:
    before = sheet.start - 1
    for row in sheet.made.map.notes:
        pages = tuple(page + before for page in row.pages)
        yield NoteRow(row.key, row.call + before if row.call else 0, pages)
