"""From a folder to a judged book: everything is read, and what is wrong is said.

    load → parse → resolve → check

Nothing is made yet. A result that is of one chapter alone is kept (decision 0029).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from publisher.artifacts import Manuscript, SourceFile
from publisher.cache import Cache, kept, key
from publisher.check.book import check_book
from publisher.check.glyphs import (
    covered_by,
    letters_of,
    missing_glyphs,
    missing_in_settings,
    uncovered,
)
from publisher.diagnostics import Diagnostic, any_errors
from publisher.excuses import excuses
from publisher.house import house_styles
from publisher.keeping import Files, Units, units_of
from publisher.load import load
from publisher.load import shown as texts_shown
from publisher.model import Book, Chapter, Unit
from publisher.orders import Say
from publisher.outcome import Outcome
from publisher.parse import parse
from publisher.resolve import resolve
from publisher.tree import plain

if TYPE_CHECKING:
    from publisher.passages import Passage
    from publisher.proof.prose.looking import Look


def judged(
    home: Path,
    *,
    edition: str,
    say: Say,
    cache: Cache | None,
    prose: bool,
    at_once: bool = True,
) -> Outcome:
    """Read a book and judge it, but for its prose: what reads that is left to be asked.

    If not `at_once`, so is what looks at the book as a whole (`Outcome.look`).
    """
    outcome = Outcome()
    say("reading the manuscript")
    manuscript = outcome.keep(load(home, house_styles(), cache))
    if manuscript is None:
        outcome.texts = texts_shown(home, outcome.found)
        outcome.files = len(outcome.texts)
        return outcome
    outcome.manuscript, outcome.texts = manuscript, manuscript.texts
    outcome.files = len(manuscript.texts)
    outcome.found, early = [], outcome.found
    chapters = _Chapters(manuscript, cache)
    said = chapters.said()
    early += [each for _, found in said.values() for each in found]
    outcome.titles = {path: title for path, (title, _) in said.items()}
    outcome.excuses, bad = excuses(
        _commented(manuscript, chapters), manuscript.info.rules
    )
    outcome.add([*early, *bad])
    known = chapters.known()
    book = outcome.book = outcome.keep(
        resolve(manuscript.info, chapters, edition, known)
    )
    manuscript = outcome.manuscript = _as_edition(manuscript, book)
    parts = outcome.units = units_of(book, cache, known.became if known else None)
    outcome.checks = partial(
        _looked_at, outcome, book, manuscript, chapters, parts, prose=prose
    )
    if at_once:
        outcome.look()
    return outcome


def _looked_at(
    outcome: Outcome,
    book: Book,
    manuscript: Manuscript,
    chapters: _Chapters,
    parts: Units,
    *,
    prose: bool,
) -> None:
    """Look at a book as a whole."""
    from publisher.check.graph import check_graph  # imported while others set pages
    from publisher.graph.weaving import weave
    from publisher.passages import passages

    outcome.add(
        check_book(book, manuscript.assets, manuscript.unreadable, manuscript.pictures)
    )
    read = tuple(passages(book))
    outcome.graph = weave(book, manuscript, read)
    outcome.add(check_graph(outcome.graph, book, read))
    outcome.add(_unprintable(book, manuscript, parts))
    if not any_errors(outcome.found):
        outcome.add(_lost(chapters, book, parts))
    if prose:
        outcome.notes = partial(
            _prose_notes, parts.cache, book, manuscript, read, parts
        )
    elif not book.edition:  # one may leave out the passage that an excuse is for
        outcome.add(outcome.excuses.unused("LPRC"))


def _prose_notes(
    cache: Cache | None,
    book: Book,
    manuscript: Manuscript,
    read: Iterable[Passage],
    parts: Units,
) -> list[Diagnostic]:
    """Read the prose as a proofreader would, which takes longest of all."""
    from publisher.proof.prose.kept import kept_notes  # imported when it is asked for

    texts, words = manuscript.texts, manuscript.vocabulary
    keep = partial(_kept_look, parts, {unit.id: unit for unit in book.units})
    return kept_notes(cache, book, read, texts, words, keep)


def _kept_look(
    parts: Units,
    units: Mapping[str, Unit],
    unit: str,
    make: Callable[[], Look],
    typed: str,
) -> Look:
    """Give what a proofreader sees in a portion of a unit, or saw there before."""
    return parts.kept("look", units[unit], make, typed)


def _as_edition(manuscript: Manuscript, book: Book) -> Manuscript:
    """Give an edition's files its name and number, and its own title if it has one.

    A file bears the title that book.yaml gives it, letter for letter; on the pages it is
    set like any other text.
    """
    info = replace(
        manuscript.info,
        slug=book.info.slug,
        identifiers=book.info.identifiers,
        title=book.info.title if book.edition else manuscript.info.title,
    )
    return replace(manuscript, info=info)


def _commented(
    manuscript: Manuscript, chapters: Mapping[PurePosixPath, Chapter]
) -> Iterator[Chapter]:
    """Yield the chapters that may hold a comment, by what they were read from."""
    for source in manuscript.sources:
        if any("<!--" in text for text in _read_into(source, manuscript)):
            yield chapters[source.path]


_Said: TypeAlias = tuple[str, list[Diagnostic]]
"""The title of a chapter, and what is wrong with how it is written."""


class _Chapters(Mapping[PurePosixPath, Chapter]):
    """The chapters of a book, each parsed, or found, when it is asked for."""

    def __init__(self, manuscript: Manuscript, cache: Cache | None) -> None:
        self._manuscript, self._cache = manuscript, cache
        kinds = " ".join(sorted(manuscript.info.kinds))
        self._sources = {source.path: source for source in manuscript.sources}
        self.names = {
            path: key("parsed", kinds, *_read_into(source, manuscript))
            for path, source in self._sources.items()
        }
        self._made: dict[PurePosixPath, tuple[Chapter, list[Diagnostic]]] = {}

    def __getitem__(self, path: PurePosixPath) -> Chapter:
        return self._parsed(path)[0]

    def __contains__(self, path: object) -> bool:
        return path in self._sources

    def __iter__(self) -> Iterator[PurePosixPath]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)

    def known(self) -> Files | None:
        """Say what each chapter is made of, if what it becomes can be kept."""
        return Files(self._cache, self.names) if self._cache else None

    def said(self) -> Mapping[PurePosixPath, _Said]:
        """Say of each chapter what can be said without looking at it again."""
        return {
            path: kept(self._cache, ("said", name), partial(self._said, path))
            for path, name in self.names.items()
        }

    def _said(self, path: PurePosixPath) -> _Said:
        chapter, found = self._parsed(path)
        return plain(chapter.title.children) if chapter.title else "", found

    def _parsed(self, path: PurePosixPath) -> tuple[Chapter, list[Diagnostic]]:
        if path not in self._made:
            manuscript = self._manuscript
            make = partial(
                parse,
                self._sources[path],
                manuscript.included,
                sorted(manuscript.info.kinds),
            )
            made = kept(self._cache, (self.names[path],), make)
            self._made[path] = made
        return self._made[path]


def _unprintable(book: Book, manuscript: Manuscript, parts: Units) -> list[Diagnostic]:
    """Find what no font can print; looked for in the text only if there is such a thing."""
    letters = (
        parts.kept("letters", unit, partial(letters_of, unit, book))
        for unit in book.units
    )
    covered = covered_by(manuscript.fonts, parts.cache)
    found = missing_in_settings(book.info, covered)
    if uncovered("".join(letters), covered):
        found += missing_glyphs(book, covered, manuscript.texts)
    return found


def _lost(chapters: _Chapters, book: Book, parts: Units) -> list[Diagnostic]:
    """Find words that are lost between what was parsed and what was resolved."""
    found: list[Diagnostic] = []
    for unit in book.units:
        if unit.source and unit.source in chapters:
            make = partial(_is_whole, chapters, unit.source, unit, book)
            found += parts.kept(
                "unit is whole", unit, make, chapters.names[unit.source]
            )
    return found


def _is_whole(
    chapters: _Chapters, path: PurePosixPath, unit: Unit, book: Book
) -> list[Diagnostic]:
    from publisher.check.fidelity import unit_is_whole  # imported when it is asked for

    return unit_is_whole(chapters[path], unit, book)


def _read_into(source: SourceFile, manuscript: Manuscript) -> Iterator[str]:
    """Yield the texts a chapter may be made of: its own; all that are included, if any."""
    every = manuscript.included.values() if "include" in source.text else ()
    for each in (source, *every):
        yield from (str(each.path), each.text)
