"""From chapters to a book: numbers, names, notes, references, typography.

Everything that counts or leads somewhere is settled here, once, so that renderers only
look up. The steps are those of `resolve`, in order; each has its own room.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from publisher.bookinfo import BookInfo, Piece
from publisher.diagnostics import Diagnostic, Span, in_order
from publisher.keeping import Files
from publisher.model import Book, Chapter
from publisher.resolve.again import Again
from publisher.resolve.binding import Bench, bound
from publisher.resolve.editions import Settled, chosen, for_edition
from publisher.resolve.facts import spoken_facts
from publisher.resolve.labels import folded, said_once
from publisher.resolve.notes import counted_notes
from publisher.resolve.sample import sample
from publisher.resolve.strays import stray_notes
from publisher.resolve.units import drafts
from publisher.resolve.words import words

__all__ = ["resolve"]


def resolve(
    info: BookInfo,
    chapters: Mapping[PurePosixPath, Chapter],
    edition: str = "",
    known: Files | None = None,
) -> tuple[Book, list[Diagnostic]]:
    """Make one book out of its files, as an edition shows it; "" shows everything.

    A file of the structure that is not among the chapters is passed over: that has been
    reported, and what may be in it is not reported as missing. Of files that are `known`,
    those that became the same before are not asked for.
    """
    terms, said = words(info)
    wanted, unknown = chosen(info, edition)
    info = for_edition(spoken_facts(info, terms), wanted)
    again = Again(chapters, info, wanted, known)
    complete = _files_of(info.structure) <= chapters.keys()
    book = None
    while book is None:  # a second time if outlines were not enough
        found = [*said, *unknown]
        files: dict[PurePosixPath, Settled] = {}
        for path in chapters:
            files[path], more = again.file(path)
            found += more
        pieces = drafts(info, files, wanted.pieces)
        notes, more = counted_notes(pieces, info)
        found += more
        found += stray_notes(pieces, files, notes)
        bench = Bench(info, terms, pieces, notes, again)
        book = bound(bench, _removed(files.values()), complete=complete)
    if cut := frozenset(piece.id for piece in pieces if piece.cut):
        again.forget()
        book = sample(book, cut)
    return replace(book, edition=wanted.name), in_order(found + said_once(bench.found))


def _removed(files: Iterable[Settled]) -> dict[str, Span]:
    return {
        folded(label): place
        for file in files
        for label, place in file.removed.labels.items()
    }


def _files_of(pieces: tuple[Piece, ...]) -> set[PurePosixPath]:
    own = {piece.path for piece in pieces if piece.path}
    return own.union(*(_files_of(piece.pieces) for piece in pieces))
