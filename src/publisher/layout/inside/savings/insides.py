"""The modules of WeasyPrint that savings stand in, imported as `weasy` would have it."""

# ruff: noqa: I001 the first import makes the others possible

from __future__ import annotations

from publisher.layout import weasy
from weasyprint import css, document, layout
from weasyprint.css import properties
from weasyprint.draw import border, color, text as drawn_text
from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import background, block, float as floats, inline, page, percent
from weasyprint.text import ffi as pango_ffi, fonts, line_break

__all__ = [
    "background",
    "block",
    "border",
    "boxes",
    "build",
    "color",
    "css",
    "document",
    "drawn_text",
    "floats",
    "fonts",
    "inline",
    "layout",
    "line_break",
    "page",
    "pango_ffi",
    "percent",
    "properties",
    "weasy",
]
