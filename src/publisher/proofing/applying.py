"""Suggested edits applied to the manuscript: shown, asked, written, and marked as done.

Each file is written whole or not at all, after a copy of it was laid into
`proof/backup`. Corrections further on in a file move with its words.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from itertools import groupby
from pathlib import Path, PurePosixPath

from publisher.artifacts import SourceFile
from publisher.config.paths import Folder, Refusal
from publisher.load import Read
from publisher.model import Chapter
from publisher.parse import parse
from publisher.proof.applying import Edit, RawText, Refused, Strange, Working, edited
from publisher.proof.applying.edits import AlreadySo
from publisher.proof.applying.working import Change
from publisher.proof.corrections import (
    Correction,
    Event,
    Ledger,
    Moved,
    Settled,
    State,
)

BACKUP = "backup"


class Answer(StrEnum):
    """What to do with a suggestion."""

    YES = "yes"
    NO = "no"  # it stays open
    ALL = "all"  # this one, and all others
    STOP = "stop"  # none from here on


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion as it would change a line: to be shown and asked about."""

    correction: Correction
    before: str  # the line, or lines, before
    after: str
    old: tuple[int, int]  # what differs in them
    new: tuple[int, int]


Ask = Callable[[Shown], Answer]


@dataclass(slots=True)
class Applied:
    """What became of the suggestions."""

    done: list[Correction] = field(default_factory=list)
    already: list[Correction] = field(default_factory=list)  # the text said so before
    refused: list[tuple[Correction, str]] = field(default_factory=list)
    left: list[Correction] = field(default_factory=list)  # answered with no
    backup: Path | None = None


def apply(read: Read, home: Path, ledger: Ledger, ask: Ask, *, by: str = "") -> Applied:
    """Apply the open suggestions of a book, file by file, in the order of the text.

    `ask` is asked about each. Raises OSError where a file cannot be written; what was
    written before is then written down, too.
    """
    result = Applied()
    known = ledger.read()
    asking = _Asking(ask)
    wanted = [each for each in known.rows if each.suggests and each.state is State.OPEN]
    wanted.sort(key=_where)
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ")
    result.backup = ledger.folder / BACKUP / stamp
    for path, group in groupby(wanted, key=lambda each: _path(each)):
        own = [each for each in known.rows if _path(each) == path]
        if not path:
            result.refused += [
                (each, each.doubt or "it has no place") for each in group
            ]
            continue
        events = _file(read, home, path, list(group), own, asking, result)
        if by:
            events = [
                Settled(e.id, e.state, by) if isinstance(e, Settled) else e
                for e in events
            ]
        if events:
            ledger.append(events)
    return result


def _where(each: Correction) -> tuple[object, ...]:
    place = each.place
    return (place is None, place.path if place else "", place, each.id)


def _path(each: Correction) -> str:
    return each.place.path if each.place else ""


class _Asking:
    """Asks, until someone says all or stop."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._always: Answer | None = None

    def about(self, change: Shown) -> bool:
        """Tell whether a change shall be made."""
        answer = self._always or self._ask(change)
        if answer in {Answer.ALL, Answer.STOP}:
            self._always = answer
        return answer in {Answer.YES, Answer.ALL}


def _file(
    read: Read,
    home: Path,
    path: str,
    wanted: Sequence[Correction],
    own: Sequence[Correction],
    asking: _Asking,
    result: Applied,
) -> list[Event]:
    """Edit one file, and say what happened to the corrections in it."""
    opened = _opened(read, home, path)
    if isinstance(opened, str):
        result.refused += [(each, opened) for each in wanted]
        return []
    file, raw, working = opened
    done: list[Correction] = []
    already: list[Correction] = []
    for each in wanted:
        try:
            edit = edited(working, each)
        except AlreadySo:
            already.append(each)
        except Refused as reason:
            result.refused.append((each, str(reason)))
        else:
            if asking.about(_change(working.text, edit)):
                _take(working, edit)
                done.append(each)
            else:
                result.left.append(each)
    if done:
        assert result.backup is not None
        _keep(file, home, result.backup)
        _write(file, raw.back(working.text))
    result.done += done
    result.already += already
    events: list[Event] = [Settled(each.id, State.DONE) for each in (*done, *already)]
    return [*events, *_moves(working, own, {each.id for each in done})]


def _opened(read: Read, home: Path, path: str) -> tuple[Path, RawText, Working] | str:
    """Open a file of the manuscript, or say why it is not to be edited."""
    name = PurePosixPath(path)
    if name not in read.texts:
        return f"{path} is no text of the book"
    found = Folder(home.resolve()).file(path)
    if isinstance(found, Refusal):
        return f"{path} cannot be opened"
    try:
        raw = RawText.of(found.read_bytes(), name)
    except Strange as reason:
        return f"{path} is left alone: {reason}"

    def parsed(path: PurePosixPath, text: str) -> Chapter:
        return parse(SourceFile(path, text), read.included, read.info.kinds.keys())[0]

    return found.resolve(), raw, Working(raw.text, name, parsed)


def _take(working: Working, edit: Edit) -> None:
    place = edit.correction.place
    first = working.first(place) if place else None
    assert first is not None
    longer = len(edit.text) - len(working.text)
    name, wanted = edit.correction.id, edit.correction.replacement or ""
    working.take(edit.text, Change(*first, longer, name, wanted))


def _change(text: str, edit: Edit) -> Shown:
    """Cut the lines out of two texts that an edit is in."""
    begin = text.rfind("\n", 0, edit.start) + 1
    end = text.find("\n", edit.end)
    end = len(text) if end < 0 else end
    longer = len(edit.text) - len(text)
    low = edit.start - begin
    return Shown(
        edit.correction,
        text[begin:end],
        edit.text[begin : end + longer],
        (low, edit.end - begin),
        (low, low + len(edit.put)),
    )


def _moves(
    working: Working, own: Iterable[Correction], done: set[str]
) -> Iterator[Event]:
    """Say where the words of other corrections of a file are now."""
    for each in own:
        if each.place is None:
            continue
        place = working.place(each.place)
        if place != each.place or each.id in done:
            yield Moved(each.id, place, each.certainty, each.doubt)


def _keep(file: Path, home: Path, backup: Path) -> None:
    """Lay a copy of a file as it was into the folder of copies."""
    target = backup / file.resolve().relative_to(home.resolve())
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(file, target)


def _write(file: Path, data: bytes) -> None:
    """Write a file in one step; it keeps its rights."""
    beside = file.with_name(f".{file.name}.publisher-new")
    try:
        with beside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(file, beside)
        beside.replace(file)
    finally:
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()
