"""Names and words written in two ways: Lovna and Lóvna, to-day and today."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import combining, normalize

from publisher import rules
from publisher.diagnostics import Diagnostic
from publisher.passages import Passage, Sort
from publisher.proof.prose.reading import MARKS, WORD, Reading, Where, times
from publisher.proof.prose.spelling import Spelling
from publisher.proof.prose.stretches import stretches
from publisher.proof.prose.tongues import (
    ACCENT_IS_HABIT,
    INFLECTED,
    LIKE_LETTERS,
    base,
)

RARE, OFTEN = 2, 6
"""A spelling used at most RARE times is a slip of one used at least OFTEN times."""
SHORTEST, LONG = 5, 8
"""Letters of a name in which a likely slip is seen, and of one in which any is."""
SHARE = 0.34
"""Up to this share of all places the rarer way of writing is told."""

MOST = 100
"""Names that are told one by one."""

Key = tuple[str, str]
"""A language, and a form of a word in it."""

_WRITTEN = re.compile(rf"(?<!\w)[^\W\d_][\w{MARKS}'’-]*(?<![’'-])")
_COMPOUND = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)+(?![\w-])")
_PAIR = re.compile(
    r"(?<![\w-])(?=([^\W\d_a-zа-я][^\W\d_]+ [^\W\d_a-zа-я][^\W\d_]+)(?![\w-]))"
)


@dataclass(slots=True)
class _Form:
    """One way of writing a word, and how often it is used."""

    written: str
    count: int
    lang: str


def mixed_names(reading: Reading, spelling: Spelling) -> Iterator[Diagnostic]:
    """Find names and words that the book writes in two ways, and the rarer of the two."""
    slips: dict[Key, _Form] = {}
    for lang, counts in reading.counts.items():
        slips |= _of_one_sound(counts, lang, spelling)
        for rare, often in _one_letter_off(reading, counts, lang, spelling):
            slips.setdefault((lang, rare), often)
    slips |= _joined(reading)
    yield from _told(reading, slips)


def _told(reading: Reading, slips: Mapping[Key, _Form]) -> Iterator[Diagnostic]:
    """Report each rarer form once, at its first place; names of many slips together."""
    places = _find(reading, slips)
    for key, where in list(places.items())[:MOST]:
        often = slips[key]
        also = f"; also at {reading.places(where[1:])}" if len(where) > 1 else ""
        yield reading.at(
            rules.MIXED_NAME,
            where[0],
            f'"{key[1]}" is written "{often.written}" elsewhere{times(len(where))}',
            hint=f'"{often.written}" stands {often.count:,} times in the book{also}',
        )
    if left := list(places)[MOST:]:
        shown = ", ".join(f"{key[1]} ({slips[key].written})" for key in left[:12])
        more = f" and {len(left) - 12:,} more" if len(left) > 12 else ""
        yield reading.at(
            rules.MIXED_NAME,
            places[left[0]][0],
            f"further names are written in two ways: {shown}{more}",
            hint="mend those above, and these are told one by one",
        )


def _find(reading: Reading, slips: Mapping[Key, _Form]) -> dict[Key, list[Where]]:
    """Find the places of the rarer forms, in reading order."""
    places: dict[Key, list[Where]] = {}
    parts = {form: WORD.findall(form) for _, form in slips}
    for portion in reading.portions if slips else ():
        told = set[str]().union(*portion.counts.values())
        there = [e for e in parts if " " in e or not told.isdisjoint(parts[e])]
        for passage in portion.passages:
            if forms := [form for form in there if form in passage.text]:
                for key, where in _standing(passage, forms, reading.lang):
                    if key in slips:
                        places.setdefault(key, []).append(where)
    return places


def _standing(
    passage: Passage, forms: Iterable[str], lang: str
) -> Iterator[tuple[Key, Where]]:
    """Give the words of a passage, and those forms of two words that stand in it."""
    for start, end, spoken in stretches(passage):
        for found in _WRITTEN.finditer(passage.text, start, end):
            yield (spoken, found[0]), (passage, *found.span())
    for form in forms:
        if " " in form:
            at = passage.text.find(form)
            yield (lang, form), (passage, at, at + len(form))


# ---------------------------------------------------------------- one sound, two forms


def _of_one_sound(
    counts: Counter[str], lang: str, spelling: Spelling
) -> dict[Key, _Form]:
    """Find words that differ in accents or in capitals inside alone."""
    groups: dict[str, list[str]] = {}
    for word in counts:
        if len(word) > 2:
            groups.setdefault(_bare(word).casefold(), []).append(word)
    slips: dict[Key, _Form] = {}
    for words in groups.values():
        if len(words) == 1:
            continue
        forms = [_Form(word, counts[word], lang) for word in words]
        for one in (*_by_capital(forms), *_by_accent(forms, lang, spelling)):
            slips.update(_rarer(one, lang))
    return slips


def _by_capital(forms: list[_Form]) -> list[list[_Form]]:
    """Group capitalised forms that differ behind their first letter: McCoy, Mccoy."""
    inner = [
        form
        for form in forms
        if form.written[0].isupper() and not form.written[1:].isupper()
    ]
    plain = {form.written[1:].lower() for form in inner}
    if len(inner) < 2 or len(plain) > 1:
        return []
    return [inner]


def _by_accent(forms: list[_Form], lang: str, spelling: Spelling) -> list[list[_Form]]:
    """Group forms that differ in accents; of common words only where that is habit.

    "Mate" and "maté" are two words: the dictionary knows the one and not the other.
    """
    names = [form for form in forms if form.written.istitle()]
    common = [form for form in forms if form.written.islower()]
    groups = [names] if not common else []
    if base(lang) in ACCENT_IS_HABIT and len(common) > 1:
        known = {spelling.knows(form.written, lang) for form in common}
        groups = [common] if len(known) == 1 else []
    return [group for group in groups if len(group) > 1]


def _rarer(forms: list[_Form], lang: str) -> dict[Key, _Form]:
    usual = max(forms, key=lambda form: (form.count, form.written))
    return {
        (lang, form.written): usual
        for form in forms
        if form is not usual
        and usual.count > 2
        and form.count <= SHARE * (form.count + usual.count)
    }


def _bare(word: str) -> str:
    if word.isascii():
        return word
    split = normalize("NFD", word.replace("ё", "е").replace("Ё", "Е"))
    if "и\u0306" in split.lower():  # й is a letter, and no accented и
        split = split.replace("и\u0306", "й").replace("И\u0306", "Й")
    return "".join(letter for letter in split if not combining(letter))


def compounds(passages: Iterable[Passage]) -> Counter[str]:
    """Count the words with a hyphen in a portion of a book."""
    found: Counter[str] = Counter()
    for passage in passages:
        if "-" in passage.text and passage.sort is not Sort.CELL:
            found.update(_COMPOUND.findall(passage.text))
    return found


def pairs(passages: Iterable[Passage]) -> Counter[str]:
    """Count two words with capitals, one behind the other, in a portion of a book."""
    found: Counter[str] = Counter()
    for passage in passages:
        found.update(_PAIR.findall(passage.text))
    return found


def _joined(reading: Reading) -> dict[Key, _Form]:
    """Find compounds written with a hyphen and without, names also in two words."""
    lang = reading.lang
    counts = reading.counts.get(lang, Counter())
    slips: dict[Key, _Form] = {}
    for word, count in reading.hyphened.items():
        parts = word.split("-")
        if len(word) < SHORTEST + 1 or min(map(len, parts)) < 2:
            continue
        forms = [_Form(word, count, lang)]
        joined = parts[0] + "".join(parts[1:]).lower()
        parted = " ".join(parts)
        spaced = reading.paired[parted] if word.istitle() else 0
        forms += [
            _Form(form, number, lang)
            for form, number in ((joined, counts[joined]), (parted, spaced))
            if number
        ]
        slips.update(_rarer(forms, lang))
    return slips


# ---------------------------------------------------------------- one letter off


def _one_letter_off(
    reading: Reading, counts: Counter[str], lang: str, spelling: Spelling
) -> Iterator[tuple[str, _Form]]:
    """Find rare names that are one letter away from one used often.

    Endings are left out, for names are declined, and so is the first letter, for it
    makes another name; what the dictionary knows is no slip.
    """
    names = {
        word: count
        for word, count in counts.items()
        if len(word) >= SHORTEST and word[0].isupper() and word[1:].islower() and word.isalpha()
        and reading.within.get(word)
    }  # fmt: skip
    often = {word for word, count in names.items() if count >= OFTEN}
    ending = 3 if base(lang) in INFLECTED else 1
    near = _neighbours(often)
    for word, count in names.items():
        if count > RARE:
            continue
        for key in _shortened(word):
            other = next(
                (o for o in near.get(key, ()) if _is_slip(word, o, ending)), None
            )
            if other and not spelling.knows(word, lang):
                yield word, _Form(other, counts[other], lang)
                break


def _neighbours(words: Iterable[str]) -> dict[str, list[str]]:
    """Key words by themselves with each of their letters left out."""
    near: dict[str, list[str]] = {}
    for word in words:
        for key in _shortened(word):
            near.setdefault(key, []).append(word)
    return near


def _shortened(word: str) -> list[str]:
    return [word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))]


def _is_slip(rare: str, often: str, ending: int) -> bool:
    """Tell whether two names differ by a slip inside: one letter, or two that changed places.

    Any letter may slip in a long name. In a short one it must be a vowel, a letter
    doubled, or one that sounds or looks like the other: Arica is no Africa.
    """
    if rare == often or rare[0] != often[0]:
        return False
    shorter = min(len(rare), len(often))
    head = next((at for at in range(shorter) if rare[at] != often[at]), shorter)
    tail = 0
    while tail < shorter - head and rare[-1 - tail] == often[-1 - tail]:
        tail += 1
    one, two = rare[head : len(rare) - tail], often[head : len(often) - tail]
    if tail < ending:
        return False
    if len(one) == 2 and one == two[::-1]:
        return True
    if max(len(one), len(two)) > 1:
        return False
    return shorter >= LONG or _is_likely(one, two, rare[head - 1])


def _is_likely(one: str, two: str, before: str) -> bool:
    if one and two:
        return frozenset((one, two)) in LIKE_LETTERS
    letter = one or two
    return letter == before or letter == "h"
