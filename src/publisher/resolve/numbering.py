"""Numbers for sections, figures, maps and tables, and an anchor for all that is named.

One pass over the text, in reading order; the notes of a piece come after its text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from publisher.bookinfo import BookInfo, Role
from publisher.diagnostics import Span
from publisher.model import (
    Block,
    BulletList,
    Conditional,
    DefinitionList,
    Division,
    Figure,
    Heading,
    Inline,
    OrderedList,
    Paragraph,
    Phrase,
    Picture,
    Quotation,
    Remark,
    Table,
    Verse,
)
from publisher.resolve.anchors import Anchors, ascii_id
from publisher.resolve.labels import is_numbered, prefix_of
from publisher.resolve.units import UNLISTED, UNNUMBERED, Draft
from publisher.resolve.walk import (
    LEAVES,
    Named,
    altered,
    changed_blocks,
    changed_inlines,
    renamed,
    within_block,
    within_figure,
    within_inline,
    within_table,
)
from publisher.tree import plain

SECTION, SPAN = "section", "span"
PIECES = {Role.PART: "part", Role.CHAPTER: "chapter", Role.APPENDIX: "appendix"}
"""What the target of a piece is called; of all other roles "piece"."""

N = TypeVar("N", bound=Named)


@dataclass(frozen=True, slots=True)
class Label:
    """Something in the text that can be referred to."""

    written: str  # its id in the manuscript
    key: str  # its anchor, and its key in Book.targets
    unit: str
    kind: str
    number: str  # of a piece "": its Draft has it
    span: Span
    own: bool  # the author gave the id
    within: str  # key of the section it stands in
    level: int = 0  # of a heading of the piece itself that has something to say
    listed: bool = True  # it can stand in the contents or in a list


class Numbering:
    """The change that names and numbers what has an id, going from piece to piece."""

    idle = LEAVES - {Picture}

    def __init__(
        self, info: BookInfo, anchors: Anchors, given: Mapping[tuple[str, str], str]
    ) -> None:
        self.labels: list[Label] = []
        self._info, self._anchors, self._given = info, anchors, given
        self._counts: dict[tuple[str, str], int] = {}
        self._unit, self._ordinal, self._within = "", "", ""
        self._sections: list[int] = []
        self._apart = 0  # how deep in quotations, lists and notes: no sections of ours
        self._hidden = 0  # how deep in passages that only some outputs show
        self._figure: Label | None = None

    def piece(self, draft: Draft) -> tuple[Draft, str]:
        """Name what a piece holds; the second value is the key of the piece itself."""
        self._unit, self._ordinal, self._sections = draft.id, draft.ordinal, []
        self._apart = self._hidden = 0
        self._within = ""
        kind = PIECES.get(draft.piece.role, "piece")
        opener = draft.opener and self._opened(draft.opener, kind)
        if opener is None:
            key = self._within = self._anchors.take(draft.id)
            self._keep(
                Label("", key, draft.id, kind, "", draft.span, own=False, within="")
            )
        key = self._within
        blocks = changed_blocks(draft.blocks, self)
        return replace(draft, opener=opener, blocks=blocks), key

    def note(self, draft: Draft, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Name what a note of a piece holds. The piece comes first."""
        if not blocks:  # as in most notes of which there is an outline
            return blocks
        self._unit, self._ordinal, self._apart, self._hidden = (
            draft.id,
            draft.ordinal,
            1,
            0,
        )
        return changed_blocks(blocks, self)

    def block(self, node: Block) -> tuple[Block, ...] | None:
        """Name a block, and count it if it is counted."""
        match node:
            case Heading():
                return (self._section(node),)
            case Figure() | Table():
                return (self._display(node),)
            case Paragraph() | Verse() | Division():
                return (within_block(self._named(node), self),)
            case Remark():
                return (self._going_apart(self._named(node)),)
            case Quotation() | BulletList() | OrderedList() | DefinitionList():
                return (self._going_apart(node),)
            case Conditional():
                self._hidden += 1
                inside = within_block(node, self)
                self._hidden -= 1
                return (inside,)
            case _:  # nothing else has an id or holds what has one
                return None

    def inline(self, node: Inline) -> tuple[Inline, ...] | None:
        """Name an inline that has an id."""
        if isinstance(node, Phrase | Picture) and node.attributes.id:
            return (within_inline(self._named(node), self),)
        return None

    def _going_apart(self, node: Block) -> Block:
        self._apart += 1
        inside = within_block(node, self)
        self._apart -= 1
        return inside

    def _opened(self, node: Heading, kind: str) -> Heading:
        label = self._label(node, kind, own=node.own_id, level=node.level)
        self._within = label.key
        return altered(
            node,
            attributes=renamed(node.attributes, label.key),
            children=changed_inlines(node.children, self),
        )

    def _section(self, node: Heading) -> Heading:
        number = "" if self._apart else self._section_number(node)
        within = self._within
        level = node.level if number or plain(node.children) else 0
        label = self._label(node, SECTION, number, own=node.own_id, level=level)
        self._within = within if self._apart else label.key
        return altered(
            node,
            attributes=renamed(node.attributes, label.key),
            children=changed_inlines(node.children, self),
        )

    def _section_number(self, node: Heading) -> str:
        """Count a section as "3.2"; only pieces that have a number number theirs."""
        plain = UNNUMBERED in node.attributes.classes or node.level == 1
        if plain or not self._info.number_sections or not self._ordinal:
            return ""
        counts = self._sections[: node.level - 1]
        counts += [0] * (node.level - 1 - len(counts))
        counts[-1] += 1
        self._sections = [max(1, count) for count in counts]
        return ".".join((self._ordinal, *map(str, self._sections)))

    def _display(self, node: Figure | Table) -> Figure | Table:
        if not node.attributes.id:
            return self._inside(node)
        kind, number = SPAN, ""
        if is_numbered(node, self._info.kinds):
            kind = prefix_of(node.attributes.id)
            number = self._number(kind)
        label = self._label(node, kind, number)
        self._figure = label if number else None
        inside = self._inside(node)
        self._figure = None
        return altered(inside, attributes=renamed(node.attributes, label.key))

    def _inside(self, node: Figure | Table) -> Figure | Table:
        if isinstance(node, Figure):
            return within_figure(node, self)
        return within_table(node, self)

    def _number(self, kind: str) -> str:
        by_chapter = self._info.kinds[kind].numbering == "chapter"
        counter = (kind, self._ordinal if by_chapter else "")
        self._counts[counter] = self._counts.get(counter, 0) + 1
        number = str(self._counts[counter])
        return f"{self._ordinal}.{number}" if by_chapter and self._ordinal else number

    def _named(self, node: N) -> N:
        """Give a node its anchor. One picture of a figure goes by the figure's number."""
        if not node.attributes.id:
            return node
        label = self._label(node, SPAN)
        figure = self._figure
        if figure and isinstance(node, Picture):
            shared = replace(
                label, kind=figure.kind, number=figure.number, listed=False
            )
            self.labels[-1] = shared
        return altered(node, attributes=renamed(node.attributes, label.key))

    def _label(
        self,
        node: Named,
        kind: str,
        number: str = "",
        *,
        own: bool = True,
        level: int = 0,
    ) -> Label:
        written = node.attributes.id
        key = self._given.get((self._unit, written)) if own else None
        if key is None:
            wanted = ascii_id(written)
            key = self._anchors.take(wanted, f"{self._unit}-{wanted}")
        shown = not self._hidden and UNLISTED not in node.attributes.classes
        label = Label(
            written, key, self._unit, kind, number, node.span, own, self._within,
            0 if self._apart else level, shown,
        )  # fmt: skip
        return self._keep(label)

    def _keep(self, label: Label) -> Label:
        self.labels.append(label)
        return label
