"""What a worker does: take a task, do it within bounds, answer, take the next."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from publisher.workers.line import GONE, Line
from publisher.workers.memory import give_back

# What a worker is sent: (initial, arguments), (function, arguments), the same in haste
STATE, TASK, PRESSING = b"S", b"T", b"P"
# What it answers: a result, a traceback
DONE, FAILED = b"D", b"F"
# Its last word: a result, that it is out of memory
LAST, OUT = b"L", b"O"

FEW = 20_000
"""Objects: what a task leaves that has made no more of them can wait for another task."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a worker may use. 0 for no bound."""

    limit: float  # seconds for a task
    memory: int  # bytes it may allocate, those it had when it was forked included
    recycle: int  # bytes after which it does not take another task


def serve(line: Line, bounds: Bounds) -> int:
    """Do tasks until the other side hangs up; give the status to end with."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process, whatever it is at
    if bounds.memory:
        with contextlib.suppress(OSError, ValueError):  # not every system has it
            resource.setrlimit(resource.RLIMIT_DATA, (bounds.memory, bounds.memory))
    worker = _Worker(bounds.limit)
    answer = DONE
    with contextlib.suppress(*GONE):
        while answer not in (LAST, OUT):
            kind, content = line.receive()
            if kind == STATE:
                worker.prepare(bytes(content))
                continue
            answer, result = worker.answer(content)
            if kind == TASK:
                _tidy()
                if answer == DONE and bounds.recycle and held() > bounds.recycle:
                    answer = LAST
                elif (
                    bounds.recycle
                ):  # what stays is not looked at again while it may grow
                    gc.freeze()
            line.send(answer, result)
            del content, result  # they may be large, and the next long in coming
            if kind == PRESSING:  # nobody waits any more
                _tidy()
    return 0


def _tidy() -> None:
    """Let go of what a task leaves, so that it is not there in the next.

    After a small one that would be a look at all that stays, for next to nothing.
    """
    young, older, _ = gc.get_count()
    if young > FEW or older:
        gc.collect()
    give_back()


class _Worker:
    """The state of a worker, and its work."""

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self.unready = pickle.dumps((None, ()))  # what is to become the state
        self._state: object = None

    def prepare(self, setting: bytes) -> None:
        """Make the state. If that fails it is tried again for the next task, which is told."""
        self._state, self.unready = None, setting
        with contextlib.suppress(Exception), _bounded(self.limit):
            self._make_state()

    def answer(self, content: bytes | bytearray) -> tuple[bytes, bytes]:
        """Do a task; give the kind of answer, and its content."""
        return answered(lambda: self._result(content), self.limit)

    def _result(self, content: bytes | bytearray) -> bytes:
        if self.unready:
            self._make_state()
        function, arguments = pickle.loads(content)
        result = function(self._state, *arguments)
        return pickle.dumps(result, pickle.HIGHEST_PROTOCOL)

    def _make_state(self) -> None:
        initial, arguments = pickle.loads(self.unready)
        self._state = initial(*arguments) if initial else None
        self.unready = b""


def answered(make: Callable[[], bytes], limit: float) -> tuple[bytes, bytes]:
    """Make a result within seconds; give the kind of answer, and its content."""
    try:
        with _bounded(limit):
            return DONE, make()
    except MemoryError:
        return OUT, b""
    except Exception:  # noqa: BLE001 it is told to those who gave the task
        return FAILED, traceback.format_exc().encode("utf-8", "backslashreplace")


@contextlib.contextmanager
def _bounded(seconds: float) -> Iterator[None]:
    """Have the system end this process if what follows takes too long."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.stdout.flush()
        sys.stderr.flush()


def held() -> int:
    """Say how many bytes of memory this process holds, what it shares included."""
    with contextlib.suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # macOS: bytes, at most
