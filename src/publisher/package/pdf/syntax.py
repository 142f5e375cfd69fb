"""How things are written in a PDF: numbers, texts, names, objects, object streams.

Numbers and texts are written as in the streams and objects that layout hands over, so
that what is joined here cannot be told from what was laid out so.
"""

from __future__ import annotations

import re
import zlib
from codecs import BOM_UTF16_BE
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from publisher.pickling import quicken

LEVEL = 6  # of zlib: 9 takes thrice the time for one per cent
QUICK = 4  # for what is written when pages move: half the time, 7 % more
_SPECIAL = re.compile(rb"([\\()])")
_IRREGULAR = re.compile(rb"[^!-~]|[#%()<>\[\]{}/]")


@dataclass(frozen=True, slots=True)
class Chunk:
    """One object as it stands in the file, and the objects inside it, if it holds any."""

    number: int
    data: bytes = field(repr=False)
    held: tuple[int, ...] = ()  # numbers, in the order in which they stand there


def number(value: float) -> bytes:
    """Write a number: six decimals at most, none for a whole one."""
    if isinstance(value, int) or value.is_integer():
        return b"%d" % value
    return f"{value:f}".rstrip("0").encode("ascii")


def numbers(values: Iterable[float]) -> bytes:
    """Write an array of numbers."""
    return b"[" + b" ".join(map(number, values)) + b"]"


def text(words: str) -> bytes:
    """Write a text string: as it is where it is ASCII, else in UTF-16."""
    if words.isascii():
        return b"(" + _SPECIAL.sub(rb"\\\1", words.encode("ascii")) + b")"
    return b"<" + encoded(words).hex().encode("ascii") + b">"


def encoded(words: str) -> bytes:
    """Give the bytes that a reader of the file finds in a text string."""
    if words.isascii():
        return words.encode("ascii")
    return BOM_UTF16_BE + words.encode("utf-16-be")


def name(words: str) -> bytes:
    """Write a name."""
    written = _IRREGULAR.sub(
        lambda found: b"#%02x" % found[0][0], words.encode("utf-8")
    )
    return b"/" + written


def reference(target: int) -> bytes:
    """Write a reference to an object."""
    return b"%d 0 R" % target


def references(targets: Iterable[int]) -> bytes:
    """Write an array of references."""
    return b"[" + b" ".join(map(reference, targets)) + b"]"


def compressed(data: bytes, level: int = LEVEL) -> bytes:
    """Compress the body of a stream."""
    return zlib.compress(data, level)


def stream(own: int, head: bytes, body: bytes) -> Chunk:
    """Make a stream; `head` is its dictionary without the length.

    The end of line before "endstream" is none of its bytes (ISO 32000-2, 7.3.8.1). Behind
    a body that ends with a carriage return it is written in full, or both would be taken
    for one.
    """
    end = b"\r\n" if body.endswith(b"\r") else b"\n"
    opening = head.rstrip().removesuffix(b">>")
    parts = (
        b"%d 0 obj\n" % own,
        opening,
        b"/Length %d>>stream\n" % len(body),
        body,
        end + b"endstream\nendobj\n",
    )
    return Chunk(own, b"".join(parts))


def packed(own: int, objects: Sequence[tuple[int, bytes]]) -> Chunk:
    """Make an object stream of objects that are no streams (ISO 32000-2, 7.5.7)."""
    places = accumulate((len(data) + 1 for _, data in objects), initial=0)
    pairs = zip((each for each, _ in objects), places, strict=False)
    index = b" ".join(b"%d %d" % pair for pair in pairs) + b"\n"
    body = index + b"\n".join(data for _, data in objects)
    head = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode>>"
    chunk = stream(own, head % (len(objects), len(index)), compressed(body, QUICK))
    return Chunk(own, chunk.data, tuple(each for each, _ in objects))


quicken(globals())
