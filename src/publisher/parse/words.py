"""The words of inlines, without their markup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from publisher.model import (
    Cite,
    Code,
    Emphasis,
    IndexMark,
    Inline,
    InlineConditional,
    InlineRemark,
    LineBreak,
    Link,
    NoteCall,
    PageMark,
    Phrase,
    Picture,
    Reference,
    SmallCaps,
    SoftBreak,
    Strikeout,
    Strong,
    Subscript,
    Superscript,
    Term,
    Text,
    Variable,
)

Holder: TypeAlias = (
    Emphasis
    | Strong
    | Strikeout
    | Superscript
    | Subscript
    | SmallCaps
    | Phrase
    | InlineRemark
    | Link
    | Reference
    | IndexMark
    | Term
    | InlineConditional
)
"""The inlines that hold others as their `children`."""


def plain(nodes: Iterable[Inline]) -> str:
    """Give the words of inlines as one line, without note calls."""
    return " ".join("".join(map(_words, nodes)).split())


def _words(node: Inline) -> str:
    if isinstance(node, Holder):
        return "".join(map(_words, node.children))
    match node:
        case Text() | Code():
            return node.value
        case SoftBreak() | LineBreak():
            return " "
        case Picture():
            return node.alt or ""
        case Cite():
            return node.source
        case NoteCall() | PageMark() | Variable():
            return ""
