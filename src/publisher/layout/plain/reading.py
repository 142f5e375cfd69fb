"""The page map, read off the pages by what stands where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from publisher.artifacts import BlockRow, Box, NoteRow, PageMap, PageRow
from publisher.bookinfo import Matter
from publisher.layout.assembly import side
from publisher.layout.labels import folio
from publisher.layout.letters import countable, own_words
from publisher.layout.markup import AT, NOTE, Marked, calls, classes
from publisher.layout.places import span
from publisher.layout.plain.standing import MARK, PT, Owner, Standing, Tree
from publisher.layout.unitmap import FIRST_WORDS
from publisher.layout.weasy import Page

LEVEL = 7.0  # pt, half a line: what stands no lower inside a block begins it


@dataclass(frozen=True, slots=True)
class Extent:
    """How many pages a unit has: with its text, and behind it for notes that run over.

    Notes that find no room on the last page of the text would be printed on the first
    page of the next unit. So pages are left free for them, as a unit set alone has them.
    """

    text: int
    notes: int = 0


def read(pages: Sequence[Page], standing: Standing) -> PageMap:
    """Say where everything stands."""
    named = {a: b for a, b in standing.boxes.items() if not a.startswith(MARK)}
    return PageMap(
        width=round(pages[0].width * PT, 2),
        height=round(pages[0].height * PT, 2),
        pages=tuple(_pages(len(pages), standing)),
        blocks=tuple(row for o in standing.owners for row in _blocks(o, standing)),
        notes=tuple(row for o in standing.owners for row in _notes(o.tree, standing)),
        anchors={anchor: min(found) for anchor, found in named.items()},
    )


def extents(standing: Standing) -> tuple[Extent, ...]:
    """Count the pages of each unit."""
    trees = (owner.tree for owner in standing.owners)
    return tuple(_extent(t, standing) for t in trees if t.text and not t.blank)


def _extent(tree: Tree, standing: Standing) -> Extent:
    last = max(standing.of(tree.root), default=0)
    notes = (each for each in tree.root.iter() if NOTE in each.attrib)
    behind = {page for note in notes for page in standing.of(note) if page > last}
    return Extent(len(standing.of(tree.root)), len(behind))


def _pages(count: int, standing: Standing) -> Iterator[PageRow]:
    """Name the pages in their order; one that is nobody's is blank."""
    at = {page: o for o in standing.owners for page in standing.of(o.tree.root)}
    number, roman, owner = 0, True, standing.owners[0]
    for index in range(1, count + 1):
        owner = at.get(index, owner)
        if roman and index in at and owner.tree.unit.matter is not Matter.FRONT:
            number, roman = 0, False
        number += 1
        blank = index not in at or owner.tree.blank
        label = folio(number, roman=roman)
        yield _page(index, label, owner, standing, blank=blank)


def _page(
    index: int, label: str, owner: Owner, standing: Standing, *, blank: bool
) -> PageRow:
    here = [] if blank else owner.pages.get(index, [])
    first = _first(index, here, owner.marks, standing)

    def boxes(of: Sequence[Element]) -> tuple[Box, ...]:
        return tuple(standing.of(each)[index] for each in of)

    return PageRow(
        index=index,
        label=label,
        side=side(index),
        blank=blank,
        folio=not blank,
        unit=owner.tree.unit.id,
        first=span(first.attrib[AT]) if first is not None else None,
        offset=_offset(first, index, standing) if first is not None else 0,
        words=_words(first, index, standing) if first is not None else "",
        initials=boxes([each for each in here if "drop" in classes(each)]),
        figures=boxes([each for each in here if each.tag == "figure"]),
        pictures=boxes([each for each in here if each.tag == "img"]),
    )


def _first(
    page: int, here: Sequence[Element], marks: Marked, standing: Standing
) -> Element | None:
    """Find the innermost block with which a page begins."""
    first: Element | None = None
    for each in here:
        if AT not in each.attrib or marks.note(each) or marks.is_added(each):
            continue
        if first is None:
            first = each
        elif first in marks.above(each):
            down = standing.of(each)[page].y - standing.of(first)[page].y
            first = each if down < LEVEL else first
    return first


def _offset(block: Element, page: int, standing: Standing) -> int:
    """Reckon by heights how many letters of a block stand on earlier pages."""
    boxes = standing.of(block)
    before = sum(box.height for number, box in boxes.items() if number < page)
    whole = sum(box.height for box in boxes.values())
    words = "".join(own_words(block)).split()
    wanted = sum(len(countable(word)) for word in words) * before / (whole or 1)
    letters = 0
    for word in words:
        if letters >= wanted:
            break
        letters += len(countable(word))
    return letters


def _words(block: Element, page: int, standing: Standing) -> str:
    """Give the first words of a page that begins with a block."""
    if min(standing.of(block)) < page:
        return ""
    return " ".join("".join(own_words(block)).split())[:FIRST_WORDS]


def _blocks(owner: Owner, standing: Standing) -> Iterator[BlockRow]:
    """Give each block its boxes; parts of a note that was divided are one."""
    rows: dict[tuple[str, str, str], list[Box]] = {}
    anchors: dict[tuple[str, str, str], str] = {}
    for element in owner.tree.root.iter():
        if AT in element.attrib and standing.of(element):
            key = element.attrib[AT], owner.marks.note(element), element.tag
            rows.setdefault(key, []).extend(standing.of(element).values())
            anchors.setdefault(key, element.attrib["id"])
    for key, boxes in rows.items():
        at, note, _ = key
        name = "" if anchors[key].startswith(MARK) else anchors[key]
        yield BlockRow(span(at), owner.tree.unit.id, name, tuple(boxes), note)


def _notes(tree: Tree, standing: Standing) -> Iterator[NoteRow]:
    """Give each note the page of its call and the pages its parts stand on."""
    links = calls(tree.root)
    pages: dict[str, list[int]] = {}
    called: dict[str, int] = {}
    for element in tree.root.iter():
        if key := element.get(NOTE):
            pages.setdefault(key, []).extend(standing.of(element))
            if (link := links.get(element.get("id", ""))) is not None:
                called[key] = min(standing.of(link), default=0)
    for key, stands in pages.items():
        yield NoteRow(key, called.get(key, 0), tuple(dict.fromkeys(stands)))
