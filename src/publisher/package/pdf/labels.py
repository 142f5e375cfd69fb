"""Page labels: where a way of counting begins, and how it counts from there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publisher.package.pdf.syntax import text

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def labels(written: Sequence[str]) -> bytes:
    """Write the number tree of page labels (ISO 32000-2, 12.4.2)."""
    return b"<</Nums[" + b" ".join(_runs(written)) + b"]>>"


def _runs(written: Sequence[str]) -> Iterator[bytes]:
    expected: tuple[bytes, int] | None = None
    for index, label in enumerate(written):
        style, value = _read(label)
        if (style, value) != expected:
            yield b"%d<<%b>>" % (index, _start(style, value, label))
        expected = (style, value + 1) if style else None


def _start(style: bytes, value: int, label: str) -> bytes:
    """Say how pages are counted: by a style and from a number, or by words alone."""
    return b"/S%b/St %d" % (style, value) if style else b"/P" + text(label)


def _read(label: str) -> tuple[bytes, int]:
    """Tell the style of a label, and its value; no style for words."""
    if label.isascii() and label.isdigit() and not label.startswith("0"):
        return b"/D", int(label)
    if label and set(label) <= _ROMAN.keys():
        return b"/r", _value(label)
    return b"", 0


def _value(roman: str) -> int:
    values = [_ROMAN[letter] for letter in roman]
    nexts = (*values[1:], 0)
    return sum(v if v >= n else -v for v, n in zip(values, nexts, strict=True))
