"""Streams compressed in runs, between which other words may be put without packing all anew.

A run is deflated for itself (RFC 1951): it looks back at nothing before it and ends with
a whole byte. What stands between two runs is stored as it is: it is short.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from publisher.pickling import quicken

LEVEL = 6  # of zlib, as of what is packed whole
_RAW = -15  # of zlib: no head and no sum, and as far to look back as there is
_HEAD = b"\x78\x5e"  # of a stream of zlib (RFC 1950, 2.2)
_LAST = b"\x03\x00"  # a block with nothing in it, behind which none comes
_MODULUS = 65521  # of an Adler-32 (RFC 1950, 8.2)


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a stream, compressed."""

    data: bytes = field(repr=False)
    length: int  # bytes, unpacked
    sum: int  # Adler-32 of these


def runs(parts: Iterable[bytes]) -> tuple[Run, ...]:
    """Compress the parts of a stream."""
    packer = zlib.compressobj(LEVEL, wbits=_RAW)
    return tuple(
        Run(
            packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH),
            len(part),
            zlib.adler32(part),
        )
        for part in parts
    )


def joined(parts: Sequence[Run], between: Sequence[bytes]) -> bytes:
    """Make one compressed stream (zlib) of runs and of what stands behind each but the last."""
    packed, total = [_HEAD], 1
    for run, words in zip(parts, (*between, b""), strict=True):
        packed += [run.data, _stored(words)] if words else [run.data]
        total = zlib.adler32(words, _together(total, run))
    return b"".join((*packed, _LAST, total.to_bytes(4, "big")))


def unpacked(run: Run) -> bytes:
    """Give what was compressed as a run."""
    return zlib.decompressobj(_RAW).decompress(run.data)


def _stored(words: bytes) -> bytes:
    """Make a block of words that are not compressed (RFC 1951, 3.2.4)."""
    length = len(words)
    return b"\0%b%b%b" % (
        length.to_bytes(2, "little"),
        (length ^ 0xFFFF).to_bytes(2, "little"),
        words,
    )


def _together(total: int, run: Run) -> int:
    """Give the Adler-32 of what was summed so far with a run behind it."""
    low, high = total & 0xFFFF, total >> 16
    more_low, more_high = run.sum & 0xFFFF, run.sum >> 16
    high = (high + more_high + run.length * (low - 1)) % _MODULUS
    return high << 16 | (low + more_low - 1) % _MODULUS


quicken(globals())
