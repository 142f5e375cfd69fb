"""Words and marks for a proofreader to look at. Notes for the eye, never errors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from operator import eq
from pathlib import PurePosixPath

from publisher.bookinfo import BookInfo
from publisher.diagnostics import Diagnostic
from publisher.model import Book, IndexMark, Term
from publisher.passages import Passage
from publisher.proof.prose.doubled import doubled_words
from publisher.proof.prose.endings import missing_endings
from publisher.proof.prose.initials import initials
from publisher.proof.prose.names import mixed_names
from publisher.proof.prose.numerals import mixed_numbers
from publisher.proof.prose.places import Sources
from publisher.proof.prose.quotations import quotations
from publisher.proof.prose.reading import WORD, Reading
from publisher.proof.prose.scripts import homoglyphs
from publisher.proof.prose.signs import signs
from publisher.proof.prose.spelling import Spelling, misspelt_words
from publisher.proof.prose.stretches import stretches

_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞŁŚŻŹČŠŽА-ЯЁІЇЄҐ][^\W\d_]+(?:['’][^\W\d_]+)*")
_TITLES = ("Mr", "Mrs", "Dr", "St", "Ms", "MM", "г", "гг", "M", "Mme", "Hr", "Fr", "Sr")


def prose_notes(
    book: Book,
    read: Iterable[Passage],
    texts: Mapping[PurePosixPath, str],
    words: Iterable[str] = (),
) -> list[Diagnostic]:
    """Read a book's prose as a proofreader would, and note what to look at.

    `read` are its passages, `texts` the sources that places are looked for in, `words`
    those of the book's own word list.
    """
    reading = _reading(book, read, texts)
    spelling = _spelling(book.info, reading, words)
    return [
        *doubled_words(reading),
        *signs(reading),
        *quotations(reading),
        *homoglyphs(reading),
        *mixed_numbers(reading),
        *missing_endings(reading),
        *initials(reading),
        *mixed_names(reading, spelling),
        *misspelt_words(reading, spelling),
    ]


def _reading(
    book: Book, read: Iterable[Passage], texts: Mapping[PurePosixPath, str]
) -> Reading:
    """Count the words of the book, once, by language."""
    passages = tuple(read)
    counts: dict[str, Counter[str]] = {}
    within: Counter[str] = Counter()
    twice: list[Passage] = []
    for passage in passages:
        for start, end, lang in stretches(passage):
            words = WORD.findall(passage.text, start, end)
            counts.setdefault(lang, Counter()).update(words)
            lowered = list(map(str.lower, words))
            if any(map(eq, lowered, lowered[1:])) and not (
                twice and twice[-1] is passage
            ):
                twice.append(passage)
        within.update(_within(passage.text))
    return Reading(
        passages, Sources(texts), book.info.lang, counts, within, tuple(twice)
    )


def _within(text: str) -> Iterator[str]:
    """Give the capitalised words that begin no sentence: behind a word, a title, an initial."""
    for found in _CAPITAL.finditer(text):
        at = found.start()
        if at < 2 or text[at - 1] not in " \u00a0(“‘«[":
            continue
        before = text[at - 2]
        if (
            before.isalnum()
            or before in ",;) \u00a0"
            or (before == "." and _is_title(text[max(0, at - 6) : at - 2]))
        ):
            yield found[0]


def _is_title(before: str) -> bool:
    """Tell whether "Dr." or an initial stands there, and no sentence ends."""
    return before.endswith(_TITLES) or (
        before[-1:].isupper() and not before[-2:-1].isalnum()
    )


def _spelling(info: BookInfo, reading: Reading, words: Iterable[str]) -> Spelling:
    """Gather the words that the book itself declares: lists, people, index, glossary."""
    declared = {word.strip() for word in words}
    stems = tuple(
        word[:-1] for word in declared if word.endswith("*") and len(word) > 2
    )
    own = {word for word in declared if not word.endswith("*")}
    for said in (*_facts(info), *_marked(reading)):
        own.update(WORD.findall(said))
    return Spelling(frozenset(own), stems)


def _facts(info: BookInfo) -> Iterator[str]:
    yield info.title
    yield info.subtitle
    yield info.publisher
    for person in (*info.creators, *info.contributors):
        yield person.name
    for voice in info.voices.values():
        yield voice.name


def _marked(reading: Reading) -> Iterator[str]:
    for passage in reading.passages:
        for piece in passage.pieces:
            if isinstance(piece.node, IndexMark):
                yield piece.node.entry
            elif isinstance(piece.node, Term):
                yield piece.node.key
