"""What was resolved of a file before, and is found again if all it depends on is the same.

A file that was not edited is resolved from its outline and from what it became before. Two
things are kept: the outline, by the text, by what book.yaml says and by the edition; and
what the file became, by these and by everything it could ask about the rest of the book.
What tells of a place in another file, a finding, is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import PurePosixPath
from typing import TypeAlias, cast

from publisher.bookinfo import BookInfo, Edition
from publisher.cache import named
from publisher.diagnostics import Diagnostic
from publisher.keeping import Files, digest
from publisher.model import Chapter
from publisher.resolve.editions import Settled, settled
from publisher.resolve.leading import Led
from publisher.resolve.outlines import Question, outlined, questions
from publisher.resolve.units import Draft

Said: TypeAlias = tuple[Settled, list[Diagnostic]]
"""A file as one edition has it, and what was found in it."""

Known: TypeAlias = tuple[Settled, list[Diagnostic], tuple[Question, ...]]
"""The outline of a file, what was found in it, and what it asks."""


class Again:
    """The files of a book for one edition: as outlines, or whole."""

    def __init__(
        self,
        chapters: Mapping[PurePosixPath, Chapter],
        info: BookInfo,
        edition: Edition,
        known: Files | None,
    ) -> None:
        """`info` is as the edition has it; without `known` all files are whole."""
        self._chapters, self._info, self._edition = chapters, info, edition
        self._known = known
        self._around = (digest(info), repr(edition)) if known else ()
        self._whole: dict[PurePosixPath, Said] = {}
        self._asked: dict[PurePosixPath, tuple[Question, ...]] = {}

    @property
    def knows(self) -> bool:
        """Tell whether anything is known, or kept."""
        return self._known is not None

    def file(self, path: PurePosixPath) -> Said:
        """Give a file: all of it, or its outline, if that is known."""
        if path in self._whole or self._known is None:
            return self._opened(path)
        name = self._name("outline", path)
        try:
            known = cast("Known", self._known.cache.value(name))
        except KeyError:
            file, found = self._opened(path)
            known = outlined(file), found, questions(file)
            self._known.cache.keep(name, known)
        file, found, self._asked[path] = known
        return self._whole.get(path, (file, found))

    def asked(self, draft: Draft) -> tuple[Question, ...]:
        """Give what a piece asks about the rest of the book."""
        return self._asked[draft.path] if draft.path else ()

    def is_whole(self, draft: Draft) -> bool:
        """Tell whether there is more of a piece than an outline."""
        return draft.path is None or draft.path in self._whole

    def open(self, draft: Draft) -> None:
        """Have the file of a piece whole from now on."""
        if draft.path is not None:
            self._opened(draft.path)

    def led(self, draft: Draft, world: str) -> Led | None:
        """Give what a piece of which there is an outline became in the same world."""
        assert self._known is not None
        name = self._name("led", draft.path, world)
        with suppress(KeyError):
            led = cast("Led", self._known.cache.value(name))
            self._known.became[draft.id] = name
            return led
        return None

    def keep(self, draft: Draft, led: Led, world: str) -> None:
        """Keep what a piece became, if it would be the same in the same world."""
        if self._known is None or draft.path is None:
            return
        self._known.became.pop(draft.id, None)
        if led.is_alone:
            name = self._name("led", draft.path, world)
            self._known.cache.keep(name, led)
            self._known.became[draft.id] = name

    def forget(self) -> None:
        """Have nothing said of what the pieces became: it is to be changed."""
        if self._known:
            self._known.became.clear()

    def _opened(self, path: PurePosixPath) -> Said:
        if path not in self._whole:
            said = settled(self._chapters[path], self._info, self._edition)
            self._whole[path] = said
        return self._whole[path]

    def _name(self, what: str, path: PurePosixPath | None, *more: str) -> str:
        assert self._known is not None
        assert path is not None
        return named((what, self._known.names[path], *self._around, *more))
