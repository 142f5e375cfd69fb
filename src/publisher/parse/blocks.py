"""From block tokens to blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markdown_it.token import Token

from publisher import rules
from publisher.diagnostics import Span
from publisher.model import (
    Block,
    BulletList,
    CodeBlock,
    Comment,
    Definition,
    DefinitionList,
    ListItem,
    Note,
    OrderedList,
    PageBreak,
    Paragraph,
    Quotation,
    SceneBreak,
    Text,
)
from publisher.parse import angles, divisions, figures, grids, headings, verse
from publisher.parse.inlines import inlines, raw_format, read
from publisher.parse.positions import Passage
from publisher.parse.reading import Reading, too_deep


@dataclass(slots=True)
class Stream:
    """The tokens of a file and the place reached among them."""

    reading: Reading
    at: int = 0

    def take(self) -> Token:
        """Give the next token."""
        self.at += 1
        return self.reading.tokens[self.at - 1]


def of_file(reading: Reading) -> tuple[Block, ...]:
    """Read all blocks of a file."""
    return _blocks(Stream(reading))


def _blocks(stream: Stream, closing: str = "") -> tuple[Block, ...]:
    """Read blocks up to a closing token, or to the end of the file."""
    made: list[Block] = []
    while stream.at < len(stream.reading.tokens):
        token = stream.take()
        if token.type == closing:
            break
        found = tuple(_RULES[token.type](stream, token))
        made.extend(stream.reading.take_comments())
        made.extend(found)
    return tuple(made)


# ---------------------------------------------------------------- text


def _paragraph(stream: Stream, token: Token) -> Iterable[Block]:
    stream.at += 2  # an empty inline token and the closing one
    reading = stream.reading
    text: Passage = token.meta["passage"]
    _keep_indents(reading, text)
    strand, children = read(reading, text)
    figure = figures.alone(strand, children)
    # The caption of a figure is text; that of a picture within it, or in a line, is not.
    for plate in strand.plates[:-1] if figure else strand.plates:
        reading.mark_passage(text, *plate.bracket)
    if figure is not None:
        return (figure,)
    return (Paragraph(children, span=children[0].span),) if children else ()


def _keep_indents(reading: Reading, text: Passage) -> None:
    """Remember indents, which mean something in verse."""
    for place, columns in zip(text.places, text.indents, strict=True):
        if columns:
            reading.indents[reading.sheet.span(place).line] = columns


def _heading(stream: Stream, token: Token) -> Iterable[Block]:
    return (headings.heading(stream.reading, token),)


def _code(stream: Stream, token: Token) -> Iterable[Block]:
    reading, at = stream.reading, token.meta["at"]
    span = reading.sheet.span(
        at, reading.sheet.line_end(reading.sheet.span(at).line - 1)
    )
    raw = re.match(r"\s*\{=([\w-]+)\}", token.info)
    first, behind = token.map or [0, 1]
    if raw:
        reading.find(raw_format(span, raw[1]))
        reading.mark(at, reading.sheet.line_end(behind - 1))
        return ()
    if token.type == "fence":
        reading.mark(at, reading.sheet.line_end(first))
        _report_unclosed(reading, token, span)
    value = token.content.removesuffix("\n")
    return (CodeBlock(value, _language(token.info), span=span),)


def _report_unclosed(reading: Reading, token: Token, span: Span) -> None:
    first, behind = token.map or [0, 1]
    page = reading.sheet
    last = page.text[page.starts[behind - 1] : page.line_end(behind - 1)].rstrip()
    if behind - 1 == first or not last.endswith(token.markup):
        reading.find(
            rules.UNCLOSED_DIVISION.at(
                span,
                "this block of code is never closed",
                f"end it with a line that holds only {token.markup}",
            )
        )


def _language(info: str) -> str:
    found = re.match(r"\s*(?:\{[^}]*?\.)?([^\s{}.]+)", info)
    return found[1] if found else ""


def _too_deep(stream: Stream, token: Token) -> Iterable[Block]:
    text: Passage = token.meta["passage"]
    span = text.span(0, 1)
    stream.reading.find(too_deep(span))
    words = " ".join(text.text.split("\n"))
    return (Paragraph((Text(words, span=span),), span=span),) if words else ()


def _line_block(stream: Stream, token: Token) -> Iterable[Block]:
    poem = verse.line_block(stream.reading, token)
    return (poem,) if poem.stanzas else ()


# ---------------------------------------------------------------- blocks of blocks


def _quotation(stream: Stream, token: Token) -> Iterable[Block]:
    span = stream.reading.sheet.span(token.meta["at"])
    return (Quotation(_blocks(stream, "blockquote_close"), span=span),)


def _list(stream: Stream, token: Token) -> Iterable[Block]:
    reading = stream.reading
    tight = _is_tight(stream, token)
    closing = token.type.replace("open", "close")
    items: list[ListItem] = []
    while (part := stream.take()).type != closing:
        at = part.meta["at"]
        span = reading.sheet.span(at)
        reading.mark(at, at + len(part.info) + 1)  # "12." is no text
        items.append(ListItem(_blocks(stream, "list_item_close"), span=span))
    span = reading.sheet.span(token.meta["at"])
    if token.type == "bullet_list_open":
        return (BulletList(tuple(items), tight, span=span),)
    start = int(token.attrs.get("start", 1))
    return (OrderedList(tuple(items), tight, start, span=span),)


def _is_tight(stream: Stream, opening: Token) -> bool:
    """Tell whether no paragraph of the list stands apart from its neighbours."""
    tokens = stream.reading.tokens
    for place in range(stream.at, len(tokens)):  # a slice would copy all that follows
        token = tokens[place]
        if token.level == opening.level and token.nesting < 0:
            break
        if token.level == opening.level + 2 and token.type == "paragraph_open":
            return token.hidden
    return True


def _definitions(stream: Stream, token: Token) -> Iterable[Block]:
    reading = stream.reading
    entries: list[tuple[Passage, list[tuple[Block, ...]]]] = []
    while (part := stream.take()).type != "definitions_close":
        if part.type == "term":
            entries.append((part.meta["passage"], []))
        else:
            entries[-1][1].append(_blocks(stream, "meaning_close"))
    made = tuple(
        Definition(inlines(reading, term), tuple(meanings), span=term.span(0, 1))
        for term, meanings in entries
    )
    return (DefinitionList(made, span=reading.sheet.span(token.meta["at"])),)


def _division(stream: Stream, token: Token) -> Iterable[Block]:
    inside = _blocks(stream, "division_close")
    return divisions.division(stream.reading, token, inside)


def _note(stream: Stream, token: Token) -> Iterable[Block]:
    """Put a note beside the text."""
    reading, key = stream.reading, token.meta["key"]
    start = token.meta["at"]
    reading.mark(start, token.meta["end"])
    inside = _blocks(stream, "note_close")
    if key:
        span = reading.sheet.span(start, token.meta["end"])
        reading.desk.notes[key] = Note(" ".join(token.info.split()), inside, span=span)
    else:  # the second of its id, reported
        reading.mark(start, reading.tokens[stream.at - 1].meta["end"])
    return ()


def _include(stream: Stream, token: Token) -> Iterable[Block]:
    stream.reading.mark(token.meta["at"], token.meta["end"])
    part = stream.reading.parts.get(stream.at - 1)
    return of_file(part) if part else ()


# ---------------------------------------------------------------- what is not text


def _scene_break(stream: Stream, token: Token) -> Iterable[Block]:
    return (SceneBreak(span=stream.reading.sheet.span(token.meta["at"])),)


def _page_break(stream: Stream, token: Token) -> Iterable[Block]:
    return (PageBreak(span=_passed(stream.reading, token)),)


def _comment(stream: Stream, token: Token) -> Iterable[Block]:
    text: Passage = token.meta["passage"]
    value = text.text.removeprefix("<!--").removesuffix("-->").strip()
    return (Comment(value, span=_passed(stream.reading, token)),)


def _active(stream: Stream, token: Token) -> Iterable[Block]:
    stream.reading.find(angles.active(_passed(stream.reading, token), token.info))
    return ()


def _stray_fence(stream: Stream, token: Token) -> Iterable[Block]:
    stream.reading.find(
        rules.UNCLOSED_DIVISION.at(
            _passed(stream.reading, token),
            "these colons close no division",
            "take them out, or open the division with ::: {.name} above",
        )
    )
    return ()


def _header(stream: Stream, token: Token) -> Iterable[Block]:
    stream.reading.find(
        rules.FILE_HEADER.at(
            _passed(stream.reading, token),
            "a header between lines of --- is not read",
            "move what it says to book.yaml, and write the title as # Title",
        )
    )
    return ()


def _passed(reading: Reading, token: Token) -> Span:
    """Mark what a token covers as no text, and give its place."""
    start, end = token.meta["at"], token.meta["end"]
    reading.mark(start, end)
    return reading.sheet.span(start, end)


_RULES: dict[str, Callable[[Stream, Token], Iterable[Block]]] = {
    "paragraph_open": _paragraph,
    "heading": _heading,
    "code_block": _code,
    "fence": _code,
    "too_deep": _too_deep,
    "line_block": _line_block,
    "table": lambda stream, token: (grids.table(stream.reading, token),),
    "blockquote_open": _quotation,
    "bullet_list_open": _list,
    "ordered_list_open": _list,
    "definitions_open": _definitions,
    "division_open": _division,
    "note_open": _note,
    "include": _include,
    "hr": _scene_break,
    "page_break": _page_break,
    "comment": _comment,
    "active": _active,
    "stray_fence": _stray_fence,
    "header": _header,
}
