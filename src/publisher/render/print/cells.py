"""Cells of tables: a short one is not divided, and no short last word stands by itself.

Columns are made narrower one like the other where a table is wide, whatever stands in
them; a word that is bound to its neighbour cannot be parted from it so. Pictures leave the
words of other columns their room.
"""

from __future__ import annotations

from dataclasses import replace

from publisher.model import Cell, Inline, Picture, Row, Table, Text
from publisher.render.print.geometry import LETTER
from publisher.tree import plain, walk

WHOLE = 12  # letters of a cell that keeps to one line, as "53° 21′ N."
WORD = 3  # letters of a last word that would look lost in a line, as "S."
BETWEEN = 4  # letters: the white between two columns
TIED = "\u00a0"
PADDING = 16.0  # pt: the same on paper
SMALLEST = 42.0  # pt: the room that is left for a picture, whatever stands beside it


def bound_cells(table: Table, across: int) -> Table:
    """Bind words in the cells of a table, if so many letters fit into a line of it.

    Where columns could not stand side by side any more, it stays as it is.
    """
    made = replace(table, head=_rows(table.head), body=_rows(table.body))
    return made if _width(made) <= across else table


def _rows(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(
        replace(row, cells=tuple(_bound(cell) for cell in row.cells)) for row in rows
    )


def _bound(cell: Cell) -> Cell:
    """Bind all words of a short cell, or the last two of a longer one."""
    said = plain(cell.children)
    if len(said) <= WHOLE and all(isinstance(each, Text) for each in cell.children):
        return replace(cell, children=tuple(map(_tied, cell.children)))
    match cell.children:
        case [*before, Text(value=value) as last]:
            first, space, end = value.rpartition(" ")
            if space and first and 0 < len(end) <= WORD:
                tied = replace(last, value=f"{first}{TIED}{end}")
                return replace(cell, children=(*before, tied))
            return cell
        case _:
            return cell


def _tied(text: Inline) -> Inline:
    assert isinstance(text, Text)
    return replace(text, value=text.value.replace(" ", TIED))


def _width(table: Table) -> int:
    """Count the letters of the longest words of all columns, and what is between them."""
    rows = [row.cells for row in (*table.head, *table.body)]
    return sum(
        BETWEEN + max((_longest(row[n]) for row in rows if n < len(row)), default=0)
        for n in range(len(table.columns))
    )


def _longest(cell: Cell) -> int:
    """Count the letters of the longest word; one that is bound to its neighbour counts as one."""
    said = (
        each.value if isinstance(each, Text) else " " for each in walk(cell.children)
    )
    return max(map(len, "".join(said).split(" ")))


def room_for_pictures(table: Table, wide: float) -> float | None:
    """Give how wide in pt a picture may be that says no width; None if there is none.

    Beside it the longest word of every other column has room, in a table `wide` pt wide.
    """
    rows = [row.cells for row in (*table.head, *table.body)]
    columns = [
        [row[n] for row in rows if n < len(row)] for n in range(len(table.columns))
    ]
    shown = sum(any(map(_shows, cells)) for cells in columns)
    if not shown:
        return None
    words = sum(
        LETTER * max(map(_longest, cells), default=0)
        for cells in columns
        if not any(map(_shows, cells))
    )
    return max(SMALLEST, (wide - PADDING * len(columns) - words) / shown)


def _shows(cell: Cell) -> bool:
    """Tell whether a cell holds a picture of its natural size."""
    pictures = (each for each in walk(cell.children) if isinstance(each, Picture))
    return any("width" not in dict(each.attributes.pairs) for each in pictures)
