"""What stages hand on besides the book: sources, pages, the page map, files.

Lengths are in points (1/72 inch) unless a name says otherwise; positions are measured
from the top left corner of the trimmed page; pages count from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

from publisher.bookinfo import BookInfo, Matter, Role
from publisher.diagnostics import Span
from publisher.pickling import quicken

# ---------------------------------------------------------------- load


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A text of the manuscript, made uniform: UTF-8 decoded, no BOM, every line end \\n."""

    path: PurePosixPath  # relative to the book's folder
    text: str


@dataclass(frozen=True, slots=True)
class Asset:
    """An image or font, judged and made harmless; `data` is what goes into the outputs."""

    path: PurePosixPath  # relative to the book's folder, as the manuscript names it
    media_type: str  # the true one, whatever the file is called
    data: bytes = field(repr=False)
    width: float = 0  # px; of an SVG its natural size in CSS px
    height: float = 0


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """A style sheet: the publisher's, or the book's own."""

    path: PurePosixPath
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Inclusion:
    """One `{{< include … >}}`: the file it stands in, the file it names, its place."""

    includer: PurePosixPath
    path: PurePosixPath
    span: Span


@dataclass(frozen=True, slots=True)
class Manuscript:
    """Everything a build reads, read once."""

    info: BookInfo
    sources: tuple[SourceFile, ...]  # one for each piece with a file, in book order
    included: Mapping[PurePosixPath, SourceFile]  # for {{< include f.md >}}
    assets: Mapping[PurePosixPath, Asset]  # every usable image of the book's folder
    styles: Mapping[str, tuple[Stylesheet, ...]]  # "print" → common, print, the book's
    fonts: Mapping[str, Asset]  # by file name: "EBGaramond-Regular.ttf"; and licences
    texts: Mapping[PurePosixPath, str]  # to show findings: book.yaml, sources, styles
    unreadable: frozenset[PurePosixPath] = frozenset()  # images already reported
    pictures: tuple[
        PurePosixPath, ...
    ] = ()  # every image file of the folder, used or not
    inclusions: tuple[Inclusion, ...] = ()  # who includes whom
    vocabulary: frozenset[str] = frozenset()  # words that are right in this book


# ---------------------------------------------------------------- render


@dataclass(frozen=True, slots=True)
class PrintUnit:
    """One unit as markup for paper: what layout sets between two page breaks.

    Every block element carries `data-at="path:line:column"`; every id in it is unique
    in the whole book. A note is an element of class `note` with `data-note=KEY`, right
    behind its call; a call carries its own place as `data-call`. Where the number of a
    page is to stand there is `<span class="pg" data-page-of="ANCHOR">000</span>`: layout
    puts it in. Words the publisher adds stand in elements of class `gen`.
    """

    id: str
    role: Role
    matter: Matter
    html: str = field(repr=False)
    title: str = ""  # plain, for the outline and the running head
    depth: int = 1  # level in the outline
    opens: str = "any"  # the side its first page must be: "recto", "verso" or "any"


@dataclass(frozen=True, slots=True)
class PrintBook:
    """The print edition before layout."""

    units: tuple[PrintUnit, ...]
    head: str = field(repr=False)  # of the HTML document: title, metadata; no styles
    css: tuple[Stylesheet, ...]  # in cascade order, page geometry last
    lang: str
    dir: str = "ltr"
    capacity: int = 2400  # characters that a full page holds, about
    hanging: float = 0.0  # how far signs hang into the margins, from 0 to 1
    ladder: int = 0  # lines in a row that may end in hyphens; 0: any number


@dataclass(frozen=True, slots=True)
class EpubPage:
    """One XHTML document of the EPUB, finished."""

    file: str  # "text/ch-01.xhtml", relative to the package document
    title: str
    content: bytes = field(repr=False)
    properties: tuple[str, ...] = ()  # manifest properties: "svg", "mathml", …
    linear: bool = True
    placement: tuple[str, ...] = ()  # where in a spread: "rendition:page-spread-center"
    places: Mapping[str, Span] = field(default_factory=dict)  # element id → manuscript
    lines: tuple[tuple[int, Span], ...] = ()  # line a block begins on → manuscript


@dataclass(frozen=True, slots=True)
class MetaRow:
    """One element of the OPF metadata, in order."""

    name: str  # "dc:title", "meta", "link"
    text: str | None
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place reading systems go to by themselves: cover, contents, where the text begins."""

    kind: str  # of EPUB 2's guide: "cover", "title-page", "toc", "text"
    title: str
    href: str  # relative to the package document


@dataclass(frozen=True, slots=True)
class EpubPages:
    """The EPUB before it is packed: every document, and what the container must say."""

    pages: tuple[EpubPage, ...]  # every content document but the navigation
    spine: tuple[str, ...]  # files in reading order; nav.file where contents are read
    nav: EpubPage
    ncx: bytes = field(repr=False)
    metadata: tuple[MetaRow, ...]
    stylesheets: Mapping[str, str]  # file → text
    images: Mapping[str, PurePosixPath]  # file in the EPUB → asset
    fonts: tuple[str, ...]  # file names in Manuscript.fonts
    licences: tuple[str, ...] = ()  # file names in Manuscript.fonts, of their licences
    guide: tuple[Landmark, ...] = ()
    prefixes: tuple[str, ...] = ()  # vocabularies the metadata uses: "ibooks: http…"
    cover: str = ""  # file of the cover image
    lang: str = "en"
    dir: str = "ltr"
    identifier: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the documents of an EPUB really hold, for those who ask whether they can read it."""

    pictures: int = 0  # that show something; ornaments do not count
    undescribed: int = 0  # of these, without words
    longer: int = 0  # with a longer description than an alternative text
    tables: int = 0
    headless: int = 0  # tables without a head
    formulas: int = 0
    wordless: int = 0  # formulas without words
    pages: int = 0  # page marks that the page list names
    index: bool = False
    moving: bool = False  # something could flash
    skipped: int = 0  # headings that skip a level
    faint: int = 0  # places where words are too faint, by day or by night

    @property
    def faults(self) -> tuple[str, ...]:
        """Name what keeps the book from being accessible to all (WCAG 2.2, level AA)."""
        return tuple(
            words
            for count, words in (
                (self.undescribed, "pictures without a description"),
                (self.headless, "tables without heads"),
                (self.wordless, "formulas without words"),
                (self.skipped, "headings that skip a level"),
                (self.faint, "words that are too faint"),
            )
            if count
        )


@dataclass(frozen=True, slots=True)
class Evenness:
    """How evenly lines of justified text are filled: the grey of the pages, in figures.

    A word space is measured by what was added to it to fill its line, in em.
    """

    lines: int = 0  # justified ones: not the last of a paragraph
    divided: int = 0  # of these, ending within a word
    run: int = 0  # most of these one below the other
    total: float = 0.0  # of what was added to the spaces of each line
    squares: float = 0.0
    widest: float = 0.0

    def __add__(self, other: Evenness) -> Evenness:
        """Put the figures of two parts of a book together."""
        return Evenness(
            lines=self.lines + other.lines,
            divided=self.divided + other.divided,
            run=max(self.run, other.run),
            total=self.total + other.total,
            squares=self.squares + other.squares,
            widest=max(self.widest, other.widest),
        )

    @property
    def deviation(self) -> float:
        """Give the standard deviation of word spaces, in em."""
        mean = self.total / max(1, self.lines)
        return float(max(0.0, self.squares / max(1, self.lines) - mean**2) ** 0.5)


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """A cover as markup: one page, whose size the last style sheet says."""

    html: str = field(repr=False)  # the body
    css: tuple[Stylesheet, ...]
    lang: str


# ---------------------------------------------------------------- layout


class Side(StrEnum):
    """Which side of the leaf a page is."""

    RECTO = "recto"  # right, odd
    VERSO = "verso"  # left, even


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in pt from the top left of the trimmed page."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page: what it is called and what begins on it."""

    index: int
    label: str  # "xii", "112"; a blank page has one too
    side: Side
    blank: bool
    folio: bool  # the label is printed on the page
    unit: str  # Unit.id; of a blank page the unit it follows
    first: Span | None  # place of the block whose text stands first on the page
    offset: int  # characters of that block, spaces not counted, on earlier pages
    words: str  # the first words on the page
    heads: tuple[Box, ...] = ()  # of tables, said again where a table goes on
    figure: Span | None = None  # place of the figure that stands first on the page
    leads: str = ""  # anchor to which the first line of a list on the page leads
    initials: tuple[Box, ...] = ()  # large letters that float beside their paragraph
    figures: tuple[Box, ...] = ()  # with their captions
    pictures: tuple[Box, ...] = ()  # the images themselves
    over: tuple[Box, ...] = ()  # captions that stand over their pictures
    beside: tuple[Box, ...] = ()  # numbers of lines, in the margin, and of lists
    layered: bool = False  # some of its words are painted before or after the others


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A paragraph, heading, figure, note, table, verse: where it was written and printed."""

    span: Span
    unit: str
    anchor: str  # id in the markup, or ""
    boxes: tuple[Box, ...]  # one for each page it touches
    note: str = ""  # key in Book.notes of the note it belongs to


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note: the page that calls it first and the pages it stands on."""

    key: str
    call: int
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PageMap:
    """On which page everything stands: the joint between print and EPUB."""

    width: float  # of the trimmed page
    height: float
    pages: tuple[PageRow, ...]
    blocks: tuple[BlockRow, ...]
    notes: tuple[NoteRow, ...]
    anchors: Mapping[str, int]  # id in the markup → first page it stands on


# ---------------------------------------------------------------- package


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file."""

    path: Path
    kind: str  # "epub", "print-pdf", "screen-pdf", "pages"
    places: Mapping[tuple[str, str], Span] = field(default_factory=dict)
    """(document in the archive, element id) → place in the manuscript."""
    lines: Mapping[str, tuple[tuple[int, Span], ...]] = field(default_factory=dict)
    """Document in the archive → lines its blocks begin on, in order, and their places."""


quicken(globals())
