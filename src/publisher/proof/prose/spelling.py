"""Words that no dictionary has: slips of the hand, and passages in another language."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import takewhile
from operator import itemgetter
from unicodedata import normalize

from publisher import rules
from publisher.diagnostics import Diagnostic
from publisher.passages import Passage
from publisher.proof.prose.dictionaries import LONGEST, Dictionary, dictionary
from publisher.proof.prose.reading import (
    WORD,
    Portion,
    Reading,
    Stretch,
    Where,
    times,
)
from publisher.proof.prose.stretches import stretches
from publisher.proof.prose.tongues import CYRILLIC, NOUNS_CAPITALISED, base

FOREIGN = 4
"""Unknown words in a row that are a passage in another language."""
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
_ABBREVIATED = re.compile(r"\.(?=[ \u00a0]?(?:[\d\W]|[a-zа-яß-ÿ]|[IVXLC]+\b))")


@dataclass(frozen=True, slots=True)
class Seen:
    """Where words that nobody knows stand in a portion of a book, and passages of them."""

    words: tuple[tuple[str, Stretch], ...]  # with their language
    foreign: tuple[Stretch, ...]


@dataclass(slots=True)
class Sightings:
    """What was seen of unknown words in portions, by all it depends on: before, and now."""

    before: Mapping[str, Seen] = field(default_factory=dict)
    now: dict[str, Seen] = field(default_factory=dict)

    def of(self, name: str, look: Callable[[], Seen]) -> Seen:
        """Give what there is to be seen, looked for only if nobody has."""
        self.now[name] = self.before[name] if name in self.before else look()
        return self.now[name]


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
class _Stretch:
    """A stretch of a portion that is looked through, and what was met so far."""

    unknown: frozenset[str] = frozenset()  # of its language
    italics: tuple[tuple[int, int], ...] = ()  # of this stretch, if they look foreign
    words: list[tuple[int, int]] = field(default_factory=list)
    foreign: list[tuple[int, int]] = field(default_factory=list)


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
        for where in places.take(portion, _seen(portion, unknown, sightings)):
            yield _foreign(reading, where)
    yield from _told(reading, places)


def _seen(
    portion: Portion, unknown: Mapping[str, frozenset[str]], sightings: Sightings
) -> Seen:
    """See where unknown words stand in a portion, if they were not seen there before."""
    here: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for lang, words in portion.counts.items():
        if there := unknown.get(lang, frozenset()).intersection(words):
            capitals = (word.lower() for word in words if word[0].isupper())
            here[lang] = there, unknown[lang].intersection(capitals)
    if not here:
        return Seen((), ())
    known = (f"{e} {sorted(here[e][0])} {sorted(here[e][1])}" for e in sorted(here))
    name = sha256("\0".join((portion.name, *known)).encode()).hexdigest()
    return sightings.of(name, lambda: _look(portion, here))


def _look(
    portion: Portion, here: Mapping[str, tuple[frozenset[str], frozenset[str]]]
) -> Seen:
    """Look for words of languages that nobody knows, and for those known but for a capital."""
    words: list[tuple[str, Stretch]] = []
    foreign: list[Stretch] = []
    for number, passage in enumerate(portion.passages):
        for start, end, lang in stretches(passage):
            standing, lowered = here.get(lang, (frozenset[str](), frozenset[str]()))
            if any(word in passage.text for word in standing):
                stretch = _Stretch(standing | lowered)
                _look_through(passage, start, end, stretch)
                words += [(lang, (number, *each)) for each in stretch.words]
                foreign += [(number, *each) for each in stretch.foreign]
    return Seen(tuple(words), tuple(foreign))


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
        if any(sign.isdigit() or sign == "_" for sign in word):
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


def _look_through(passage: Passage, start: int, end: int, stretch: _Stretch) -> None:
    """Sort the unknown words of a stretch into foreign passages and single words."""
    unknown = stretch.unknown
    if unknown.isdisjoint(WORD.findall(passage.text, start, end)):
        return
    stretch.italics = tuple(_foreign_italics(passage, start, end, unknown))
    row: list[re.Match[str]] = []
    for found in (*WORD.finditer(passage.text, start, end), None):
        strange = found is not None and _is_strange(found[0], unknown)
        if row and not (found and _goes_on(passage, row, found, strange=strange)):
            _end(passage, row, stretch)
            row = []
        if found is not None and (strange or row):
            row.append(found)


def _is_strange(word: str, unknown: frozenset[str]) -> bool:
    return word in unknown or (word[0].isupper() and word.lower() in unknown)


def _goes_on(
    passage: Passage, row: list[re.Match[str]], found: re.Match[str], *, strange: bool
) -> bool:
    """Tell whether a word goes on with a row of unknown ones.

    Short words and names may be of both languages; brackets and full stops end a row.
    """
    between = passage.text[row[-1].end() : found.start()].strip(" \u00a0\n")
    if between not in {"", ",", "-", "’", "'", ";", ":", "…", "—"}:
        return False
    return strange or len(found[0]) <= 3 or found[0][0].isupper()


def _end(passage: Passage, row: list[re.Match[str]], stretch: _Stretch) -> None:
    """Take a row of unknown words for one passage, or its words one by one.

    Words in italics are kept from being told: so authors set words of other languages.
    """
    unknown = stretch.unknown
    strange = [found for found in row if _is_strange(found[0], unknown)]
    row = row[: row.index(strange[-1]) + 1]
    distinct = len({found[0].lower() for found in strange})
    if distinct >= FOREIGN or (distinct == FOREIGN - 1 and len(row) == distinct):
        stretch.foreign.append((row[0].start(), row[-1].end()))
        return
    for found in strange:
        if (
            found[0] in unknown
            and not _ABBREVIATED.match(passage.text, found.end())
            and not _in_italics(stretch.italics, found.start())
        ):
            stretch.words.append(found.span())


def _foreign(reading: Reading, where: Where) -> Diagnostic:
    words = " ".join(where[0].text[where[1] : where[2]].split())
    shown = words if len(words) <= 40 else f"{words[:39].rstrip()}…"
    return reading.at(
        rules.UNMARKED_LANGUAGE,
        where,
        f'"{shown}" seems to be in another language',
        hint="say which, as in [ne plus ultra]{lang=la}",
    )


def _foreign_italics(
    passage: Passage, first: int, last: int, unknown: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Give the italics of a stretch that hold little but unknown words, in order."""
    done = 0
    begin = bisect_right(passage.italics, first, key=itemgetter(1))
    ahead = (passage.italics[number] for number in range(begin, len(passage.italics)))
    for start, end in sorted(takewhile(lambda each: each[0] < last, ahead)):
        if start >= done:  # not inside others
            words = WORD.findall(passage.text, start, end)
            if sum(_is_strange(word, unknown) for word in words) * 2 >= len(words):
                done = end
                yield start, end


def _in_italics(italics: tuple[tuple[int, int], ...], at: int) -> bool:
    """Tell whether a word stands in italics that look foreign."""
    index = bisect_right(italics, at, key=itemgetter(0)) - 1
    return index >= 0 and at < italics[index][1]


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
