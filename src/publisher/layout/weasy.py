"""WeasyPrint, as the rooms beside this one see it. The only module that imports it.

On import WeasyPrint looks for installed fonts, and warns if there are none. None are
wanted here, so it is shown none, and its warning is not passed on.
"""

from __future__ import annotations

import warnings

from publisher.layout.fonts import no_installed_fonts

with no_installed_fonts(), warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from weasyprint import CSS, HTML, Document, Page
    from weasyprint.draw import draw_page, draw_stacking_context
    from weasyprint.draw.text import draw_text
    from weasyprint.formatting_structure import boxes
    from weasyprint.pdf import D50, D65
    from weasyprint.pdf import _use_references as use_references
    from weasyprint.pdf.fonts import Font
    from weasyprint.pdf.stream import Stream
    from weasyprint.stacking import StackingContext
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.text.fonts import get_pango_font_key as font_key
    from weasyprint.text.line_break import Layout
    from weasyprint.urls import URLFetcher, URLFetcherResponse

__all__ = [
    "CSS",
    "D50",
    "D65",
    "HTML",
    "Document",
    "Font",
    "FontConfiguration",
    "Layout",
    "Page",
    "StackingContext",
    "Stream",
    "URLFetcher",
    "URLFetcherResponse",
    "boxes",
    "draw_page",
    "draw_stacking_context",
    "draw_text",
    "font_key",
    "use_references",
]
