"""Verse: line blocks and `.verse` divisions into stanzas, lines and indents."""

from __future__ import annotations

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
    SoftBreak,
    Stanza,
    Text,
    Verse,
    VerseLine,
)
from publisher.parse.inlines import inlines
from publisher.parse.positions import Passage
from publisher.parse.reading import Reading

_EM = "\u2003\u2001\u3000"  # as wide as the type is high; others count as half
_SPACES = _EM + " \t\u00a0\u2002\u2000\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"


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
    line = _line(list(inlines(reading, text)), text.span(0, 1), text.indents[0])
    return line


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
            _line(line, line[0].span, reading.indents.get(line[0].span.line, 0))
            for line in _split(block.children)
            if line
        ]
        return (Stanza(tuple(lines), span=block.span),)
    if isinstance(block, Verse) and block.attributes == PLAIN:
        return block.stanzas
    return None


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
    children: tuple[Inline, ...] = getattr(node, "children", ())
    lines = [line for line in _split(children) if line]
    if len(lines) < 2:
        return [node]
    parts: list[Inline] = []
    for number, line in enumerate(lines):
        part = replace(node, children=tuple(line))  # type: ignore[call-arg]
        if number:
            part = replace(part, span=line[0].span)
        parts.append(part if number == 0 else _without_id(part))
    return parts


def _without_id(node: Inline) -> Inline:
    """Let an id stand on the first line only."""
    given = getattr(node, "attributes", PLAIN)
    if not given.id:
        return node
    return replace(node, attributes=replace(given, id=""))  # type: ignore[call-arg]


def _line(nodes: list[Inline], span: Span, columns: int) -> VerseLine:
    """Make a line; the space before its first word becomes its indent."""
    wide, narrow, children = _dedented(tuple(nodes))
    indent = wide + (columns + narrow + 1) // 2
    return VerseLine(children, indent, span=children[0].span if children else span)


def _dedented(nodes: tuple[Inline, ...]) -> tuple[int, int, tuple[Inline, ...]]:
    """Take away the space the first word begins with; count wide and narrow spaces."""
    if not nodes:
        return 0, 0, nodes
    first = nodes[0]
    if not isinstance(first, Text):
        inner: tuple[Inline, ...] = getattr(first, "children", ())
        wide, narrow, kept = _dedented(inner)
        if not wide + narrow:
            return 0, 0, nodes
        return wide, narrow, (replace(first, children=kept), *nodes[1:])  # type: ignore[call-arg]
    value = first.value.lstrip(_SPACES)
    space = first.value[: len(first.value) - len(value)]
    wide = sum(letter in _EM for letter in space)
    column = first.span.column + len(space)
    start = replace(first, value=value, span=replace(first.span, column=column))
    return wide, len(space) - wide, (start, *nodes[1:]) if value else nodes[1:]
