"""The room: which build is shown, and who is told when another is there."""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from publisher.bookinfo import BookInfo
from publisher.loopback.sheets import sheet
from publisher.loopback.studio import Studio
from publisher.loopback.threads import in_thread
from publisher.proof.anchoring import Anchored, Anchors
from publisher.proof.corrections import Ledger, folder_of
from publisher.proof.desk.asked import Aside
from publisher.proof.desk.editors import Editor
from publisher.proof.desk.finished import AGAIN, Files, NotBuilt, take
from publisher.proof.desk.marking import Chosen, anchor
from publisher.proof.desk.reading import Reading, opened

Lay: TypeAlias = Callable[[Path, Path, Mapping[str, Any], float], Anchors | None]
"""The folder of book.yaml, the PDF, its page map, when that was written."""

PACE = 1.0  # s between two looks at the files
SHELF = 96_000_000  # bytes of pictures that are kept


@dataclass(frozen=True, slots=True)
class State:
    """What every open browser is told."""

    run: str  # another one is another desk: browsers begin anew
    build: int = 0  # number of the one that is shown
    written: int = 0  # bytes in the journal: more when anything was written
    stale: tuple[str, ...] = ()  # texts that were changed after the pages were made
    trouble: str = ""  # why the newest files cannot be shown


class Room:
    """Holds the build that is read. All of it lives in one event loop."""

    def __init__(
        self,
        find_files: Callable[[], tuple[BookInfo, Files]],
        folder: Path,
        home: Path,
        editor: Editor,
        lay: Lay,
    ) -> None:
        """Take what finds the files of the book, and an empty folder for copies.

        `home` is the folder of book.yaml; beside it readers' corrections are kept. `lay`
        lays the manuscript beside the pages, which takes a while in a long book.
        """
        self.home = home
        self._lay = lay
        self._laid: asyncio.Task[Anchors | None] | None = None
        self._read_at: object = None  # when its texts were changed last
        self._one = asyncio.Lock()  # PDFium allows no two threads
        self.editor = editor
        self.ledger = Ledger(folder_of(home))
        self.state = State(secrets.token_hex(8))
        self.closed = False
        self._find = find_files
        self._folder = folder
        self._news = asyncio.Event()
        self._reading: Reading | None = None
        self._stamp: object = None
        self._taken = 0
        self._pictures: OrderedDict[tuple[int, int, int], bytes] = OrderedDict()
        self._held = 0

    @property
    def reading(self) -> Reading:
        """Give the build that is shown."""
        assert self._reading is not None
        return self._reading

    async def open(self, studio: Studio) -> None:
        """Take the newest files. Raises NotBuilt where they cannot be shown."""
        info, files = self._find()
        stamp = files.stamp
        self._taken += 1
        number, folder = self._taken, self._folder / str(self._taken)
        self._stamp = stamp
        book = await asyncio.to_thread(take, info, files, number, folder)
        try:
            reading = opened(
                book, await studio.ask(sheet, book.pdf), self.editor, self.home
            )
        except (LookupError, TypeError, ValueError, RuntimeError) as problem:
            book.throw_away()
            told = f"{files.pages.name}, {files.pdf.name} and {files.epub.name}"
            reason = f"{told} do not belong together ({problem}): {AGAIN}"
            raise NotBuilt(reason) from None
        old, self._reading, self._laid = self._reading, reading, None
        self._pictures.clear()
        self._held = 0
        if old is not None:
            old.book.throw_away()
        stale = book.stale
        self.tell(replace(self.state, build=number, stale=stale, trouble=""))

    async def anchored(self, chosen: Sequence[Chosen]) -> Anchored:
        """Find where words were written, once the manuscript lies beside the pages."""
        laid = await self._manuscript()
        async with self._one:
            return await in_thread(partial(anchor, laid, chosen))

    async def said(self, words: Aside) -> Anchored:
        """Find where words were written that are on no page."""
        laid = await self._manuscript()
        if laid is None:
            return anchor(None, ())
        async with self._one:
            find = partial(laid.said, words.before, words.words, words.after)
            return await in_thread(find)

    def _manuscript(self) -> asyncio.Task[Anchors | None]:
        changes = self.reading.book.changes
        if self._laid is None or changes != self._read_at:
            self._read_at = changes
            self._laid = asyncio.create_task(self._read_manuscript(self.reading))
        return self._laid

    async def _read_manuscript(self, reading: Reading) -> Anchors | None:
        book = reading.book
        lay = partial(self._lay, self.home, book.pdf, book.map, book.made)
        async with self._one:
            try:
                return await in_thread(lay)
            except (OSError, LookupError, ValueError):
                return None

    async def look(self, studio: Studio) -> None:
        """Take the newest files if they are others than those that are shown.

        Also when someone else wrote in the journal, `inv proof.collect` for instance.
        """
        self.wrote()
        self._manuscript()  # before anyone asks
        stale = self.reading.book.stale
        if stale != self.state.stale:
            self.tell(replace(self.state, stale=stale))
        try:
            _, files = self._find()
            if files.stamp != self._stamp:
                await asyncio.sleep(PACE)  # whoever moves them has ended by then
                await self.open(studio)
        except (NotBuilt, OSError) as problem:
            self.tell(replace(self.state, trouble=str(problem)))

    async def picture(
        self, reading: Reading, page: int, width: int, studio: Studio
    ) -> bytes:
        """Draw a page, or give it again."""
        key = reading.book.number, page, width
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        drawn = await studio.draw(reading.book.pdf, page, width)
        if key not in self._pictures:
            self._pictures[key] = drawn
            self._held += len(drawn)
        while self._held > SHELF:
            _, old = self._pictures.popitem(last=False)
            self._held -= len(old)
        return drawn

    def wrote(self) -> None:
        """Tell of new lines in the journal, whoever wrote them."""
        stamp = self.ledger.stamp
        if stamp != self.state.written:
            self.tell(replace(self.state, written=stamp))

    async def news(self, seen: State | None) -> State:
        """Wait until the state is another one than was seen, or the room is closed."""
        while self.state == seen and not self.closed:
            await self._news.wait()
        return self.state

    def close(self) -> None:
        """Let everyone who waits for news go home."""
        self.closed = True
        self.tell(self.state)

    def tell(self, state: State) -> None:
        """Tell every open browser."""
        self.state = state
        self._news.set()
        self._news = asyncio.Event()
