"""Walking the book's trees: every node in reading order, and the words of a passage.

Both work from the fields of the node types themselves, so a new type needs no line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

from publisher.model import (
    Cell,
    Code,
    CodeBlock,
    Figure,
    LineBreak,
    Node,
    NoteCall,
    Paragraph,
    SoftBreak,
    Text,
    VerseLine,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

N = TypeVar("N", bound="DataclassInstance")

_PARTS: dict[type[Node], tuple[str, ...]] = {}  # filled as types are met
_NAMES: dict[type, tuple[str, ...]] = {}  # the same


def children(node: Node) -> list[Node]:
    """List what a node holds, in the order of its fields, which is reading order.

    A book has hundreds of thousands of nodes, and most hold nothing: that is said quickly.
    """
    kind = type(node)
    parts = _PARTS.get(kind)
    if parts is None:
        each_field = fields(node)
        parts = tuple(each.name for each in each_field if "tuple" in str(each.type))
        _PARTS[kind] = parts
    found: list[Node] = []
    for name in parts:
        _gather(getattr(node, name), found)
    return found


def _gather(value: object, found: list[Node]) -> None:
    """Find the nodes in the value of a field: alone, in a row, or in rows of rows."""
    if isinstance(value, tuple):
        for part in value:
            if isinstance(part, Node):
                found.append(part)
            else:
                _gather(part, found)
    elif isinstance(value, Node):
        found.append(value)


def remade(node: N, **parts: object) -> N:
    """Give a node with other values in some fields, as `dataclasses.replace` does.

    It need not ask the type what it is made of each time, which takes most of the other's.
    """
    kind = type(node)
    names = _NAMES.get(kind)
    if names is None:
        names = _NAMES[kind] = tuple(each.name for each in fields(node))
    old = {name: getattr(node, name) for name in names if name not in parts}
    return kind(**old, **parts)


def walk(
    nodes: Iterable[Node], *, into: Callable[[Node], bool] = lambda _: True
) -> Iterator[Node]:
    """Yield nodes and all they hold, in reading order.

    `into` says whether to go into a node; one that is refused is itself still given.
    Note texts are beside the tree, so a NoteCall holds nothing.
    """
    pending = [iter(tuple(nodes))]
    while pending:
        for node in pending[-1]:
            yield node
            if into(node) and (inside := children(node)):
                pending.append(iter(inside))
                break
        else:
            pending.pop()


def plain(nodes: Iterable[Node]) -> str:
    """Give the words of a passage as one line of text, without its note calls."""
    said: list[str] = []
    for node in walk(nodes, into=lambda each: not isinstance(each, NoteCall)):
        match node:
            case Text() | Code() | CodeBlock():
                said.append(node.value)
            case SoftBreak() | LineBreak() | Paragraph() | VerseLine() | Cell():
                said.append(" ")
            case _:  # what holds words gives them as its children
                pass
    return " ".join("".join(said).split())


def credits_of(figure: Figure) -> tuple[str, ...]:
    """List whom a figure is owed to, as a whole and picture by picture, each once."""
    credits_ = (figure.credit, *(each.credit for each in figure.pictures))
    return tuple(dict.fromkeys(filter(None, credits_)))
