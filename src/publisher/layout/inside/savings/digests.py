"""Styles told by digests: equal in any process where the same rules say the same.

A cascaded style of WeasyPrint is a dictionary of properties, each with its value and its
weight. Values are plain (numbers, names, tuples of them) or tokens, told as they are written;
what else there may be is equal to nothing but itself.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from hashlib import sha256
from itertools import count
from os import getpid
from time import time_ns
from typing import Any

from publisher.layout.inside.savings.insides import css

Told = dict[str, str]
"""Property → its value and weight, in words."""

MOST = 50_000  # styles remembered
SIZE = 16  # bytes of a digest

_PLAIN = (str, int, float, bool, type(None))
_born = f"{getpid()}-{time_ns()}"  # names this process: what is its own equals nothing
_numbers = count()


class Digests:
    """The styles of a book's documents."""

    def __init__(self) -> None:
        """Begin with none."""
        self.told: dict[bytes, Told] = {}
        self._known: dict[Any, tuple[bytes, Any]] = {}  # holds values: their ids stay

    def digest(self, cascaded: dict[str, Any]) -> bytes:
        """Name a cascaded style."""
        key = tuple(
            [
                (
                    name,
                    value if isinstance(value, str) else id(value),
                    origin,
                    layer,
                    tuple(specificity),  # a list in the rules of pages
                )
                for name, (value, (origin, layer, specificity)) in cascaded.items()
            ]
        )
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= MOST:
                self._known.clear()
            known = self._known[key] = self._named(cascaded), tuple(cascaded.values())
        return known[0]

    def _named(self, cascaded: dict[str, Any]) -> bytes:
        told = {
            name: f"{_words(value)} {weight}"
            for name, (value, weight) in cascaded.items()
        }
        words = repr(sorted(told.items())).encode("utf-8", "surrogatepass")
        name = sha256(words).digest()[:SIZE]
        self.told[name] = told
        return name


def _words(value: Any) -> str:
    if isinstance(value, _PLAIN):
        return repr(value)
    if isinstance(value, (tuple, list)):
        return f"{type(value).__name__}({', '.join(map(_words, value))})"
    if isinstance(value, (set, frozenset)):
        return f"{{{', '.join(sorted(map(_words, value)))}}}"
    if hasattr(value, "serialize"):  # a token of tinycss2
        return f"{type(value).__name__} {value.serialize()}"
    if isinstance(
        value, css.Pending
    ):  # variables or arithmetic, to be worked out later
        return f"{type(value).__name__} {value.name} {_words(value.tokens)}"
    return f"<{_born} {next(_numbers)}>"
