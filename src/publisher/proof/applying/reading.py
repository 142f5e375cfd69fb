"""What a chapter says, block by block, and its markup without its words: to compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from publisher.model import (
    Block,
    Cell,
    Chapter,
    Code,
    CodeBlock,
    Definition,
    Figure,
    Heading,
    LineBreak,
    Node,
    Paragraph,
    SoftBreak,
    Stanza,
    Table,
    Text,
)
from publisher.tree import walk

LOOKS = {"Emphasis", "Strong", "SmallCaps", "Strikeout"}
"""Markup that may go with the words it is about: it says how they look."""

_HOLDERS = (Paragraph, Heading, Cell, Stanza, Definition, Figure, Table)
_SILENT = (Text, SoftBreak, Code, CodeBlock)


@dataclass(frozen=True, slots=True)
class Said:
    """A chapter to be compared: the words of each block, and the signs of its markup."""

    blocks: tuple[str, ...]
    markup: tuple[str, ...]


def said(chapter: Chapter) -> Said:
    """Read a chapter; the notes stand behind the text, in the order of their keys."""
    trees: list[Block] = [*chapter.blocks]
    keys = []
    for key in chapter.notes:
        keys.append(f"note {key}")
        trees += chapter.notes[key].blocks
    blocks: list[list[str]] = [[]]
    markup: list[str] = []
    for node in walk(trees):
        if isinstance(node, _HOLDERS):
            blocks.append([])
        match node:
            case Text() | Code() | CodeBlock():
                blocks[-1].append(node.value)
            case SoftBreak() | LineBreak():
                blocks[-1].append(" ")
            case _:
                pass
        if not isinstance(node, _SILENT) or isinstance(node, Code | CodeBlock):
            markup.append(_sign(node))
    words = tuple(" ".join("".join(each).split()) for each in blocks)
    return Said(words, (*markup, *keys))


def _sign(node: Node) -> str:
    """Name a node and what was said of it, without what it holds."""
    own = ", ".join(f"{name}={value!r}" for name, value in _own(node))
    return f"{type(node).__name__}({own})"


def _own(node: Node) -> Iterator[tuple[str, object]]:
    for each in fields(node):
        value = getattr(node, each.name)
        if each.name in {"span", "value"} or _holds_nodes(value):
            continue
        if isinstance(node, Heading) and each.name == "attributes" and not node.own_id:
            continue  # the label is made of the words
        yield each.name, value


def _holds_nodes(value: object) -> bool:
    if isinstance(value, Node):
        return True
    if isinstance(value, tuple):
        return any(_holds_nodes(part) for part in value)
    return False


def only_looks(signs: Iterable[str]) -> bool:
    """Tell whether markup does nothing but show words in another type."""
    return all(sign.partition("(")[0] in LOOKS for sign in signs)
