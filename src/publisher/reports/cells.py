"""How a line of a manuscript stands on a terminal, cell by cell.

A letter may take one cell, two (東), or none (a combining accent); a tab takes up to
four. What would steer the terminal, or turn the line round unseen, is shown and not
sent: a manuscript may come from anyone.
"""

from __future__ import annotations

import unicodedata
from itertools import accumulate

from rich.cells import get_character_cell_size

TAB = 4  # cells
_JOINERS = "\u200c\u200d"  # letters of Persian and parts of emoji need them
_PICTURES = 0x2400  # Unicode's pictures of the control characters begin here
_DELETE = 0x7F


def visible(text: str) -> str:
    """Show in a text what would not be seen, or would do something."""
    return "".join(map(_visible, text)) if not text.isprintable() else text


def framed(line: str, column: int, width: int) -> tuple[str, int]:
    """Cut a long line to `width` cells around a column; say in which cell that stands.

    `column` counts characters from 1. A paragraph is one line here, so most are long.
    """
    pieces = _pieces(line)
    sizes = [sum(map(get_character_cell_size, piece)) for piece in pieces]
    edges = [0, *accumulate(sizes)]
    meant = _base(sizes, min(max(column, 1) - 1, len(pieces)))
    if edges[-1] <= width:
        return "".join(pieces).rstrip(), edges[meant]
    first, last = _window(edges, meant, width)
    first = _base(sizes, first)
    before = "…" if first else ""
    after = "…" if last < len(pieces) else ""
    cell = edges[meant] - edges[first] + len(before)
    return f"{before}{''.join(pieces[first:last])}{after}", cell


def _pieces(line: str) -> list[str]:
    """Give what is shown for each character."""
    pieces, cell = [], 0
    for character in line:
        piece = " " * (TAB - cell % TAB) if character == "\t" else _visible(character)
        cell += sum(map(get_character_cell_size, piece))
        pieces.append(piece)
    return pieces


def _visible(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    number = ord(character)
    if number < ord(" "):
        return chr(_PICTURES + number)
    if number == _DELETE:
        return "␡"
    if unicodedata.category(character) == "Zs":
        return " "
    return f"‹U+{number:04X}›"


def _base(sizes: list[int], index: int) -> int:
    """Step back from an accent to the letter that bears it."""
    while 0 < index < len(sizes) and sizes[index] == 0:
        index -= 1
    return index


def _window(edges: list[int], meant: int, width: int) -> tuple[int, int]:
    """Choose which characters are shown: half before the one meant, half behind."""
    start = max(0, min(edges[meant] - width // 2, edges[-1] - width))
    first = next(index for index, edge in enumerate(edges) if edge >= start)
    last = max(index for index, edge in enumerate(edges) if edge <= start + width)
    return min(first, meant), max(last, min(meant + 1, len(edges) - 1))
