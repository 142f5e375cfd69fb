"""The press: units are handed in, set by whoever is free, and kept where they are found.

What was set once is not set again: a unit is known by everything its pages depend on. Of
each, the press hands out what has to be known while others are set. What else is known of its
pages stays in the store until all are set, and the pages until they are written to a file, one
unit at a time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import PurePosixPath
from typing import TypeVar
from urllib.parse import unquote

from publisher import rules
from publisher.artifacts import Asset, PrintBook
from publisher.cache import key
from publisher.diagnostics import Diagnostic
from publisher.fragments import Fragment
from publisher.layout import guessing, store
from publisher.layout.beliefs import Beliefs
from publisher.layout.characters import characters
from publisher.layout.complaints import FAILED
from publisher.layout.guessing import Copy
from publisher.layout.hands import FEW, NO_ROOM, Alone, Hands, nothing
from publisher.layout.markup import IMAGE
from publisher.layout.places import place_before
from publisher.layout.setting import Facts, Gist, Job, Setting
from publisher.layout.store import Memory, Store

T = TypeVar("T")

_IMAGE = re.compile(f'"{IMAGE}([^"]*)"')


@dataclass(slots=True)
class Press:
    """Sets one book at a time. `program` stands for the version of all that sets."""

    hands: Hands = field(default_factory=lambda: Alone(Memory()))
    program: str = ""
    facts: Facts = field(default_factory=lambda: Facts((), frozenset()))
    found: list[Diagnostic] = field(default_factory=list)  # units that nobody could set
    _book: str = ""  # what every unit of the book on the press depends on
    _images: dict[PurePosixPath, str] = field(default_factory=dict)
    _made: dict[str, Gist] = field(default_factory=dict)
    _copies: dict[str, Copy] = field(default_factory=dict)  # by a digest of the markup
    _found: set[str] = field(default_factory=set)  # keys of what nobody had to set
    _hoped: Sequence[str] = ()  # keys of what the book was made of last
    _ahead: dict[str, Setting] = field(default_factory=dict)  # fetched, not yet wanted

    def open(
        self,
        book: PrintBook,
        assets: Mapping[PurePosixPath, Asset],
        fonts: Mapping[str, Asset],
    ) -> None:
        """Turn to a book. What is at hand of the same book stays at hand."""
        styles = [part for sheet in book.css for part in (str(sheet.path), sheet.text)]
        faces = [
            part for name in sorted(fonts) for part in (name, _digest(fonts[name]))
        ]
        images = {path: _digest(each) for path, each in assets.items()}
        self.found, self._found, self._ahead = [], set(), {}
        measures = f"{book.hanging:g} {book.ladder} {book.capacity:g}"
        named = key(self.program, book.lang, book.dir, measures, *styles, "", *faces)
        if (named, images) == (self._book, self._images):
            return
        self._book, self._images = named, images
        self.hands.open(replace(book, units=()), assets, fonts)
        known = store.facts(self.hands.store, self._book)
        if known is None:
            known = Facts(self.hands.found(), characters(fonts))
            store.keep_facts(self.hands.store, self._book, known)
        self.facts = known

    def set(
        self,
        jobs: Sequence[Job],
        next_time: Callable[[str], Iterable[Job]] = lambda _: (),
    ) -> list[Gist | None]:
        """Set units; None stands for one that could not be set, and is in `found`.

        `next_time` says by its id how a unit will most likely be asked for after this, the
        likeliest first: if hands would rest meanwhile it is set so, too, a unit that is asked
        for by the hands that set it, and before (decision 59).
        """
        keys = [self.key(job) for job in jobs]
        wanted = dict(zip(keys, jobs, strict=True))
        lacking = {
            each: job for each, job in wanted.items() if not self._is_known(each)
        }
        early = self._early(lacking, next_time)
        for each, made in self._performed(lacking, early):
            self._made[each] = made
        return [self._made.get(each) for each in keys]

    def copy(self, book: PrintBook) -> list[Copy]:
        """Count what there is to set of each unit, if it was not counted for the last book."""
        names = [key(unit.html) for unit in book.units]
        place = self._of_book(book, "copy")
        known = self._copies or store.copies(self.hands.store, place)
        self._copies = {
            name: known.get(name) or guessing.counted(unit.html)
            for name, unit in zip(names, book.units, strict=True)
        }
        if not self._copies.keys() <= known.keys():
            store.keep_copies(self.hands.store, place, self._copies)
        return [self._copies[name] for name in names]

    def believed(self, book: PrintBook) -> Beliefs | None:
        """Say what was believed of a book when its page numbers fitted last."""
        found = store.beliefs(self.hands.store, self._of_book(book, "beliefs"))
        self._hoped = found.keys if found else ()
        return found

    def believe(self, book: PrintBook, believed: Beliefs, jobs: Iterable[Job]) -> None:
        """Keep what is believed of a book whose page numbers fit, asked for so."""
        believed = replace(believed, keys=tuple(map(self.key, jobs)))
        store.keep_beliefs(self.hands.store, self._of_book(book, "beliefs"), believed)

    def setting(self, job: Job) -> Setting:
        """Fetch all that is known of a unit that was set."""
        return self._ahead.pop(self.key(job), None) or self._fetched(job, store.setting)

    def pages(self, job: Job) -> Fragment:
        """Fetch the pages of a unit that was set."""
        return self._fetched(job, store.pages)

    def rest(self) -> bool:
        """Say that all is set and fetched: what is made of it now needs memory, too.

        Tells whether what was set is let go of.
        """
        rests = self.hands.rest()
        if rests:
            self._copies, self._ahead = {}, {}
            self.forget(frozenset())
        return rests

    def forget(self, but: frozenset[str]) -> None:
        """Let go of what is known of all units but those with these keys."""
        self._made = {each: made for each, made in self._made.items() if each in but}

    def key(self, job: Job) -> str:
        """Name all that the pages of a unit depend on."""
        unit, markup = job.unit, job.markup or key(job.unit.html)
        return key(
            self._book, markup, unit.role.value, unit.matter.value, unit.title,
            str(unit.depth), *self._around(job),
        )  # fmt: skip

    def _plates(self, job: Job) -> str:
        """Name what the pages of a unit depend on besides its text."""
        unit = job.unit
        return key(self._book, "plates", unit.id, unit.role.value, *self._around(job))

    def _around(self, job: Job) -> Iterator[str]:
        entry = job.entry
        yield from (entry.side, str(entry.number), str(entry.roman))
        for each in _IMAGE.findall(job.unit.html):
            yield self._images.get(PurePosixPath(unquote(each)), "")

    def _of_book(self, book: PrintBook, what: str) -> str:
        """Name a book by what it begins with: whatever is edited, it stays the same book."""
        return key(self._book, what, *(unit.html for unit in book.units[:1]))

    def _early(
        self, lacking: Mapping[str, Job], next_time: Callable[[str], Iterable[Job]]
    ) -> dict[str, Job]:
        """Choose what those who would rest can do in advance; nothing if nobody would."""
        idle = self.hands.count - len(lacking)
        if idle <= 0:
            return {}
        jobs = chain.from_iterable(next_time(job.unit.id) for job in lacking.values())
        early = {self.key(job): job for job in jobs}
        new = [each for each in early if not (each in lacking or self._is_known(each))]
        return {each: early[each] for each in new[:idle]}

    def _is_known(self, wanted: str) -> bool:
        if wanted not in self._made:
            found = store.gist(self.hands.store, wanted)
            if found is None:
                return False
            self._made[wanted] = found
            self._found.add(wanted)
        return True

    def _fetched(self, job: Job, find: Callable[[Store, str], T | None]) -> T:
        """Find something of a unit that was set; if it has gone since, set it again."""
        wanted = self.key(job)
        found = find(self.hands.store, wanted)
        if found is None:
            list(self.hands.perform([[self._way(wanted, job)]]))
            found = find(self.hands.store, wanted)
        if found is None:
            raise OSError("what was set could not be kept")
        return found

    def _look_ahead(self) -> None:
        """Fetch what is known of units that were set before: it is wanted when all are.

        Those that were not asked for yet will most likely be wanted as they were last.
        """
        for each in {*self._found, *self._hoped} - self._ahead.keys():
            found = store.setting(self.hands.store, each)
            if found is not None:
                self._ahead[each] = found

    def _way(self, wanted: str, job: Job) -> tuple[str, Job]:
        return wanted, replace(job, plates=self._plates(job))

    def _ways(
        self, wanted: str, job: Job, before: Sequence[tuple[str, Job]]
    ) -> list[tuple[str, Job]]:
        """Have a unit set in the ways it is hoped for, then as it is asked for, in passing."""
        return [*before, self._way(wanted, replace(job, passing=bool(before)))]

    def _performed(
        self, lacking: Mapping[str, Job], early: Mapping[str, Job]
    ) -> Iterator[tuple[str, Gist]]:
        """Have units set. What fails of those that nobody asked for yet is not said."""
        in_advance: dict[str, list[tuple[str, Job]]] = {}
        for each, job in early.items():
            in_advance.setdefault(job.unit.id, []).append(self._way(each, job))
        units = [
            self._ways(each, job, in_advance.pop(job.unit.id, ()))
            for each, job in lacking.items()
        ]
        beside = self._look_ahead if len(units) <= FEW else nothing
        for each, made in self.hands.perform([*units, *in_advance.values()], beside):
            if isinstance(made, Gist):
                yield each, made
            elif each in lacking:
                unit = lacking[each].unit
                self.found.append(
                    rules.NOT_SET.at(
                        place_before("", (unit,)),
                        f'"{unit.title or unit.id}" could not be set: {made}',
                        hint=_hint(made),
                    )
                )


def _hint(how: str) -> str:
    if how == NO_ROOM:
        return _NO_ROOM
    if how.startswith(FAILED):
        return "simplify what is unusual in it, and report it with this chapter"
    return "close other programs, or build with --jobs 1"


_NO_ROOM = "make room, empty what is kept (inv clean --cache), or build with --no-cache"


def _digest(asset: Asset) -> str:
    return hashlib.sha256(asset.data).hexdigest()
