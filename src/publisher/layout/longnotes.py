"""Long notes, cut into parts that can stand on pages following one another.

WeasyPrint never divides a note: one that is taller than the page is printed over the
page's upper edge, and one that is merely long drives the line of its call to the next
page and leaves a hole. So a long note is set once by itself, in a galley, to see where
its lines end, and cut there (`stops`, `pieces`): the first part stays with the call, each
further part has no call and goes on where there is room. On one page the parts join
without a seam.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from xml.etree.ElementTree import Element

from publisher.layout.markup import AT, GAP, NOTE, add_class, classes
from publisher.layout.pieces import taken_apart
from publisher.layout.stops import Measured, Measures, stops, to_measure

LONG = 400  # characters; about five lines of a note
MANY = 12  # lines of verse or code, items and rows: these may be short
PART = "data-part"

Galley = Callable[[Element], list[Measured]]
"""Sets markup and measures each element that carries PART, in their order."""


SLACK = (
    0.002  # pt that a column is wider than it was, lest a word not fit that filled it
)


def of_columns(widths: Iterable[float]) -> Measured:
    """Tell how wide columns are, given their widths in pt."""
    return Measured([f"{each + SLACK:.3f}pt" for each in widths])


def split_long_notes(root: Element, galley: Galley) -> None:
    """Cut every long note of a unit, in its tree."""
    parents = {child: parent for parent in root.iter() for child in parent}
    notes = [each for each in root.iter() if NOTE in each.attrib]
    long = [note for note in notes if _is_long(note)]
    if long:
        found = galley(_galley(root, long))
        wanted = (each for note in long for each in _to_measure(note))
        measures = dict(zip(wanted, found, strict=True))
        for note in long:
            _divide(note, parents[note], measures)


def _is_long(note: Element) -> bool:
    """Tell whether a note is to be cut if need be: of many words or lines, or with a picture."""
    if len("".join(note.itertext())) > LONG:
        return True
    lines = sum(
        "".join(each.itertext()).count("\n") if each.tag == "pre" else 1
        for each in note.iter()
        if each.tag in {"dt", "p", "pre", "tr"} or "line" in classes(each)
    )
    return lines > MANY or next(note.iter("figure"), None) is not None


def _galley(root: Element, notes: Sequence[Element]) -> Element:
    """Make a copy of some notes, to be set as running text."""
    sheet = Element(root.tag, {**root.attrib, "class": f"{root.get('class')} galley"})
    for note in notes:
        copy = deepcopy(note)
        copy.tail = None
        for each in _to_measure(copy):
            each.set(PART, "0")
        sheet.append(copy)
    return sheet


def _to_measure(note: Element) -> list[Element]:
    """List what is to be measured of a note, in the order of its markup."""
    wanted = {each for block in note for each in to_measure(block)}
    return [each for each in note.iter() if each in wanted]


def _divide(note: Element, parent: Element, measures: Measures) -> None:
    """Put the parts of a note in its place, one behind the other."""
    parts = list(_parts(note, measures))
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
            if not inside:  # a paragraph that was not the first is not to be set as one
                part.append(Element("span", {"class": GAP}))
            parent.insert(place + number, part)
        part.extend(pieces)
    part.tail = tail


def _parts(note: Element, measures: Measures) -> Iterator[tuple[list[Element], bool]]:
    """Yield what stands together, and whether it begins inside a block.

    A mark above a table or a list stands with it.
    """
    above: list[Element] = []
    for block in list(note):
        pieces = taken_apart(block, stops(block, measures), measures)
        if "gen" in classes(block) and block is not note[-1]:
            above = pieces
            continue
        yield [*above, pieces[0]], False
        above = []
        for piece in pieces[1:]:
            yield [piece], True
