"""The bench book as one HTML file, for tools that set a book from one.

The text, its order and the styles are those of our own print edition. The numbers of
pages are left to the tool, which counts every page from 1; where they are not asked for
there stands the "000" that is in our own markup before layout.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from publisher import pipeline
from publisher.layout.faces import faces
from publisher.layout.fonts import SCHEME as FONT
from publisher.render.print import render_print

ASSET = "asset:"
ONE_BOOK = """@page { @footnote { max-height: 80% } }
.unit { break-before: page }
.unit.recto { break-before: right }
.pg[data-page-of]::after { content: target-counter(attr(data-page-of), page) }
"""
_NUMBER = re.compile(r'<span class="pg" data-page-of="([^"]+)">000</span>')


@dataclass(frozen=True, slots=True)
class Markup:
    """The bench book as markup for paper, and what goes with it."""

    units: tuple  # of publisher.artifacts.PrintUnit
    head: str
    lang: str
    css: str
    assets: dict  # path → bytes
    fonts: dict  # file name → bytes


def print_markup(home):
    """Read a manuscript and render it for paper: the one place that asks `publisher`."""
    outcome = pipeline.check(home)
    manuscript = outcome.manuscript
    styles = manuscript.styles.get("print", ())
    book = render_print(outcome.book, styles)
    css = "\n".join(sheet.text for sheet in book.css)
    return Markup(
        units=book.units,
        head=book.head,
        lang=book.lang,
        css=faces(manuscript.fonts).replace(FONT, "fonts/") + css,
        assets={str(path): asset.data for path, asset in manuscript.assets.items()},
        fonts={name: font.data for name, font in manuscript.fonts.items()},
    )


def write_html(markup, folder, *, numbered):
    """Write book.html with its styles, fonts and images into a folder; return its path.

    `numbered` asks for the numbers of pages, by `target-counter`.
    """
    _write_all(folder / "fonts", markup.fonts)
    _write_all(folder / "assets", markup.assets)
    styles = markup.css.replace("lower-roman", "decimal") + ONE_BOOK
    (folder / "book.css").write_text(styles, "utf-8")
    units = "\n".join(_placed(unit) for unit in markup.units)
    if numbered:
        units = _NUMBER.sub(r'<span class="pg" data-page-of="#\1"></span>', units)
    else:
        units = _NUMBER.sub("000", units)
    page = (
        f'<!doctype html>\n<html lang="{markup.lang}"><head><meta charset="utf-8"/>'
        f'{markup.head}\n<link rel="stylesheet" href="book.css"/></head>\n'
        f"<body>\n{units.replace(ASSET, 'assets/')}\n</body></html>\n"
    )
    path = folder / "book.html"
    path.write_text(page, "utf-8")
    return path


def _placed(unit):
    """Let a unit begin on the side it wants."""
    if unit.opens == "any":
        return unit.html
    return unit.html.replace('class="unit ', f'class="unit {unit.opens} ', 1)


def _write_all(folder, files):
    for name, content in files.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
