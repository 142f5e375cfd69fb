"""Patterns of hyphens, read by the places of their figures.

Stands before `pyphen.HyphDict`, which takes each pattern apart, letter by letter: 45 ms for
British English and 380 for German, in every worker. Where the figures stand, as in "x1xx" for
"a1bc", is the same in hundreds of patterns: it is reckoned once for all, and they share one
value, which takes less memory, too. Dictionaries in which a letter may change when a word is
divided are left to pyphen.

Memory: the patterns, and a few hundred rows of figures.
"""

# ruff: noqa: ANN401 pyphen has no types

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from publisher.layout.inside.savings.insides import line_break
from publisher.layout.inside.savings.saving import Place, Saving

_pyphen = line_break.pyphen
_HyphDict: Any = _pyphen.HyphDict
_Value = tuple[int, tuple[int, ...]]  # how far from the first letter, and the figures


_FIGURES = b"0123456789"
_SHAPE = bytes(code if code in _FIGURES + b"\n" else ord("x") for code in range(256))
_FURTHER = bytes(range(0x80, 0xC0))  # in UTF-8, all bytes of a sign but the first


class Patterns(_HyphDict):  # type: ignore[misc] # of a class without types
    """The patterns of a dictionary, as pyphen holds them."""

    def __init__(self, path: Any) -> None:
        """Read a `hyph_*.dic`."""
        found = _read(path)
        if found:
            self.patterns = found
            self.cache: dict[str, list[int]] = {}
            self.maxlen = max(map(len, found))
        else:
            super().__init__(path)


def _read(path: Any) -> dict[str, _Value] | None:
    """Read a file of plain patterns; None if there are others in it."""
    try:
        with path.open("rb") as file:
            text = path.read_text(file.readline().decode().strip())
    except LookupError:  # a name that pyphen knows better
        return None
    lines = [line.strip() for line in text.split("\n")[1:]]
    plain = "\n".join(
        line for line in lines if line and not line.startswith(_pyphen.ignored)
    )
    if not plain or "=" in plain or "^^" in plain:
        return None
    if any(sign.isdecimal() and not sign.isascii() for sign in set(plain)):
        return None
    signs = plain.encode()
    letters = signs.translate(None, _FIGURES).decode().split("\n")
    shapes = signs.translate(_SHAPE, _FURTHER).decode().split("\n")
    values = {shape: _value(shape) for shape in set(shapes)}
    return {
        word: value
        for word, shape in zip(letters, shapes, strict=True)
        if (value := values[shape])
    }


def _value(shape: str) -> _Value | None:
    """Give the figures between the letters, from the first to the last that is not 0."""
    inner = shape.lstrip("x")
    first, figures = _figures(inner.rstrip("x"))
    return (len(shape) - len(inner) + first, figures) if figures else None


@cache
def _figures(shape: str) -> _Value:
    figures = [int(figure or "0") for figure, _ in _pyphen.parse(shape)]
    there = [place for place, figure in enumerate(figures) if figure]
    if not there:
        return 0, ()
    return there[0], tuple(figures[there[0] : there[-1] + 1])


def _places() -> Iterator[Place]:
    yield Place(_pyphen, "HyphDict", Patterns)


SAVING = Saving(
    name="hyphen patterns",
    rests_on={"../pyphen/__init__.py": "9a752f734be350f7"},
    places=_places,
)
