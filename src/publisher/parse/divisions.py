"""What a `:::` division means by its attributes: remark, verse, figure, condition."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from publisher import rules
from publisher.diagnostics import Span
from publisher.model import (
    PLAIN,
    Attributes,
    Block,
    Conditional,
    Division,
    PageBreak,
    Paragraph,
    Remark,
)
from publisher.parse import figures, verse
from publisher.parse.attributes import Braces, attributes, braces, broken
from publisher.parse.conditions import is_conditional, take_condition
from publisher.parse.inlines import inlines
from publisher.parse.positions import passage
from publisher.parse.reading import Reading

_NAME = re.compile(r"[\w-]+(?=\s|$)")


def division(reading: Reading, token: Token, inside: Sequence[Block]) -> list[Block]:
    """Make a division of its opening line and the blocks it holds."""
    start, end = token.meta["at"], token.meta["end"]
    span = reading.sheet.span(start, end)
    if not token.meta["closed"]:
        reading.find(
            rules.UNCLOSED_DIVISION.at(
                span,
                "this division is never closed",
                "end it with a line that holds only :::",
            )
        )
    said, titled = _opening(reading, token)
    return _meaning(reading, said, [*titled, *inside], span)


def _opening(reading: Reading, token: Token) -> tuple[Braces, list[Block]]:
    """Read what stands behind the colons; words behind a name are kept as text."""
    start, end = token.meta["rest"]
    written = reading.sheet.text[start:end]
    found = braces(written, 0)
    name = _NAME.match(written)
    said = found[0] if found else Braces(classes=[name[0]] if name else [])
    behind = found[1] if found else name.end() if name else len(written)
    if behind < len(written) or not (found or name):
        reading.find(broken(reading.sheet.span(start, end), written))
    reading.mark(token.meta["at"], start + behind)
    words = passage(reading.sheet, [(_skip_space(reading, start + behind, end), end)])
    children = inlines(reading, words)
    return said, [Paragraph(children, span=children[0].span)] if children else []


def _skip_space(reading: Reading, start: int, end: int) -> int:
    return end - len(reading.sheet.text[start:end].lstrip())


def _meaning(
    reading: Reading, said: Braces, inside: Sequence[Block], span: Span
) -> list[Block]:
    if is_conditional(said):
        condition = take_condition(reading, said, span)
        blocks = inside if said.empty else _meaning(reading, said, inside, span)
        return [Conditional(condition, tuple(blocks), span=span)]
    if not inside and said.take_class("pagebreak"):
        return [PageBreak(span=span)]
    remark, by = said.take_class("remark"), said.take("by") or ""
    poem = not remark and said.take_class("verse")
    given = attributes(said, span, reading.desk.findings)
    given = PLAIN if given == PLAIN else given
    if remark:
        return [Remark(by, tuple(inside), given, span=span)]
    if poem:
        return verse.division(reading, inside, given, span)
    return _other(reading, given, inside, span)


def _other(
    reading: Reading, given: Attributes, inside: Sequence[Block], span: Span
) -> list[Block]:
    if given.id and figures.kind_of(given.id) in reading.desk.kinds:
        made = figures.numbered(reading, inside, given, span)
        if made is not None:
            return made
    return [Division(tuple(inside), given, span=span)]
