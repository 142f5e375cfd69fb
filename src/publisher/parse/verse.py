"""Verse: line blocks and `.verse` divisions into stanzas, lines and indents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token

from publisher import rules
from publisher.diagnostics import Span
from publisher.model import (
    PLAIN,
    Attributes,
    Block,
    Comment,
    Division,
    Inline,
    LineBreak,
    Paragraph,
    Phrase,
    SoftBreak,
    Stanza,
    Text,
    Verse,
    VerseLine,
)
from publisher.parse.inlines import inlines
from publisher.parse.positions import Passage
from publisher.parse.reading import Reading
from publisher.parse.words import Holder

_EM = "\u2003\u2001\u3000"  # as wide as the type is high; others count as half
_SPACES = (
    _EM + " \t\u00a0\u2002\u2000\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
)

_WRITTEN_SPACE = re.compile(rf"[{_SPACES}]|\\ |&#?\w+;")


def line_block(reading: Reading, token: Token) -> Verse:
    """Make verse of lines that begin with a bar; an empty one parts stanzas."""
    passages: list[Passage] = token.meta["lines"]
    if len(passages) > 1 and all(each.text.rstrip().endswith("|") for each in passages):
        reading.find(
            rules.RAGGED_TABLE.at(
                reading.sheet.span(token.meta["at"]),
                "lines that look like a table, but there is no line of dashes",
                "put |---|---| under the first row; verse has a bar only before each line",
            )
        )
    lines = [_bar_line(reading, each) for each in passages]
    return Verse(tuple(_stanzas(lines)), span=reading.sheet.span(token.meta["at"]))


def _bar_line(reading: Reading, text: Passage) -> VerseLine:
    return _line(
        reading, list(inlines(reading, text)), text.span(0, 1), text.indents[0]
    )


def _stanzas(lines: Sequence[VerseLine]) -> Iterator[Stanza]:
    """Part lines at the empty ones."""
    gathered: list[VerseLine] = []
    for line in lines:
        if line.children:
            gathered.append(line)
        elif gathered:
            yield Stanza(tuple(gathered), span=gathered[0].span)
            gathered = []
    if gathered:
        yield Stanza(tuple(gathered), span=gathered[0].span)


def division(
    reading: Reading, blocks: Sequence[Block], given: Attributes, span: Span
) -> list[Block]:
    """Make verse of what a `.verse` division holds; each paragraph is a stanza.

    Anything else in it, such as a line of attribution in a division of its own, keeps its
    place: then a division holds the verse and the rest.
    """
    made: list[Block] = []
    for block in blocks:
        stanzas = _stanzas_of(reading, block)
        last = made[-1] if made else None
        if stanzas is None:
            made.append(block)
        elif not stanzas:
            continue
        elif isinstance(last, Verse) and last.attributes == PLAIN:
            made[-1] = replace(last, stanzas=last.stanzas + stanzas)
        else:
            made.append(Verse(stanzas, span=stanzas[0].span))
    others = [block for block in made if not isinstance(block, Comment)]
    if len(others) == 1 and isinstance(verse := others[0], Verse):
        comments = [block for block in made if isinstance(block, Comment)]
        return [*comments, replace(verse, attributes=given, span=span)]
    return [Division(tuple(made), given, span=span)]


def _stanzas_of(reading: Reading, block: Block) -> tuple[Stanza, ...] | None:
    if isinstance(block, Paragraph):
        lines = [
            _line(reading, line, line[0].span, _columns(reading, line[0].span))
            for line in _split(block.children)
            if line
        ]
        return (Stanza(tuple(lines), span=block.span),)
    if isinstance(block, Verse) and block.attributes == PLAIN:
        return block.stanzas
    return None


def _columns(reading: Reading, span: Span) -> int:
    """Give the indent of the line of text at a place."""
    return reading.of(span.path).indents.get(span.line, 0)


def _split(nodes: Sequence[Inline]) -> list[list[Inline]]:
    """Divide inlines at line ends; emphasis that spans lines goes on in the next."""
    lines: list[list[Inline]] = [[]]
    for node in nodes:
        if isinstance(node, LineBreak | SoftBreak):
            lines.append([])
            continue
        parts = _parts(node)
        lines[-1].append(parts[0])
        lines.extend([part] for part in parts[1:])
    return lines


def _parts(node: Inline) -> list[Inline]:
    """Divide what holds several lines; an id stays on the first of them."""
    if not isinstance(node, Holder):
        return [node]
    first, *rest = [line for line in _split(node.children) if line] or [[]]
    if not rest:
        return [node]
    others = _without_id(node)
    return [
        replace(node, children=tuple(first)),
        *(replace(others, children=tuple(line), span=line[0].span) for line in rest),
    ]


def _without_id(node: Holder) -> Holder:
    if isinstance(node, Phrase):
        return replace(node, attributes=replace(node.attributes, id=""))
    return node


def _line(reading: Reading, nodes: list[Inline], span: Span, columns: int) -> VerseLine:
    """Make a line; the space before its first word becomes its indent."""
    wide, narrow, children = _dedented(reading, tuple(nodes))
    indent = wide + (columns + narrow + 1) // 2
    return VerseLine(children, indent, span=children[0].span if children else span)


def _dedented(
    reading: Reading, nodes: tuple[Inline, ...]
) -> tuple[int, int, tuple[Inline, ...]]:
    """Take away the space the first word begins with; count wide and narrow spaces."""
    if not nodes:
        return 0, 0, nodes
    first = nodes[0]
    if isinstance(first, Text):
        return _dedented_text(reading, first, nodes[1:])
    if not isinstance(first, Holder):
        return 0, 0, nodes
    wide, narrow, kept = _dedented(reading, first.children)
    return wide, narrow, (replace(first, children=kept), *nodes[1:])


def _dedented_text(
    reading: Reading, first: Text, rest: tuple[Inline, ...]
) -> tuple[int, int, tuple[Inline, ...]]:
    value = first.value.lstrip(_SPACES)
    count = len(first.value) - len(value)
    wide = sum(letter in _EM for letter in first.value[:count])
    if not value:
        return wide, count - wide, rest
    page = reading.of(first.span.path).sheet
    start = page.offset(first.span)
    end = start + len(first.value)
    for _ in range(count):
        written = _WRITTEN_SPACE.match(page.text, start)
        start = written.end() if written else start
    place = page.span(start, max(end, start))
    return wide, count - wide, (replace(first, value=value, span=place), *rest)
