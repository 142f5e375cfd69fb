"""One book's workshop: style sheets read, fonts laid out, images at hand.

With `typesetting` and `pagemap` this is all that knows WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from publisher.artifacts import Asset, PrintBook, Stylesheet
from publisher.diagnostics import Diagnostic
from publisher.layout.complaints import about_style, listening, unread
from publisher.layout.faces import faces
from publisher.layout.fonts import no_installed_fonts
from publisher.layout.supply import Supply
from publisher.layout.weasy import CSS, FontConfiguration

OWN = """
@page { @footnote { max-height: 80% } }
.galley .note { float: none; display: block }
.narrow table { font-size: 8pt; line-height: 10pt; hyphens: auto }
.narrow th, .narrow td { padding-left: 2.5pt; padding-right: 2.5pt }
.note.note-more { footnote-policy: auto }
.note.resigned { footnote-policy: auto }
.note-gap, .unsaid { display: none }
.note .page-break { break-after: auto }
.note .note-gap { display: none !important }
.note thead.again { display: none }
.note.headed thead.again { display: table-header-group }
.note p.goes-on { text-indent: 0 !important }
.note p.filled { text-align-last: justify }
.note .goes-on { margin-top: 0 !important; padding-top: 0 !important }
.note .goes-on { border-top-style: none !important }
.note .cut-off { margin-bottom: 0 !important; padding-bottom: 0 !important }
.note .cut-off { border-bottom-style: none !important }
.note li.goes-on { list-style: none !important }
.note .goes-on::before, .note .cut-off::after { content: none !important }
p.cut { text-align-last: justify; margin-bottom: 0 }
p.run-on { text-indent: 0; margin-top: 0 }
h1, h2, h3, h4, h5, h6 { bookmark-level: none }
[data-outline] { bookmark-label: attr(data-outline) }
[data-depth="1"] { bookmark-level: 1 }
[data-depth="2"] { bookmark-level: 2 }
[data-depth="3"] { bookmark-level: 3 }
[data-depth="4"] { bookmark-level: 4 }
"""
"""Rules for the classes and attributes that layout itself writes."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What every unit of a book is set with."""

    lang: str
    dir: str
    sheets: tuple[CSS, ...]
    fonts: FontConfiguration
    supply: Supply
    found: tuple[Diagnostic, ...]  # what the style sheets get wrong
    capacity: float = 2400.0  # characters that a full page holds, about
    hanging: float = 0.0  # how far signs hang into the margin, 1 for all they may
    ladder: int = 0  # lines in a row that may end in hyphens; 0: any number
    images: dict[str, Any] = field(default_factory=dict)  # WeasyPrint's own cache


def open_workshop(
    book: PrintBook, assets: Mapping[PurePosixPath, Asset], fonts: Mapping[str, Asset]
) -> Workshop:
    """Read the style sheets and lay out the fonts."""
    supply = Supply(assets, fonts)
    with no_installed_fonts():
        configuration = FontConfiguration()
    found: list[Diagnostic] = []
    sheets = []
    own = (
        Stylesheet(PurePosixPath("fonts.css"), faces(fonts)),
        Stylesheet(PurePosixPath("layout.css"), OWN),
    )
    for sheet in (*own, *book.css):
        try:
            with listening() as said:
                sheets.append(style(sheet.text, supply, configuration))
            found += about_style(said, sheet.path)
        except Exception as problem:  # noqa: BLE001 whatever it is, the author must know
            with listening():
                found.append(
                    unread(
                        sheet.text,
                        sheet.path,
                        lambda text: style(text, supply, configuration),
                        problem,
                    )
                )
    supply.let_fonts_go()
    return Workshop(
        lang=book.lang,
        dir=book.dir,
        sheets=tuple(sheets),
        fonts=configuration,
        supply=supply,
        found=tuple(found),
        capacity=book.capacity,
        hanging=book.hanging,
        ladder=book.ladder,
    )


def style(text: str, supply: Supply, fonts: FontConfiguration) -> CSS:
    """Read one style sheet."""
    return CSS(string=text, url_fetcher=supply, font_config=fonts)
