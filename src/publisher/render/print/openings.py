"""How a chapter's first words are set: a large initial, then a few in small capitals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from math import ceil

from publisher.model import (
    Attributes,
    Block,
    Division,
    Inline,
    PageMark,
    Paragraph,
    Phrase,
    Quotation,
    Text,
    Verse,
)
from publisher.render.turning import is_turned
from publisher.tree import plain

LEAD = 18  # characters in small capitals at the least, up to the end of a word
BESIDE = 3  # lines beside an initial
ACROSS = 80  # characters of a line, at the most
DEEP = frozenset("JQÇĄĘŞȘДЦЩЂЏ")
"""Letters that go below their line: large, they would stand on the words of the next."""


def opened(blocks: Sequence[Block], *, initial: bool) -> tuple[Block, ...]:
    """Mark the first words of a text, after what may stand before it: a motto, a summary.

    A first paragraph that does not begin with plain words stays as it is.
    """
    match blocks:
        case [Division() | Quotation() | Verse() as before, *others]:
            return (before, *opened(others, initial=initial))
        case [Paragraph() as paragraph, *others]:
            long = len(plain((paragraph,))) > ACROSS  # one line beside it is too few
            tall = initial and long and _lines(blocks) >= BESIDE
            return (_marked(paragraph, tall=tall), *others)
        case _:
            return tuple(blocks)


def _lines(blocks: Sequence[Block]) -> int:
    """Count lines, rather too few, of the paragraphs that can stand beside an initial."""
    lines = 0
    for each in takewhile(lambda block: isinstance(block, Paragraph), blocks):
        lines += ceil(len(plain((each,))) / ACROSS)
        if lines >= BESIDE:
            break
    return lines


def _marked(paragraph: Paragraph, *, tall: bool) -> Paragraph:
    long = len(plain((paragraph,))) >= ACROSS
    match paragraph.children:
        case [PageMark() as mark, Text() as first, *rest]:
            children = (mark, *_opening(first, tall=False, long=long), *rest)
        case [Text() as first, *rest]:
            children = (*_opening(first, tall=tall, long=long), *rest)
        case _:
            return paragraph
    return replace(paragraph, children=children)


def _opening(text: Text, *, tall: bool, long: bool) -> tuple[Inline, ...]:
    """Mark the first words of a text; all of it where a change of type comes sooner.

    Words from right to left stay in one piece.
    """
    words = text.value
    end = words.find(" ", LEAD)
    if end < 0 and long:
        end = words.rfind(" ")
    plainly = words[0].isupper() and (words[1:2].isalpha() or words[1:2] == " ")
    if end < 1 or not plainly or is_turned(words[:end]):
        return (text,)
    start = 1 if tall else 0
    initial = ("drop", "deep") if words[0] in DEEP else ("drop",)
    parts = (words[:start], initial), (words[start:end], ("lead",)), (words[end:], ())
    return tuple(_part(text, part, classes) for part, classes in parts if part)


def _part(text: Text, words: str, classes: tuple[str, ...]) -> Inline:
    part = replace(text, value=words)
    if not classes:
        return part
    return Phrase((part,), Attributes(classes=classes), span=text.span)
