"""Where the printed pages begin, as the page map tells it: unit by unit, in order.

A page begins with what stands first on it, a figure that has moved down included. Blank
pages hold nothing and are left out, as is usual; pages whose number is not printed are
counted, and called by their count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, count

from publisher.artifacts import PageMap, PageRow
from publisher.counting import countable
from publisher.diagnostics import Span
from publisher.model import (
    Cite,
    Code,
    CodeBlock,
    Conditional,
    Definition,
    Figure,
    Heading,
    InlineConditional,
    Node,
    Paragraph,
    Table,
    Text,
    Unit,
    Verse,
)
from publisher.render.setting import PAPER, SCREEN, shown
from publisher.tree import children, walk


@dataclass(frozen=True, slots=True)
class Start:
    """The beginning of a printed page."""

    page: int  # its count
    label: str
    id: str  # of its mark
    at: Span | None  # block that stands first on it; None: nothing that was written
    offset: int = 0  # letters of that block on earlier pages
    figure: Span | None = None  # it stands before that, and may stand elsewhere here
    leads: str = ""  # of a page of a list: the anchor its first line leads to
    words: str = ""  # the first on the page


@dataclass(frozen=True, slots=True)
class Printed:
    """The pages of the printed edition; of no edition if there are none."""

    starts: Mapping[str, tuple[Start, ...]] = field(default_factory=dict)  # by Unit.id
    blocks: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)  # in order
    anchors: Mapping[str, int] = field(default_factory=dict)  # → the page it stands on
    source: str = ""  # what the printed edition is identified by

    def of(self, unit: str) -> tuple[Start, ...]:
        """Give the pages of a unit."""
        return self.starts.get(unit, ())


def printed(pages: PageMap, taken: Collection[str], source: str) -> Printed:
    """Sort the page map by units; `taken` are the ids of the book."""
    prefix = _prefix(taken)
    starts: dict[str, list[Start]] = {}
    for row in pages.pages:
        if not row.blank:
            starts.setdefault(row.unit, []).append(_start(row, prefix))
    blocks: dict[str, list[Span]] = {}
    for block in pages.blocks:
        if not block.note:
            blocks.setdefault(block.unit, []).append(block.span)
    return Printed(
        {unit: tuple(rows) for unit, rows in starts.items()},
        {unit: tuple(spans) for unit, spans in blocks.items()},
        pages.anchors,
        source,
    )


def _prefix(taken: Collection[str]) -> str:
    """Choose how the ids of marks begin: "page-112", where no id begins so."""
    choices = chain(("page-", "pg-"), (f"pg{n}-" for n in count(2)))
    return next(c for c in choices if not any(each.startswith(c) for each in taken))


def _start(row: PageRow, prefix: str) -> Start:
    own = prefix + row.label
    figure = row.figure if row.figure != row.first else None
    return Start(
        row.index, row.label, own, row.first, row.offset, figure, row.leads, row.words
    )


_COUNTED = (Heading, Paragraph, Verse, CodeBlock, Table, Figure, Definition)


def on_screen(unit: Unit, starts: Iterable[Start]) -> list[Start]:
    """Count the letters before each page of a unit as the EPUB has them.

    Some words of a block may be for paper only, others for the EPUB.
    """
    blocks = _parted(unit)
    return [
        replace(start, offset=_on_screen(block, start.offset))
        if (block := blocks.get(str(start.at)))
        else start
        for start in starts
    ]


def _parted(unit: Unit) -> dict[str, Node]:
    """Find the blocks with words for one output alone, by their places; most have none."""
    if not any(isinstance(node, InlineConditional) for node in walk(unit.blocks)):
        return {}
    first: dict[str, Node] = {}
    for node in walk(unit.blocks):
        if isinstance(node, _COUNTED):
            first.setdefault(str(node.span), node)
    return {
        place: block
        for place, block in first.items()
        if any(isinstance(node, InlineConditional) for node in walk((block,)))
    }


def _on_screen(block: Node, offset: int) -> int:
    on_paper = here = 0
    for words, paper, screen in _leaves(block, paper=True, screen=True):
        size = len(countable(words))
        if paper and on_paper + size > offset:
            return here + (offset - on_paper if screen else 0)
        on_paper += size if paper else 0
        here += size if screen else 0
    return here


def _leaves(
    node: Node, *, paper: bool, screen: bool
) -> Iterator[tuple[str, bool, bool]]:
    """Give the words of a block in the order they are set, and where they are shown."""
    match node:
        case Text(value=words) | Code(value=words) | CodeBlock(value=words):
            yield words, paper, screen
        case Cite(source=words):
            yield words, paper, screen
        case _:
            if isinstance(node, InlineConditional | Conditional):
                paper = paper and shown(node.condition, PAPER)
                screen = screen and shown(node.condition, SCREEN)
            for each in _in_order(node):
                yield from _leaves(each, paper=paper, screen=screen)


def _in_order(node: Node) -> Iterator[Node]:
    if isinstance(node, Table):
        yield from (*node.caption, *node.head, *node.body)
    else:
        yield from children(node)
