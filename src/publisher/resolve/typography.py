"""Quotation marks, dashes and spaces of a whole book, by the language of its words.

A paragraph, a title, a cell or a stanza is one run of text, though italics, links and
notes cut it into many nodes. It is read into one string, set there, and written back.
Code and web addresses are left alone; so is what the author set already.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from publisher.model import (
    Block,
    Cell,
    Cite,
    Code,
    Definition,
    DefinitionList,
    Division,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    NoteCall,
    PageMark,
    Paragraph,
    Phrase,
    Picture,
    Reference,
    Remark,
    Row,
    SoftBreak,
    Stanza,
    Table,
    Text,
    Variable,
    Verse,
)
from publisher.resolve.runs import Run, set_runs, set_words
from publisher.resolve.walk import (
    LEAVES,
    altered,
    changed_blocks,
    changed_inlines,
    each,
    within_block,
)
from publisher.tree import remade

THING, BREAK = "\ufffc", "\u2028"
"""What stands in the string for a thing among words, and for a line end that stays."""

Line = tuple[Inline, ...]


def set_blocks(blocks: tuple[Block, ...], lang: str) -> tuple[Block, ...]:
    """Set the typography of blocks in a language; passages may name another."""
    return changed_blocks(blocks, _Setting(lang))


@dataclass(frozen=True, slots=True)
class _Setting:
    """The change that sets what it meets in one language."""

    idle: ClassVar = LEAVES
    lang: str

    def inline(self, node: Inline) -> tuple[Inline, ...]:
        """Leave single inlines alone: lines are set as wholes."""
        return (node,)

    def block(self, node: Block) -> tuple[Block, ...] | None:
        """Set a block that holds lines; go into all others."""
        match node:
            case Heading(attributes=attributes) | Paragraph(attributes=attributes):
                line = _line(node.children, attributes.lang or self.lang)
                return (altered(node, children=line),)
            case Verse():
                return (_verse(node, node.attributes.lang or self.lang),)
            case Table():
                return (_table(node, node.attributes.lang or self.lang),)
            case Figure():
                return (_figure(node, node.attributes.lang or self.lang),)
            case DefinitionList():
                entries = each(node.entries, lambda entry: _entry(entry, self.lang))
                return (altered(node, entries=entries),)
            case Division() | Remark() if node.attributes.lang:
                return (within_block(node, _Setting(node.attributes.lang)),)
            case _:  # what holds blocks is gone into; code and comments hold no words
                return None


def _line(line: Line, lang: str) -> Line:
    return _set_lines((line,), lang)[0]


def _verse(node: Verse, lang: str) -> Verse:
    return altered(node, stanzas=each(node.stanzas, lambda each_: _stanza(each_, lang)))


def _stanza(stanza: Stanza, lang: str) -> Stanza:
    """Set the lines of a stanza together: a speech may go on from line to line."""
    given = tuple(line.children for line in stanza.lines)
    fresh = _set_lines(given, lang)
    if fresh is given:
        return stanza
    both = zip(stanza.lines, fresh, strict=True)
    return replace(stanza, lines=tuple(altered(old, children=new) for old, new in both))


def _table(node: Table, lang: str) -> Table:
    def row(each_: Row) -> Row:
        return altered(each_, cells=each(each_.cells, cell))

    def cell(each_: Cell) -> Cell:
        return altered(each_, children=_line(each_.children, lang))

    caption, head = _line(node.caption, lang), each(node.head, row)
    return altered(node, caption=caption, head=head, body=each(node.body, row))


def _figure(node: Figure, lang: str) -> Figure:
    def picture(each_: Picture) -> Picture:
        return altered(each_, credit=_credit(each_.credit, lang))

    pictures, caption = each(node.pictures, picture), _line(node.caption, lang)
    credit = _credit(node.credit, lang)
    return altered(node, pictures=pictures, caption=caption, credit=credit)


def _credit(credit: str, lang: str) -> str:
    return set_words(credit, lang) if credit else credit


def _entry(entry: Definition, lang: str) -> Definition:
    setting = _Setting(lang)
    meanings = each(entry.meanings, lambda blocks: changed_blocks(blocks, setting))
    return altered(entry, term=_line(entry.term, lang), meanings=meanings)


# ---------------------------------------------------------------- lines of inlines


def _set_lines(lines: tuple[Line, ...], lang: str) -> tuple[Line, ...]:
    """Set lines that are read as one passage."""
    runs: list[Run] = []
    for line in lines:
        _read(line, lang, runs)
        runs.append((BREAK, lang))
    fresh = set_runs(runs)
    if fresh is runs:
        return lines
    writing = _Writing(words for words, _ in fresh)
    return each(lines, writing.line)


_MUTE = (NoteCall, PageMark, Variable)
"""Inlines among words that are no part of them, and hold none."""


def _read(line: Line, lang: str, runs: list[Run]) -> None:
    """Note down the words of a line, or of what one of its inlines holds."""
    for node in line:
        if isinstance(node, Text):
            runs.append((node.value, lang))
        elif isinstance(node, _MUTE):
            continue
        elif isinstance(node, SoftBreak):
            runs.append(("\n", lang))
        elif isinstance(node, LineBreak):
            runs.append((BREAK, lang))
        elif isinstance(node, (Code, Picture, Cite)) or _is_thing(node):
            runs.append((THING, lang))
        elif isinstance(node, Phrase):
            _read(node.children, node.attributes.lang or lang, runs)
        else:
            _read(node.children, lang, runs)


class _Writing:
    """The change that puts text back where `_read` found it."""

    idle = frozenset(_MUTE)

    def __init__(self, values: Iterator[str]) -> None:
        self._values = values

    def line(self, line: Line) -> Line:
        """Put back the text of a line, and pass over its end."""
        fresh = changed_inlines(line, self)
        next(self._values)
        return fresh

    def block(self, node: Block) -> None:
        """Leave blocks alone: a line holds none."""

    def inline(self, node: Inline) -> tuple[Inline, ...] | None:
        """Give a text its new words; a line end may have become a space that holds."""
        if isinstance(node, Text):
            value = next(self._values)
            return None if value == node.value else (remade(node, value=value),)
        if isinstance(node, SoftBreak):
            value = next(self._values)
            return None if value == "\n" else (Text(value, span=node.span),)
        if isinstance(node, LineBreak) or _is_thing(node):
            next(self._values)
            return (node,)
        return None


def _is_thing(node: Inline) -> bool:
    """Tell whether an inline is one thing among the words, with no text to set."""
    if isinstance(node, Reference):
        return not node.children
    match node:
        case Code() | Picture() | Cite():
            return True
        case Link(url=url, children=(Text(value=value),)):
            return value in {url, url.removeprefix("mailto:")}
        case _:  # words, or nothing that can be seen
            return False
