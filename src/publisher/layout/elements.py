"""The structure of a unit as PDF objects: elements in the order of the book.

What stands in a line of words may be drawn in another order than it is read: the notes
of a page come after its text. Elements stand in their order in the book; the words
between them, of which only their place on the page is known, go by that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from publisher.fragments import Loose
from publisher.layout import roles
from publisher.layout.markup import NOTE
from publisher.layout.structure import Marked, Node

Kid = Marked | Node
Text = Callable[[str], bytes]
"""Writes words as a PDF string."""


@dataclass(frozen=True, slots=True)
class Written:
    """The structure elements of a unit."""

    objects: tuple[Loose, ...]
    tops: tuple[int, ...]  # objects that stand in the Document itself
    parents: Mapping[int, tuple[int, ...]]  # of each page: elements, by MCID
    owners: Mapping[int, int]  # annotation → its element
    numbers: Mapping[Node, int]  # of the elements that have content
    leads: tuple[str, ...]  # anchors to which lines of the contents lead


def written(top: Node, first: int, text: Text) -> Written:
    """Write all elements with content; `first` is the number of the first object."""
    if not _has_content(top):
        return Written((), (), {}, {}, {}, ())
    kids: dict[Node, list[Kid]] = {}
    _settle(top, kids)
    numbers = {node: number for number, node in enumerate(_all(top, kids), first)}
    leads = tuple(dict.fromkeys(node.target for node in numbers if node.target))
    return Written(
        objects=tuple(
            Loose(
                b"".join(
                    (
                        *_element(node, kids[node], numbers),
                        *_details(node, text),
                        *_ties(node, numbers, leads),
                        b">>",
                    )
                ),
                screen=True,
            )
            for node in numbers
        ),
        tops=(first,),
        parents=_parents(numbers, kids),
        owners={link: numbers[node] for node in numbers for _, link in node.links},
        numbers=numbers,
        leads=leads,
    )


def _has_content(node: Node) -> bool:
    return bool(node.marks or node.links) or any(map(_has_content, node.below))


def _settle(node: Node, kids: dict[Node, list[Kid]]) -> None:
    """Order what an element holds, and all that holds."""
    ordered: list[Kid] = []
    waiting = sorted(node.marks, reverse=True)
    for each in node.below:
        if each.role not in roles.CELLS and not _has_content(each):
            continue
        first = _first(each)
        while waiting and first is not None and waiting[-1] < first:
            ordered.append(waiting.pop())
        ordered.append(each)
    ordered.extend(reversed(waiting))
    grouping = node.role in roles.GROUPING
    kids[node] = list(_in_paragraphs(ordered, node, kids)) if grouping else ordered
    for kid in ordered:
        if isinstance(kid, Node):
            _settle(kid, kids)


def _first(node: Node) -> Marked | None:
    """Find what of an element is read first; None if it does not stand in its line."""
    if node.role == roles.NOTE_KIND:
        return None
    below = (_first(each) for each in node.below)
    return min((*node.marks, *(each for each in below if each)), default=None)


def _in_paragraphs(
    ordered: Sequence[Kid], node: Node, kids: dict[Node, list[Kid]]
) -> Iterator[Kid]:
    """Make a paragraph of each run of words that stands in none."""
    run: list[Kid] = []
    for each in (*ordered, None):
        if each is not None and _is_inline(each, after=run):
            run.append(each)
            continue
        if run:
            paragraph = Node("P", None, node)
            kids[paragraph] = run
            for inner in run:
                if isinstance(inner, Node):
                    inner.above = paragraph
            yield paragraph
            run = []
        if each is not None:
            yield each


def _is_inline(each: Kid, *, after: Sequence[Kid]) -> bool:
    """Tell what stands in a line of words; a note does if there is a line before it."""
    if isinstance(each, Marked):
        return True
    return each.role in roles.INLINE or (each.role == roles.NOTE_KIND and bool(after))


def _all(node: Node, kids: Mapping[Node, list[Kid]]) -> Iterator[Node]:
    yield node
    for each in kids[node]:
        if isinstance(each, Node):
            yield from _all(each, kids)


def _parents(
    numbers: Mapping[Node, int], kids: Mapping[Node, list[Kid]]
) -> dict[int, tuple[int, ...]]:
    found: dict[int, dict[int, int]] = {}
    for node, number in numbers.items():
        for each in kids[node]:
            if isinstance(each, Marked):
                found.setdefault(each.page, {})[each.number] = number
    return {page: tuple(of[n] for n in range(len(of))) for page, of in found.items()}


def _element(
    node: Node, kids: Sequence[Kid], numbers: Mapping[Node, int]
) -> Iterator[bytes]:
    """Write one element and what it holds (ISO 32000-2, 14.7.2)."""
    marks = (each.page for each in kids if isinstance(each, Marked))
    page = next(marks, node.links[0][0] if node.links else None)
    above = b"\x01@%d\x02" % numbers[node.above] if node.above else b"\x01D\x02"
    inside = [
        _content(each, page) if isinstance(each, Marked) else _reference(numbers[each])
        for each in kids
    ]
    inside += [_link(*each, page) for each in node.links]
    yield b"<</Type/StructElem/S/%b/P %b 0 R" % (node.role.encode("ascii"), above)
    if page is not None:
        yield b"/Pg \x01p%d\x02 0 R" % page
    yield _kids(inside)
    yield node.attributes


def _kids(inside: Sequence[bytes]) -> bytes:
    if len(inside) == 1 and inside[0].isdigit():
        return b"/K " + inside[0]
    return b"/K[%b]" % b" ".join(inside) if inside else b""


def _reference(number: int) -> bytes:
    return b"\x01@%d\x02 0 R" % number


def _content(mark: Marked, page: int | None) -> bytes:
    if mark.page == page:
        return b"%d" % mark.number
    return b"<</Type/MCR/Pg \x01p%d\x02 0 R/MCID %d>>" % (mark.page, mark.number)


def _link(on: int, number: int, page: int | None) -> bytes:
    where = b"" if on == page else b"/Pg \x01p%d\x02 0 R" % on
    return b"<</Type/OBJR%b/Obj %b>>" % (where, _reference(number))


def _details(node: Node, text: Text) -> Iterable[bytes]:
    """Write what an element says of itself: language, description, name."""
    element = node.element
    if element is None:
        return
    if language := roles.language(element):
        yield b"/Lang" + text(language)
    if node.role == roles.NOTE_KIND:
        yield b"/ID" + text(element.get("id", element.get(NOTE, "")))
        yield b"/NS \x01N\x02 0 R/A<</O/FENote/NoteType/Footnote>>"
    if node.role == "Figure":
        if description := roles.description(element):
            yield b"/Alt" + text(description)
        if node.frame:
            frame = b" ".join(f"{each:g}".encode("ascii") for each in node.frame)
            yield b"/A<</O/Layout/BBox[%b]>>" % frame


def _ties(
    node: Node, numbers: Mapping[Node, int], leads: Sequence[str]
) -> Iterator[bytes]:
    """Write what an element refers to: a call its note, a line of the contents a place."""
    if node.target:
        yield b"/Ref \x01r%d\x02 0 R" % leads.index(node.target)
    if tied := [_reference(numbers[each]) for each in node.tied if each in numbers]:
        yield b"/Ref[%b]" % b" ".join(tied)
