"""The bar code of an ISBN: EAN-13, as modules that are black or white (ISO/IEC 15420)."""

from __future__ import annotations

MODULE = 0.33
"""mm: the width of a module at full size."""

_LEFT = (
    "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011"
)
_ODD = _LEFT.split()
_RIGHT = [code.translate(str.maketrans("01", "10")) for code in _ODD]
_EVEN = [code[::-1] for code in _RIGHT]
_FIRST = [
    "OOOOOO", "OOEOEE", "OOEEOE", "OOEEEO", "OEOOEE",
    "OEEOOE", "OEEEOO", "OEOEOE", "OEOEEO", "OEEOEO",
]  # fmt: skip
"""Which of the left six figures are coded evenly tells the thirteenth, that has no bars."""


def modules(digits: str) -> str:
    """Give 95 modules, 1 for black, of thirteen figures."""
    if len(digits) != 13 or not digits.isdigit():
        raise ValueError(f'"{digits}" are not thirteen figures')
    parity = _FIRST[int(digits[0])]
    left = "".join(
        (_ODD if way == "O" else _EVEN)[int(digit)]
        for digit, way in zip(digits[1:7], parity, strict=True)
    )
    right = "".join(_RIGHT[int(digit)] for digit in digits[7:])
    return f"101{left}01010{right}101"


def bars(digits: str) -> list[tuple[int, int, bool]]:
    """Give black bars as first module, number of modules, and whether they are long.

    Guards at both ends and in the middle reach down between the figures.
    """
    pattern = modules(digits)
    found: list[tuple[int, int, bool]] = []
    at = 0
    while at < len(pattern):
        end = at
        while end < len(pattern) and pattern[end] == pattern[at]:
            end += 1
        if pattern[at] == "1":
            found.append((at, end - at, at < 3 or 45 <= at < 50 or at >= 92))
        at = end
    return found
