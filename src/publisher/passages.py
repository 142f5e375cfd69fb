"""The book as lines of words: each paragraph, title, cell, caption or stanza as one text.

Italics, links and notes cut a paragraph into many nodes; who reads for sense, for words
before a reference or for a word that stands twice, needs it whole. A passage remembers
which node each stretch of its text came from, so that what is found can be given a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from publisher.diagnostics import Span
from publisher.model import (
    Block,
    Book,
    BulletList,
    Cite,
    Code,
    CodeBlock,
    Comment,
    Conditional,
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
    SceneBreak,
    SmallCaps,
    SoftBreak,
    Strikeout,
    Strong,
    Subscript,
    Superscript,
    Table,
    Term,
    Text,
    Variable,
    Verse,
)

THING = "\ufffc"
"""Stands in a passage for what is no word: code, a picture, a number set later."""

Stretch = tuple[Inline, ...]
Named = Heading | Paragraph | Table | Figure


class Sort(StrEnum):
    """What a passage is."""

    TITLE = "title"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    CELL = "cell"
    VERSE = "verse"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Piece:
    """A node of a passage: where it begins in the text, and the language there."""

    start: int
    node: Node
    lang: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, title, caption, cell, term or stanza."""

    sort: Sort
    unit: str  # Unit.id
    note: str  # key of the note it stands in, or ""
    lang: str
    text: str  # lines of verse and hard line ends are parted by \n
    pieces: tuple[Piece, ...]  # in reading order: words, calls, references, marks …
    span: Span
    classes: tuple[str, ...] = ()  # of the block and of the divisions around it
    label: str = ""  # anchor of the block, if the author labelled it
    italics: tuple[tuple[int, int], ...] = ()  # where emphasis begins and ends
    turns: tuple[tuple[int, str], ...] = ()  # where another language begins, and which


def passages(book: Book) -> Iterator[Passage]:
    """Give every passage of a book in reading order, the notes after all text."""
    for unit in book.units:
        reading = _Reading(unit.id, "")
        blocks = (unit.opener, *unit.blocks) if unit.opener else unit.blocks
        yield from reading.blocks(blocks, unit.lang or book.info.lang, ())
    for note in book.notes.values():
        reading = _Reading(note.unit, note.key)
        yield from reading.blocks(note.note.blocks, book.info.lang, ())


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads the blocks of a unit or of a note."""

    unit: str
    note: str

    def blocks(
        self, blocks: Iterable[Block], lang: str, classes: tuple[str, ...]
    ) -> Iterator[Passage]:
        for block in blocks:
            yield from self._block(block, lang, classes)

    def _block(  # noqa: C901 one arm a type
        self, block: Block, lang: str, classes: tuple[str, ...]
    ) -> Iterator[Passage]:
        match block:
            case Paragraph() | Heading():
                own = block.attributes
                sort = Sort.TITLE if isinstance(block, Heading) else Sort.PARAGRAPH
                around = (*classes, *own.classes)
                yield self._passage(
                    sort, block, block.children, own.lang or lang, around
                )
            case Division() | Remark():
                around = (*classes, *block.attributes.classes)
                inner = block.attributes.lang or lang
                yield from self.blocks(block.blocks, inner, around)
            case Quotation():
                yield from self.blocks(block.blocks, lang, (*classes, "quotation"))
            case Conditional():
                yield from self.blocks(block.blocks, lang, classes)
            case BulletList() | OrderedList():
                for item in block.items:
                    yield from self.blocks(item.blocks, lang, (*classes, "item"))
            case DefinitionList():
                for entry in block.entries:
                    yield self._passage(Sort.TERM, entry, entry.term, lang, classes)
                    for meaning in entry.meanings:
                        yield from self.blocks(meaning, lang, (*classes, "item"))
            case Verse():
                yield from self._verse(block, lang, classes)
            case Table():
                yield from self._table(block, lang, classes)
            case Figure():
                shown = (*block.pictures, *block.caption)
                own_lang = block.attributes.lang or lang
                yield self._passage(Sort.CAPTION, block, shown, own_lang, classes)
            case CodeBlock() | SceneBreak() | PageBreak() | Comment():
                pass

    def _verse(
        self, verse: Verse, lang: str, classes: tuple[str, ...]
    ) -> Iterator[Passage]:
        inner = verse.attributes.lang or lang
        for stanza in verse.stanzas:
            words = _Words(inner)
            for number, line in enumerate(stanza.lines):
                if number:
                    words.add("\n")
                words.read(line.children)
            yield self._made(Sort.VERSE, words, stanza.span, classes)

    def _table(
        self, table: Table, lang: str, classes: tuple[str, ...]
    ) -> Iterator[Passage]:
        inner = table.attributes.lang or lang
        if table.caption:
            yield self._passage(Sort.CAPTION, table, table.caption, inner, classes)
        for row in (*table.head, *table.body):
            for cell in row.cells:
                yield self._passage(Sort.CELL, cell, cell.children, inner, classes)

    def _passage(
        self,
        sort: Sort,
        node: Node,
        stretch: Stretch,
        lang: str,
        classes: tuple[str, ...],
    ) -> Passage:
        words = _Words(lang)
        words.read(stretch)
        return self._made(sort, words, node.span, classes, _label(node))

    def _made(
        self,
        sort: Sort,
        words: _Words,
        span: Span,
        classes: tuple[str, ...],
        label: str = "",
    ) -> Passage:
        return Passage(
            sort=sort,
            unit=self.unit,
            note=self.note,
            lang=words.lang,
            text="".join(words.text),
            pieces=tuple(words.pieces),
            span=span,
            classes=classes,
            label=label,
            italics=tuple(words.italics),
            turns=tuple(_turns(words)),
        )


def _turns(words: _Words) -> Iterator[tuple[int, str]]:
    here = words.lang
    for piece in words.pieces:
        if piece.lang != here:
            here = piece.lang
            yield piece.start, here


def _label(node: Node) -> str:
    """Give the label of a block; a heading may have one made of its words."""
    if isinstance(node, Heading) and not node.own_id:
        return ""
    return node.attributes.id if isinstance(node, Named) else ""


class _Words:
    """The text of a passage while it is being read."""

    def __init__(self, lang: str) -> None:
        self.text: list[str] = []
        self.pieces: list[Piece] = []
        self.italics: list[tuple[int, int]] = []
        self.lang = lang
        self._here = lang
        self._length = 0

    def add(self, words: str) -> None:
        """Take in words."""
        self.text.append(words)
        self._length += len(words)

    def read(self, stretch: Stretch) -> None:
        """Take in inlines and what they hold."""
        for node in stretch:
            self._read(node)

    def _mark(self, node: Node) -> None:
        self.pieces.append(Piece(self._length, node, self._here))

    def _read(self, node: Inline) -> None:  # noqa: C901, PLR0915 one arm a type
        match node:
            case Text(value=value):
                self._mark(node)
                self.add(value)
            case SoftBreak():
                self.add(" ")
            case LineBreak():
                self.add("\n")
            case Emphasis():
                start = self._length
                self.read(node.children)
                self.italics.append((start, self._length))
            case Strong() | Strikeout() | SmallCaps():
                self.read(node.children)
            case Superscript() | Subscript():
                self._mark(node)
                self.read(node.children)
            case Phrase():
                self._phrase(node)
            case InlineRemark():
                self.read(node.children)
            case InlineConditional():
                self._mark(node)
                self.read(node.children)
                self.add(THING)
            case Link() | IndexMark() | Term():
                self._mark(node)
                self.read(node.children)
            case Reference():
                self._mark(node)
                if node.children:
                    self.read(node.children)
                else:
                    self.add(THING)
            case NoteCall() | PageMark():
                self._mark(node)
            case Code() | Picture() | Cite() | Variable():
                self._mark(node)
                self.add(THING)

    def _phrase(self, node: Phrase) -> None:
        if node.attributes.id:
            self._mark(node)
        outer, self._here = self._here, node.attributes.lang or self._here
        self.read(node.children)
        self._here = outer
