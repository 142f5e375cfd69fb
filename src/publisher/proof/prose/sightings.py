"""Where words that no dictionary knows stand in a portion of a book, and passages of them.

What is seen depends on the portion and on those of its words that nobody knows; so it is kept
by both (decision 40), though which words these are depends on the whole book.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import takewhile
from operator import itemgetter

from publisher.passages import Passage
from publisher.proof.prose.reading import WORD, Portion, Stretch
from publisher.proof.prose.stretches import stretches

FOREIGN = 4
"""Unknown words in a row that are a passage in another language."""

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
class _Stretch:
    """A stretch of a portion that is looked through, and what was met so far."""

    unknown: frozenset[str] = frozenset()  # of its language
    italics: tuple[tuple[int, int], ...] = ()  # of this stretch, if they look foreign
    words: list[tuple[int, int]] = field(default_factory=list)
    foreign: list[tuple[int, int]] = field(default_factory=list)


def seen_in(
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
