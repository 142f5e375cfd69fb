"""Pages of a PDF as pictures, drawn in a process of their own by PDFium.

PDFium may not be used by two threads at once, and a build reads its own PDF back with
it. So pages are drawn in a process of their own, which a build cannot disturb either.
"""

from __future__ import annotations

import asyncio
import io
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TypeVar

import pypdfium2

T = TypeVar("T")

WIDEST = 2400  # px
NARROWEST = 100


class Studio:
    """A process that draws pages, one at a time. It is begun again if it dies."""

    def __init__(self) -> None:
        self._pool = _pool()

    async def draw(self, pdf: Path, page: int, width: int) -> bytes:
        """Give a page, counted from 1, as a PNG `width` px wide."""
        return await self.ask(png, pdf, page, max(NARROWEST, min(width, WIDEST)))

    async def ask(self, function: Callable[..., T], pdf: Path, *asked: int) -> T:
        """Have a function, which must be one of a module, read a PDF over there."""
        file = str(pdf)
        try:
            return await asyncio.wrap_future(self._pool.submit(function, file, *asked))
        except BrokenProcessPool:
            self.close()
            self._pool = _pool()
            return await asyncio.wrap_future(self._pool.submit(function, file, *asked))

    def close(self) -> None:
        """End the process; what it was still to draw is not drawn."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def png(pdf: str, number: int, width: int) -> bytes:
    """Draw one page, counted from 1. A file must not change while its name is in use."""
    page = document(pdf)[number - 1]
    picture = page.render(scale=width / page.get_width()).to_pil()
    page.close()
    written = io.BytesIO()
    picture.save(written, "PNG", compress_level=1)
    return written.getvalue()


@lru_cache(maxsize=2)
def document(pdf: str) -> pypdfium2.PdfDocument:
    """Open a file, in the process that draws; it stays open."""
    return pypdfium2.PdfDocument(pdf)


def _pool() -> ProcessPoolExecutor:
    """Begin anew rather than fork: the process that asks has threads at work."""
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin)
    pool.submit(_ready)  # its imports are done while the book is being made
    return pool


def _begin() -> None:
    """Leave Ctrl-C to the process that asks, and end when that has ended, however."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_outlive_nobody, daemon=True).start()


def _outlive_nobody() -> None:
    asking = parent_process()
    if asking is not None:
        asking.join()
    os._exit(0)


def _ready() -> None:
    """Do nothing: whoever can answer this is ready."""
