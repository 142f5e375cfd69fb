"""How a line of a manuscript stands on a terminal, cell by cell.

A letter may take one cell, two (東), or none (a combining accent); a tab takes up to
four. What would steer the terminal, or turn the line round unseen, is shown and not
sent: a manuscript may come from anyone.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from itertools import accumulate

from rich.cells import cell_len, split_graphemes

TAB = 4  # cells
NEAR = 6  # characters that may share a cell, before a line looks shorter than it is
_JOINERS = "\u200c\u200d"  # letters of Persian and parts of emoji need them
_PICTURES = 0x2400  # Unicode's pictures of the control characters begin here
_DELETE = 0x7F


def visible(text: str) -> str:
    """Show in a text what would not be seen, or would do something."""
    return "".join(map(_visible, text)) if not text.isprintable() else text


def framed(line: str, column: int, width: int) -> tuple[str, int]:
    """Cut a long line to `width` cells around a column; say in which cell that stands.

    `column` counts characters from 1. A paragraph is one line here, so most are long:
    only what is near is looked at.
    """
    meant = min(max(column, 1) - 1, len(line))
    first, last = max(0, meant - NEAR * width), min(len(line), meant + NEAR * width)
    pieces = _pieces(line[first:last])
    whole = "".join(pieces).rstrip()
    signs, cells = split_graphemes(whole)
    starts = [start for start, _, _ in signs]
    edges = [0, *accumulate(size for _, _, size in signs)]
    sign = _sign(starts, sum(map(len, pieces[: meant - first])), len(whole))
    begin, end = 0, len(signs)
    if first or last < len(line) or cells > width:
        begin, end = _window(edges, sign, width)
    before = "…" if first or begin else ""
    after = "…" if last < len(line) or end < len(signs) else ""
    shown = whole[starts[begin] if begin < len(signs) else 0 :][
        : sum(stop - start for start, stop, _ in signs[begin:end])
    ]
    return f"{before}{shown}{after}", edges[sign] - edges[begin] + len(before)


def _sign(starts: list[int], offset: int, length: int) -> int:
    """Find the sign that a character belongs to: an accent to the letter that bears it."""
    return len(starts) if offset >= length else bisect_right(starts, offset) - 1


def _pieces(line: str) -> list[str]:
    """Give what is shown for each character."""
    if line.isprintable():  # nor does it have a tab
        return list(line)
    pieces, cell = [], 0
    for character in line:
        piece = " " * (TAB - cell % TAB) if character == "\t" else _visible(character)
        cell += cell_len(piece)
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


def _window(edges: list[int], meant: int, width: int) -> tuple[int, int]:
    """Choose which signs are shown: half before the one meant, half behind."""
    start = max(0, min(edges[meant] - width // 2, edges[-1] - width))
    return bisect_left(edges, start), bisect_right(edges, start + width) - 1
