"""Memory that is free is given back to the system, so that others have it.

The allocator of glibc keeps what libraries in C, and Python for all but its small objects,
have freed. Other allocators have no such calls: there nothing happens.
"""

from __future__ import annotations

import contextlib
import ctypes

LARGE = 64 * 1024  # bytes
_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD of mallopt(3)


def give_back() -> None:
    """Give back what was freed and is still held for later.

    After one look at all objects of a PDF of 3,700 pages that is 190 MB.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def give_back_large() -> None:
    """From now on have all that is large given back as soon as it is freed.

    Of itself glibc calls larger and larger what is large, up to 32 MB, as such things are
    freed; the markup of chapters then lies between small things that stay.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, LARGE)
