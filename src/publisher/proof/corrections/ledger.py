"""The journal on disk, and the two files made of it.

`corrections.jsonl` is only ever added to: each line is written in one piece and is on the
disk before `append` returns; writers wait for each other. A line that was torn by a crash
is passed over when it is read, and never glued to the next one. `corrections.json` and
`corrections.md` are made of it anew after each change and replaced in one step; the same
journal gives the same bytes. If they are lost, nothing is.

The folder is `proof` beside the folder of the manuscript: not in `dist`, which anyone may
throw away, and not in the manuscript, where only the author writes.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from publisher.proof.corrections.correction import Corrections, in_order
from publisher.proof.corrections.events import Event, line, replay
from publisher.proof.corrections.listing import MARK, SCHEMA, as_json, as_markdown

JOURNAL = "corrections.jsonl"
JSON = "corrections.json"
MARKDOWN = "corrections.md"


class NotOurs(Exception):  # noqa: N818 no fault of a program
    """A file of someone else's stands where ours belongs; the message names it."""


def folder_of(home: Path) -> Path:
    """Give the folder of a book's corrections, from the folder of book.yaml."""
    return home.resolve().parent / "proof"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class Ledger:
    """The corrections of one book. Any number of them, in any process, may be open."""

    def __init__(self, folder: Path, now: Callable[[], str] = _now) -> None:
        self.folder = folder
        self._now = now

    @property
    def stamp(self) -> int:
        """Tell whether anything was added since: the length of the journal, in bytes."""
        try:
            return (self.folder / JOURNAL).stat().st_size
        except FileNotFoundError:
            return 0

    def read(self) -> Corrections:
        """Read what readers said and what became of it; nothing where nobody did."""
        try:
            written = (self.folder / JOURNAL).read_bytes()
        except FileNotFoundError:
            return Corrections()
        return _read(written)

    def append(self, events: Iterable[Event]) -> Corrections:
        """Write events down and make both files anew; return what is now known.

        When it returns, the events will outlive a crash. Raises OSError where the disk
        does not let us, NotOurs where another file has our name; then either all
        events are written or, if the disk broke in between, a part of them.
        """
        return self.change(lambda _: events)

    def change(self, decide: Callable[[Corrections], Iterable[Event]]) -> Corrections:
        """Write down what `decide` says of all that is known, while nobody else writes."""
        self._refuse_foreign()
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._held() as journal:
            written = _all(journal)
            now = self._now()
            lines = "".join(f"{line(each, now)}\n" for each in decide(_read(written)))
            if lines:
                torn = b"\n" if written and not written.endswith(b"\n") else b""
                written += _put(journal, torn + lines.encode())
            known = _read(written)
            self._publish(known)
        return known

    @contextlib.contextmanager
    def _held(self) -> Iterator[int]:
        """Open the journal for one writer alone; others wait for moments."""
        fresh = not (self.folder / JOURNAL).exists()
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
        own = os.open(self.folder / JOURNAL, flags, 0o666)
        try:
            with contextlib.suppress(OSError):  # a disk without locks
                fcntl.flock(own, fcntl.LOCK_EX)
            if fresh:
                _on_disk(self.folder)
            yield own
        finally:
            os.close(own)

    def _publish(self, known: Corrections) -> None:
        self._replace(JSON, as_json(known))
        self._replace(MARKDOWN, as_markdown(known))

    def _replace(self, name: str, text: str) -> None:
        """Replace a file in one step, if it says anything else."""
        target = self.folder / name
        data = text.encode()
        with contextlib.suppress(OSError):
            if target.read_bytes() == data:
                return
        own, made = tempfile.mkstemp(prefix=f".{name}-", dir=self.folder)
        try:
            with os.fdopen(own, "wb") as file:
                file.write(data)
                os.fchmod(file.fileno(), 0o644)
            Path(made).replace(target)
        except BaseException:
            Path(made).unlink(missing_ok=True)
            raise

    def _refuse_foreign(self) -> None:
        """Insist that what will be replaced was made by us."""
        for name, own in ((JSON, SCHEMA), (MARKDOWN, MARK)):
            with contextlib.suppress(FileNotFoundError):
                begin = (self.folder / name).read_bytes()[:400]
                if begin.strip() and own.encode() not in begin:
                    told = f"{self.folder.name}/{name}"
                    raise NotOurs(
                        f"{told} was not written by the publisher and is left alone: "
                        "give it another name"
                    )


def _read(written: bytes) -> Corrections:
    # A line is what stands between two \n; splitlines() would part words at U+2028.
    rows, torn = replay(written.decode("utf-8", "replace").split("\n"))
    return Corrections(in_order(tuple(rows.values())), torn)


def _all(journal: int) -> bytes:
    parts, place = [], 0
    while part := os.pread(journal, 1 << 20, place):
        parts.append(part)
        place += len(part)
    return b"".join(parts)


def _put(journal: int, data: bytes) -> bytes:
    """Write all of it, and wait until it is on the disk."""
    rest = data
    while rest:
        rest = rest[os.write(journal, rest) :]
    os.fsync(journal)
    return data


def _on_disk(folder: Path) -> None:
    """Wait until the disk knows of a new file in a folder."""
    own = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(own)
    finally:
        os.close(own)
