"""A block of a note taken apart, with all that it stands in: lists, quotations, tables.

Each piece stands in a copy of what the block stood in. Where the pieces meet again on one
page nothing shows that there was a cut: an item goes on without its number, the next one
has the number it had, columns are as wide as they were.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import deepcopy
from itertools import pairwise
from xml.etree.ElementTree import Element

from publisher.layout.cutting import cut
from publisher.layout.markup import (
    AGAIN,
    CALL,
    CUT_OFF,
    FILLED,
    GAP,
    GOES_ON,
    add_class,
    classes,
)
from publisher.layout.stops import Measures, Stop


def taken_apart(
    block: Element, stops: Sequence[Stop], measures: Measures
) -> list[Element]:
    """Cut a block at some places."""
    inside: dict[Element, list[int]] = {}
    ends: set[Element] = set()
    for stop in stops:
        if stop.end:
            inside.setdefault(stop.leaf, []).append(stop.end)
        else:
            ends.add(stop.leaf)
    if block in inside:
        return _cut(block, inside[block], measures)
    above = {child: each for each in block.iter() for child in each}
    for leaf, places in inside.items():
        pieces = _cut(leaf, places, measures)
        at = list(above[leaf]).index(leaf)
        above[leaf][at : at + 1] = pieces
        ends |= {*pieces[:-1]} | ({pieces[-1]} if leaf in ends else set())
    return _pieces(block, ends, measures)[0]


def _cut(leaf: Element, ends: Sequence[int], measures: Measures) -> list[Element]:
    """Cut a paragraph after so many letters, a stanza or lines of code after so many lines."""
    if leaf.tag == "pre":
        return _marked(_code(leaf, ends))
    if any("line" in classes(each) for each in leaf):
        return _marked(_stanza(leaf, ends))
    pieces = _marked(cut(leaf, ends))
    if not measures[leaf].ragged:
        for piece in pieces[:-1]:
            add_class(piece, FILLED)
    return pieces


def _stanza(stanza: Element, ends: Sequence[int]) -> list[Element]:
    lines = [n for n, each in enumerate(stanza) if "line" in classes(each)]
    begins = [0, *(lines[end] for end in ends), len(stanza)]
    groups = [list(stanza)[a:b] for a, b in pairwise(begins)]
    return _copies(stanza, groups)


def _code(code: Element, ends: Sequence[int]) -> list[Element]:
    (inner,) = code
    lines = (inner.text or "").split("\n")
    groups = []
    for begin, end in pairwise([0, *ends, len(lines)]):
        piece = Element(inner.tag, inner.attrib)
        piece.text = "\n".join(lines[begin:end])
        if end < len(lines):
            piece.text += "\n"  # or an empty line before the cut would have no height
        groups.append([piece])
    return _copies(code, groups)


def _marked(pieces: list[Element]) -> list[Element]:
    for one, other in pairwise(pieces):
        add_class(one, CUT_OFF)
        add_class(other, GOES_ON)
    return pieces


def _pieces(
    element: Element, ends: Collection[Element], measures: Measures
) -> tuple[list[Element], bool]:
    """Cut an element behind some that it holds; tell whether it is to be cut behind itself."""
    if element in ends:
        return [element], True
    groups: list[list[Element]] = [[]]
    for child in element:
        pieces, is_end = _pieces(child, ends, measures)
        groups[-1].append(pieces[0])
        groups.extend([each] for each in pieces[1:])
        if is_end:
            groups.append([])
    is_end = not groups[-1] and len(groups) > 1
    if is_end:
        groups.pop()
    if len(groups) == 1:
        return [element], is_end
    made = _marked(_copies(element, groups))
    if element.tag == "ol":
        _number(element, made)
    if element.tag == "table":
        _keep_columns(made, measures[element].told if element in measures else ())
        _keep_head(made)
    return made, is_end


def _copies(element: Element, groups: Sequence[Sequence[Element]]) -> list[Element]:
    """Copy an element around each group of what it holds; its id stays with the first.

    What was not first in it, or last, is not to be set as if it were.
    """
    further = {name: said for name, said in element.attrib.items() if name != "id"}
    made = []
    for place, group in enumerate(groups):
        copy = Element(element.tag, further if place else element.attrib)
        if place and GOES_ON not in classes(group[0]):
            copy.append(_gap(groups[place - 1][-1]))
        copy.extend(group)
        if group is not groups[-1] and CUT_OFF not in classes(group[-1]):
            copy.append(_gap(groups[place + 1][0]))
        made.append(copy)
    return made


def _gap(like: Element) -> Element:
    return Element(like.tag, {"class": GAP})


def _number(whole: Element, pieces: Sequence[Element]) -> None:
    """Have the numbers of a list go on from piece to piece."""
    number = int(whole.get("start", "1"))
    for piece in pieces:
        items = [each for each in piece if GAP not in classes(each)]
        number -= GOES_ON in classes(items[0])
        piece.set("start", str(number))
        number += len(items)


def _keep_head(pieces: Sequence[Element]) -> None:
    """Have the head of a table at hand in each piece: `tableheads` says where it is shown."""
    first, *further = pieces
    if (head := first.find("thead")) is not None:
        for piece in further:
            copy = deepcopy(head)
            add_class(copy, AGAIN)
            for each in copy.iter():
                for name in ("id", "href", CALL):
                    each.attrib.pop(name, None)
            piece.insert(0, copy)


def _keep_columns(pieces: Sequence[Element], widths: Sequence[str]) -> None:
    """Keep the columns of a table as wide as they were when it was whole."""
    for piece in pieces if widths else ():
        piece.set(
            "style", "table-layout: fixed; width: 1px; min-width: 0; max-width: none"
        )
        group = Element("colgroup")
        group.extend(Element("col", {"style": f"width: {each}"}) for each in widths)
        piece.append(group)
