"""What is served in the browser until it is told to end."""

from __future__ import annotations

import asyncio
import socket
from abc import ABC, abstractmethod
from collections.abc import Callable

from starlette.types import ASGIApp

from publisher.loopback.guard import Guard
from publisher.loopback.listening import HERE, Quiet


class Served(ABC):
    """One book, one server. `run` returns when it was told to stop, by Ctrl-C or `stop`."""

    def __init__(self, listening: socket.socket) -> None:
        """Take a bound socket."""
        self._listening = listening
        self._port = listening.getsockname()[1]
        self._server: Quiet | None = None
        self._stopped = False

    @property
    def address(self) -> str:
        """Where the browser finds it."""
        return f"http://{HERE}:{self._port}/"

    def run(self, started: Callable[[], object]) -> None:
        """Serve; `started` is called once a browser can be answered."""
        with self._listening:
            asyncio.run(self._run(started))

    def stop(self) -> None:
        """End it, from another thread."""
        self._stopped = True
        if self._server:
            self._server.should_exit = True

    @abstractmethod
    async def _run(self, started: Callable[[], object]) -> None:
        """Make ready, and call `_serve`."""

    async def _serve(
        self, app: ASGIApp, started: Callable[[], object], ending: Callable[[], object]
    ) -> None:
        """Answer browsers on this machine; `ending` lets those go who wait for news."""
        self._server = Quiet(Guard(app, self._port), started, ending)
        self._server.should_exit = self._stopped
        await self._server.serve(sockets=[self._listening])
