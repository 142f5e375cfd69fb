"""Cells of tables: a short one is not divided, and no short last word stands by itself.

Columns are made narrower one like the other where a table is wide, whatever stands in
them; a word that is bound to its neighbour cannot be parted from it so.
"""

from __future__ import annotations

from dataclasses import replace

from publisher.model import Cell, Inline, Row, Table, Text
from publisher.tree import plain, walk

WHOLE = 12  # letters of a cell that keeps to one line, as "53° 21′ N."
WORD = 3  # letters of a last word that would look lost in a line, as "S."
BETWEEN = 4  # letters: the white between two columns
TIED = "\u00a0"


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
