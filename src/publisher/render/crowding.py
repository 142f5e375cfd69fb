"""Whether the columns of a table can stand side by side on a narrow screen."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.model import Cell, Picture, Table
from publisher.tree import plain, walk

PHONE = (
    40  # letters that stand side by side on a phone, spaces between columns included
)
SPACE = 3  # letters: what stands between two columns
PICTURE = 10  # letters: the room of a picture that asks for no less
_MANY = 5  # columns of a table that a narrow screen cannot show side by side
_CROWD = 48  # letters of the longest words of all columns, above which some are divided


def crowded(node: Table) -> bool:
    """Tell whether columns are too many, or their words too long, for a phone."""
    if len(node.columns) >= _MANY:
        return True
    columns = columns_of(node)
    return sum(SPACE + longest_word(texts) for texts in columns) > _CROWD


def columns_of(node: Table) -> list[list[str]]:
    """Give the texts of a table, column by column."""
    rows = [row.cells for row in (*node.head, *node.body)]
    return [
        [_said(cells[number]) for cells in rows if number < len(cells)]
        for number in range(len(node.columns))
    ]


def _said(cell: Cell) -> str:
    """Give the text of a cell, a picture in it as a word that is as wide."""
    pictures = (each for each in walk(cell.children) if isinstance(each, Picture))
    return " ".join([plain(cell.children), *("_" * _wide(each) for each in pictures)])


def _wide(picture: Picture) -> int:
    """Count the letters beside each other that a picture needs the room of."""
    asked = dict(picture.attributes.pairs).get("width", "")
    return (
        min(PICTURE, round(2 * float(asked[:-2]))) if asked.endswith("em") else PICTURE
    )


def longest_word(texts: Sequence[str]) -> int:
    """Count the letters of the longest word."""
    return max((len(word) for text in texts for word in text.split()), default=1)
