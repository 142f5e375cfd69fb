"""A small resolved book made by hand, with one of everything the EPUB has to set."""

import struct
import zlib
from dataclasses import replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from publisher.artifacts import Asset, Stylesheet
from publisher.bookinfo import (
    BookInfo,
    Collection,
    Identifier,
    Kind,
    Matter,
    Person,
    Role,
    Series,
    SourceEdition,
    Voice,
)
from publisher.check.holdings import held
from publisher.diagnostics import Span
from publisher.model import (
    Align,
    Attributes,
    Book,
    BulletList,
    Cell,
    Condition,
    Conditional,
    Emphasis,
    Entry,
    Figure,
    Form,
    Heading,
    InlineRemark,
    Link,
    ListItem,
    Note,
    NoteCall,
    NumberedNote,
    PageMark,
    Paragraph,
    Phrase,
    Picture,
    Reference,
    Remark,
    Row,
    SceneBreak,
    Stanza,
    Strong,
    Table,
    Target,
    Text,
    Unit,
    Verse,
    VerseLine,
)
from publisher.render.epub import render_epub
from publisher.render.epub.accessibility import with_accessibility
from publisher.resolve.access_words import ACCESS
from publisher.resolve.terms import ENGLISH

HERE = Path(__file__).parents[1]
CHAPTER = PurePosixPath("ch01.md")


def at(line, column=1):
    """Make a place in the chapter."""
    return Span(CHAPTER, line, column)


def t(words, line=1):
    """Make words."""
    return Text(words, span=at(line))


def p(*parts, line=1):
    """Make a paragraph of words and inlines."""
    return Paragraph(
        tuple(t(each, line) if isinstance(each, str) else each for each in parts),
        span=at(line),
    )


def ref(label, form=Form.FULL, *, anchor, words="", line=1):
    """Make a resolved reference."""
    children = (t(words),) if words else ()
    return Reference(label, form, children=children, anchor=anchor, span=at(line))


def call(key, anchor, ordinal=1, line=1):
    """Make a resolved call of a note."""
    return NoteCall(key, ordinal, anchor, span=at(line))


def heading(level, words, anchor, *more, line=1):
    """Make a heading with an id."""
    return Heading(level, (t(words), *more), Attributes(id=anchor), span=at(line))


def target(key, unit, kind, number, name, title, anchor=None):
    """Make a row of Book.targets."""
    words = (t(title),) if title else ()
    lower = name[:1].lower() + name[1:] if number else name
    return Target(
        key, unit, anchor or key, kind, number, name, words, title, at(1), lower
    )


MAP = Picture(
    PurePosixPath("images/Карта.svg"),
    alt="The river from lake to gulf",
    large=PurePosixPath("images/map-large.png"),
    attributes=Attributes(pairs=(("width", "62%"),)),
    span=at(20),
)

CHAPTER_BLOCKS = (
    p("It began ", call("n1", "c-1", line=3), " at the lake.", call("t1", "c-2", line=3), line=3),
    p(PageMark("12", "ru", "pb-12", span=at(4)), "Again", call("n1", "c-3", 2, line=4), ".", line=4),
    Figure(
        "map",
        (MAP,),
        (t("The river"), call("n2", "c-4")),
        "Drawn by A. B.",
        Attributes(id="map-river"),
        span=at(20),
    ),
    p("See ", ref("map-river", anchor="x-1"), ", p. ",
      ref("map-river", Form.PAGE, anchor="x-2"), "; or p. ",
      ref("sec-two", Form.PAGE, anchor="x-3"), " and ",
      ref("sec-two", Form.WORDS, anchor="x-4", words="below"), ".", line=22),
    heading(2, "Two & a half", "sec-two", line=24),
    p(Phrase((t("Ὀδύσσεια"),), Attributes(lang="grc"), span=at(25)), " and ",
      Link("https://example.org/?a=1&b=2", (t("away"), call("n3", "c-5")), span=at(25)),
      line=25),
    Remark("tr", (p("So he says.", line=27),), span=at(27)),
    p("He ", InlineRemark("tr", (t("no, she"),), span=at(28)), " left.", line=28),
    Table(
        (Align.LEFT, Align.RIGHT),
        (Row((Cell((t("Day"),), span=at(30)), Cell((t("Miles"),), span=at(30))), span=at(30)),),
        (Row((Cell((t("Mon"), call("n4", "c-6")), span=at(31)), Cell((), span=at(31))), span=at(31)),),
        (t("Runs"),),
        Attributes(id="tbl-runs"),
        span=at(30),
    ),
    Verse((Stanza((VerseLine((t("And still the sea"),), span=at(33)),
                   VerseLine((t("and still"),), 2, span=at(34))), span=at(33)),), span=at(33)),
    SceneBreak(span=at(36)),
    BulletList((ListItem((p("one"),), span=at(37)),), tight=True, span=at(37)),
    p(Strong((t("Bold"),), span=at(38)), PageMark("13", "ru", "pb-13", span=at(38)),
      PageMark("9", "fr", "pb-fr-9", span=at(38)), line=38),
    Conditional(Condition(formats=("print",)), (p("On paper only."),), span=at(39)),
    Conditional(Condition(formats=("epub",)), (p("On a screen."),), span=at(40)),
)  # fmt: skip


def numbered(key, mark, series, calls, *blocks, inside=""):
    """Make a row of Book.notes."""
    note = Note(key, blocks, span=at(50))
    return NumberedNote(key, "ch-01", series, mark, f"note-{key}", calls, inside, note)


NOTES = {
    each.key: each
    for each in (
        numbered("n1", "1", "", ("c-1", "c-3"), p("First, see", call("n5", "c-7"), ".")),
        numbered("t1", "*", "tr", ("c-2",), p("A pun."), p("Untranslatable.")),
        numbered("n2", "2", "", ("c-4",), p("Of the map.")),
        numbered("n3", "3", "", ("c-5",), p("Of the link.")),
        numbered("n4", "4", "", ("c-6",), BulletList(
            (ListItem((p("in a list"),), span=at(1)),), tight=True, span=at(1))),
        numbered("n5", "5", "", ("c-7",), p("Inner."), inside="n1"),
    )
}  # fmt: skip


def unit(own, role, matter, opener=None, blocks=(), **more):
    """Make a unit whose target has its name."""
    source = CHAPTER if opener or blocks else None
    return Unit(own, role, matter, own, opener, tuple(blocks), source, at(1), **more)


UNITS = (
    unit("half-title", Role.HALF_TITLE, Matter.FRONT),
    unit("title-page", Role.TITLE_PAGE, Matter.FRONT),
    unit("imprint", Role.IMPRINT, Matter.FRONT),
    unit("contents", Role.CONTENTS, Matter.FRONT),
    unit("list-map", Role.LIST, Matter.FRONT, listing="map"),
    unit("part-1", Role.PART, Matter.BODY),
    unit(
        "ch-01", Role.CHAPTER, Matter.BODY,
        heading(1, "The Lake", "the-lake", call("n6", "c-8")), CHAPTER_BLOCKS,
        part="part-1",
    ),
    unit("back-1", Role.BACK_PIECE, Matter.BACK, heading(1, "After", "after"), (p("End."),)),
)  # fmt: skip

TARGETS = {
    each.key: each
    for each in (
        target("half-title", "half-title", "piece", "", "Half-Title", "Half-Title"),
        target("title-page", "title-page", "piece", "", "Title Page", "Title Page"),
        target("imprint", "imprint", "piece", "", "Copyright", "Copyright"),
        target("contents", "contents", "piece", "", "Contents", "Contents"),
        target("list-map", "list-map", "piece", "", "List of Maps", "List of Maps"),
        target("part-1", "part-1", "part", "1", "Part One", "Down <the> River"),
        target("ch-01", "ch-01", "chapter", "I", "Chapter I", "The Lake", "the-lake"),
        target("back-1", "back-1", "piece", "", "After", "After", "after"),
        target("map-river", "ch-01", "map", "1", "Map 1", "The river"),
        target("sec-two", "ch-01", "section", "", "Two & a half", "Two & a half"),
        target("tbl-runs", "ch-01", "tbl", "1", "Table 1", "Runs"),
    )
}

INFO = BookInfo(
    title="The River & Its Light",
    slug="river",
    lang="en-GB",
    structure=(),
    span=at(1),
    subtitle="An Account",
    creators=(Person("Pavel Lugin", "aut", "Lugin, Pavel"), Person("A. B.", "ill")),
    contributors=(Person("Hanna Verrill", "trl"),),
    identifiers=(
        Identifier("9780000000002", "ISBN", "epub"),
        Identifier("9780000000019", "ISBN", "print"),
        Identifier("river-1", "URN"),
    ),
    rights="© 2026",
    publisher="The Ferry House Press",
    date="2026-05",
    description="Rivers < seas.",
    subjects=("Rivers", "Light"),
    source="River Leaf, 1912",
    collection=Collection("River Books", "3"),
    cover=PurePosixPath("images/cover.png"),
    cover_alt="A lamp over water",
    kinds={
        "fig": Kind("fig", "Figure", "List of Figures"),
        "map": Kind("map", "Map", "List of Maps"),
        "tbl": Kind("tbl", "Table", "List of Tables"),
    },
    series={
        "": Series(""),
        "tr": Series("tr", "Translator’s notes", "symbols", "— Tr."),
    },
    voices={"tr": Voice("tr", "Hanna Verrill", "— H.V.")},
    page_list="ru",
    source_editions={
        "ru": SourceEdition("ru", "River Leaf, St Petersburg 1912", "ru"),
        "fr": SourceEdition("fr"),
    },
)

BOOK = Book(
    info=INFO,
    units=UNITS,
    targets=TARGETS,
    notes={"n6": numbered("n6", "0", "", ("c-8",), p("Of the title.")), **NOTES},
    contents=(
        Entry("list-map"),
        Entry("part-1", (Entry("ch-01", (Entry("sec-two"),)),)),
        Entry("back-1"),
    ),
    lists={"map": (Entry("map-river"),), "tbl": (Entry("tbl-runs"),)},
    words={**ACCESS["en"], **ENGLISH},
)


def png(width, height):
    """Make a white PNG picture."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    size = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )  # fmt: skip


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200"'
    b' height="100"><path d="M0 50 L200 60" stroke="black" fill="none"/></svg>'
)

ASSETS = {
    each.path: each
    for each in (
        Asset(MAP.path, "image/svg+xml", SVG, 200, 100),
        Asset(MAP.large, "image/png", png(60, 40), 60, 40),
        Asset(INFO.cover, "image/png", png(30, 48), 30, 48),
    )
}


def _font(path):
    media_type = "text/plain" if path.suffix == ".txt" else "font/ttf"
    return Asset(PurePosixPath("fonts") / path.name, media_type, path.read_bytes())


FONTS = {path.name: _font(path) for path in sorted((HERE / "styles/fonts").iterdir())}

STYLES = [
    Stylesheet(
        PurePosixPath("styles") / name, (HERE / "styles" / name).read_text("utf-8")
    )
    for name in ("common.css", "epub.css")
    if (HERE / "styles" / name).is_file()
]


def chapter_of(*blocks, notes=(), **info):
    """Make a book of one chapter out of blocks, for one thing at a time."""
    return replace(
        BOOK,
        info=replace(INFO, **info),
        units=(
            unit(
                "ch-01",
                Role.CHAPTER,
                Matter.BODY,
                heading(1, "The Lake", "the-lake"),
                blocks,
            ),
        ),
        targets={
            key: TARGETS[key] for key in ("ch-01", "map-river", "sec-two", "tbl-runs")
        },
        notes={each.key: each for each in notes},
        contents=(Entry("ch-01"),),
        lists={},
    )


EMPHASIS = Emphasis((t("italic"),), span=at(1))


def finished(book, assets=ASSETS, styles=(), fonts=MappingProxyType({})):
    """Render a book and say of it what its content bears out, as the pipeline does."""
    pages = render_epub(book, assets, styles, fonts)
    holdings, found = held(pages, assets, styles, book.info)
    return with_accessibility(pages, book, holdings), found
