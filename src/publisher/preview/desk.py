"""The desk: what is shown now, what was found, and whether the book is being made again."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from publisher.loopback.threads import in_thread
from publisher.outcome import Outcome
from publisher.preview.edits import Edit
from publisher.preview.impressions import Impression, take
from publisher.reports import as_text, summary
from publisher.tools import ToolFailed, ToolMissing

Say: TypeAlias = Callable[[str], None]
Make: TypeAlias = Callable[[Path, Say], Outcome]


@dataclass(frozen=True, slots=True)
class State:
    """What every open browser is told."""

    run: str  # another one is another preview: browsers begin anew
    impression: int = 0  # number of the one to show; 0 before the first
    working: str = ""  # what the build is doing; "" if none is running
    failed: bool = False  # the last build made nothing
    summary: str = ""  # of what it found: "2 errors in 12 files"
    findings: str = ""  # as text, each with its line and hint


class Desk:
    """Makes the book when asked, one build at a time, and keeps what is good.

    All of it lives in one event loop; only `make` runs in a thread of its own.
    """

    def __init__(self, make: Make, folder: Path) -> None:
        """Take the function that makes the book, and an empty folder for what it makes."""
        self.state = State(secrets.token_hex(8))
        self.closed = False
        self._make = make
        self._folder = folder
        self._wanted = asyncio.Event()
        self._news = asyncio.Event()
        self._kept: list[Impression] = []
        self._edits: dict[int, Mapping[PurePosixPath, Edit]] = {}

    # ------------------------------------------------------------------ to be asked

    def impression(self, number: int) -> Impression | None:
        """Give an impression by its number, if it is still kept."""
        return next((each for each in self._kept if each.number == number), None)

    @property
    def newest(self) -> Impression | None:
        """Give the last good impression."""
        return self._kept[-1] if self._kept else None

    def line(self, path: PurePosixPath, line: int, old: int, new: int) -> int:
        """Say where a line of an old impression's text stands in a newer one's."""
        for number in range(old + 1, new + 1):
            edit = self._edits.get(number, {}).get(path)
            line = edit.moved(line) if edit else line
        return line

    async def news(self, seen: State | None) -> State:
        """Wait until the state is another one than was seen, or the desk is closed."""
        while self.state == seen and not self.closed:
            await self._news.wait()
        return self.state

    # ------------------------------------------------------------------- to be told

    def want(self) -> None:
        """Have the book made; while it is being made, have it made once more after."""
        self._wanted.set()

    def close(self) -> None:
        """Let everyone who waits for news go home."""
        self.closed = True
        self._tell(self.state)

    async def work(self) -> None:
        """Make the book whenever it is wanted, until cancelled."""
        loop = asyncio.get_running_loop()

        def say(words: str) -> None:
            loop.call_soon_threadsafe(self._progress, words)

        while True:
            await self._wanted.wait()
            self._wanted.clear()
            self._tell(replace(self.state, working="reading the manuscript"))
            try:
                outcome, taken = await in_thread(partial(self._made, say))
            except (ToolMissing, ToolFailed) as problem:
                self._tell(self._broken(problem))
            else:
                self._keep(taken)
                self._tell(self._told(outcome, taken))

    def _made(self, say: Say) -> tuple[Outcome, Impression | None]:
        """Make the book, in a thread, and take it if it is good."""
        outcome = self._make(self._folder / "made", say)
        number = self.newest.number + 1 if self.newest else 1
        return outcome, take(outcome, number, self._folder / str(number), self.newest)

    def _keep(self, taken: Impression | None) -> None:
        """Show an impression; the one before stays for browsers that are behind."""
        if taken is not None and taken is not self.newest:
            self._edits[taken.number] = taken.edits
            self._kept, old = [*self._kept[-1:], taken], self._kept[:-1]
            for each in old:
                each.throw_away()

    # --------------------------------------------------------------------- to tell

    def _told(self, outcome: Outcome, taken: Impression | None) -> State:
        return State(
            run=self.state.run,
            impression=taken.number if taken else self.state.impression,
            failed=taken is None,
            summary=summary(outcome.found, outcome.files),
            findings=as_text(outcome.found, outcome.texts),
        )

    def _broken(self, problem: Exception) -> State:
        told = State(self.state.run, self.state.impression, failed=True)
        return replace(told, summary="a tool failed", findings=str(problem))

    def _progress(self, words: str) -> None:
        if self.state.working:
            self._tell(replace(self.state, working=words))

    def _tell(self, state: State) -> None:
        self.state = state
        self._news.set()
        self._news = asyncio.Event()
