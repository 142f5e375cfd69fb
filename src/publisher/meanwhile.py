"""Work that is done while this process waits for others."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

from publisher.workers import give_back

T = TypeVar("T")

_PATIENT = 19  # it takes next to nothing of a core that others want


def meanwhile(work: Callable[[], T]) -> Callable[[], T]:
    """Begin some work beside what comes next; give what waits for its result.

    It must be work that nobody else's depends on. What it raises is raised to who waits.
    A run that is stopped does not wait for it.
    """
    result: Future[T] = Future()

    def run() -> None:
        try:
            result.set_result(work())
        except BaseException as problem:  # noqa: BLE001 handed on, whatever it is
            result.set_exception(problem)
        give_back()  # dictionaries, say: what it held is not to be held on to meanwhile

    Thread(target=run, daemon=True).start()
    return result.result


def in_idle_time(work: Callable[[], T]) -> T:
    """Do some work in a process of its own, which from now on gives way to others."""
    with contextlib.suppress(OSError):
        os.nice(_PATIENT)
    return work()
