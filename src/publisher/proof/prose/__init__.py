"""Words and marks for a proofreader to look at. Notes for the eye, never errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from publisher.bookinfo import BookInfo
from publisher.diagnostics import Diagnostic
from publisher.model import Book, IndexMark, Term
from publisher.passages import Passage
from publisher.proof.prose.doubled import doubled_words
from publisher.proof.prose.endings import missing_endings
from publisher.proof.prose.initials import initials
from publisher.proof.prose.looking import Keep, Look, anew, looked_at
from publisher.proof.prose.names import mixed_names
from publisher.proof.prose.places import Sources
from publisher.proof.prose.quotations import quotations
from publisher.proof.prose.reading import WORD, Met, Portion, Reading
from publisher.proof.prose.scripts import homoglyphs
from publisher.proof.prose.sightings import Sightings
from publisher.proof.prose.spelling import Spelling, misspelt_words


def prose_notes(
    book: Book,
    read: Iterable[Passage],
    texts: Mapping[PurePosixPath, str],
    words: Iterable[str] = (),
    keep: Keep = anew,
    sightings: Sightings | None = None,
) -> list[Diagnostic]:
    """Read a book's prose as a proofreader would, and note what to look at.

    `read` are its passages, `texts` the sources that places are looked for in, `words`
    those of the book's own word list; `keep` may know what was seen in a portion before,
    `sightings` where words stood that nobody knows.
    """
    sources = Sources(texts)
    looks = list(looked_at(read, texts, sources, book.info.lang, keep))
    reading = _together(looks, sources, book.info.lang)
    spelling = _spelling(book.info, reading, words)
    return [
        *doubled_words(reading),
        *(each for *_, look in looks for each in look.signs),
        *quotations(reading),
        *homoglyphs(reading),
        *(each for *_, look in looks for each in look.numbers),
        *missing_endings(reading),
        *initials(reading),
        *mixed_names(reading, spelling),
        *misspelt_words(reading, spelling, sightings or Sightings()),
    ]


def _together(
    looks: Iterable[tuple[tuple[Passage, ...], str, Look]], sources: Sources, lang: str
) -> Reading:
    """Add up what was seen in all portions."""
    passages: list[Passage] = []
    twice: list[Passage] = []
    counts: dict[str, Counter[str]] = {}
    within, hyphened, paired, met = (
        Counter[str](),
        Counter[str](),
        Counter[str](),
        Met(),
    )
    for portion, _, look in looks:
        for spoken, words in look.counts.items():
            counts.setdefault(spoken, Counter()).update(words)
        within.update(look.within)
        hyphened.update(look.compounds)
        paired.update(look.pairs)
        twice += (portion[number] for number in look.twice)
        met.take(look.initials, portion)
        passages += portion
    return Reading(
        tuple(passages),
        sources,
        lang,
        counts,
        within,
        tuple(twice),
        hyphened,
        paired,
        met,
        tuple(Portion(p, name, look.counts, look.marks) for p, name, look in looks),
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
