"""What pages are called: roman in front, arabic from the first page of the body."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman_figures(number: int) -> str:
    """Write a number from 1 up in small roman figures."""
    written = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written


def folio(number: int, *, roman: bool) -> str:
    """Write the number of a page as its kind of matter counts."""
    return roman_figures(number) if roman else str(number)
