"""Operators of a stream read as they are written, one a line: numbers, a name, letters by number.

So our own files are written, and it takes a third of the time that a reading of every operand
as an object takes. Of a stream that holds anything else (dictionaries, several operators a
line) nothing is read here: it is for those who read PDF as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeAlias

Operation: TypeAlias = "tuple[str, Iterable[Any]]"
"""The name of an operator, and its operands: numbers, names as text, `Codes`, or objects."""

_NUMBER = b"0123456789.+- "
_CODES = _NUMBER + b"ABCDEFabcdef"
_NAMED = re.compile(rb"(/[!$&-.0-9:;=?-Z^-z|~]+) (?:([-+.0-9]+) )?(Tf|gs|Do)")
"""An operator that names something, without signs that would have to be deciphered."""

_DASHES = re.compile(rb"\[[-+.0-9 ]*\] [-+.0-9]+ d")

_STRING = re.compile(rb"\(((?:[^()\\\r]|\\[nrtbf()\\]|\\[0-3][0-7]{2})*)\)")
_ESCAPED = re.compile(rb"\\([nrtbf()\\]|[0-3][0-7]{2})")
_ESCAPES = dict(zip(b"nrtbf()\\", b"\n\r\t\b\f()\\", strict=True))
"""What a sign behind a backslash stands for in a string (ISO 32000-2, 7.3.4.2)."""

_PLAIN = {
    each: each.decode("ascii")
    for each in (
        b"q Q cm w J j M i BT ET Tm Td TD T* Tc Tz TL Ts Tr g G rg RG k K "
        b"m l c v y h re n W W* f F f* S s B B* b b*"
    ).split()
}
"""Operators with numbers alone."""


class Codes(NamedTuple):
    """What an array of text says: the codes of its letters, and the moves between, added up."""

    codes: bytes
    moves: float


def read(content: bytes) -> list[Operation] | None:
    """List the operators of a stream; None where it is not written as ours are."""
    found: list[Operation] = []
    try:
        for line in content.split(b"\n"):
            if line.endswith(b"] TJ") and line.startswith(b"["):
                found.append(("TJ", (_letters(line[1:-4]),)))
            elif line.startswith(b"/"):
                found.append(_naming(line))
            elif line.startswith(b"[") and _DASHES.fullmatch(line):
                found.append(("d", ()))  # how a line is dashed is not asked
            elif line:
                operator = line.translate(None, _NUMBER)
                numbers = line.removesuffix(operator)
                if numbers and not numbers.endswith(b" "):
                    return None
                found.append((_PLAIN[operator], tuple(map(float, numbers.split()))))
    except (LookupError, ValueError):
        return None
    return found


def _letters(array: bytes) -> Codes:
    """Read an array of strings and numbers; anything else is a ValueError."""
    if b"(" in array:
        array = _STRING.sub(_hexadecimal, array)
    brackets = array.translate(None, _CODES)
    if brackets != b"<>" * (len(brackets) // 2):
        raise ValueError(array)
    parts = array.replace(b">", b"<").split(b"<")  # a number or none, a string, …
    codes = b" ".join(parts[1::2]).decode("ascii")  # each of whole bytes, or an error
    moves = b" ".join(parts[::2]).split()
    return Codes(bytes.fromhex(codes), sum(map(float, moves), 0.0))


def _hexadecimal(found: re.Match[bytes]) -> bytes:
    """Write a string by the numbers of its signs."""
    return b"<%b>" % _ESCAPED.sub(_meant, found[1]).hex().encode("ascii")


def _meant(found: re.Match[bytes]) -> bytes:
    said = found[1]
    return bytes([_ESCAPES[said[0]] if len(said) == 1 else int(said, 8)])


def _naming(line: bytes) -> Operation:
    """Read an operator that names something; anything else is a ValueError."""
    found = _NAMED.fullmatch(line)
    if found is None or (found[2] is None) == (found[3] == b"Tf"):
        raise ValueError(line)
    name = found[1].decode("ascii")
    if found[2] is None:
        return found[3].decode("ascii"), (name,)
    return "Tf", (name, float(found[2]))
