"""Where the lines of a paragraph end, and how wide columns are, told by anchors alone.

Every word gets an anchor. Where one begins at the left edge of its paragraph, a line
begins. A line that goes on with the rest of a hyphenated word begins with none: it is
given together with the line before, for the paragraph is not to be cut there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from publisher.layout.longnotes import PART, of_columns
from publisher.layout.markup import NOTE
from publisher.layout.plain.standing import PT
from publisher.layout.stops import Measured
from publisher.layout.weasy import Page

NEAR = 1.0  # px from the edge of the paragraph, or nearer: at the edge
_WORDS = re.compile(r"(\s+)")
_OWN = "line "  # begins the ids of paragraphs and words


def anchored(galley: Element) -> list[list[tuple[str, str]]]:
    """Put anchors to the words of each paragraph; give their ids and the words.

    The first of a paragraph's anchors is its own, and has no words. A table has those of the
    cells in its longest row.
    """
    found = []
    blocks = [each for each in galley.iter() if PART in each.attrib]
    for number, block in enumerate(blocks):
        block.set("id", f"{_OWN}{number}")
    for block in blocks:
        names = [(block.attrib["id"], "")]
        if block.tag == "table":
            rows = (list(row) for row in block.iter("tr") if PART in row[0].attrib)
            names += [(each.attrib["id"], "") for each in max(rows, key=len)]
        else:
            _anchor(block, names)
        found.append(names)
    return found


def columns(names: Sequence[tuple[str, str]], pages: Sequence[Page]) -> Measured:
    """Give the widths of the columns of a table."""
    edges = (
        next((each.anchors[name] for each in pages if name in each.anchors), None)
        for name, _ in names[1:]
    )
    return of_columns(PT * (each[2] - each[0]) for each in edges if each)


def _anchor(element: Element, names: list[tuple[str, str]]) -> None:
    children = list(element)
    text, element.text = element.text, None
    for child in children:
        element.remove(child)
    _append(element, text, names)
    for child in children:
        tail, child.tail = child.tail, None
        element.append(child)
        if NOTE not in child.attrib:
            _anchor(child, names)
        _append(element, tail, names)


def _append(element: Element, text: str | None, names: list[tuple[str, str]]) -> None:
    """Put words at the end of an element, each with its anchor."""
    for word in _WORDS.split(text or ""):
        if word and not word.isspace():
            name = f"{names[0][0]}-{len(names)}"
            names.append((name, word))
            span = Element("span", {"id": name})
            span.text = word
            element.append(span)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + word
        else:
            element.text = (element.text or "") + word


def lines(
    names: Sequence[tuple[str, str]], pages: Sequence[Page], *, rtl: bool
) -> list[str]:
    """Give the words of the lines of one paragraph."""
    made: list[str] = []
    for word, begins in _begun(names, pages, rtl=rtl):
        if begins or not made:
            made.append(word)
        else:
            made[-1] += f" {word}"
    return made


def _begun(
    names: Sequence[tuple[str, str]], pages: Sequence[Page], *, rtl: bool
) -> Iterator[tuple[str, bool]]:
    """Say of each word whether a line begins with it."""
    side = (
        2 if rtl else 0
    )  # of a rectangle: its left edge is the first, its right the third
    (own, _), *words = names
    for name, word in words:
        page = next((each for each in pages if name in each.anchors), None)
        if page is None or own not in page.anchors:
            yield word, False
        else:
            edges = page.anchors[name][side], page.anchors[own][side]
            yield word, abs(edges[0] - edges[1]) < NEAR
