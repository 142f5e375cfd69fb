"""Small builders: nodes with a place no one looks at, and books of a few files."""

from dataclasses import replace
from pathlib import PurePosixPath

from publisher.bookinfo import BookInfo, Kind, Matter, Piece, Role, Series
from publisher.diagnostics import Span
from publisher.model import (
    Align,
    Attributes,
    Cell,
    Chapter,
    Cite,
    CiteKey,
    Code,
    Division,
    Emphasis,
    Figure,
    Form,
    Heading,
    LineBreak,
    Link,
    Note,
    NoteCall,
    Paragraph,
    Phrase,
    Picture,
    Quotation,
    Reference,
    Remark,
    Row,
    SoftBreak,
    Stanza,
    Strong,
    Table,
    Text,
    Verse,
    VerseLine,
)

ONE = PurePosixPath("one.md")
HERE = Span(ONE, 1)
YAML = Span(PurePosixPath("book.yaml"), 1)


def at(line, file="one.md", column=1):
    """Make a place."""
    return Span(PurePosixPath(file), line, column)


def words(*parts):
    """Make inlines of words and other inlines."""
    return tuple(
        Text(each, span=HERE) if isinstance(each, str) else each for each in parts
    )


def t(value, span=HERE):
    """Make words."""
    return Text(value, span=span)


def p(*parts, id="", lang="", span=HERE):  # noqa: A002
    """Make a paragraph."""
    return Paragraph(words(*parts), Attributes(id=id, lang=lang), span=span)


def em(*parts):
    """Make emphasis."""
    return Emphasis(words(*parts), span=HERE)


def strong(*parts):
    """Make bold words."""
    return Strong(words(*parts), span=HERE)


def code(value):
    """Make code."""
    return Code(value, span=HERE)


def soft():
    """Make a line end that is a space."""
    return SoftBreak(span=HERE)


def br():
    """Make a line end that stays."""
    return LineBreak(span=HERE)


def link(url, *parts):
    """Make a link out."""
    return Link(url, words(*parts), span=HERE)


def phrase(*parts, lang="", id="", classes=()):  # noqa: A002
    """Make words with attributes."""
    attributes = Attributes(id=id, lang=lang, classes=classes)
    return Phrase(words(*parts), attributes, span=HERE)


def h(level, *parts, id="", own=None, classes=(), lang="", span=HERE):  # noqa: A002
    """Make a heading; without an id it gets one from its first words."""
    made = (
        "".join(each for each in parts if isinstance(each, str))
        .lower()
        .replace(" ", "-")
    )
    attributes = Attributes(id=id or made or "section", classes=classes, lang=lang)
    return Heading(
        level, words(*parts), attributes, bool(id) if own is None else own, span=span
    )


def call(key, span=HERE):
    """Make a call of a note."""
    return NoteCall(key, span=span)


def note(key, *blocks, span=HERE):
    """Make a note of paragraphs; a string is one."""
    return Note(
        key, tuple(p(b) if isinstance(b, str) else b for b in blocks), span=span
    )


def ref(label, *parts, form=Form.FULL, file="", span=HERE):
    """Make a reference as written."""
    form = Form.WORDS if parts else form
    return Reference(label, form, file, children=words(*parts), span=span)


def cite(*keys, span=HERE, **more):
    """Make a citation of one or more keys."""
    made = tuple(
        key if isinstance(key, CiteKey) else CiteKey(key, span=span, **more)
        for key in keys
    )
    source = "; ".join(f"@{key.key}" for key in made)
    return Cite(made, len(made) > 1, source, span=span)


def figure(id="", *caption, span=HERE):  # noqa: A002
    """Make a figure of one picture."""
    picture = Picture(PurePosixPath("images/a.svg"), "a", span=span)
    kind = id.replace(":", "-").partition("-")[0] if "-" in id or ":" in id else ""
    return Figure(
        kind, (picture,), words(*caption), attributes=Attributes(id=id), span=span
    )


def table(*rows, id="", caption=(), span=HERE):  # noqa: A002
    """Make a table; each cell is a tuple of parts or one string."""
    made = tuple(
        Row(
            tuple(
                Cell(words(*((c,) if not isinstance(c, tuple) else c)), span=span)
                for c in row
            ),
            span=span,
        )
        for row in rows
    )
    columns = (Align.NONE,) * len(made[0].cells)
    return Table(
        columns, made[:1], made[1:], words(*caption), Attributes(id=id), span=span
    )


def verse(*lines):
    """Make a poem of one stanza."""
    made = tuple(
        VerseLine(words(*((x,) if isinstance(x, str) else x)), span=HERE) for x in lines
    )
    return Verse((Stanza(made, span=HERE),), span=HERE)


def quotation(*blocks):
    """Make a quotation."""
    return Quotation(blocks, span=HERE)


def remark(by, *blocks, span=HERE):
    """Make a remark."""
    return Remark(by, blocks, span=span)


def div(*blocks, id="", lang="", classes=()):  # noqa: A002
    """Make a division."""
    return Division(blocks, Attributes(id=id, lang=lang, classes=classes), span=HERE)


def chapter(*blocks, notes=(), path="one.md"):
    """Make a parsed file."""
    title = next((b for b in blocks if isinstance(b, Heading)), None)
    if title and title.level != 1:
        title = None
    return Chapter(
        PurePosixPath(path), blocks, {each.id: each for each in notes}, title
    )


KINDS = {
    "fig": Kind("fig", "", ""),
    "map": Kind("map", "", ""),
    "tbl": Kind("tbl", "", ""),
}


def chapter_piece(path, role=Role.CHAPTER, matter=Matter.BODY):
    """Make an entry of the book's order with a file."""
    return Piece(role, matter, YAML, PurePosixPath(path))


def part_piece(title, *pieces, path=None):
    """Make a part."""
    file = PurePosixPath(path) if path else None
    return Piece(Role.PART, Matter.BODY, YAML, file, title=title, pieces=pieces)


def generated(role, matter=Matter.FRONT, listing=""):
    """Make an entry of the book's order that the publisher makes."""
    return Piece(role, matter, YAML, listing=listing)


def info(*structure, **facts):
    """Make the facts of a book."""
    settled = {
        "title": "The Lovna",
        "slug": "lovna",
        "lang": "en-GB",
        "kinds": KINDS,
        "series": {"": Series("")},
        "span": YAML,
    } | facts
    return BookInfo(structure=structure, **settled)


def book_of(*chapters, **facts):
    """Make the facts and files of a book that has nothing but chapters."""
    files = {each.path: each for each in chapters}
    return info(*(chapter_piece(str(path)) for path in files), **facts), files


def moved(node, span):
    """Give a node another place."""
    return replace(node, span=span)
