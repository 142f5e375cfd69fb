"""Margin boxes that hold a folio, and whether they keep their place with another number.

How WeasyPrint 70.0 measures margin boxes is in `layout.page.compute_variable_dimension`:
the three on one edge share it by what they hold, so a long number beside a long running
head can move both.
"""

from __future__ import annotations

import re

from publisher.layout.inside.private import boxes
from publisher.layout.weasy import Page

SPARE = 1  # digit by which a folio may grow: from 100 (settling.NUMBER) to 9,999
_EDGE = re.compile("@(top|bottom)-(left|center|right)")
_SHARES = {"left": 0.0, "center": 0.5, "right": 1.0}


def tells_page(margin: boxes.Box) -> bool:
    """Tell whether a margin box counts pages, alone or among other words."""
    content = margin.style["content"]
    return isinstance(content, tuple) and any(
        kind.startswith("counter") and "page" in given for kind, given in content
    )


def counts_pages_in_text(page: Page) -> bool:
    """Tell whether pages are counted elsewhere than by a margin box before the text."""
    everything = page._page_box.descendants()  # noqa: SLF001 there is no public form
    return any(tells_page(each) for each in everything if not in_front(each))


def in_front(box: boxes.Box) -> bool:
    """Tell the margin boxes that stand before the text from all else."""
    return isinstance(box, boxes.MarginBox) and height(box) >= 0


def is_at_side(margin: boxes.Box) -> bool:
    """Tell the margin boxes left and right of the text."""
    return bool(margin.at_keyword.startswith(("@left-", "@right-")))


def height(box: boxes.Box) -> int:
    """Say how far before or behind others a box stands (`z-index`)."""
    order = box.style["z_index"]
    return 0 if order == "auto" else int(order)


def is_folio(margin: boxes.Box) -> bool:
    """Tell whether a margin box holds the number of the page and nothing else."""
    return bool(margin.style["content"] == (("counter()", ("page", "decimal")),))


def share(margin: boxes.Box, page: Page) -> float | None:
    """Tell how much of each further digit goes to the left of a folio: 0, a half, all.

    None if the folio might not keep its place.
    """
    everything = page._page_box  # noqa: SLF001 there is no public form
    others = [each for each in everything.children if isinstance(each, boxes.MarginBox)]
    alignment = _alignment(margin)
    edge = _EDGE.fullmatch(margin.at_keyword)
    above_or_below = [each for each in others if not is_at_side(each)]
    if not all(map(_is_one_line, above_or_below)) or alignment not in _SHARES:
        return None
    if edge is None:
        return _SHARES[alignment] if _has_room(margin) else None
    same = [each for each in others if each.at_keyword.startswith(f"@{edge[1]}-")]
    room = everything.border_width()
    fits = alignment == edge[2] and _fit(same, margin, room) and _may_grow(margin)
    return _SHARES[alignment] if fits else None


def _is_one_line(margin: boxes.Box) -> bool:
    return len(margin.children) == 1 and isinstance(margin.children[0], boxes.LineBox)


def _alignment(margin: boxes.Box) -> str:
    """Name the side a line is set to: "left", "center", "right", or "" if unsure."""
    style = margin.style
    last = style["text_align_last"]
    named = str(style["text_align_all"] if last == "auto" else last)
    if style["direction"] == "rtl":
        return named if named == "center" else ""
    return {"start": "left", "justify": "left", "end": "right"}.get(named, named)


def _digit(margin: boxes.Box) -> float:
    """Measure one digit of a folio."""
    line = margin.children[0]
    count = sum(
        len(each.text) for each in line.descendants() if isinstance(each, boxes.TextBox)
    )
    return float(line.width) / max(1, count)


def _has_room(margin: boxes.Box) -> bool:
    """Tell whether a box of fixed width has room for more digits."""
    grown = margin.children[0].width + SPARE * _digit(margin)
    return bool(grown <= margin.width)


def _may_grow(margin: boxes.Box) -> bool:
    """Tell whether a box takes its width from its number, or has room for a longer one."""
    return margin.style["width"] == "auto" or _has_room(margin)


def _fit(same: list[boxes.Box], folio: boxes.Box, room: float) -> bool:
    """Tell whether an edge is wide enough for its boxes if the folio grows."""
    widths = {each.at_keyword: float(each.margin_width()) for each in same}
    widths[folio.at_keyword] += SPARE * _digit(folio)
    middle = [width for name, width in widths.items() if name.endswith("center")]
    sides = [width for name, width in widths.items() if not name.endswith("center")]
    needed = middle[0] + 2 * max(sides, default=0.0) if middle else sum(sides)
    return needed <= room
