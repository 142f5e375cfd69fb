"""The text of one block on its way to becoming inlines: pieces, and brackets still open.

Reading goes from left to right once. What is finished is one piece, however much it
holds, so no text takes more than linear time and nothing calls itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from publisher.diagnostics import Span
from publisher.model import Inline, Picture, Text
from publisher.parse.positions import Passage
from publisher.parse.reading import Reading


@dataclass(slots=True)
class Words:
    """Text as it will be printed; `start` is its place in the block's text."""

    start: int
    value: str


@dataclass(slots=True)
class Done:
    """A finished inline and how deep it goes."""

    node: Inline
    depth: int = 1


@dataclass(slots=True)
class Run:
    """A run of `*`, `_`, `~` or `^` that may begin or end emphasis, or be text."""

    start: int
    sign: str
    count: int
    opens: bool
    closes: bool
    length: int = 0  # before any of it was used


Piece: TypeAlias = Words | Done | Run


@dataclass(slots=True)
class Opener:
    """An opening bracket that waits for its closing one."""

    kind: str  # "[", "![" or "^["
    start: int
    index: int  # of its own piece
    links: bool = True  # False: holds a link, so it cannot be one
    cites: bool = False  # holds an @key
    depth: int = 0  # of the deepest piece inside


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture as written, before it is known whether it is a figure or part of a line."""

    picture: Picture
    alt: str | None  # what the author gave as alternative text, and not as a caption
    caption: tuple[Inline, ...]
    bracket: tuple[int, int]  # where the caption stands in the block's text


@dataclass(slots=True)
class Strand:
    """The text of a block, the place reached in it, and what has been made of it."""

    reading: Reading
    passage: Passage
    at: int = 0
    formula: int = 0  # where the last formula that was reported ends
    pieces: list[Piece] = field(default_factory=list)
    openers: list[Opener] = field(default_factory=list)
    plates: list[Plate] = field(default_factory=list)
    hopeless: set[str] = field(default_factory=set)  # ends that are not to be found
    raised: int = -1  # number of the piece `^` that waits for another
    ticks: dict[int, list[int]] | None = None  # places of runs of backticks, by length

    @property
    def text(self) -> str:
        """The text of the block."""
        return self.passage.text

    def span(self, start: int, end: int) -> Span:
        """Give the place of a stretch of the text."""
        return self.passage.span(start, end)

    def literal(self, count: int = 1) -> None:
        """Take the next characters as they are."""
        self.pieces.append(Words(self.at, self.text[self.at : self.at + count]))
        self.at += count

    def say(self, end: int, value: str) -> None:
        """Take the text up to `end` as these words."""
        self.pieces.append(Words(self.at, value))
        self.at = end

    def put(self, node: Inline, depth: int = 1) -> None:
        """Add a finished inline."""
        self.pieces.append(Done(node, depth))
        self.deepen(depth)

    def deepen(self, depth: int) -> None:
        """Let the innermost open bracket know how deep its inside goes."""
        if self.openers:
            self.openers[-1].depth = max(self.openers[-1].depth, depth)

    def open(self, kind: str) -> None:
        """Begin a bracket; should it never be closed, its own piece is its text."""
        self.openers.append(Opener(kind, self.at, len(self.pieces)))
        self.literal(len(kind))

    def skip(self, end: int) -> None:
        """Pass over markup."""
        self.reading.mark_passage(self.passage, self.at, end)
        self.at = end

    def nodes(self, pieces: Iterable[Piece]) -> tuple[Inline, ...]:
        """Turn pieces into inlines; what stayed of runs and brackets is text."""
        made: list[Inline] = []
        words: list[Words] = []
        for piece in pieces:
            if isinstance(piece, Done):
                if words:
                    made.append(self._joined(words))
                    words = []
                made.append(piece.node)
            elif isinstance(piece, Run):
                if piece.count:
                    words.append(Words(piece.start, piece.sign * piece.count))
            elif piece.value:
                words.append(piece)
        if words:
            made.append(self._joined(words))
        return tuple(made)

    def _joined(self, words: Sequence[Words]) -> Text:
        first, last = words[0], words[-1]
        end = min(last.start + max(1, len(last.value)), len(self.text))
        return Text(
            "".join(piece.value for piece in words), span=self.span(first.start, end)
        )


def depth_of(pieces: Iterable[Piece]) -> int:
    """Give the depth of the deepest piece."""
    return max((piece.depth for piece in pieces if isinstance(piece, Done)), default=0)
