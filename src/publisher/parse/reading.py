"""What the reading of one chapter gathers on its way: findings, notes, ids, markup.

A chapter is one file and the files it includes. Each file is a `Reading`; all readings of
a chapter share one `Desk`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from markdown_it.token import Token

from publisher import rules
from publisher.artifacts import SourceFile
from publisher.diagnostics import Diagnostic, Span
from publisher.model import Comment, Note
from publisher.parse.identifiers import Identifiers
from publisher.parse.positions import Passage, Sheet, Slice

DEPTH = 40
"""Levels of emphasis, spans and links inside one another that are read."""


@dataclass(slots=True)
class Desk:
    """What all files of one chapter share."""

    included: Mapping[PurePosixPath, SourceFile]
    kinds: Collection[str]
    findings: list[Diagnostic] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)
    note_spans: dict[str, Span] = field(
        default_factory=dict
    )  # by key, known beforehand
    identifiers: Identifiers = field(default_factory=Identifiers)
    markup: dict[PurePosixPath, list[Slice]] = field(default_factory=dict)
    inline_notes: int = 0
    copies: dict[PurePosixPath, int] = field(default_factory=dict)  # of included files
    characters: int = 0  # read from included files
    crowded: bool = False  # more was to be included than is read, and it is reported

    def number_inline_note(self) -> str:
        """Make a key for a note without an id; a space keeps it apart from all ids."""
        self.inline_notes += 1
        return f"inline {self.inline_notes}"


@dataclass(slots=True)
class Reading:
    """One file being read: its text, its blocks as tokens, and the keys of its notes."""

    desk: Desk
    sheet: Sheet
    tokens: list[Token] = field(default_factory=list)
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # [label]: url
    includer: Reading | None = None
    parts: dict[int, Reading] = field(default_factory=dict)  # by number of the token
    keys: dict[str, str] = field(default_factory=dict)  # note id → key in Chapter.notes
    spaced: dict[str, Span] = field(
        default_factory=dict
    )  # ids with spaces, not yet called
    comments: list[Comment] = field(
        default_factory=list
    )  # from inside the block at hand
    tags: set[str] = field(default_factory=set)  # of HTML, reported
    indents: dict[int, int] = field(
        default_factory=dict
    )  # of text, by line of the file
    depth_reported: bool = False

    def find(self, finding: Diagnostic) -> None:
        """Keep a finding."""
        self.desk.findings.append(finding)

    def mark(self, start: int, end: int) -> None:
        """Say that this stretch of the file is markup, or was left out and reported."""
        self.desk.markup.setdefault(self.sheet.path, []).append((start, end))

    def mark_passage(self, text: Passage, start: int, end: int) -> None:
        """Say the same of a stretch of a block's text."""
        if end > start:
            self.mark(text.at(start), text.end(end))

    def note_key(self, written: str) -> str:
        """Find the note meant by an id: of this file, of those around it, of its parts."""
        place: Reading | None = self
        while place is not None:
            if written in place.keys:
                return place.keys[written]
            place = place.includer
        return next(
            (part.keys[written] for part in self.all_parts() if written in part.keys),
            written,
        )

    def of(self, path: PurePosixPath) -> Reading:
        """Give the reading of a file: this one, or one that it includes."""
        return next(
            (part for part in self.all_parts() if part.sheet.path == path), self
        )

    def all_parts(self) -> Iterator[Reading]:
        """Yield the files this one includes, and those they include."""
        for part in self.parts.values():
            yield part
            yield from part.all_parts()

    def too_deep(self, span: Span) -> None:
        """Report words nested deeper than is read, once for each file."""
        if not self.depth_reported:
            self.depth_reported = True
            self.find(too_deep(span))

    def take_comments(self) -> list[Comment]:
        """Hand over the comments met inside a block; they go before it."""
        taken, self.comments = self.comments, []
        return taken


def too_deep(span: Span) -> Diagnostic:
    """Say that text is nested deeper than is read; its words are kept as they stand."""
    return rules.NESTED_TOO_DEEP.at(
        span,
        "text is nested deeper here than can be read",
        "take some of the quotations, lists, divisions or emphasis around it away",
    )
