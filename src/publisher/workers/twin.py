"""A process as this one is, forked from it: for one task that is not to be told what it needs.

It shares the memory of this process as long as neither writes to it, so that a whole book
costs it nothing. It answers once and ends; and it must not be forked where threads run, whose
locks nobody would open in it.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import socket
import sys
import threading
from collections.abc import Callable
from typing import Generic, TypeVar, cast

from publisher.workers.line import GONE, Line
from publisher.workers.outcome import OUT_OF_MEMORY, Died, TaskFailed, told
from publisher.workers.work import FAILED, OUT, Bounds, answered

Result = TypeVar("Result")


class Twin(Generic[Result]):
    """A process that does one task, and our end of its line."""

    def __init__(
        self,
        name: str,
        work: Callable[[], Result],
        bounds: Bounds,
        alone: Callable[[], object],
    ) -> None:
        """Fork it; returns at once. There, `alone` lets go of what is this process's own."""
        self._name, self._bounds = name, bounds
        ours, theirs = socket.socketpair()
        sys.stdout.flush()
        sys.stderr.flush()
        with theirs:
            self._pid = os.fork()
            if not self._pid:
                status = 1
                try:
                    ours.close()
                    alone()
                    status = _do(work, Line(theirs), bounds)
                finally:
                    os._exit(status)  # nothing else is the twin's to tidy
        self._line = Line(ours)

    def result(self) -> Result | Died:
        """Wait for what comes of the task. Raises TaskFailed if that is an exception."""
        try:
            kind, content = self._line.receive()
        except GONE:
            return Died(self._name, told(self._wait(), self._bounds))
        self._wait()
        if kind == OUT:
            return Died(self._name, OUT_OF_MEMORY)
        if kind == FAILED:
            raise TaskFailed(self._name, content.decode())
        return cast("Result", pickle.loads(content))

    def leave(self) -> None:
        """Let go of it in a process that was forked from ours: it is not its to end."""
        self._line.close()

    def end(self) -> None:
        """Stop it, if nobody has waited for it."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            self._wait()

    def _wait(self) -> int:
        """Wait until it has ended; give its status, as os.waitpid."""
        self._line.close()
        pid, self._pid = self._pid, 0
        return os.waitpid(pid, 0)[1]


def _do(work: Callable[[], object], line: Line, bounds: Bounds) -> int:
    """Do the task in the twin, and answer; give the status to end with."""
    os.setpgid(0, 0)  # Ctrl-C is for the other to answer
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process, whatever it is at
    gc.disable()  # it would write to all that is shared
    threading.Thread(target=_end_with, args=(line,), daemon=True).start()
    kind, content = answered(
        lambda: pickle.dumps(work(), pickle.HIGHEST_PROTOCOL), bounds.limit
    )
    with contextlib.suppress(*GONE):
        line.send(kind, content)
    return 0


def _end_with(line: Line) -> None:
    """End the twin when the other end hangs up, which has nothing to say to it."""
    with contextlib.suppress(*GONE):
        line.receive()
    os._exit(1)
