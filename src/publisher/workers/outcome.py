"""What becomes of a task that comes to no result."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass

from publisher.workers.work import Bounds


@dataclass(frozen=True, slots=True)
class Died:
    """A task whose process died. `how` completes "the process that worked on it …"."""

    name: str
    how: str


class TaskFailed(Exception):  # noqa: N818 as its neighbours in `tools`
    """A task raised an exception, which is a fault of the program. `text`: its traceback."""

    def __init__(self, name: str, text: str) -> None:
        """Say which task, and what Python said of it."""
        super().__init__(name, text)
        self.name = name
        self.text = text

    def __str__(self) -> str:
        """Give both, the name first."""
        return f"{self.name}: {self.text}"


OUT_OF_MEMORY = "ran out of memory"


def told(status: int, bounds: Bounds) -> str:
    """Put the status of a process, as os.waitpid gives it, into words for `Died.how`."""
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return f"ended before its time, with status {code}"
    if -code == signal.SIGALRM:
        return f"took more than {bounds.limit:g} seconds and was stopped"
    if -code == signal.SIGKILL:
        return "was killed, perhaps because the machine ran out of memory"
    crashed = f"crashed with signal {signal.Signals(-code).name}"
    # C libraries that are refused memory end the process themselves
    return f"{crashed}, perhaps for want of memory" if bounds.memory else crashed
