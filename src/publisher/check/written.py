"""What was written: the words of the manuscript and of the resolved book, as passages.

Words that the publisher adds (numbers, "Map 5", marks, signatures) are not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from publisher.bookinfo import BookInfo, Edition, Role
from publisher.check.letters import Passage
from publisher.model import (
    Book,
    Cite,
    Code,
    CodeBlock,
    Comment,
    Condition,
    Conditional,
    Figure,
    InlineConditional,
    InlineRemark,
    Node,
    NoteCall,
    Remark,
    Table,
    Text,
    Unit,
)
from publisher.tree import children, credits_of, walk

Hidden = Callable[[Node], bool]


def hidden_in(output: str) -> Hidden:
    """Make the test for what an output ("epub", "print") leaves out of a book."""

    def hidden(node: Node) -> bool:
        if isinstance(node, Conditional | InlineConditional):
            return not _shown(node.condition, output)
        return False

    return hidden


def _shown(condition: Condition, output: str) -> bool:
    """Judge by format; "pdf" means print and screen."""
    names = {output, "pdf"} if output in {"print", "screen"} else {output}
    if condition.formats and not names & set(condition.formats):
        return False
    return not names & set(condition.not_formats)


def hidden_from(info: BookInfo, name: str) -> Hidden:
    """Make the test for what an edition leaves out of the manuscript."""
    edition = info.editions.get(name, Edition(name))

    def hidden(node: Node) -> bool:
        match node:
            case Conditional() | InlineConditional():
                wanted = not node.condition.editions or name in node.condition.editions
                return not wanted or name in node.condition.not_editions
            case Remark() | InlineRemark():
                voice = info.voices.get(node.by)
                elsewhere = voice and voice.editions and name not in voice.editions
                return bool(elsewhere) or not edition.remarks
            case _:
                return False

    return hidden


def text_of(unit: Unit, book: Book, hidden: Hidden) -> Iterator[Passage]:
    """Give the words of a unit, its title first, notes left out."""
    if unit.opener:
        yield from passages((unit.opener,), hidden)
    elif unit.role is Role.PART:
        yield Passage(book.targets[unit.target].plain, unit.span)
    yield from passages(unit.blocks, hidden)


def passages(nodes: Iterable[Node], hidden: Hidden) -> Iterator[Passage]:
    """Give the words of nodes in the order the outputs set them."""
    for node in nodes:
        match node:
            case Text() | Code() | CodeBlock():
                yield Passage(node.value, node.span)
            case Cite():
                yield Passage(node.source, node.span)
            case Comment():
                continue
            case Table() as table:
                parts = (*table.caption, *table.head, *table.body)
                yield from passages(parts, hidden)
            case Figure() as figure:
                yield from passages(children(figure), hidden)
                owed = credits_of(figure)
                yield from (Passage(credit, figure.span) for credit in owed)
            case _ if not hidden(node):
                yield from passages(children(node), hidden)
            case _:  # left out of this output
                continue


def called(unit: Unit, book: Book, hidden: Hidden) -> list[str]:
    """List the keys of the notes that a unit shows, those that notes call included."""
    keys: dict[str, None] = {}
    pending: list[Iterable[Node]] = [(unit.opener,) if unit.opener else (), unit.blocks]
    while pending:
        for node in walk(pending.pop(0), into=lambda each: not hidden(each)):
            if isinstance(node, NoteCall) and node.key not in keys:
                keys[node.key] = None
                pending.append(book.notes[node.key].note.blocks)
    return [key for key in book.notes if key in keys]
