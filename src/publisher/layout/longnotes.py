"""Long notes, cut into parts that can stand on pages following one another.

WeasyPrint never divides a note: one that is taller than the page is printed over the
page's upper edge, and one that is merely long drives the line of its call to the next
page and leaves a hole. So a long note is set once by itself, in a galley, to see where
its lines end, and cut there: the first part stays with the call, each further part has
no call and goes on where there is room. On one page the parts join without a seam.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from xml.etree.ElementTree import Element

from publisher.layout.cutting import Line, cut, ends_of
from publisher.layout.markup import AT, NOTE, add_class, classes

LONG = 400  # characters; about five lines of a note
FINE, COARSE = 3, 6  # lines of the first parts of a paragraph, and of all others
FINE_PARTS = 5  # a page may end in any of them; many small parts are slow to set
PART = "data-part"

Galley = Callable[[Element], list[list[str]]]
"""Sets markup and gives the lines of each `p` that carries PART, in their order."""


def split_long_notes(root: Element, galley: Galley) -> None:
    """Cut every long note of a unit, in its tree."""
    parents = {child: parent for parent in root.iter() for child in parent}
    notes = [each for each in root.iter() if NOTE in each.attrib]
    long = [note for note in notes if len("".join(note.itertext())) > LONG]
    if long:
        lines = iter(galley(_galley(root, long)))
        for note in long:
            _divide(note, parents[note], lines)


def _galley(root: Element, notes: Sequence[Element]) -> Element:
    """Make a copy of some notes, to be set as running text."""
    sheet = Element(root.tag, {**root.attrib, "class": f"{root.get('class')} galley"})
    for note in notes:
        copy = deepcopy(note)
        copy.tail = None
        for block in copy.findall("p"):
            block.set(PART, "0")
        sheet.append(copy)
    return sheet


def _divide(note: Element, parent: Element, lines: Iterator[list[str]]) -> None:
    """Put the parts of a note in its place, one behind the other."""
    parts = list(_parts(note, lines))
    for child in list(note):
        note.remove(child)
    attributes = {k: v for k, v in note.attrib.items() if k not in {"id", AT}}
    place, tail, note.tail = list(parent).index(note), note.tail, None
    part = note
    for number, (pieces, inside) in enumerate(parts):
        if number:
            if inside:
                add_class(part, "note-cut")
            part = Element("span", attributes)
            add_class(part, "note-more")
            if inside:
                add_class(part, "note-inside")
            else:  # a paragraph that was not the first is not to be set as one
                part.append(Element("span", {"class": "note-gap"}))
            parent.insert(place + number, part)
        part.extend(pieces)
    part.tail = tail


def _parts(
    note: Element, lines: Iterator[list[str]]
) -> Iterator[tuple[list[Element], bool]]:
    """Yield what stands together, and whether it begins inside a paragraph.

    A mark above a table or a list stands with it.
    """
    above: list[Element] = []
    for block in note:
        pieces = [block]
        if block.tag == "p":
            pieces = cut(block, _ends(ends_of(next(lines), block)))
        if "gen" in classes(block) and block is not note[-1]:
            above = pieces
            continue
        yield [*above, pieces[0]], False
        above = []
        for piece in pieces[1:]:
            yield [piece], True


def _ends(lines: Sequence[Line]) -> list[int]:
    """Choose after how many letters to cut: every few lines, never at a hyphen."""
    ends: list[int] = []
    room = FINE
    for line in lines[:-2]:
        room -= 1
        if room <= 0 and not line.hyphenated:
            ends.append(line.end)
            room = FINE if len(ends) < FINE_PARTS else COARSE
    return ends
