"""The desk: what is shown now, what was found, and whether the book is being made again."""

from __future__ import annotations

import asyncio
import secrets
import shutil
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from publisher.diagnostics import any_errors
from publisher.loopback.threads import in_thread
from publisher.outcome import Outcome
from publisher.preview.edits import Edit
from publisher.preview.impressions import Impression, take
from publisher.reports import as_text, summary
from publisher.tools import ToolFailed, ToolMissing

Say: TypeAlias = Callable[[str], None]
Make: TypeAlias = Callable[[Path, Say], Iterator[Outcome]]
"""Makes the book in a new folder; yields what is found and made, step by step: at first
the pages, at last all. It yields nothing where nothing has changed since."""

PAGES, TEXT = "pages", "text"


@dataclass(frozen=True, slots=True)
class State:
    """What every open browser is told."""

    run: str  # another one is another preview: browsers begin anew
    impression: int = 0  # number of the one to show; 0 before the first
    text: int = 0  # number of the impression whose EPUB is shown; 0 before the first
    working: str = ""  # what the build is doing; "" if none is running
    failed: bool = False  # something is wrong with the book as it was read last
    older: str = (
        ""  # what is shown of an earlier reading: PAGES, the EPUB's TEXT, or ""
    )
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
        self._begun = 0  # drafts
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
        """Give the impression that is shown."""
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
            before = self.state
            working = "reading the manuscript"
            self._tell(replace(before, working=working, older=PAGES))
            try:
                await self._draft(before, say)
            except (ToolMissing, ToolFailed) as problem:
                self._tell(self._broken(problem))

    async def _draft(self, before: State, say: Say) -> None:
        """Make the book step by step, and show after each what there is by then.

        If it is wanted anew when its pages are there, the rest is given up: it would be
        of words that are no more. The next draft makes all of it.
        """
        self._begun += 1
        work = _Work(self._make, self._folder / str(self._begun), self.newest, say)
        told = replace(before, working="")  # if nothing has changed, it is as it was
        while not told.working and await in_thread(work.go_on):
            self._keep(work.shown)
            told = self._told(work)
            self._tell(replace(told, working=self.state.working))
            if self._wanted.is_set():
                told = self.state  # the next draft goes on from here
        await in_thread(work.end)
        self._tell(told)

    def _keep(self, shown: Impression | None) -> None:
        """Show an impression; the one before stays for browsers that are behind."""
        if shown is None:
            return
        self._edits[shown.number] = shown.edits
        earlier = [each for each in self._kept if each.number < shown.number]
        self._kept, old = [*earlier[-1:], shown], earlier[:-1]
        for each in old:
            each.throw_away()

    # --------------------------------------------------------------------- to tell

    def _told(self, work: _Work) -> State:
        outcome, shown = work.outcome, work.shown
        number = shown.number if shown else self.state.impression
        text = self.newest.text if self.newest else 0
        return State(
            run=self.state.run,
            impression=number,
            text=text,
            failed=any_errors(outcome.found),
            older=PAGES if shown is None else TEXT if text < number else "",
            summary=summary(outcome.found, outcome.files),
            findings=as_text(outcome.found, outcome.texts),
        )

    def _broken(self, problem: Exception) -> State:
        told = replace(self.state, working="", failed=True)
        return replace(told, summary="a tool failed", findings=str(problem))

    def _progress(self, words: str) -> None:
        if self.state.working:
            self._tell(replace(self.state, working=words))

    def _tell(self, state: State) -> None:
        self.state = state
        self._news.set()
        self._news = asyncio.Event()


@dataclass(slots=True)
class _Work:
    """One draft while it is made, in a thread."""

    make: Make
    folder: Path
    before: Impression | None
    say: Say
    outcome: Outcome = field(default_factory=Outcome)
    shown: Impression | None = None
    _steps: Iterator[Outcome] | None = None

    def go_on(self) -> bool:
        """Take the next step, and what can be shown by then; tell whether there was one."""
        if self._steps is None:
            self._steps = self.make(self.folder, self.say)
        outcome = next(self._steps, None)
        if outcome is None:
            return False
        self.outcome = outcome
        if not any_errors(outcome.found):
            self.shown = take(outcome, self.before, self.shown)
        return True

    def end(self) -> None:
        """Leave undone what is not done, and remove what nobody will look at."""
        if isinstance(self._steps, Generator):
            self._steps.close()
        if self.shown is None:
            shutil.rmtree(self.folder, ignore_errors=True)
