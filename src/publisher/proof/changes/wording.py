"""The book as paragraphs of words that can be compared with those of another revision.

A reference counts as what it leads to, not as the number that it shows: when maps are
numbered anew, the paragraphs that speak of them are as they were.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from publisher.diagnostics import Span
from publisher.model import Book, Cite, Code, Node, NoteCall, Picture, Reference
from publisher.passages import THING, Passage, Sort, passages
from publisher.proof.changes.printed import as_printed

NOTE = "[note]"  # stands for the call of a note
_PARTS = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or what stands in its place; equal if a reader finds them equal."""

    text: str = field(compare=False)  # as it is shown
    same: str  # by which it is compared
    italic: bool = False
    is_word: bool = field(default=True, compare=False)
    """It is printed as a word: it is no picture, and no call of a note."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, title, caption, cell or stanza."""

    sort: Sort
    unit: str
    note: str
    span: Span
    tokens: tuple[Token, ...]

    @property
    def words(self) -> str:
        """Give it as one line."""
        return said(self.tokens)


def paragraphs(book: Book) -> list[Paragraph]:
    """Give all that a book says in print, in reading order; what has no words is left out."""
    book = as_printed(book)
    made = (
        Paragraph(
            each.sort, each.unit, each.note, each.span, tuple(_tokens(each, book))
        )
        for each in passages(book)
    )
    return [each for each in made if each.tokens]


def said(tokens: Sequence[Token]) -> str:
    """Give words as one line of text; the call of a note stands at its word."""
    return " ".join(each.text for each in tokens).replace(f" {NOTE}", NOTE)


def _tokens(passage: Passage, book: Book) -> Iterator[Token]:
    """Part a passage into words; what is no word has a name."""
    calls = Counter(
        each.start for each in passage.pieces if isinstance(each.node, NoteCall)
    )
    things = {
        each.start: named
        for each in passage.pieces
        if (named := _thing(each.node, book)) is not None
    }
    pictures = {e.start for e in passage.pieces if isinstance(e.node, Picture)}
    text = passage.text
    for found in _PARTS.finditer(text):
        begin, end = found.span()
        yield from _called(calls, begin)
        while begin < end and begin in pictures:
            yield Token(things[begin][0], things[begin][1], is_word=False)
            begin += 1
        word, same = _named(text, begin, end, things)
        italic = any(first <= begin < last for first, last in passage.italics)
        if word:
            yield Token(word, same, italic)
        for at in range(begin + 1, end + 1):
            yield from _called(calls, at)


def _thing(node: Node, book: Book) -> tuple[str, str] | None:
    """Say how what is no word is shown, and how it is compared."""
    match node:
        case Reference(children=()):
            target = book.targets.get(node.label)
            shown = (target.lower or target.name) if target else node.label
            return shown, f"@{node.label}"
        case Code():
            return node.value, f"`{node.value}`"
        case Cite():
            return node.source, node.source
        case Picture():
            return f"[{node.path.name}]", f"[{node.path}]"
        case _:  # words speak for themselves
            return None


def _called(calls: Counter[int], at: int) -> Iterator[Token]:
    """Yield the calls of notes at a place, each once."""
    for _ in range(calls.pop(at, 0)):
        yield Token(NOTE, NOTE, is_word=False)


def _named(
    text: str, begin: int, end: int, things: dict[int, tuple[str, str]]
) -> tuple[str, str]:
    """Give a word as it is shown, and as it is compared."""
    shown, same = [], []
    for at in range(begin, end):
        if text[at] != THING:
            shown.append(text[at])
            same.append(text[at])
        elif at in things:
            shown.append(things[at][0])
            same.append(things[at][1])
    return "".join(shown), "".join(same)
