"""White paper under drawings, so that black lines are seen on a black page too."""

from __future__ import annotations

import re

from lxml import etree

_SVG = "{http://www.w3.org/2000/svg}"
_BETWEEN = re.compile(r"[\s,]+")


def on_white(svg: bytes) -> bytes:
    """Lay a white rectangle under an SVG's own drawing, as large as what it shows.

    A background from a style sheet is not enough: reading systems that make a page dark
    make backgrounds dark as well, but leave what is inside an image as it is.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(svg, parser)
    box = _BETWEEN.split(root.get("viewBox", "").strip())
    x, y, width, height = box if len(box) == 4 else ("0", "0", "100%", "100%")
    area = {"x": x, "y": y, "width": width, "height": height, "fill": "#fff"}
    root.insert(0, root.makeelement(f"{_SVG}rect", area))
    return bytes(etree.tostring(root.getroottree(), encoding="utf-8"))
