"""Words that no dictionary has: slips of the hand, and passages in another language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from unicodedata import normalize

from publisher import rules
from publisher.diagnostics import Diagnostic
from publisher.proof.prose.dictionaries import LONGEST, Dictionary, dictionary
from publisher.proof.prose.reading import (
    ABBREVIATED,
    WORD,
    Portion,
    Reading,
    Where,
    times,
)
from publisher.proof.prose.sightings import Seen, Sightings, seen_in
from publisher.proof.prose.stretches import stretches
from publisher.proof.prose.tongues import CYRILLIC, NOUNS_CAPITALISED, base

HABIT = 4
"""A word used so often is no slip: such words are told together."""
MOST, PASSAGES = 100, 30
"""Words, and foreign passages, that are told one by one."""
FEW = 3
"""Words of a language from which on it is told that it has no dictionary."""
SHORTEST, LONG = 2, 6
"""Letters of a word that is judged, and of one that is judged though it begins a sentence."""

_LIST = "under spelling: words: in book.yaml"
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]")
_OTHER = re.compile("[\u0370-\u052f]")
_NONE = re.compile(r"(?!)")


@dataclass(slots=True)
class Places:
    """Where unknown words were met in the book, and passages of them."""

    words: dict[tuple[str, str], list[Where]] = field(default_factory=dict)
    foreign: list[Where] = field(default_factory=list)

    def take(self, portion: Portion, seen: Seen) -> list[Where]:
        """Take those of a portion; give the foreign passages that may be told one by one."""
        for lang, stretch in seen.words:
            passage, start, end = where = portion.place(stretch)
            key = lang, passage.text[start:end]
            self.words.setdefault(key, []).append(where)
        new = list(map(portion.place, seen.foreign))
        told = new[: max(0, PASSAGES - len(self.foreign))]
        self.foreign += new
        return told


@dataclass(slots=True)
class Spelling:
    """What is known of words: by the dictionaries, and by the book itself."""

    own: frozenset[str]  # words the book declares; in lower case unless they are names
    stems: tuple[str, ...] = ()  # beginnings declared with *: "Lovn*"
    names: Collection[str] = field(default_factory=frozenset)

    def knows(self, word: str, lang: str) -> bool:
        """Tell whether a word is right in a language, as far as can be known."""
        if self.is_own(word):
            return True
        book = dictionary(lang)
        return book is None or book.knows(word)

    def is_own(self, word: str) -> bool:
        """Tell whether the book declares a word, or the word without its ending 's."""
        bare = re.sub(r"['’]s?$", "", word)
        forms = {word, bare, word.lower(), bare.lower()}
        return not forms.isdisjoint(self.own) or word.startswith(self.stems or ("\0",))


def misspelt_words(
    reading: Reading, spelling: Spelling, sightings: Sightings
) -> Iterator[Diagnostic]:
    """Find words that their language's dictionary lacks, each told once.

    Not told are names (capitalised inside a sentence), abbreviations, roman numbers and
    what the book declares. Languages without a dictionary are told once each.
    """
    unknown: dict[str, frozenset[str]] = {}
    for lang, counts in reading.counts.items():
        if (book := dictionary(lang)) is None:
            yield from _unread(reading, lang, counts)
        else:
            unknown[lang] = frozenset(_unknown(reading, spelling, book, counts))
    places = Places()
    for portion in reading.portions:
        for where in places.take(portion, seen_in(portion, unknown, sightings)):
            yield _foreign(reading, where)
    yield from _told(reading, places)


def _unread(reading: Reading, lang: str, counts: Counter[str]) -> Iterator[Diagnostic]:
    """Say once that a language has no dictionary; of a word or two, nothing is said."""
    number = sum(counts.values())
    if base(lang) in {"und", "zxx", "mul"} or (number < FEW and lang != reading.lang):
        return
    first = next(
        (passage, start, end)
        for passage in reading.passages
        for start, end, there in stretches(passage)
        if there == lang and WORD.search(passage.text, start, end)
    )
    yield reading.at(
        rules.NO_DICTIONARY,
        first,
        f'there is no dictionary for "{lang}": {number:,} words of it '
        "are not read for spelling",
        hint="read these with your own eyes",
    )


def _unknown(
    reading: Reading, spelling: Spelling, book: Dictionary, counts: Counter[str]
) -> Iterator[str]:
    """Give the words of a language that neither its dictionary nor the book knows.

    Another script than that of the language is another language, so it is not judged.
    """
    own = base(book.lang)
    strange = (
        _LATIN if own in CYRILLIC else _OTHER if own not in {"el", "grc"} else _NONE
    )
    for word in book.unasked(counts):  # few
        if len(normalize("NFC", word)) < SHORTEST or word.isupper():
            continue
        if any(sign.isdigit() or sign in "_.:" for sign in word):
            continue  # a number, or an address
        if word.endswith(ABBREVIATED[0]) or ABBREVIATED[1] in word:
            continue
        if strange.search(word):
            continue
        if spelling.knows(word, book.lang):
            continue
        if word[0].isupper() and _is_name(reading, word, book.lang):
            continue
        yield word


def _is_name(reading: Reading, word: str, lang: str) -> bool:
    """Tell whether a capitalised word is one inside sentences too, or is told in lower case."""
    if word[1:] != word[1:].lower() or word.lower() in reading.counts[lang]:
        return True
    if base(lang) in NOUNS_CAPITALISED:
        return False
    return len(word) < LONG or word in reading.within


def _foreign(reading: Reading, where: Where) -> Diagnostic:
    words = " ".join(where[0].text[where[1] : where[2]].split())
    shown = words if len(words) <= 40 else f"{words[:39].rstrip()}…"
    return reading.at(
        rules.UNMARKED_LANGUAGE,
        where,
        f'"{shown}" seems to be in another language',
        hint="say which, as in [ne plus ultra]{lang=la}",
    )


def _told(reading: Reading, places: Places) -> Iterator[Diagnostic]:
    """Report the words: those used now and then one by one, the others together.

    What begins sentences with a capital may be a name: it is told only if a word of the
    dictionary is near.
    """
    rest = [each for each in places.words.items() if len(each[1]) >= HABIT]
    often = len(rest)
    told = 0
    for key, where in places.words.items():
        if len(where) >= HABIT:
            continue
        if told == MOST:
            rest += [] if key[1][0].isupper() else [(key, where)]
            continue
        near = _near(reading, *key)
        if near or not key[1][0].isupper():
            told += 1
            yield _one(reading, key[1], near, where)
    if rest:
        yield _together(reading, rest, often=often)
    if len(places.foreign) > PASSAGES:
        left = places.foreign[PASSAGES:]
        yield reading.at(
            rules.UNMARKED_LANGUAGE,
            left[0],
            f"{len(left):,} further passages seem to be in another language",
            hint=f"they begin at {reading.places(left)}",
        )


def _together(
    reading: Reading, rest: list[tuple[tuple[str, str], list[Where]]], *, often: int
) -> Diagnostic:
    rest.sort(key=lambda each: -len(each[1]))
    shown = ", ".join(f"{word} ({len(where)})" for (_, word), where in rest[:12])
    more = f" and {len(rest) - 12:,} more" if len(rest) > 12 else ""
    said = "words used often are in no dictionary" if often else "further words"
    return reading.at(
        rules.MISSPELT,
        rest[0][1][0],
        f"{said}: {shown}{more}",
        hint=f"put those that are right {_LIST}",
    )


def _one(
    reading: Reading, word: str, near: list[str], where: list[Where]
) -> Diagnostic:
    hint = f"if it is right, put it {_LIST}"
    if near:
        said = " or ".join(f'"{each}"' for each in near[:3])
        hint = f"did you mean {said}?"
    also = f"; also at {reading.places(where[1:])}" if len(where) > 1 else ""
    shown = word if len(word) <= LONGEST else f"{word[:LONGEST]}…"
    message = f'"{shown}" is in no dictionary{times(len(where))}'
    return reading.at(rules.MISSPELT, where[0], message, f"{hint}{also}")


def _near(reading: Reading, lang: str, word: str) -> list[str]:
    """List words that may be meant, those that the book uses most first."""
    book = dictionary(lang)
    near = book.near(word) if book else []
    counts = reading.counts[lang]
    return sorted(near, key=lambda each: -counts.get(each, 0))
