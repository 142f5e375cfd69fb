"""The template as the pool holds it: started, asked for workers, ended."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Sequence

from publisher.workers.line import Line
from publisher.workers.template import END, FORK, REPLY, REQUEST, WAIT
from publisher.workers.work import Bounds

_PROGRAM = (
    "import sys; sys.path[:] = {path!r}; "
    "from publisher.workers.template import main; main({preload!r}, {bounds!r}, {folder!r})"
)


class Started:
    """A template at work. Its methods raise EOFError or OSError when it has died."""

    def __init__(self, preload: Sequence[str], bounds: Bounds) -> None:
        """Start it with our search path; does not wait for its imports."""
        path = [folder or os.getcwd() for folder in sys.path]  # noqa: PTH109 a word
        told = (bounds.limit, bounds.memory, bounds.recycle)
        self._folder = tempfile.mkdtemp(prefix="publisher-")
        program = _PROGRAM.format(
            path=path, preload=tuple(preload), bounds=told, folder=self._folder
        )
        self._control, theirs = socket.socketpair()
        self._used = False
        with theirs:
            self._pid = os.posix_spawn(
                sys.executable,
                [sys.executable, "-P", "-c", program],
                os.environ,
                file_actions=[(os.POSIX_SPAWN_DUP2, theirs.fileno(), 0)],
                setpgroup=0,  # Ctrl-C is ours to answer
            )

    def fork(self) -> tuple[int, Line]:
        """Make a worker; give its process number and our end of its line."""
        self._used = True
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                return self._asked(FORK, 0, theirs.fileno()), Line(ours)
        except BaseException:
            ours.close()
            raise

    def end(self, pid: int, *, kill: bool) -> int:
        """Wait for a worker to end, killed if need be; give its status, as os.waitpid."""
        return self._asked(END if kill else WAIT, pid)

    def close(self) -> None:
        """End it and all its workers, and wait until they are gone."""
        if not self._used:  # it may be in the midst of its imports
            os.kill(self._pid, signal.SIGKILL)
        self._control.close()
        os.waitpid(self._pid, 0)
        shutil.rmtree(self._folder, ignore_errors=True)  # killed, it left it behind

    def leave(self) -> None:
        """Let go of it in a process that was forked from ours: it is not its to end."""
        self._control.close()

    def _asked(self, request: bytes, pid: int, *ends: int) -> int:
        """Ask, and wait for the reply."""
        try:
            socket.send_fds(self._control, [REQUEST.pack(request, pid)], ends)
            reply = self._control.recv(REPLY.size)
        except BaseException:  # Ctrl-C, say: a reply that is still to come is lost
            self._control.close()
            raise
        if not reply:
            raise EOFError
        return int(REPLY.unpack(reply)[0])
