"""What the rules of prose read: all passages of a book, and the lines they came from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from publisher.diagnostics import Diagnostic
from publisher.passages import Passage
from publisher.proof.prose.places import Sources
from publisher.rules import Rule

MARKS = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u064b-\u065f\u0670\u00ad"
)
"""Signs that belong to the letter before them, for the inside of a class in a pattern."""

ABBREVIATED = "\u05f3\u05f4"
"""Geresh and gershayim, which make abbreviations of Hebrew words, and letters of others."""

WORD = re.compile(
    r"(?<!\w)(?:(?:https?://|www\.)\S+"
    rf"|[^\W\d_][\w{MARKS}]*(?:['’ʼ{ABBREVIATED}][^\W\d_][\w{MARKS}]*)*\u05f3?)"
)
"""A word, with its accents and apostrophes; a compound with hyphens is several.

An address is one word, as it stands.
"""

Where = tuple[Passage, int, int]
"""A passage, and where a stretch of its text begins and ends."""


Stretch = tuple[int, int, int]
"""The same, the passage told by its place in its portion, from 0."""


@dataclass(frozen=True, slots=True)
class Initials:
    """Where initials stand in a portion of a book."""

    close: tuple[Stretch, ...] = ()  # J.R.R.
    apart: tuple[Stretch, ...] = ()  # J. R. R.
    touching: tuple[Stretch, ...] = ()  # the name: R.Tolkien


@dataclass(slots=True)
class Met:
    """Where initials stand in a book."""

    close: list[Where] = field(default_factory=list)
    apart: list[Where] = field(default_factory=list)
    touching: list[Where] = field(default_factory=list)

    def take(self, seen: Initials, portion: Sequence[Passage]) -> None:
        """Take those of a portion."""
        for there, met in (
            (self.close, seen.close),
            (self.apart, seen.apart),
            (self.touching, seen.touching),
        ):
            there += [(portion[number], start, end) for number, start, end in met]


@dataclass(frozen=True, slots=True)
class Marks:
    """What quotation marks and brackets of a portion leave to be said."""

    lost: tuple[tuple[str, Stretch, bool], ...] = ()
    """Marks without another: which, where, and whether it opens."""
    outer: tuple[tuple[str, str, Stretch], ...] = ()
    """Of each quotation inside no other: language, opening mark, place."""


@dataclass(frozen=True, slots=True)
class Portion:
    """The text of a unit or its notes, and what was counted and found there."""

    passages: Sequence[Passage]
    name: str  # of all that is said of it
    counts: Mapping[str, Counter[str]]  # how often each word stands there, by language
    marks: Marks

    def place(self, stretch: Stretch) -> Where:
        """Tell where a stretch is."""
        number, start, end = stretch
        return self.passages[number], start, end


@dataclass(slots=True)
class Reading:
    """A book as its rules of prose read it."""

    passages: tuple[Passage, ...]
    sources: Sources
    lang: str  # the book's
    counts: Mapping[str, Counter[str]] = field(default_factory=dict)
    """How often each word stands in the book, by language."""
    within: Counter[str] = field(default_factory=Counter)
    """How often each capitalised word stands inside a sentence."""
    twice: tuple[Passage, ...] = ()
    """Passages in which a word follows itself."""
    hyphened: Counter[str] = field(default_factory=Counter)
    """How often each word with a hyphen stands in the book."""
    paired: Counter[str] = field(default_factory=Counter)
    """How often two words with capitals stand there, one behind the other."""
    initials: Met = field(default_factory=Met)
    portions: tuple[Portion, ...] = ()

    def at(
        self, rule: Rule, where: Where, message: str, hint: str | None = None
    ) -> Diagnostic:
        """Make a finding about a stretch of a passage."""
        passage, start, end = where
        return self.sources.at(rule, passage, (start, end), message, hint)

    def places(self, where: Iterable[Where], most: int = 3) -> str:
        """List places for a hint, the first few."""
        spans = [self.sources.span(*each) for each in where]
        more = f" and {len(spans) - most:,} more" if len(spans) > most else ""
        return ", ".join(str(span) for span in spans[:most]) + more


def times(number: int) -> str:
    """Say how often something is there, if more than once."""
    return f" ({number:,} places)" if number > 1 else ""
