"""A cover, or a drawing, as a page: laid out by WeasyPrint's public interface."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import PurePosixPath

from publisher.artifacts import Asset, CoverSheet, PrintBook
from publisher.diagnostics import Diagnostic
from publisher.layout.complaints import about_style, listening


def lay_out_cover(
    sheet: CoverSheet,
    title: str,
    assets: Mapping[PurePosixPath, Asset],
    fonts: Mapping[str, Asset],
) -> tuple[bytes, list[Diagnostic]]:
    """Set a cover; give it as a PDF of one page, in the colours of a screen."""
    from publisher.layout.inside.drawings import as_they_say
    from publisher.layout.weasy import HTML  # takes a second, and a build has workers
    from publisher.layout.workshop import open_workshop

    book = PrintBook((), "", sheet.css, sheet.lang)
    shop = open_workshop(book, assets, fonts)
    text = (
        f'<!doctype html><html lang="{escape(sheet.lang)}"><head>'
        f"<title>{escape(title)}</title></head>{sheet.html}</html>"
    )
    with listening() as said:
        html = HTML(string=text, url_fetcher=shop.supply)
        document = html.render(font_config=shop.fonts, stylesheets=shop.sheets)
        with as_they_say():
            made = document.copy(document.pages[:1]).write_pdf()
    last = sheet.css[-1].path
    return bytes(made), [*shop.found, *about_style(said, last)]
