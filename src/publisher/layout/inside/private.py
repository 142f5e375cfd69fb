"""WeasyPrint's private names, for the rooms that touch its insides, and for no other.

All are of 70.0. `savings/insides.py` has the modules that savings stand in.
"""

# ruff: noqa: I001 the first import makes the others possible

from __future__ import annotations

from publisher.layout import weasy
from weasyprint import layout, svg
from weasyprint.css.properties import INITIAL_VALUES, Dimension
from weasyprint.draw import draw_page, draw_stacking_context
from weasyprint.draw.text import draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.images import RasterImage
from weasyprint.layout import LayoutContext, block, inline
from weasyprint.matrix import Matrix
from weasyprint.pdf import D50, D65
from weasyprint.pdf import _use_references as use_references
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.stacking import StackingContext
from weasyprint.svg.path import path as draw_path
from weasyprint.svg.text import Style as SvgStyle
from weasyprint.svg.utils import parse_url, size
from weasyprint.text.fonts import get_pango_font_key as font_key
from weasyprint.text.line_break import Layout, line_size, split_first_line

__all__ = [
    "D50",
    "D65",
    "INITIAL_VALUES",
    "Dimension",
    "Font",
    "Layout",
    "LayoutContext",
    "Matrix",
    "RasterImage",
    "StackingContext",
    "Stream",
    "SvgStyle",
    "block",
    "boxes",
    "draw_page",
    "draw_path",
    "draw_stacking_context",
    "draw_text",
    "font_key",
    "inline",
    "layout",
    "line_size",
    "parse_url",
    "size",
    "split_first_line",
    "svg",
    "use_references",
    "weasy",
]
