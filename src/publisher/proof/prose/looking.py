"""What can be said of one portion of a book alone: counted, and noted for the whole.

A portion is the text of a unit, or its notes. Of a book that was edited nearly all are what
they were: what was seen in them is kept (decision 0040), and the rules that need the whole
book (which of two ways of writing is the rarer?) add it up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from operator import eq
from pathlib import PurePosixPath
from typing import TypeAlias

from publisher.diagnostics import Diagnostic
from publisher.passages import Passage
from publisher.proof.prose.initials import initials_of
from publisher.proof.prose.names import compounds, pairs
from publisher.proof.prose.numerals import mixed_numbers
from publisher.proof.prose.places import Sources
from publisher.proof.prose.quotations import marks_of
from publisher.proof.prose.reading import WORD, Initials, Marks, Reading
from publisher.proof.prose.signs import signs
from publisher.proof.prose.stretches import stretches

Keep: TypeAlias = "Callable[[str, Callable[[], Look], str], Look]"
"""Gives what is seen in a portion of a unit, by Unit.id: made, or as it was made before of
the same unit and the texts that the last argument names."""

_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞŁŚŻŹČŠŽА-ЯЁІЇЄҐ][^\W\d_]+(?:['’][^\W\d_]+)*")
_TITLES = ("Mr", "Mrs", "Dr", "St", "Ms", "MM", "г", "гг", "M", "Mme", "Hr", "Fr", "Sr")


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen in a portion. Passages are told by their place in it, from 0."""

    counts: Mapping[str, Counter[str]]  # how often each word stands there, by language
    within: Counter[str]  # capitalised words inside sentences
    twice: tuple[int, ...]  # passages in which a word follows itself
    compounds: Counter[str]  # words with a hyphen
    pairs: Counter[str]  # two words with capitals, one behind the other
    initials: Initials
    marks: Marks
    signs: list[Diagnostic]
    numbers: list[Diagnostic]


def anew(unit: str, make: Callable[[], Look], name: str) -> Look:  # noqa: ARG001
    """Look, and keep nothing."""
    return make()


def looked_at(
    read: Iterable[Passage],
    texts: Mapping[PurePosixPath, str],
    sources: Sources,
    lang: str,
    keep: Keep,
) -> Iterator[tuple[tuple[Passage, ...], str, Look]]:
    """Give each portion of a book in order, the name of its texts, and what is seen in it."""
    for (unit, _), passages in groupby(read, lambda each: (each.unit, bool(each.note))):
        portion = tuple(passages)
        typed = "\0".join(_typed(portion, texts))
        name = sha256(typed.encode("utf-8", "surrogatepass")).hexdigest()
        reading = Reading(portion, sources, lang)
        yield portion, name, keep(unit, lambda: _look(reading), name)  # noqa: B023 called at once


def _typed(
    portion: tuple[Passage, ...], texts: Mapping[PurePosixPath, str]
) -> Iterator[str]:
    """Yield what a portion is, and the texts in which what is found in it has its place."""
    files: set[PurePosixPath] = set()
    for passage in portion:
        yield f"{passage.span} {passage.text}"
        files.add(passage.span.path)
        files.update(piece.node.span.path for piece in passage.pieces)
    for file in sorted(files):
        yield f"{file} {texts.get(file, '')}"


def _look(reading: Reading) -> Look:
    counts: dict[str, Counter[str]] = {}
    within: Counter[str] = Counter()
    twice: list[int] = []
    for number, passage in enumerate(reading.passages):
        for start, end, lang in stretches(passage):
            words = WORD.findall(passage.text, start, end)
            counts.setdefault(lang, Counter()).update(words)
            lowered = list(map(str.lower, words))
            if any(map(eq, lowered, lowered[1:])) and number not in twice[-1:]:
                twice.append(number)
        within.update(_within(passage.text))
    return Look(
        counts,
        within,
        tuple(twice),
        compounds(reading.passages),
        pairs(reading.passages),
        initials_of(reading.passages),
        marks_of(reading.passages),
        list(signs(reading)),
        list(mixed_numbers(reading)),
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
