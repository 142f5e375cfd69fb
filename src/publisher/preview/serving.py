"""The preview as a whole: it watches, makes and serves until it is told to end."""

from __future__ import annotations

import asyncio
import socket
import tempfile
import webbrowser
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from publisher.loopback.listening import listen, until_stopped
from publisher.loopback.served import Served
from publisher.loopback.studio import Studio
from publisher.preview.desk import Desk, Make
from publisher.preview.server import application
from publisher.preview.watching import changes

PORT = 8472


def run(
    make: Make,
    watched: Iterable[Path],
    *,
    port: int,
    open_browser: bool,
    say: Callable[[str], None],
) -> None:
    """Show a book in the browser, always current, until Ctrl-C.

    `make` makes the book in a folder, the same each time and no one else's, and may tell
    of its progress; it is called again after every change below the folders `watched`.
    Raises ToolFailed when no port is free.
    """
    preview = Preview(make, watched, listen(port))

    def started() -> None:
        say(f"the book is at {preview.address} (Ctrl-C ends the preview)")
        if open_browser:
            webbrowser.open(preview.address)

    with until_stopped():
        preview.run(started)


class Preview(Served):
    """One book, made anew with every change."""

    def __init__(
        self, make: Make, watched: Iterable[Path], listening: socket.socket
    ) -> None:
        """Take what makes the book, the folders to watch, and a bound socket."""
        super().__init__(listening)
        self._make, self._watched = make, watched

    async def _run(self, started: Callable[[], object]) -> None:
        with (
            tempfile.TemporaryDirectory(
                prefix="publisher-preview-", ignore_cleanup_errors=True
            ) as folder,
            closing(Studio()) as studio,
        ):
            desk = Desk(self._make, Path(folder))
            app = application(desk, studio)
            async with asyncio.TaskGroup() as tasks:
                busy = [
                    tasks.create_task(desk.work()),
                    tasks.create_task(self._watch(desk)),
                ]
                try:
                    await self._serve(app, started, desk.close)
                finally:
                    for each in busy:
                        each.cancel()

    async def _watch(self, desk: Desk) -> None:
        desk.want()  # no build begins before the watch does: nothing is awaited between
        async for _ in changes(self._watched):
            desk.want()
