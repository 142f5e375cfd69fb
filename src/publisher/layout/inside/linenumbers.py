"""Numbers of lines in the margin of a page, each beside its line.

A style counts by fives (or by tens) in a margin box at a side: `content: "5\\A 10\\A 15"`.
WeasyPrint 70.0 sets these one below the other; here each is moved to the height of the line
that it counts, and those that count none are taken away. Lines of titles, captions, tables
and figures do not count, nor do notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publisher.layout.inside.content import PT
from publisher.layout.inside.known import once
from publisher.layout.inside.marginboxes import is_at_side
from publisher.layout.inside.private import boxes
from publisher.layout.inside.rows import Row, rows
from publisher.layout.markup import classes
from publisher.layout.weasy import Document, Page

_UNCOUNTED_TAGS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption"}
)
_UNCOUNTED = frozenset({"number", "credit"})
_FEWEST = 2  # numbers that count


def stand_beside(document: Document) -> None:
    """Move the numbers in the margins of all pages beside their lines."""
    for page in document.pages:
        for margin in _counting(page):
            margin.children = list(_moved(margin, page))


def counted(page: Page) -> list[Row]:
    """List the lines of a page that count, from above; line 1 stands first."""
    return [
        row
        for row in rows(page)
        if not row.apart
        and row.element.tag not in _UNCOUNTED_TAGS
        and _UNCOUNTED.isdisjoint(classes(row.element))
    ]


@once
def beside(page: Page) -> tuple[float, ...]:
    """Give the rectangles of the numbers, in pt: x, y, width and height of each in turn."""
    return tuple(
        round(PT * float(side), 2)
        for margin in _counting(page, fewest=1)
        for line in margin.children
        for side in (line.position_x, line.position_y, line.width, line.height)
    )


def _counting(page: Page, fewest: int = _FEWEST) -> Iterator[Any]:
    """Yield the margin boxes that count by some step."""
    for box in page._page_box.children:  # noqa: SLF001 there is no public form
        if isinstance(box, boxes.MarginBox) and is_at_side(box):
            said = [_said(each) for each in box.children]
            if len(said) >= fewest and _is_count(said):
                yield box


def _is_count(said: list[str]) -> bool:
    if not all(each.isascii() and each.isdigit() for each in said):
        return False
    step = int(said[0])
    return step > 0 and [int(each) for each in said] == [
        step * number for number in range(1, len(said) + 1)
    ]


def _said(box: Any) -> str:  # noqa: ANN401 WeasyPrint has no types
    texts = (each for each in box.descendants() if isinstance(each, boxes.TextBox))
    return "".join(each.text for each in texts).strip()


def _moved(margin: Any, page: Page) -> Iterator[Any]:  # noqa: ANN401
    """Yield the lines of a margin box that number a line, at its height."""
    lines = counted(page)
    for line in margin.children:
        number = int(_said(line))
        if number <= len(lines):
            made = line.deepcopy()
            at = lines[number - 1].baseline / PT
            made.translate(0, at - float(line.position_y + line.baseline))
            yield made
