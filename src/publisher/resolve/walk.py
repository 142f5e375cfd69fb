"""Reading order, and new trees out of old ones.

A `Change` is shown every node in the order a reader meets it: the title of a table
before its rows, the pictures of a figure before its caption. What it leaves alone is
shared between the old tree and the new one, so a change costs what it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar, cast

from publisher.model import (
    Attributes,
    Block,
    BulletList,
    Cell,
    Cite,
    CiteKey,
    Code,
    CodeBlock,
    Comment,
    Conditional,
    Definition,
    DefinitionList,
    Division,
    Emphasis,
    Figure,
    Heading,
    IndexMark,
    Inline,
    InlineConditional,
    InlineRemark,
    LineBreak,
    Link,
    ListItem,
    Node,
    NoteCall,
    OrderedList,
    PageBreak,
    PageMark,
    Paragraph,
    Phrase,
    Picture,
    Quotation,
    Reference,
    Remark,
    Row,
    SceneBreak,
    SmallCaps,
    SoftBreak,
    Stanza,
    Strikeout,
    Strong,
    Subscript,
    Superscript,
    Table,
    Term,
    Text,
    Variable,
    Verse,
    VerseLine,
)
from publisher.tree import children, remade

Named = (
    Heading | Paragraph | Verse | Table | Figure | Remark | Division | Phrase | Picture
)
"""The nodes that can carry an id."""

Holding = (
    Reference | Emphasis | Phrase | Superscript | Strong | SmallCaps | Subscript | Strikeout
    | InlineRemark | Link | IndexMark | Term | InlineConditional
)  # fmt: skip
"""The inlines that hold others."""

N = TypeVar("N", bound=Node)
H = TypeVar("H", bound="Paragraph | Heading | Holding")
V = TypeVar("V")


class Change(Protocol):
    """What is to become of each node: its successors, or None to go into it.

    Inlines of a kind in `idle` stay as they are, hold nothing, and are not even shown.
    """

    @property
    def idle(self) -> frozenset[type[Inline]]:
        """Give the kinds of inlines, all of them leaves, that mean nothing to the change."""

    def block(self, node: Block) -> tuple[Block, ...] | None:
        """Give what stands in a block's place; None leaves it and goes inside."""

    def inline(self, node: Inline) -> tuple[Inline, ...] | None:
        """Give what stands in an inline's place; None leaves it and goes inside."""


def changed_blocks(nodes: tuple[Block, ...], change: Change) -> tuple[Block, ...]:
    """Apply a change to blocks and all they hold."""
    return _changed(nodes, change.block, within_block, change)


def changed_inlines(nodes: tuple[Inline, ...], change: Change) -> tuple[Inline, ...]:
    """Apply a change to inlines and all they hold."""
    if change.idle.issuperset(map(type, nodes)):
        return nodes  # as are most lines, of words alone
    return _changed(nodes, change.inline, within_inline, change)


def _changed(
    nodes: tuple[N, ...],
    decide: Callable[[N], tuple[N, ...] | None],
    within: Callable[[N, Change], N],
    change: Change,
) -> tuple[N, ...]:
    fresh: list[N] | None = None
    idle = change.idle
    for index, node in enumerate(nodes):
        new = (node,) if type(node) in idle else decide(node)
        if new is None:
            new = (node,) if type(node) in LEAVES else (within(node, change),)
        if fresh is None and (len(new) != 1 or new[0] is not node):
            fresh = list(nodes[:index])
        if fresh is not None:
            fresh.extend(new)
    return nodes if fresh is None else tuple(fresh)


LEAVES: frozenset[type[Inline]] = frozenset(
    {Text, SoftBreak, LineBreak, NoteCall, Code, Picture, PageMark, Variable}
)
"""Inlines that hold nothing: most of a book, and there is nothing to go into."""


def within_inline(node: Inline, change: Change) -> Inline:
    """Apply a change to what an inline holds, not to the inline itself."""
    match node:
        case Reference() | Emphasis() | Phrase() | Superscript() | Strong():
            return _holding(node, changed_inlines(node.children, change))
        case SmallCaps() | Subscript() | Strikeout() | InlineRemark() | Link():
            return _holding(node, changed_inlines(node.children, change))
        case IndexMark() | Term() | InlineConditional():
            return _holding(node, changed_inlines(node.children, change))
        case Text() | SoftBreak() | NoteCall() | LineBreak() | Code():
            return node
        case Picture() | PageMark() | Variable():
            return node
        case Cite():
            keys = each(node.keys, lambda key: _within_key(key, change))
            return altered(node, keys=keys)


def within_block(node: Block, change: Change) -> Block:  # noqa: C901 one arm a type
    """Apply a change to what a block holds, not to the block itself."""
    match node:
        case Paragraph() | Heading():
            return _holding(node, changed_inlines(node.children, change))
        case Quotation() | Remark() | Division() | Conditional():
            return altered(node, blocks=changed_blocks(node.blocks, change))
        case BulletList() | OrderedList():
            items = each(
                node.items,
                lambda item: altered(item, blocks=changed_blocks(item.blocks, change)),
            )
            return altered(node, items=items)
        case Verse():
            return _within_verse(node, change)
        case DefinitionList():
            entries = each(node.entries, lambda entry: _within_entry(entry, change))
            return altered(node, entries=entries)
        case Table():
            return within_table(node, change)
        case Figure():
            return within_figure(node, change)
        case CodeBlock() | SceneBreak() | PageBreak() | Comment():
            return node


def _within_key(key: CiteKey, change: Change) -> CiteKey:
    prefix = changed_inlines(key.prefix, change)
    return altered(key, prefix=prefix, suffix=changed_inlines(key.suffix, change))


def _within_verse(node: Verse, change: Change) -> Verse:
    stanzas = each(
        node.stanzas,
        lambda stanza: altered(
            stanza,
            lines=each(
                stanza.lines,
                lambda line: altered(
                    line, children=changed_inlines(line.children, change)
                ),
            ),
        ),
    )
    return altered(node, stanzas=stanzas)


def _within_entry(entry: Definition, change: Change) -> Definition:
    term = changed_inlines(entry.term, change)
    meanings = each(entry.meanings, lambda blocks: changed_blocks(blocks, change))
    return altered(entry, term=term, meanings=meanings)


def within_table(node: Table, change: Change) -> Table:
    """Apply a change to the caption of a table, then to its rows."""
    caption = changed_inlines(node.caption, change)
    head, body = (
        each(
            rows,
            lambda row: altered(
                row,
                cells=each(
                    row.cells,
                    lambda cell: altered(
                        cell, children=changed_inlines(cell.children, change)
                    ),
                ),
            ),
        )
        for rows in (node.head, node.body)
    )
    return altered(node, caption=caption, head=head, body=body)


def within_figure(node: Figure, change: Change) -> Figure:
    """Apply a change to the pictures of a figure, then to its caption."""
    pictures: list[Picture] = []
    for picture in node.pictures:
        new = None if Picture in change.idle else change.inline(picture)
        kept = (picture,) if new is None else new
        pictures.extend(each for each in kept if isinstance(each, Picture))
    same = len(pictures) == len(node.pictures) and all(
        map(_is, pictures, node.pictures)
    )
    return altered(
        node,
        pictures=node.pictures if same else tuple(pictures),
        caption=changed_inlines(node.caption, change),
    )


def _holding(node: H, children: tuple[Inline, ...]) -> H:
    """Give a node other children: what `altered` does, where there is nothing else to do."""
    return node if children is node.children else remade(node, children=children)


def altered(value: V, **parts: Any) -> V:  # noqa: ANN401 fields of any kind of value
    """Replace fields of a value; the very same value if none of them is another."""
    fresh = {
        name: new for name, new in parts.items() if new is not getattr(value, name)
    }
    return _replaced(value, **fresh) if fresh else value


# it wants a dataclass, which no type of the standard library stands for
_replaced: Callable[..., Any] = remade


def each(parts: tuple[V, ...], make: Callable[[V], V]) -> tuple[V, ...]:
    """Make each part anew; the very same tuple if none of them became another."""
    fresh = list(map(make, parts))  # no frame of its own: nesting can be deep
    return parts if all(map(_is, fresh, parts)) else tuple(fresh)


def _is(one: object, other: object) -> bool:
    return one is other


def blocks_and_inlines(blocks: tuple[Block, ...]) -> list[Block | Inline]:
    """List every block and inline of a passage in reading order: as a change meets them."""
    met: list[Block | Inline] = []
    _meet(blocks, met)
    return met


def inlines_in(nodes: tuple[Inline, ...]) -> list[Block | Inline]:
    """List every inline of a line of text in reading order."""
    met: list[Block | Inline] = []
    _meet(nodes, met)
    return met


def _meet(nodes: Sequence[Node], met: list[Any]) -> None:
    if LEAVES.issuperset(map(type, nodes)):
        met += nodes
        return
    for node in nodes:
        kind = type(node)
        if kind not in _BETWEEN:
            met.append(node)
        if kind in LEAVES:
            continue
        if isinstance(node, _LINES):
            _meet(node.children, met)
        elif isinstance(node, Table):
            _meet((*node.caption, *node.head, *node.body), met)
        elif inside := children(node):
            _meet(inside, met)


_LINES = (Paragraph, Reference)  # most of what holds something
_BETWEEN = {CiteKey, Definition, ListItem, Stanza, VerseLine, Row, Cell}
"""Nodes that are neither blocks nor inlines: what they hold is met, not they."""


def named(nodes: Iterable[Block | Inline]) -> Iterator[Named]:
    """Pick out the nodes that carry an id."""
    for node in nodes:
        if type(node) in _NAMED and (carrying := cast("Named", node)).attributes.id:
            yield carrying


_NAMED = frozenset(Named.__args__)


def renamed(attributes: Attributes, anchor: str) -> Attributes:
    """Give attributes their anchor in place of the id the author wrote."""
    if attributes.id == anchor:
        return attributes
    return replace(attributes, id=anchor)
