"""The pieces of the book in order, each with its id, its part and its number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from publisher.bookinfo import BookInfo, Piece, Role
from publisher.diagnostics import Span
from publisher.model import (
    Attributes,
    Block,
    CodeBlock,
    Comment,
    Heading,
    IndexMark,
    Inline,
    Note,
    PageBreak,
    PageMark,
    Paragraph,
    SoftBreak,
    Text,
    Verse,
    VerseLine,
)
from publisher.resolve.anchors import Anchors, ascii_id
from publisher.resolve.counting import says_number
from publisher.resolve.editions import Settled
from publisher.resolve.numerals import letters, roman
from publisher.tree import plain, walk

UNNUMBERED, UNLISTED = "unnumbered", "unlisted"
"""Classes of headings, with Pandoc's meaning."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A piece of the book with the text of one edition, not yet led anywhere."""

    id: str
    piece: Piece
    part: str  # id of the part it belongs to
    count: int  # 3 for the third chapter, part or appendix; 0: it has no number
    speaks_number: bool  # its title says its number itself: "Volume I"
    cut: bool  # left out of a sample edition
    opener: Heading | None
    blocks: tuple[Block, ...]
    notes: Mapping[str, Note]
    path: PurePosixPath | None

    @property
    def ordinal(self) -> str:
        """Give what stands before the numbers of its sections and figures: "3" in "3.2"."""
        if self.count and self.piece.role is Role.APPENDIX:
            return letters(self.count)
        return str(self.count) if self.count and self.piece.role is Role.CHAPTER else ""

    @property
    def passages(self) -> tuple[Block, ...]:
        """Give all text but the notes, as it is read."""
        return (self.opener, *self.blocks) if self.opener else self.blocks

    @property
    def span(self) -> Span:
        """Give the place where its text begins, or that of its line in book.yaml."""
        return self.passages[0].span if self.passages else self.piece.span


def drafts(
    info: BookInfo, files: Mapping[PurePosixPath, Settled], chapters: int | None
) -> list[Draft]:
    """Put the pieces in order. A sample edition has only so many `chapters`.

    Pieces whose file could not be read are left out: that has been reported.
    """
    drafting = _Drafting(info, files, chapters)
    return [draft for piece in info.structure for draft in drafting.piece(piece)]


class _Drafting:
    """Counts the pieces as they come."""

    def __init__(
        self,
        info: BookInfo,
        files: Mapping[PurePosixPath, Settled],
        chapters: int | None,
    ) -> None:
        self._files, self._most = files, chapters
        self._ids = Anchors()
        self._counts = dict.fromkeys((Role.PART, Role.CHAPTER, Role.APPENDIX), 0)
        self._met = 0  # chapters so far, numbered or not
        total = sum(1 + len(piece.pieces) for piece in info.structure)
        self._width = max(2, len(str(total)))

    def piece(self, piece: Piece, part: str = "") -> Iterator[Draft]:
        """Draft a piece and, of a part, its chapters."""
        if piece.path is not None and piece.path not in self._files:
            yield from (draft for each in piece.pieces for draft in self.piece(each))
            return
        cut = self._is_cut(piece)
        opener, blocks, notes = self._text(piece)
        count = self._count(piece.role, opener)
        name = self._name(piece, count)
        said = plain(opener.children) if opener else ""
        yield Draft(
            name, piece, part, count, has_own_number(said, count), cut, opener, blocks, notes,
            piece.path,
        )  # fmt: skip
        for each in piece.pieces:
            yield from self.piece(each, name)

    def _is_cut(self, piece: Piece) -> bool:
        """Tell whether a sample ends before this piece. Front matter always stays."""
        if self._most is None:
            return False
        if piece.role is Role.CHAPTER:
            self._met += 1
            return self._met > self._most
        if piece.role is Role.PART:
            return self._met >= self._most
        return piece.role in {Role.APPENDIX, Role.BACK_PIECE, Role.CONCORDANCE}

    def _text(
        self, piece: Piece
    ) -> tuple[Heading | None, tuple[Block, ...], Mapping[str, Note]]:
        if piece.path is None:
            return (_part_heading(piece) if piece.title else None), (), {}
        chapter = self._files[piece.path].chapter
        opener = first_title(chapter.blocks)
        rest = tuple(block for block in chapter.blocks if block is not opener)
        return opener, rest, chapter.notes

    def _count(self, role: Role, opener: Heading | None) -> int:
        if role not in self._counts:
            return 0
        if opener and UNNUMBERED in opener.attributes.classes:
            return 0
        self._counts[role] += 1
        return self._counts[role]

    def _name(self, piece: Piece, count: int) -> str:
        if count and piece.role is Role.PART:
            return self._ids.take(f"part-{count}")
        if count and piece.role is Role.CHAPTER:
            return self._ids.take(f"ch-{count:0{self._width}}")
        if count:
            return self._ids.take(f"app-{letters(count).lower()}")
        if piece.role is Role.LIST:
            return self._ids.take(f"list-{ascii_id(piece.listing)}")
        if piece.role is Role.CONCORDANCE:
            return self._ids.take(f"concordance-{ascii_id(piece.listing).lower()}")
        stem = piece.path.stem if piece.path else piece.title or str(piece.role)
        return self._ids.take(ascii_id(stem).lower())


def _part_heading(piece: Piece) -> Heading:
    """Make a heading for a part that has a title in book.yaml and no file."""
    words: tuple[Inline, ...] = (Text(piece.title, span=piece.span),)
    attributes = Attributes(id=ascii_id(piece.title).lower())
    return Heading(1, words, attributes, own_id=False, span=piece.span)


def first_title(blocks: tuple[Block, ...]) -> Heading | None:
    """Find the heading that opens a file: its first, if that is of level 1.

    What a reader sees before it stays before it, so then nothing opens the file; marks of
    pages and comments may stand there.
    """
    for block in blocks:
        if isinstance(block, Heading):
            return block if block.level == 1 else None
        if not is_unseen(block):
            return None
    return None


def is_unseen(block: Block) -> bool:
    """Tell whether a block shows nothing: a comment, a break, a paragraph of marks alone."""
    if isinstance(block, Comment | PageBreak):
        return True
    unseen = (Paragraph, Text, SoftBreak, PageMark, IndexMark, Comment)
    if not isinstance(block, Paragraph) or plain((block,)):
        return False
    return all(isinstance(node, unseen) for node in walk((block,)))


_BARE = re.compile(
    r"\W*([IVXLCDM]+|\d{1,3})(?:\s*[.:—–]\s*(?P<rest>\w.*)|\W*)", re.DOTALL
)
_WORDED = re.compile(
    r"\W*(?:part|volume|vol\.|book|chapter|appendix|часть|том|книга|глава|приложение|"
    r"partie|tome|livre|chapitre|annexe|teil|band|buch|kapitel|anhang|parte|libro|"
    r"capitolo|capítulo|appendice|apéndice|apêndice|livro|część|rozdział|księga|aneks|"
    r"část|kapitola|kniha|příloha|deel|hoofdstuk|boek|bijlage|частина|розділ|додаток|"
    r"μέρος|κεφάλαιο|βιβλίο|παράρτημα)\s+([^\W_]+(?:-[^\W_]+)?)"
    r"\s*(?:[.:—–,].*|\W*)",
    re.IGNORECASE | re.DOTALL,
)
_FIGURES = re.compile(r"[ivxlcdm]+|\d{1,3}|[a-z]", re.IGNORECASE)


def has_own_number(title: str, count: int) -> bool:
    """Tell whether the title of the `count`th of its sort says its number itself.

    Such are "Volume I", "Часть первая", "XII"; of titles like "3. Ice" and "V. Orlov"
    only those in which the number is right. They are counted, but no second number is
    set before them.
    """
    if bare := _BARE.fullmatch(title):
        return bare["rest"] is None or bare[1] in {str(count), roman(count)}
    worded = _WORDED.fullmatch(title)
    number = worded[1] if worded else ""
    return bool(_FIGURES.fullmatch(number)) or says_number(number)


def first_words(blocks: tuple[Block, ...], most: int = 8) -> str:
    """Quote the beginning of a text that has no title; of a poem its first line."""
    for block in blocks:
        if isinstance(block, Comment | PageBreak | CodeBlock):
            continue
        words = plain((block,)).split()
        if lines := _lines(block):
            first = plain(lines[0].children).split()
            return " ".join(first[:most]) + (" …" if len(words) > len(first) else "")
        if words:
            return " ".join(words[:most]) + (" …" if len(words) > most else "")
    return ""


def _lines(block: Block) -> list[VerseLine]:
    """Give the lines of a poem that have words."""
    stanzas = block.stanzas if isinstance(block, Verse) else ()
    lines = (line for stanza in stanzas for line in stanza.lines)
    return [line for line in lines if plain(line.children)]
