"""The process that forks workers. It runs on its own; `pool` starts it.

It imports what all workers need once, so that a worker is there in milliseconds and shares
most of its memory. It ends when the process that started it hangs up or dies; it then ends
its workers, and removes the folder in which they kept their temporary files.
"""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import signal
import socket
import struct
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module

from publisher.leaving import the_last
from publisher.readymade import keep_compiled
from publisher.workers.line import Line
from publisher.workers.work import Bounds, serve

FORK, END, WAIT = b"F", b"E", b"W"  # a new worker; kill one; wait for one to end
REQUEST = struct.Struct("<cq")  # one of the above, process number (0 for FORK)
PATIENCE = 1_000_000, 10, 50  # of the collector: boxes of a unit live until it is drawn
REPLY = struct.Struct("<q")  # process number, or status as os.waitpid gives it


def main(preload: Sequence[str], bounds: tuple[float, int, int], folder: str) -> None:
    """Do as told over the socket that stands in for standard input.

    Temporary files, those of its imports too, are kept in `folder`, which goes with it.
    """
    with the_last():
        _fork_as_told(preload, bounds, folder)


def _fork_as_told(
    preload: Sequence[str], bounds: tuple[float, int, int], folder: str
) -> None:
    tempfile.tempdir = folder
    keep_compiled()
    control = socket.socket(fileno=os.dup(0))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    gc.disable()  # what imports make stays
    for name in preload:
        with contextlib.suppress(Exception):  # the first task that needs it will say
            import_module(name)
    gc.collect()
    gc.freeze()  # else the collector writes to all pages that workers share
    gc.set_threshold(*PATIENCE)
    gc.enable()
    _obey(control, Bounds(*bounds))
    shutil.rmtree(folder, ignore_errors=True)


def _obey(control: socket.socket, bounds: Bounds) -> None:
    workers: set[int] = set()
    while asked := _asked(control):
        request, pid, end = asked
        if end is not None:  # FORK
            reply = _fork(control, end, bounds)
            workers.add(reply)
        else:
            known = pid in workers  # else it was forked by one that is no more
            reply = _end(pid, kill=request == END) if known else 0
            workers.discard(pid)
        with contextlib.suppress(OSError):  # it has gone; the next turn sees it
            control.sendall(REPLY.pack(reply))
    for pid in workers:
        os.kill(pid, signal.SIGKILL)
    for pid in workers:
        os.waitpid(pid, 0)


def _asked(control: socket.socket) -> tuple[bytes, int, socket.socket | None] | None:
    """Wait for a request; with FORK comes the worker's end of its line. None: all over."""
    try:
        words, ends, _, _ = socket.recv_fds(control, REQUEST.size, 1)
    except ConnectionResetError:
        return None
    if not words:
        return None
    request, pid = REQUEST.unpack(words)
    return request, pid, socket.socket(fileno=ends[0]) if ends else None


def _fork(control: socket.socket, end: socket.socket, bounds: Bounds) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    with end:
        pid = os.fork()
        if pid:
            return pid
        status = 1
        try:
            control.close()
            status = serve(Line(end), bounds)
        finally:
            os._exit(status)  # nothing of the template's is the worker's to tidy


def _end(pid: int, *, kill: bool) -> int:
    if kill:
        os.kill(pid, signal.SIGKILL)  # until it is waited for, the number is its own
    return os.waitpid(pid, 0)[1]
