"""From a unit in type to lines that faults can be looked for in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from publisher.layout.faults.pages import Leaf, Line, Pages
from publisher.layout.inside import rows
from publisher.layout.markup import AT, Marked, marked
from publisher.layout.oneunit import SetUnit

_PARAGRAPHS = {"p", "li", "dd"}
_NO_GLYPH = re.compile(r"^\.notdef glyph rendered .*\(U\+([0-9A-F]+)\)$")


def read_lines(made: SetUnit, said: Iterable[str]) -> Pages:
    """Read the lines of a unit; `said` are WeasyPrint's complaints of it."""
    tree, numbers = marked(made.root), dict[Element, int]()
    pages = made.document.pages
    ends = [
        rows.ends_by_order(one) or rows.begins_by_order(next_)
        for one, next_ in pairwise(pages)
    ]
    leaves = [
        Leaf(
            lines=tuple(_lines(list(rows.rows(page)), number, tree, numbers)),
            white=row.white,
            pictured=bool(row.figures or row.pictures),
            cut=cut,
        )
        for number, (page, row, cut) in enumerate(
            zip(pages, made.map.pages, [*ends, True], strict=True), 1
        )
    ]
    found = (_NO_GLYPH.match(each) for each in said)
    unknown = frozenset(chr(int(each[1], 16)) for each in found if each)
    return Pages(tuple(leaves), unknown)


def _lines(
    found: Iterable[rows.Row], page: int, tree: Marked, numbers: dict[Element, int]
) -> Iterator[Line]:
    for row in found:
        block = tree.block(row.element)
        if block is None:
            continue
        runs = row.element.tag in _PARAGRAPHS and not (row.apart or row.centred)
        yield Line(
            page=page,
            owner=numbers.setdefault(row.element, len(numbers)),
            at=block.attrib[AT],
            tag=row.element.tag,
            text=row.text,
            height=row.height,
            width=row.width,
            indent=row.indent,
            running=runs,
            divided=row.divided,
            forced=row.forced,
            added=row.added,
            justified=row.justified,
        )
