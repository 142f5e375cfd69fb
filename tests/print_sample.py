"""Books in Markdown, set for paper in a test: styles, fonts and pictures at hand."""

import functools
from pathlib import Path, PurePosixPath

from books_by_hand import KINDS, chapter_piece, info
from publisher.artifacts import Asset, PrintBook, PrintUnit, SourceFile, Stylesheet
from publisher.bookinfo import THEMES, Matter, Role, Series, Voice
from publisher.load.styles import styles
from publisher.parse import parse
from publisher.render.print import render_print
from publisher.resolve import resolve

HOUSE = Path(__file__).parents[1] / "styles"
SERIES = {"": Series(""), "tr": Series("tr", marks="symbols", signature="— Tr.")}
VOICES = {"tr": Voice("tr", "The translator", "— H. V.")}

PICTURE = Asset(
    PurePosixPath("images/a.svg"),
    "image/svg+xml",
    b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200">'
    b'<path d="M0 0h300v200z"/></svg>',
    300,
    200,
)
ASSETS = {PICTURE.path: PICTURE}

SMALL = """
@page { size: 200pt 300pt; margin: 20pt 20pt 40pt; @bottom-center { content: counter(page) } }
html { font: 10pt/12pt "EB Garamond"; text-align: justify; orphans: 2; widows: 2 }
body, p { margin: 0 }
.note { float: footnote; footnote-policy: line; font-size: 8pt; line-height: 10pt }
.note::footnote-call, .note::footnote-marker { content: none }
figure { margin: 0; break-inside: avoid }
"""
"""A page of 20 lines, for tests that count them."""


def resolved(*texts, pieces=None, **facts):
    """Resolve a book of Markdown files: `one.md`, `two.md` … or those named."""
    names = ("one.md", "two.md", "three.md", "four.md")
    files = dict(zip(map(PurePosixPath, names), texts, strict=False))
    structure = pieces or tuple(chapter_piece(str(path)) for path in files)
    settled = {"kinds": KINDS, "series": SERIES, "voices": VOICES} | facts
    about = info(*structure, **settled)
    chapters = {
        path: parse(SourceFile(path, text), {}, frozenset(about.kinds))[0]
        for path, text in files.items()
    }
    book, _ = resolve(about, chapters)
    return book


def printed(*texts, **facts):
    """Give the markup for paper of a book of Markdown files."""
    return render_print(resolved(*texts, **facts), styles=house_styles())


@functools.cache
def house_styles(theme=THEMES[0]):
    """Read the publisher's own style sheets, in one of its looks."""
    return styles(HOUSE / "none", HOUSE, theme=theme).sheets["print"]


@functools.cache
def fonts(theme=THEMES[0]):
    """Read the publisher's own fonts, those of a theme with them."""
    found = styles(HOUSE / "none", HOUSE, theme=theme).fonts
    return {
        name: each for name, each in found.items() if each.media_type != "text/plain"
    }


def unit(text, name="ch-01", role=Role.CHAPTER, matter=Matter.BODY, opens="any"):
    """Make one unit out of markup."""
    html = (
        f'<section class="unit {role.value}"><div class="text">{text}</div></section>'
    )
    return PrintUnit(name, role, matter, html, title=name, opens=opens)


LINE = "the river goes on and on and does not end until the sea takes it "


def text(lines, at=10, extra=""):
    """Make a paragraph of about so many lines on the small page."""
    words = (LINE * lines)[: lines * 40].rsplit(" ", 1)[0]
    return f'<p data-at="a.md:{at}:1">{words}{extra}.</p>'


def noted(words, key="n1", at=90, line=10):
    """Make a call and its note, as `render` writes them."""
    return (
        f'<sup class="gen call" data-call="a.md:{line}:9">'
        f'<a id="c-{key}" href="#n-{key}">1</a></sup>'
        f'<span class="note" id="n-{key}" data-note="{key}" data-at="a.md:{at}:1">'
        f'<p data-at="a.md:{at}:7"><span class="gen mark">1</span>{words}</p></span>'
    )


def small_book(*units, css=SMALL):
    """Make a book of units on very small pages."""
    sheet = Stylesheet(PurePosixPath("small.css"), css)
    return PrintBook(units, "<title>Small</title>", (sheet,), "en")
