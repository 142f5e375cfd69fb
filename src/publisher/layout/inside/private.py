"""WeasyPrint's private names, for the rooms that touch its insides, and for no other.

All are of 70.0. `savings/insides.py` has the modules that savings stand in.
"""

# ruff: noqa: I001 the first import makes the others possible

from __future__ import annotations

from publisher.layout import weasy
from weasyprint import layout
from weasyprint.css.properties import Dimension
from weasyprint.draw import draw_page, draw_stacking_context
from weasyprint.draw.text import draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.images import RasterImage
from weasyprint.layout import LayoutContext, block, inline
from weasyprint.pdf import D50, D65
from weasyprint.pdf import _use_references as use_references
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.stacking import StackingContext
from weasyprint.text.fonts import get_pango_font_key as font_key
from weasyprint.text.line_break import Layout, line_size

__all__ = [
    "D50",
    "D65",
    "Dimension",
    "Font",
    "Layout",
    "LayoutContext",
    "RasterImage",
    "StackingContext",
    "Stream",
    "block",
    "boxes",
    "draw_page",
    "draw_stacking_context",
    "draw_text",
    "font_key",
    "inline",
    "layout",
    "line_size",
    "use_references",
    "weasy",
]
