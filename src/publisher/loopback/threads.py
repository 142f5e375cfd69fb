"""Long work beside an event loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


async def in_thread(function: Callable[[], T]) -> T:
    """Run a function in a thread that holds nobody up when the program ends.

    asyncio's own threads would: they are waited for, be it a minute.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(set_it: Callable[..., None], value: object) -> None:
        if not done.cancelled():
            set_it(value)

    def run() -> None:
        with suppress(RuntimeError):  # the loop is closed: no one waits any more
            try:
                result = function()
            except BaseException as problem:  # noqa: BLE001 raised where it is awaited
                loop.call_soon_threadsafe(settle, done.set_exception, problem)
            else:
                loop.call_soon_threadsafe(settle, done.set_result, result)

    threading.Thread(target=run, name="build", daemon=True).start()
    return await done
