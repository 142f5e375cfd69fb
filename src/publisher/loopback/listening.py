"""A port on this machine, and a quiet server on it."""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from publisher.tools import ToolFailed

NEXT = 20  # ports tried after the one asked for
HERE = "127.0.0.1"


def listen(port: int, who: str = "the preview") -> socket.socket:
    """Take a port on this machine: the one asked for, or the next that is free.

    Raises ToolFailed, in the name of `who`, when none is.
    """
    if port < 0:
        raise ToolFailed(who, f"cannot have the port {port}; try another --port")
    for each in range(port, min(port + NEXT, 65536)):
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HERE, each))
        except OSError:
            listening.close()
        else:
            return listening
    reason = f"finds no free port from {port} to {port + NEXT - 1}; try another --port"
    raise ToolFailed(who, reason)


@contextmanager
def until_stopped() -> Iterator[None]:
    """Let a polite kill, or a terminal that is closed, be what Ctrl-C is: an end in order."""

    def stop(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    ends = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {each: signal.signal(each, stop) for each in ends}
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


class Quiet(uvicorn.Server):
    """Uvicorn, quiet, that says when it begins, and lets waiting browsers go at the end."""

    def __init__(
        self,
        app: ASGIApp,
        started: Callable[[], object],
        ending: Callable[[], object],
    ) -> None:
        """Take what answers, and what to call at the beginning and before the end."""
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                log_level=logging.ERROR,
                access_log=False,
                lifespan="off",
                loop="asyncio",
                http="h11",
                ws="none",
                server_header=False,
                timeout_graceful_shutdown=2,
            )
        )
        self._started = started
        self._ending = ending

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup(sockets)
        self._started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let those go who wait for news, then end."""
        self._ending()
        await super().shutdown(sockets)
