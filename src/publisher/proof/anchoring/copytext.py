"""The manuscript as one long row of letters, each with the place it was written at.

What is set in a line (a paragraph, a title, a cell, a caption, a stanza, a note) is a
`Strip`: its words without markup, and for each character of them where in the file it
stands. The strips of a book, one behind the other, are its `CopyText`.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath

from publisher.diagnostics import Span
from publisher.model import (
    Block,
    Cell,
    Chapter,
    Cite,
    Code,
    CodeBlock,
    Definition,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Node,
    NoteCall,
    Paragraph,
    SoftBreak,
    Stanza,
    Table,
    Text,
)
from publisher.proof.anchoring.letters import indexed, letters
from publisher.tree import walk

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,40});")
_FAR = 2000  # characters of markup that may stand between two words of a text


@dataclass(slots=True)
class Source:
    """A file of the manuscript, and where its lines begin."""

    path: PurePosixPath
    text: str
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [0, *(m.end() for m in re.finditer("\n", self.text))]

    def offset(self, span: Span) -> int:
        """Turn a line and a column into an index in the text."""
        line = min(max(span.line, 1), len(self.starts))
        return min(self.starts[line - 1] + span.column - 1, len(self.text))

    def at(self, offset: int) -> tuple[int, int]:
        """Turn an index in the text into a line and a column, from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


@dataclass(eq=False)
class Strip:
    """Words that are set in one piece, with their places."""

    source: Source
    node: Node
    text: str  # as written, without markup
    pieces: tuple[tuple[int, int, str, bool], ...]
    """Where a stretch begins in `text` and in the file, its words, whether they are Text."""
    folded: str = field(init=False)

    def __post_init__(self) -> None:
        self.folded = letters(self.text)

    @property
    def start(self) -> int:
        """Where the first word stands in the file."""
        return self.pieces[0][1] if self.pieces else self.source.offset(self.node.span)

    def index(self, letter: int) -> int:
        """Find the character that a letter of `folded` came from."""
        return self._places[letter]

    def letter(self, index: int) -> int:
        """Count the letters before a character."""
        low, high = 0, len(self._places)
        while low < high:
            middle = (low + high) // 2
            if self._places[middle] < index:
                low = middle + 1
            else:
                high = middle
        return low

    def offset(self, index: int) -> int:
        """Find where in the file a character stands."""
        return self._offsets[index]

    def end(self, index: int) -> int:
        """Find where in the file a character ends: entities and escapes are longer."""
        start = self._offsets[index]
        written, said = self.source.text, self.text[index]
        if written[start : start + 1] == said:
            return start + 1
        if found := _ENTITY.match(written, start):
            return found.end()
        return start + (2 if written[start : start + 1] == "\\" else 1)

    @cached_property
    def _places(self) -> list[int]:
        return indexed(self.text)[1]

    @cached_property
    def _offsets(self) -> list[int]:
        offsets: list[int] = []
        for _, start, words, _ in self.pieces:
            offsets += _written(words, self.source.text, start)
        return offsets


@dataclass(slots=True)
class CopyText:
    """The strips of a book in the order of its files, and all their letters in a row."""

    strips: Sequence[Strip]
    sources: Mapping[PurePosixPath, Source]
    letters: str = field(init=False)
    starts: list[int] = field(init=False)  # where each strip begins in `letters`
    _files: dict[PurePosixPath, range] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.starts, place = [], 0
        for strip in self.strips:
            self.starts.append(place)
            place += len(strip.folded)
        self.letters = "".join(strip.folded for strip in self.strips)

    def at(self, position: int) -> tuple[Strip, int]:
        """Find the strip of a letter, and its number there."""
        which = max(0, bisect_right(self.starts, position) - 1)
        while which and not self.strips[which].folded:
            which -= 1
        return self.strips[which], position - self.starts[which]

    def region(self, start: Span, end: Span | None) -> tuple[int, int]:
        """Find the letters that were written from one place up to another."""
        source = self.sources.get(start.path)
        if source is None:
            return (0, 0)
        first = source.offset(start)
        last = source.offset(end) if end else len(source.text) + 1
        inside = [
            number
            for number in self._of_file(start.path)
            if first <= self.strips[number].start < last
        ]
        if not inside:
            return (0, 0)
        begin = self.starts[inside[0]]
        return begin, self.starts[inside[-1]] + len(self.strips[inside[-1]].folded)

    def _of_file(self, path: PurePosixPath) -> range:
        if not self._files:
            for number, strip in enumerate(self.strips):
                own = strip.source.path
                begin = self._files[own].start if own in self._files else number
                self._files[own] = range(begin, number + 1)
        return self._files.get(path, range(0))


def copytext(
    chapters: Iterable[Chapter], texts: Mapping[PurePosixPath, str]
) -> CopyText:
    """Make one row of letters of the chapters of a book, in their order.

    `texts` are the files as they were parsed, line ends made \\n. An included file stands
    once, behind the first chapter that includes it.
    """
    sources = {path: Source(path, text) for path, text in texts.items()}
    strips: list[Strip] = []
    seen: set[tuple[PurePosixPath, int]] = set()
    for chapter in chapters:
        own = list(_strips(chapter, sources))
        order = {path: n for n, path in enumerate(dict.fromkeys(_paths(own)))}
        for strip in sorted(own, key=lambda e: (order[e.source.path], e.start)):
            name = (strip.source.path, strip.start)
            if strip.text and name not in seen:
                seen.add(name)
                strips.append(strip)
    strips = _gathered(strips)
    return CopyText(strips, sources)


def _gathered(strips: list[Strip]) -> list[Strip]:
    """Put the strips of one file together, files in the order they are met."""
    by_file: dict[PurePosixPath, list[Strip]] = {}
    for strip in strips:
        by_file.setdefault(strip.source.path, []).append(strip)
    return [
        strip
        for own in by_file.values()
        for strip in sorted(own, key=lambda each: each.start)
    ]


def _paths(strips: Iterable[Strip]) -> Iterator[PurePosixPath]:
    return (strip.source.path for strip in strips)


def _strips(
    chapter: Chapter, sources: Mapping[PurePosixPath, Source]
) -> Iterator[Strip]:
    notes = (block for note in chapter.notes.values() for block in note.blocks)
    for blocks in (chapter.blocks, tuple(notes)):
        for node, inlines in _set(blocks):
            yield from _made(node, inlines, sources)


def _set(blocks: Iterable[Block]) -> Iterator[tuple[Node, tuple[Inline, ...]]]:
    """Find what is set in one piece."""
    for node in walk(blocks, into=lambda each: not isinstance(each, Paragraph)):
        match node:
            case Paragraph() | Heading() | Cell():
                yield node, node.children
            case Stanza():
                yield node, tuple(c for line in node.lines for c in line.children)
            case Definition():
                yield node, node.term
            case Figure() | Table():
                yield node, node.caption
            case CodeBlock():
                yield node, ()
            case _:
                pass


def _made(  # noqa: C901 one arm a type
    node: Node, inlines: tuple[Inline, ...], sources: Mapping[PurePosixPath, Source]
) -> Iterator[Strip]:
    """Make a strip of a block; of words that come from several files, one of each."""
    words: dict[PurePosixPath, list[tuple[int, str, bool]]] = {}
    here = node.span.path
    if isinstance(node, CodeBlock):
        source = sources.get(here)
        if source:
            begin = source.offset(node.span)
            words[here] = [(begin, node.value, False)]
    for each in walk(inlines, into=lambda one: not isinstance(one, NoteCall)):
        source = sources.get(each.span.path)
        if source is None:
            continue
        here = each.span.path
        match each:
            case Text():
                told = (source.offset(each.span), each.value, True)
            case Code():
                told = (source.offset(each.span), each.value, False)
            case Cite():
                told = (source.offset(each.span), each.source, False)
            case SoftBreak() | LineBreak():
                told = (source.offset(each.span), "\n", True)
            case _:
                continue
        words.setdefault(here, []).append(told)
    for path, stretches in words.items():
        pieces, place = [], 0
        for offset, value, plain in stretches:
            pieces.append((place, offset, value, plain))
            place += len(value)
        text = "".join(value for _, _, value, _ in pieces)
        yield Strip(sources[path], node, text, tuple(pieces))


def _written(words: str, text: str, start: int) -> list[int]:
    """Find for each character of a stretch of words where in the file it stands.

    What is between them there is markup: escapes, entities, comments, quotation signs at
    the beginning of lines, attributes.
    """
    if text.startswith(words, start):
        return list(range(start, start + len(words)))
    offsets: list[int] = []
    at = start
    for number, character in enumerate(words):
        at = _next(character, words[number : number + 6], text, at)
        offsets.append(min(at, max(len(text) - 1, 0)))
        at = _behind(character, text, at)
    return offsets


def _behind(character: str, text: str, at: int) -> int:
    """Step over a character, an escape or an entity."""
    if text[at : at + 1] == character:
        return at + 1
    if found := _ENTITY.match(text, at):
        return found.end()
    return at + 2 if text[at : at + 1] == "\\" else at


def _next(character: str, words: str, text: str, at: int) -> int:
    """Find the next place that says a character; where it cannot be found, stay."""
    here = text[at : at + 1]
    if here == character:
        return at
    if here == "\\" and text[at + 1 : at + 2] in {character, " "}:
        return at
    entity = _ENTITY.match(text, at)
    if entity and html.unescape(entity[0]).startswith(character):
        return at
    for length in (len(words), 3, 1):
        found_at = text.find(words[:length], at, at + _FAR)
        if found_at >= 0:
            return found_at
    return at
