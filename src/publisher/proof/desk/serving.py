"""The desk as a whole: it opens the finished book and serves it until it is told to end."""

from __future__ import annotations

import asyncio
import socket
import tempfile
import webbrowser
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from publisher.loopback.listening import listen, until_stopped
from publisher.loopback.served import Served
from publisher.loopback.studio import Studio
from publisher.proof.desk.editors import EDITORS, Editor
from publisher.proof.desk.finished import find
from publisher.proof.desk.room import PACE, Lay, Room
from publisher.proof.desk.server import application

PORT = 8482


@dataclass(frozen=True, slots=True)
class Order:
    """Which book lies on the desk, and how its readers work."""

    home: Path  # the folder of book.yaml
    out: Path  # the folder of finished files
    faces: Path  # fonts of the house, for the desk's own words
    lay: Lay  # reads the manuscript and lays it beside the pages
    edition: str = ""
    editor: Editor = Editor(EDITORS["vscode"])  # noqa: RUF009 a frozen value


def run(
    order: Order, *, port: int, open_browser: bool, say: Callable[[str], None]
) -> None:
    """Lay a finished book on the desk until Ctrl-C.

    Raises NotBuilt where there is none, ToolFailed when no port is free.
    """
    find(order.home, order.out, order.edition)
    desk = ProofDesk(order, listen(port, "the proof desk"))

    def started() -> None:
        stale = desk.room.reading.book.stale
        if stale:
            others = f" and {len(stale) - 1} more" if len(stale) > 1 else ""
            say(
                f"note: {stale[0]}{others} changed after the book was made (./inv build)"
            )
        say(f"the proof desk is at {desk.address} (Ctrl-C ends it)")
        if open_browser:
            webbrowser.open(desk.address)

    with until_stopped():
        desk.run(started)


class ProofDesk(Served):
    """One book, as it was finished."""

    def __init__(self, order: Order, listening: socket.socket) -> None:
        """Take what to show, and a bound socket."""
        super().__init__(listening)
        self._order = order
        self.room: Room

    async def _run(self, started: Callable[[], object]) -> None:
        order = self._order
        with (
            tempfile.TemporaryDirectory(
                prefix="publisher-desk-", ignore_cleanup_errors=True
            ) as folder,
            closing(Studio()) as studio,
        ):
            files = partial(find, order.home, order.out, order.edition)
            self.room = Room(files, Path(folder), order.home, order.editor, order.lay)
            await self.room.open(studio)
            app = application(self.room, studio, order.faces)
            looking = asyncio.create_task(self._look(studio))
            try:
                await self._serve(app, started, self.room.close)
            finally:
                looking.cancel()

    async def _look(self, studio: Studio) -> None:
        while True:
            await asyncio.sleep(PACE)
            await self.room.look(studio)
