"""What every worker would do before its first line, done once before workers are forked.

To be imported for that alone, by the template of the workers: it puts the savings in place,
and has cffi read how the types are declared that WeasyPrint 70.0 and the savings hand to Pango
and HarfBuzz, which takes it up to 20 ms for each. What is missing here is read when it is
wanted. And it imports what gives headers to the fonts and pictures that are fetched.
"""

from __future__ import annotations

import email.policy as headers

import publisher.layout.works as works
from publisher.layout.inside import savings
from publisher.layout.inside.savings.insides import pango_ffi

TYPES = (
    "PangoFcFontMap *",
    "FcChar8 **",
    "char[]",
    "char[4]",
    "PangoRectangle *",
    "PangoLogAttr",
    "PangoLogAttr[]",
    "unsigned int *",
    "hb_tag_t[100]",
    "PangoFont *",
    "analysis_t *",
    "hb_feature_t[]",
    "hb_segment_properties_t *",
)

__all__ = ["TYPES", "headers", "works"]

savings.install()
for each in TYPES:
    pango_ffi.ffi.typeof(each)
