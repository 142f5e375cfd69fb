"""What `book.yaml` says: the facts about a book and the choices for its making.

Frozen values only; `config` reads them, every later stage looks at them. Every field
is complete: defaults have been filled in, nothing is a raw mapping.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath

from publisher.diagnostics import Severity, Span
from publisher.printers import Bleed, Printer


class Matter(StrEnum):
    """Which third of the book a piece stands in (front matter has roman folios)."""

    FRONT = "front"
    BODY = "body"
    BACK = "back"


class Role(StrEnum):
    """What a piece of the book is."""

    HALF_TITLE = "half-title"  # generated
    TITLE_PAGE = "title-page"  # generated
    IMPRINT = "imprint"  # generated: the copyright page
    CONTENTS = "contents"  # generated
    LIST = "list"  # generated: list of maps, of figures …
    NOTES = "notes"  # generated, in print: the notes of the whole book at its end
    CONCORDANCE = "concordance"  # generated: pages of an earlier edition and ours
    ENDING = "ending"  # generated: the last page of a sample
    FRONT_PIECE = "front-piece"  # preface, dedication, foreword: a file
    PART = "part"
    CHAPTER = "chapter"
    APPENDIX = "appendix"
    BACK_PIECE = "back-piece"  # afterword, acknowledgements: a file


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry of the book's order, before its text is read."""

    role: Role
    matter: Matter
    span: Span  # the place in book.yaml
    path: PurePosixPath | None = None  # the Markdown file, if it has one
    title: str = ""  # of a part without a file
    listing: str = ""  # key of the kind of a LIST, the edition of a CONCORDANCE
    pieces: tuple[Piece, ...] = ()  # of a PART: its chapters


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who made the book. `role` is a MARC relator code (aut, trl, edt, ill)."""

    name: str
    role: str = "aut"
    file_as: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """An ISBN, DOI, UUID or URN of the book. `edition` names what it identifies."""

    value: str
    scheme: str = ""  # "ISBN", "DOI", "UUID", "URN", …
    edition: str = ""  # "print", "epub" or "" for the work


@dataclass(frozen=True, slots=True)
class SubjectCode:
    """A subject as a scheme of libraries or shops numbers it: BISAC FIC014000."""

    text: str  # the subject in words, one of `BookInfo.subjects`
    authority: str  # "BISAC", "Thema", "LCSH", or the address of another scheme
    term: str


@dataclass(frozen=True, slots=True)
class Collection:
    """The series the book belongs to."""

    name: str
    position: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of numbered thing: figure, map, table, or one declared in `crossref`."""

    key: str  # label prefix: "map" in {#map-x}
    name: str  # "Map", said before its number
    list_title: str  # "List of Maps"
    numbering: str = "book"  # "book": 1, 2, 3 …; "chapter": 3.1, 3.2 …


@dataclass(frozen=True, slots=True)
class Series:
    """A series of notes: the author's own (prefix "") or another's, by id prefix."""

    prefix: str  # "tr" takes in [^tr-3]; "" is the author's own series
    title: str = ""  # "Translator's notes"
    marks: str = "decimal"  # "decimal", "symbols" (* † ‡ …), "alpha"
    signature: str = ""  # "— Tr.", set at the end of every note of the series
    restart: str = "chapter"  # "chapter" or "book"
    editions: tuple[str, ...] = ()  # shown only in these; empty: in all


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone other than the author who speaks in remarks, by the key after `by=`."""

    key: str
    name: str
    signature: str = ""
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceEdition:
    """An earlier edition whose page numbers are marked in the text."""

    key: str  # "ru2018" in []{.pb n="112" ed="ru2018"}
    title: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """A way to make the book out of one manuscript: `--edition NAME`."""

    name: str
    title: str = ""
    remarks: bool = True
    series: tuple[str, ...] | None = None  # note series shown; None: all
    pieces: int | None = None  # a sample: only the first n chapters
    notes: str = ""  # where notes stand in print, if not as in the whole book
    ending: tuple[str, ...] = ()  # paragraphs of the last page of a sample
    link: str = ""  # where the whole book is to be had


THEMES = ("classic", "modern", "scholarly")
"""Looks of the printed book: the first is styles/print.css, others add to it."""


@dataclass(frozen=True, slots=True)
class PrintSettings:
    """The printed page. Lengths in mm."""

    trim: tuple[float, float] = (152.4, 228.6)  # width, height: 6 × 9 in
    margins: tuple[float, float, float, float] = (20.5, 22.5, 27.0, 22.5)
    """Top, outside, bottom, inside."""
    opening: str = "recto"  # where chapters begin: "recto" or "any"
    press: Printer = field(default_factory=lambda: Printer("press", "an offset press"))
    paper: str = ""  # one of the printer's, or ""
    bleed: float = 0.0  # as the author wishes; how much there is says `bleeds`
    grey: bool = False  # printed in black ink alone
    spots: Mapping[str, tuple[str, tuple[float, float, float, float]]] = field(
        default_factory=dict
    )
    """Inks of their own: the name, its colour in the styles ("#c8102e"), its look in CMYK."""
    wide: bool = True  # the inside margin may be made wider for the printer
    moved: bool = False  # it was made wider
    theme: str = "classic"  # one of THEMES: which of the house's looks
    by_line: bool = False  # notes at the foot go by the number of their line
    drop_caps: bool = True  # a chapter begins with a large letter
    line: float = 14.0  # pt from one baseline to the next, as the styles say (`--line`)
    hanging: float = (
        0.0  # how far hyphens and points hang into the margin (`--hanging`)
    )
    ladder: int = 0  # lines in a row that may end in hyphens; 0: any (`--ladder`)
    source_pages: bool = True  # set the original edition's page numbers in the margin
    standard: str = "ua-2"  # that the PDF for the screen keeps: "ua-2" or "ua-1"

    @property
    def bleeds(self) -> Bleed:
        """How far colour runs over each edge: none, as the printer says, or all alike."""
        if not self.bleed:
            return Bleed()
        return self.press.bleed or Bleed(*(self.bleed,) * 4)


@dataclass(frozen=True, slots=True)
class Accessibility:
    """Who answers for the accessibility of the EPUB, beyond what can be computed."""

    certified_by: str = ""  # the person or firm that looked at the book itself
    credential: str = ""  # what entitles them, or the address of it
    report: str = ""  # address of what they wrote
    summary: str = ""  # sentences of their own, said after the computed ones


SHOPS = ("kindle", "kobo", "apple")


@dataclass(frozen=True, slots=True)
class CoverSettings:
    """The cover that is laid out for the printer, and for shops."""

    kind: str = ""  # "classic", "modern", "picture", "finished"; "": by what there is
    picture: PurePosixPath | None = None
    ground: str = ""  # colours as styles write them; "": those of the design
    letters: str = ""
    accent: str = ""
    blurb: str = ""  # for the back; "": the description
    about: str = ""  # of the author, below it
    portrait: PurePosixPath | None = None
    spine: float | None = None  # mm, as the printer says; None: reckoned
    sheet: tuple[float, float] | None = None  # mm, of the whole file, for a case


@dataclass(frozen=True, slots=True)
class Spelling:
    """Words that are right in this book: told one by one, and in lists of their own."""

    words: tuple[str, ...] = ()  # "sazhen"; "Lovn*" for all that begins so
    lists: tuple[tuple[PurePosixPath, Span], ...] = ()  # files, a word a line


@dataclass(frozen=True, slots=True)
class BookInfo:
    """Everything `book.yaml` says, with defaults filled in."""

    title: str
    slug: str  # ASCII; file names in dist/ begin with it
    lang: str  # BCP 47
    structure: tuple[Piece, ...]
    span: Span  # the beginning of book.yaml
    subtitle: str = ""
    dir: str = "ltr"
    creators: tuple[Person, ...] = ()  # authors first, in order
    contributors: tuple[Person, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    rights: str = ""
    publisher: str = ""
    place: str = ""
    date: str = ""  # ISO 8601 date of this edition, e.g. "2026" or "2026-05-01"
    description: str = ""
    subjects: tuple[str, ...] = ()
    subject_codes: tuple[SubjectCode, ...] = ()
    file_as: str = ""  # the title as it is sorted: "Lovna, The"
    source: str = ""
    imprint: tuple[str, ...] = ()  # further lines of the copyright page
    collection: Collection | None = None
    cover: PurePosixPath | None = None
    cover_alt: str = ""
    cover_design: CoverSettings = field(default_factory=CoverSettings)
    css: tuple[PurePosixPath, ...] = ()  # style sheets of the book's own, in order
    kinds: Mapping[str, Kind] = field(
        default_factory=dict
    )  # fig, map, tbl and declared
    series: Mapping[str, Series] = field(default_factory=dict)  # by prefix, "" included
    notes_place: str = "foot"  # in print: "foot", end of "chapter", end of "book"
    voices: Mapping[str, Voice] = field(default_factory=dict)
    source_editions: Mapping[str, SourceEdition] = field(default_factory=dict)
    editions: Mapping[str, Edition] = field(default_factory=dict)
    print: PrintSettings = field(default_factory=PrintSettings)
    page_references: str = "auto"  # "auto", "always", "never"
    page_list: str = "print"  # pages the EPUB lists: "print", "none", a source edition
    contents_depth: int = 2  # 1: chapters only; 2: also their sections
    number_sections: bool = False
    chapter_numbers: str = "roman"  # "roman", "decimal", "words", "none"
    accessibility: Accessibility = field(default_factory=Accessibility)
    shops: tuple[str, ...] = ()  # of SHOPS: where the EPUB is to be sold
    words: Mapping[str, str] = field(default_factory=dict)  # the author's own terms
    spelling: Spelling = field(default_factory=Spelling)
    rules: Mapping[str, Severity | None] = field(default_factory=dict)  # None: off
    meta: Mapping[str, str] = field(default_factory=dict)  # for {{< meta key >}}
    places: Mapping[str, Span] = field(default_factory=dict)  # dotted key → its place
