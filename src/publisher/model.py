"""The book as data: inlines, blocks, chapters, and the book they become.

This file is the human-readable definition of the manuscript language: read it to learn
what a book can hold. Values are frozen and do no work. To change a tree, build another
with `dataclasses.replace`.

`parse` makes a `Chapter` out of each file, as the author wrote it. `resolve` makes one
`Book`: in its trees every label, id and note key has become the *key* of a row in
`Book.targets` or `Book.notes`, so that renderers look up and never search. What each
field holds before and after is said beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TypeAlias

from publisher.bookinfo import BookInfo, Matter, Role
from publisher.diagnostics import Span
from publisher.pickling import quicken


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything in the text. Its place is needed for every message; equality ignores it."""

    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in `{#id .class key=value}`; language and direction taken out."""

    id: str = ""  # parse: as written or "" ; resolve: the anchor, unique in the book
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    lang: str = ""  # BCP 47
    dir: str = ""  # "ltr", "rtl" or ""


PLAIN = Attributes()


@dataclass(frozen=True, slots=True)
class Condition:
    """Where a passage is shown. Formats: epub, print, screen, pdf (both), web."""

    formats: tuple[str, ...] = ()  # shown only in these; empty: no condition
    not_formats: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    not_editions: tuple[str, ...] = ()


# ---------------------------------------------------------------- inlines


@dataclass(frozen=True, slots=True)
class Text(Node):
    """Words. resolve: quotes, dashes and spaces set by language."""

    value: str


@dataclass(frozen=True, slots=True)
class SoftBreak(Node):
    """A line end in the manuscript that is a space in the book."""


@dataclass(frozen=True, slots=True)
class LineBreak(Node):
    """A line end that stays one."""


@dataclass(frozen=True, slots=True)
class Emphasis(Node):
    """Stress, titles, foreign words: italic."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong(Node):
    """Bold."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strikeout(Node):
    """Struck out, as in an edited document."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Superscript(Node):
    """Raised: `^1^`."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Subscript(Node):
    """Lowered: `~2~`."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class SmallCaps(Node):
    """Small capitals: `[x]{.smallcaps}`."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code(Node):
    """A literal in a typewriter face; nothing in it is markup, nothing is curled."""

    value: str


@dataclass(frozen=True, slots=True)
class Phrase(Node):
    """Words with a language, a direction, an id or classes: `[x]{lang=la}`."""

    children: tuple[Inline, ...]
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class InlineRemark(Node):
    """Someone other than the author speaks: `[x]{.remark by=tr}`."""

    by: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link(Node):
    """A link out of the book."""

    url: str
    children: tuple[Inline, ...]
    title: str = ""


class Form(StrEnum):
    """What a reader sees of a reference."""

    FULL = "full"  # "Map 5"
    NUMBER = "number"  # "5"
    PAGE = "page"  # "112"; in EPUB a link on the page's number, or the full form
    WORDS = "words"  # the author's own words, in `children`


@dataclass(frozen=True, slots=True)
class Reference(Node):
    """A link inside the book."""

    label: str  # parse: as written; resolve: a key of Book.targets
    form: Form
    file: str = ""  # parse: the file named in [x](ch05.md#label); resolve: ""
    capital: bool = False  # @Map-x: begins a sentence
    children: tuple[Inline, ...] = ()
    anchor: str = ""  # resolve: id of this reference, unique in the book ("x-ch-03-7")


@dataclass(frozen=True, slots=True)
class CiteKey(Node):
    """One `@key` of a group, with the words around it."""

    key: str  # "map-gates": lower case first letter, ":" as written
    prefix: tuple[Inline, ...] = ()
    suffix: tuple[Inline, ...] = ()
    number_only: bool = False  # [-@key]
    capital: bool = False  # @Key


@dataclass(frozen=True, slots=True)
class Cite(Node):
    """`@key` or `[see @key; @key, p. 5]`.

    Only `resolve` can tell references from citations: it replaces a Cite by References
    and Text where every key is a target, and leaves the others for the bibliography.
    """

    keys: tuple[CiteKey, ...]
    bracketed: bool
    source: str  # as written, printed until citations are set


@dataclass(frozen=True, slots=True)
class NoteCall(Node):
    """The place a note hangs on."""

    key: str  # parse: key in Chapter.notes; resolve: key in Book.notes
    ordinal: int = 0  # resolve: 1 for the first call of this note, 2 for the next …
    anchor: str = ""  # resolve: id of this call, unique in the book


@dataclass(frozen=True, slots=True)
class Picture(Node):
    """An image: alone in a Figure, or inside a line of text."""

    path: PurePosixPath  # relative to the book's folder
    alt: str | None  # None: the author gave none
    large: PurePosixPath | None = None
    credit: str = ""
    title: str = ""
    attributes: Attributes = PLAIN  # width= and height= as written, in pairs


@dataclass(frozen=True, slots=True)
class PageMark(Node):
    """Here page `number` of an earlier edition begins: `[]{.pb n="112" ed="ru2018"}`."""

    number: str
    edition: str
    anchor: str = ""  # resolve


@dataclass(frozen=True, slots=True)
class IndexMark(Node):
    """An entry of the index. Kept now, set in type by a later delivery."""

    entry: str  # "Top!Sub"; the words themselves when the author gave none
    children: tuple[Inline, ...] = ()  # printed where they stand
    pairs: tuple[tuple[str, str], ...] = ()  # see, see-also, sort, range, mention
    anchor: str = ""  # resolve


@dataclass(frozen=True, slots=True)
class Term(Node):
    """A word the glossary explains: `[x]{.term key="x"}`. Kept now, linked later."""

    key: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Variable(Node):
    """`{{< meta title >}}`. resolve: replaced by Text."""

    name: str


@dataclass(frozen=True, slots=True)
class InlineConditional(Node):
    """Words shown only in some outputs. resolve: editions are settled, formats stay."""

    condition: Condition
    children: tuple[Inline, ...]


Inline: TypeAlias = (
    Text
    | SoftBreak
    | LineBreak
    | Emphasis
    | Strong
    | Strikeout
    | Superscript
    | Subscript
    | SmallCaps
    | Code
    | Phrase
    | InlineRemark
    | Link
    | Reference
    | Cite
    | NoteCall
    | Picture
    | PageMark
    | IndexMark
    | Term
    | Variable
    | InlineConditional
)


# ---------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Heading(Node):
    """A title. Level 1 opens its file; parse gives every heading an id."""

    level: int  # 1 to 6
    children: tuple[Inline, ...]
    attributes: Attributes  # .id is never empty; classes keep "unnumbered", "unlisted"
    own_id: bool = True  # False: parse made the id from the words


@dataclass(frozen=True, slots=True)
class Paragraph(Node):
    """A paragraph."""

    children: tuple[Inline, ...]
    attributes: Attributes = PLAIN


@dataclass(frozen=True, slots=True)
class VerseLine(Node):
    """One line of verse. `indent` counts ems from the left of the stanza."""

    children: tuple[Inline, ...]
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Stanza(Node):
    """Lines that stand together."""

    lines: tuple[VerseLine, ...]


@dataclass(frozen=True, slots=True)
class Verse(Node):
    """A poem: line blocks, or a `.verse` division with hard line ends."""

    stanzas: tuple[Stanza, ...]
    attributes: Attributes = PLAIN


@dataclass(frozen=True, slots=True)
class Quotation(Node):
    """Someone else's words, set off."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ListItem(Node):
    """One item of a list."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class BulletList(Node):
    """A list without numbers. `tight`: its items are set without space between."""

    items: tuple[ListItem, ...]
    tight: bool


@dataclass(frozen=True, slots=True)
class OrderedList(Node):
    """A numbered list."""

    items: tuple[ListItem, ...]
    tight: bool
    start: int = 1


@dataclass(frozen=True, slots=True)
class Definition(Node):
    """A term and its meanings."""

    term: tuple[Inline, ...]
    meanings: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class DefinitionList(Node):
    """Terms and what they mean."""

    entries: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock(Node):
    """Lines kept as they are, in a typewriter face."""

    value: str
    language: str = ""


class Align(StrEnum):
    """How a column is set."""

    NONE = ""
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Cell(Node):
    """A cell of a table."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Row(Node):
    """A row of a table; all rows have as many cells as the table has columns."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table(Node):
    """A table. Numbered if it has an id: `{#tbl-x}` on its caption."""

    columns: tuple[Align, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    caption: tuple[Inline, ...] = ()
    attributes: Attributes = PLAIN


@dataclass(frozen=True, slots=True)
class Figure(Node):
    """Pictures with a caption. Numbered if it has an id; `kind` is the id's prefix."""

    kind: str  # "fig", "map", …; "" when it has no id
    pictures: tuple[Picture, ...]
    caption: tuple[Inline, ...] = ()
    credit: str = ""
    attributes: Attributes = PLAIN


@dataclass(frozen=True, slots=True)
class Remark(Node):
    """Paragraphs by someone other than the author: `::: {.remark by=tr}`."""

    by: str
    blocks: tuple[Block, ...]
    attributes: Attributes = PLAIN


@dataclass(frozen=True, slots=True)
class Division(Node):
    """Any other `:::` division: letter, epigraph, signature, summary, language, and so on."""

    blocks: tuple[Block, ...]
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Conditional(Node):
    """Blocks shown only in some outputs. resolve: editions are settled, formats stay."""

    condition: Condition
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class SceneBreak(Node):
    """A change of scene: `* * *`."""


@dataclass(frozen=True, slots=True)
class PageBreak(Node):
    """A page break the author asked for: `{{< pagebreak >}}` or `\\newpage`."""


@dataclass(frozen=True, slots=True)
class Comment(Node):
    """`<!-- … -->`: never printed; proof remarks and excuses are read from it."""

    value: str


Block: TypeAlias = (
    Heading
    | Paragraph
    | Verse
    | Quotation
    | BulletList
    | OrderedList
    | DefinitionList
    | CodeBlock
    | Table
    | Figure
    | Remark
    | Division
    | Conditional
    | SceneBreak
    | PageBreak
    | Comment
)


# ---------------------------------------------------------------- chapter


@dataclass(frozen=True, slots=True)
class Note(Node):
    """A note, kept beside the text that calls it. Its span begins at `[^id]:`."""

    id: str  # as the author wrote it; "" for an inline note
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One manuscript file, parsed. Included files are already in their place."""

    path: PurePosixPath
    blocks: tuple[Block, ...]
    notes: Mapping[
        str, Note
    ]  # by key: the id, or made up for inline and included notes
    title: Heading | None  # the first heading, when it is of level 1; also in blocks


# ---------------------------------------------------------------- book


@dataclass(frozen=True, slots=True)
class Target:
    """Where a label leads, and what a reader sees there."""

    key: str
    unit: str  # Unit.id of the unit it stands in
    anchor: str  # id in the markup, unique in the whole book
    kind: str  # "part", "chapter", "appendix", "section", "piece", "span" or Kind.key
    number: str  # "5", "III", "3.2" or ""
    name: str  # "Map 5", "Chapter III", or the title of what has no number
    title: tuple[Inline, ...]  # title or caption, without note calls
    plain: str  # the same as plain text
    span: Span
    lower: str = ""  # the name inside a sentence: "map 5"


@dataclass(frozen=True, slots=True)
class NumberedNote:
    """A note with its mark."""

    key: str
    unit: str
    series: str  # Series.prefix
    mark: str  # "12", "*", "a"
    anchor: str  # id of the note in the markup
    calls: tuple[str, ...]  # anchors of its calls, first to last
    inside: str  # key of the note that calls it first, "" if the text does
    note: Note


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents or of a list of maps."""

    target: str  # key in Book.targets
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of the book that begins a page in print and is one document in EPUB."""

    id: str  # "ch-03": ASCII, unique; file stem in EPUB
    role: Role
    matter: Matter
    target: str  # key in Book.targets; its title, number and name
    opener: Heading | None  # the level-1 heading, with its note calls
    blocks: tuple[Block, ...]  # all else
    source: PurePosixPath | None  # None: generated (title page, contents …)
    span: Span
    part: str = ""  # Unit.id of the part it belongs to
    listing: str = ""  # of a LIST: Kind.key
    lang: str = ""  # if other than the book's


@dataclass(frozen=True, slots=True)
class Book:
    """The whole book, everything numbered and every reference led to its target."""

    info: BookInfo
    units: tuple[Unit, ...]
    targets: Mapping[str, Target]
    notes: Mapping[str, NumberedNote]  # in the order of their first calls
    contents: tuple[Entry, ...]
    lists: Mapping[str, tuple[Entry, ...]]  # by Kind.key
    words: Mapping[str, str]  # "contents" → "Contents", in the book's language
    left_out: tuple[str, ...] = ()  # titles of the chapters that a sample has not
    edition: str = ""


quicken(globals())
