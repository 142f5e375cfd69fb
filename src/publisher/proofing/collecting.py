"""Marked PDFs collected: every mark becomes a correction at its place in the manuscript."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from publisher.load import Read, read_texts
from publisher.orders import Say, quiet
from publisher.parse import parse
from publisher.proof.anchoring import (
    Anchored,
    Chart,
    CopyText,
    Sheets,
    chart,
    copytext,
)
from publisher.proof.anchoring.again import moved
from publisher.proof.anchoring.letters import letters
from publisher.proof.annotations import Annotation, Marked, Unreadable
from publisher.proof.annotations import read as read_marks
from publisher.proof.corrections import (
    Correction,
    Corrections,
    Ledger,
    State,
    folder_of,
)
from publisher.proofing.entering import Gathered, entering
from publisher.proofing.finding import Finder, Held, Lost, finders, found
from publisher.workers import Workers

_LOOKED_AT = 24  # pages by which a book is known
_LEAST = 0.3  # of them that must be in it
_PADDED = 4  # pages: fewer blank ones are the printer's, behind the last of the map
_SAMPLE = 40  # letters of a page that are looked for


class NoBook(Exception):  # noqa: N818 it is no fault of a program
    """There is no book to hold marks against; the message says why."""


@dataclass(slots=True)
class Collected:
    """What a run of collecting brought."""

    read: Read
    ledger: Ledger
    known: Corrections
    files: list[Gathered] = field(default_factory=list)
    moved: int = 0  # corrections whose words stand elsewhere now


def collect(
    home: Path,
    out: Path,
    files: Iterable[Path],
    *,
    edition: str = "",
    reader: str = "",
    say: Say = quiet,
) -> Collected:
    """Collect the marks of PDFs; and look where the words of open corrections are now.

    `reader` is who made the marks that have no name. Raises NoBook where the manuscript
    cannot be read; OSError or NotOurs where corrections cannot be kept.
    """
    say("reading the manuscript")
    read, found = read_texts(home)
    if read is None or not read.sources:
        raise NoBook(str(found[0].headline) if found else f"{home} holds no book")
    ledger = Ledger(folder_of(home))
    result = Collected(read, ledger, ledger.read())
    opened = list(_opened(files, result, say))
    most = max((len(_pages(each)) for each, _ in opened), default=0)
    with finders(most) as pool:
        pool.start()  # they get ready while the manuscript is parsed
        book = _Book(home, read, copy_of(read), out, edition)
        for marked, gathered in opened:
            say(f"finding the marks of {marked.path.name}")
            try:
                made = list(_made(book, marked, gathered, pool, reader))
            except Unreadable as reason:
                gathered.refused = str(reason)
                continue
            gathered.marks = len(made)
            if made:
                result.known = ledger.change(entering(made, gathered))
    moves = list(moved(book.copy, _open(result.known)))
    result.moved = len(moves)
    if moves:
        result.known = ledger.append(moves)
    return result


def _opened(
    files: Iterable[Path], result: Collected, say: Say
) -> Iterator[tuple[Marked, Gathered]]:
    """Read the marks of files; what cannot be read is told in the result."""
    for path in files:
        say(f"reading the marks of {path.name}")
        gathered = Gathered(path)
        result.files.append(gathered)
        try:
            yield read_marks(path), gathered
        except Unreadable as reason:
            gathered.refused = str(reason)


def _pages(marked: Marked) -> list[int]:
    """List the pages that have marks."""
    return list(dict.fromkeys(each.sheet for each in marked.annotations))


@dataclass(slots=True)
class _Book:
    """The manuscript as it is now, and the page map of its last build."""

    home: Path
    read: Read
    copy: CopyText
    out: Path
    edition: str

    @property
    def built(self) -> tuple[Path, Mapping[str, Any]] | None:
        """Give the page map in the folder of finished files."""
        slug, name = self.read.info.slug, self.edition
        path = self.out / (f"{slug}-{name}-pages.json" if name else "pages.json")
        try:
            said = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        return (path, said) if isinstance(said, dict) else None


def copy_of(read: Read) -> CopyText:
    """Read the words of a manuscript, each with its place."""
    kinds = read.info.kinds.keys()
    chapters = [parse(source, read.included, kinds)[0] for source in read.sources]
    return copytext(chapters, read.texts)


def _open(known: Corrections) -> tuple[Correction, ...]:
    return tuple(each for each in known.rows if each.state is State.OPEN)


def _made(
    book: _Book,
    marked: Marked,
    gathered: Gathered,
    pool: Workers[Finder],
    reader: str,
) -> Iterator[Correction]:
    """Make a correction of each mark of a file. Raises Unreadable."""
    path = marked.path
    gathered.notes += marked.warnings
    facts = marked.facts or {}
    _refuse_others(book, marked, facts)
    if not marked.annotations:
        return
    try:
        with closing(Sheets(path.read_bytes())) as sheets:
            _refuse_strangers(book, marked, sheets)
        placed, same = _chart(book, marked, gathered)
        held = Held(path, book.copy, placed, same)
        places = found(held, marked.annotations, pool)
    except (OSError, Lost) as problem:
        raise Unreadable(f"{path.name} is damaged: {problem}") from None
    for mark, place in zip(marked.annotations, places, strict=True):
        named = mark if mark.reader else replace(mark, reader=reader or path.stem)
        yield _correction(named, place, facts, path.name)


def _refuse_others(book: _Book, marked: Marked, facts: Mapping[str, Any]) -> None:
    """Refuse the proof of another book: it says whose it is."""
    slug = facts.get("slug")
    if isinstance(slug, str) and slug and slug != book.read.info.slug:
        title = facts.get("title") or slug
        raise Unreadable(
            f'{marked.path.name} is a proof of "{title}", not of this book'
        )


def _chart(
    book: _Book, marked: Marked, gathered: Gathered
) -> tuple[Chart | None, frozenset[PurePosixPath]]:
    """Find the page map of a marked file, and which texts are as they were in it."""
    texts = book.read.texts
    own = chart(marked.map) if marked.map else None
    if own is not None:
        digests = (marked.facts or {}).get("sources")
        told = digests if isinstance(digests, dict) else {}
        same = (each for each in texts if told.get(str(each)) == _digest(texts[each]))
        return own, frozenset(same)
    if (built := book.built) is None or (mapped := chart(built[1])) is None:
        gathered.notes.append(
            f"{marked.path.name}: there is no page map; marks are found by their words"
        )
        return None, frozenset()
    pages = len(mapped.labels)
    if not 0 <= marked.pages - pages < _PADDED:
        gathered.notes.append(
            f"{marked.path.name} has {marked.pages:,} pages, the book as it was built "
            f"last {pages:,}: marks on pages that differ are found by their words"
        )
    made = built[0].stat().st_mtime
    return mapped, frozenset(
        each for each in texts if _is_older(book.home / each, made)
    )


def _is_older(path: Path, made: float) -> bool:
    try:
        return path.stat().st_mtime <= made
    except OSError:
        return False


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _refuse_strangers(book: _Book, marked: Marked, sheets: Sheets) -> None:
    """Refuse a file whose words are not in the book."""
    pages = _pages(marked)
    chosen = pages[:: max(1, len(pages) // _LOOKED_AT)]
    full = known = 0
    for number in chosen:
        run = sheets.letters(number)
        if len(run) < 2 * _SAMPLE:
            continue
        full += 1
        known += any(
            run[at : at + _SAMPLE] in book.copy.letters
            for at in range(0, len(run) - _SAMPLE, _SAMPLE // 2)
        )
        if known >= _LEAST * len(chosen):
            return
    if full and known < _LEAST * full:
        named = f' ("{marked.title}")' if marked.title else ""
        raise Unreadable(
            f"{marked.path.name}{named} is not this book: its words are not in the "
            "manuscript"
        )


def _correction(
    mark: Annotation, found: Anchored, facts: Mapping[str, Any], source: str
) -> Correction:
    """Make a correction of a mark and of what was found for it; its id comes later."""
    repeats = bool(found.quote) and letters(mark.words) == letters(found.printed)
    new = mark.new
    if mark.struck and new and letters(new) and letters(new) == letters(found.printed):
        new = "" if new.strip() == found.printed.strip() else new
    number = facts.get("round")
    doubt = "; ".join(filter(None, (found.doubt, *mark.faults)))
    return Correction(
        id="",
        reader=mark.reader,
        kind=mark.kind,
        words="" if repeats else mark.words,
        replacement=new,
        place=found.place,
        quote=found.quote,
        before=found.before,
        after=found.after,
        printed=found.printed,
        sheet=mark.sheet,
        page=found.page,
        boxes=mark.boxes,
        certainty=found.certainty,
        doubt=doubt,
        round=number if isinstance(number, int) else 0,
        made_at=mark.made_at,
        source=source,
        origins=mark.origins,
        replies=mark.replies,
    )
