"""What the pages of a PDF are called, as its page labels say (ISO 32000-2, 12.4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice

from pikepdf import NumberTree, Object

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def called(labels: Object, pages: int) -> list[str]:
    """List what so many pages are called; "" is what nobody says of a page."""
    found = [""] * pages
    for start, run in NumberTree(labels).items():
        found[start:] = islice(_run(run), max(0, pages - start))
    return found


def _run(run: Object) -> Iterator[str]:
    """Yield what pages from one on are called."""
    prefix, style = str(run.get("/P", "")), str(run.get("/S", ""))
    for number in count(int(run.get("/St", 1))):
        yield prefix + _number(number, style)


def _number(number: int, style: str) -> str:
    if style == "/D":
        return str(number)
    if style == "/r":
        return _roman(number)
    return _roman(number).upper() if style == "/R" else ""


def _roman(number: int) -> str:
    written = ""
    for value, figures in _ROMAN:
        written += figures * (number // value)
        number %= value
    return written
