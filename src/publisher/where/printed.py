"""From a line of the manuscript to the pages it is printed on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from math import inf

from publisher.where.mapped import (
    Answer,
    Block,
    Map,
    innermost,
    said,
    sheet,
    sorry,
    start,
)
from publisher.where.words import index, plain, quote

MM = 25.4 / 72  # in a point


def of_line(asked: str, line: int, column: int | None, book: Map) -> Answer:
    """Say on which pages, and where on them, the blocks of a line stand."""
    paths = sorted({block["at"]["path"] for block in book.blocks})
    meant = [path for path in paths if _is_meant(path, asked)]
    if not meant:
        return sorry(_no_file(asked, paths, book))
    if len(meant) > 1:
        return sorry(f"more than one file is meant: {', '.join(meant)}")
    (path,) = meant
    length = len(book.text(path).removesuffix("\n").split("\n"))
    if line > length > 1:
        return sorry(f"{path} has {length} lines")
    rows = sorted((b for b in book.blocks if b["at"]["path"] == path), key=start)
    chosen = _chosen(rows, line, column)
    if not chosen:
        return sorry(f"nothing of {path} is printed before {said(rows[0]['at'])}")
    lines = [each for row in chosen for each in _standing(row, line, book)]
    return Answer((*lines, *book.outdated(path)), found=True)


def _is_meant(path: str, asked: str) -> bool:
    """Compare two paths; either may have folders in front that the other lacks."""
    return f"/{path}".endswith(f"/{asked}") or f"/{asked}".endswith(f"/{path}")


def _no_file(asked: str, paths: Sequence[str], book: Map) -> str:
    if (book.home / asked).is_file():
        return f'nothing of "{asked}" is in the printed book'
    near = get_close_matches(asked, paths, n=1, cutoff=0)
    meant = f'; did you mean "{near[0]}"?' if near else ""
    return f'no file of the book is called "{asked}"{meant}'


def _chosen(rows: Sequence[Block], line: int, column: int | None) -> list[Block]:
    """Choose the innermost blocks of a place; of a note in a paragraph, both."""
    before = [row for row in rows if start(row) <= (line, column or inf)]
    if not before:
        return []
    last = before[-1]["at"]["line"]
    on_line = [row for row in before if row["at"]["line"] == last]
    inner = innermost(on_line)
    if column is not None:
        inner = inner[-1:]
    around = [row for row in before if not row["note"]]
    if around and all(_is_inline(row, before) for row in inner):
        return [around[-1], *inner]
    return inner


def _is_inline(row: Block, rows: Sequence[Block]) -> bool:
    """Tell whether a block belongs to a note written inside a paragraph."""
    return bool(row["note"]) and any(
        each["id"] == row["note"] and each["at"]["column"] > 1 for each in rows
    )


def _standing(row: Block, line: int, book: Map) -> Iterator[str]:
    """Say of each page a block touches where on it the block stands."""
    text = book.text(row["at"]["path"])
    words = quote(plain(text[index(text, row["at"]) :]))
    note = ", in a note" if row["note"] else ""
    elsewhere = f" ({said(row['at'])})" if row["at"]["line"] != line else ""
    for number, box in enumerate(row["boxes"]):
        page = sheet(book.pages[int(box[0]) - 1])
        beginning = "goes on" if number else f"“{words}”"
        yield f"{page}, {box[2] * MM:.0f} mm from the top{note}: {beginning}{elsewhere}"
