"""Numbers as a book writes them: roman, letters, marks of notes, words."""

from __future__ import annotations

ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip

SYMBOLS = "*†‡§‖¶"
"""Marks of notes in the order printers use them; after the last they are doubled."""


def roman(number: int) -> str:
    """Write a number from 1 up in capital roman numerals."""
    written = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def letters(number: int) -> str:
    """Count in capital letters: A … Z, AA, AB."""
    written = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        written = chr(ord("A") + rest) + written
    return written


def symbols(number: int) -> str:
    """Count in marks: * † ‡ § ‖ ¶ ** ††."""
    times, place = divmod(number - 1, len(SYMBOLS))
    return SYMBOLS[place] * (times + 1)


def mark(number: int, style: str) -> str:
    """Write the mark of a note: "decimal", "symbols" or "alpha"."""
    if style == "symbols":
        return symbols(number)
    if style == "alpha":
        return letters(number).lower()
    return str(number)
