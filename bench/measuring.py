"""What a command costs, with every process it starts: time on the processors, time on
the clock, and the most memory held at once.

Seconds of CPU are exact: what outlives its parent is handed to this process, which waits
for it too. Memory is sampled from /proc while the command runs: the sum over the tree of
what each process holds, a page held by several divided among them (PSS); where the kernel
does not say that, undivided (RSS). A peak between two samples can be missed.
"""

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

BLINK = 0.005  # seconds within which the end of the command is noticed
PAUSE = 0.1  # seconds between two looks at the memory, at least
LEISURE = 20  # looking takes at most one part in so many of the time
GRACE = 10.0  # seconds that what outlives the command has to end by itself
LIMIT = 7200.0  # seconds for one command

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG: the signal a process gets when its parent dies
_LIBC = ctypes.CDLL(None, use_errno=True)
_PAGE_KB = os.sysconf("SC_PAGE_SIZE") / 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command cost, all its processes together."""

    cpu: float  # seconds, user and system
    wall: float  # seconds
    peak: float  # MB (1,048,576 bytes)
    status: int  # exit code; negative: the signal that ended it
    said: str = ""  # all it wrote, on both streams


@dataclass(slots=True)
class _Watch:
    """What is known of a command while it runs."""

    main: int  # its process id
    deadline: float
    cpu: float = 0.0
    peak: float = 0.0
    status: int | None = None  # None while it runs


def measured(command, *, environment=None, folder=None, limit=LIMIT):
    """Run a command to its end; return its Cost. It is killed after `limit` seconds.

    `environment` is added to this process's own. Nothing else may be started meanwhile:
    every child of this process is taken for the command's. It ends with this process,
    whatever ends that.
    """
    _LIBC.prctl(_SUBREAPER, 1, 0, 0, 0)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            env={**os.environ, **(environment or {})},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            preexec_fn=lambda: _LIBC.prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0),
        )
        watch = _Watch(process.pid, started + limit)
        try:
            wall = _watched(watch) - started
        except BaseException:  # somebody stops the bench: nothing is left running
            _kill(descendants(os.getpid()))
            raise
        process.returncode = watch.status  # waited for here, not by subprocess
        said.seek(0)
        words = said.read().decode(errors="replace")
    return Cost(watch.cpu, wall, watch.peak, watch.status, words)


def _watched(watch):
    """Look at the tree until nothing of it is left; return when the command ended."""
    ended, look = 0.0, 0.0
    while _reaped(watch):
        now = time.perf_counter()
        if watch.status is not None and not ended:
            ended, watch.deadline = now, min(watch.deadline, now + GRACE)
        if now > watch.deadline:
            _kill(descendants(os.getpid()))
        if now > look:
            watch.peak = max(watch.peak, sum(map(_held, descendants(os.getpid()))))
            spent_looking = time.perf_counter() - now
            look = now + max(PAUSE, spent_looking * LEISURE)
        time.sleep(BLINK)
    return ended or time.perf_counter()


def _reaped(watch):
    """Take in what has ended; tell whether anything still runs."""
    with suppress(ChildProcessError):
        while True:
            child, status, usage = os.wait4(-1, os.WNOHANG)
            if not child:
                return True
            watch.cpu += usage.ru_utime + usage.ru_stime
            if child == watch.main:
                watch.status = os.waitstatus_to_exitcode(status)
    return False


def spent():
    """Say how many seconds of CPU this process and all below it have used so far."""
    own = sum(os.times()[:4])
    return own + sum(map(_used, descendants(os.getpid())))


def _used(process):
    """Say how many seconds a process has used, with the children it waited for."""
    with suppress(OSError):
        facts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, facts[11:15])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def descendants(ancestor):
    """List the processes below one, by their ids."""
    found, open_ = [], [ancestor]
    while open_:
        below = _children(open_.pop())
        found += below
        open_ += below
    return found


def _children(parent):
    """List the children of every thread of a process; none if it has just ended."""
    with suppress(OSError):
        lists = Path(f"/proc/{parent}/task").glob("*/children")
        return [int(word) for each in lists for word in each.read_text().split()]
    return []


def _held(process):
    """Say how many MB a process holds; 0 if it has just ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    with suppress(OSError):
        resident = Path(f"/proc/{process}/statm").read_text().split()[1]
        return int(resident) * _PAGE_KB / 1024
    return 0.0


def _kill(processes):
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
