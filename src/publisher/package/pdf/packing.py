"""Streams compressed, as many at a time as there are cores for us.

zlib lets other threads run while it works, and a page's content is worth a thread's turn. What
comes of it is the same in whatever order it is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from publisher.package.pdf.syntax import compressed
from publisher.workers import usable_cores

MANY = 100_000  # bytes that are worth a thread


def all_compressed(bodies: Sequence[bytes]) -> list[bytes]:
    """Compress the bodies of streams, in their order."""
    hands = usable_cores()
    if hands < 2 or sum(map(len, bodies)) < MANY:
        return _done(bodies)
    found: list[bytes] = [b""] * len(bodies)
    shares = [slice(first, None, hands) for first in range(hands)]
    with ThreadPoolExecutor(hands) as threads:
        made = threads.map(_done, [bodies[share] for share in shares])
        for share, done in zip(shares, made, strict=True):
            found[share] = done
    return found


def _done(bodies: Sequence[bytes]) -> list[bytes]:
    return [compressed(each) for each in bodies]
