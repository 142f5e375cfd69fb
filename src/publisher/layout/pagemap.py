"""Where everything stands: the pages of one unit, read back after it is set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from publisher.artifacts import BlockRow, Box, NoteRow
from publisher.layout.inside import content
from publisher.layout.inside.linenumbers import beside
from publisher.layout.letters import as_written, countable, own_words
from publisher.layout.markup import AGAIN, AT, NOTE, SKIP, Marked, calls, classes
from publisher.layout.numbers import PAGE_OF, held
from publisher.layout.places import span
from publisher.layout.unitmap import FIRST_WORDS, UnitMap, UnitPage
from publisher.layout.weasy import Page

PLATES = frozenset({"full-bleed", "half"})
OVER = 5.5  # pt that a block may pass the edge of its page: half a line of a note
SLACK = 1.5  # pt that a line may pass the edge: a hanging comma is not a fault


@dataclass(slots=True)
class _Reading:
    """What has been met on the pages so far."""

    tree: Marked
    notes: Mapping[Element, int]  # notes and their parts → their place in the markup
    boxes: dict[Element, dict[int, Box]] = field(default_factory=dict)
    counted: dict[Element, int] = field(default_factory=dict)
    written: dict[Element, str] = field(default_factory=dict)
    heads: set[Element] = field(default_factory=set)  # of tables
    wide: dict[str, None] = field(default_factory=dict)
    tall: dict[str, None] = field(default_factory=dict)


def read_unit(pages: Sequence[Page], tree: Marked) -> UnitMap:
    """Find on which page, and where on it, each block, note and anchor stands."""
    notes = (each for each in tree.root.iter() if NOTE in each.attrib)
    numbers = {each: number for number, each in enumerate(notes)}
    reading = _Reading(tree, numbers)
    rows = [_page(page, number, reading) for number, page in enumerate(pages, 1)]
    anchors: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for anchor in page.anchors:
            anchors.setdefault(anchor, number)
    return UnitMap(
        pages=tuple(rows),
        blocks=tuple(_blocks(reading)),
        notes=tuple(_notes(reading, anchors)),
        anchors=anchors,
        disordered=frozenset(_disordered(reading)),
        wide=tuple(reading.wide),
        tall=tuple(reading.tall),
    )


def _page(page: Page, number: int, reading: _Reading) -> UnitPage:
    standing = [
        (each.element, Box(number, each.x, each.y, each.width, each.height))
        for each in content.rectangles(page)
    ]
    for element, box in standing:
        is_cut_off = NOTE in element.attrib and box.y < 0
        if not is_cut_off and (AT in element.attrib or NOTE in element.attrib):
            reading.boxes.setdefault(element, {}).setdefault(number, box)
    reading.tall |= dict.fromkeys(_too_tall(standing, content.foot(page), reading.tree))
    found = list(content.pieces(page))
    first, offset = _first(found, reading)
    again = tuple(_said_again(page, number, reading))
    _count_on(found, content.edge(page) + SLACK, reading)
    return UnitPage(
        margins=content.margins(page),
        first=first,
        offset=offset,
        words=_words(found, reading.tree),
        initials=tuple(box for e, box in standing if "drop" in classes(e)),
        figures=tuple(box for e, box in standing if e.tag == "figure"),
        pictures=tuple(box for e, box in standing if e.tag == "img"),
        white=content.white(page),
        figure=_figure(element for element, _ in standing),
        heads=again,
        over=tuple(box for e, box in standing if _is_over(e, reading.tree)),
        beside=tuple(_beside(page, number)),
        layered=content.layered(page),
        note=next((reading.notes[e] for e, _ in standing if e in reading.notes), -1),
        leads="" if first else _leads(found, reading.tree),
    )


def _too_tall(
    standing: Iterable[tuple[Element, Box]], foot: float, tree: Marked
) -> list[str]:
    """Name the innermost blocks of notes that run off a page, at its head or its foot."""
    found = [
        element
        for element, box in standing
        if box.y + box.height > foot + OVER or box.y < -OVER
        if AT in element.attrib and tree.note(element)
    ]
    around = {each for one in found for each in tree.above(one) if each is not one}
    return [each.attrib[AT] for each in found if each not in around]


def _said_again(page: Page, number: int, reading: _Reading) -> Iterator[Box]:
    """Give the heads of tables that go on from the page before."""
    for each in content.heads(page):
        if each.element in reading.heads or AGAIN in classes(each.element):
            yield Box(number, each.x, each.y, each.width, each.height)
        reading.heads.add(each.element)


def _is_over(element: Element, tree: Marked) -> bool:
    """Tell a caption that stands over a picture as large as the page."""
    return element.tag == "figcaption" and any(
        not PLATES.isdisjoint(classes(each)) for each in tree.above(element)
    )


def _beside(page: Page, number: int) -> Iterator[Box]:
    """Give the numbers of lines that stand in a margin, and what stands beside lists."""
    sides = beside(page)
    for at in range(0, len(sides), 4):
        yield Box(number, *sides[at : at + 4])
    for each in content.markers(page):
        yield Box(number, each.x, each.y, each.width, each.height)


def _leads(found: Iterable[content.Piece], tree: Marked) -> str:
    """Say where the first link of a page leads: of a list, to what its line names."""
    links = (e for p in found for e in tree.above(p.element) if e.tag == "a")
    return next((each.get("href", "").removeprefix("#") for each in links), "")


def _figure(standing: Iterable[Element]) -> str:
    """Say where the figure was written that a page begins with, if it does."""
    first = next((each for each in standing if AT in each.attrib), None)
    return first.attrib[AT] if first is not None and first.tag == "figure" else ""


def _first(found: Iterable[content.Piece], reading: _Reading) -> tuple[str, int]:
    """Find the block whose words stand first, and how much of it came before."""
    for piece in found:
        block = reading.tree.block(piece.element)
        blank = piece.text is not None and not countable(piece.text)
        if block is None or blank or reading.tree.is_added(piece.element):
            continue
        if not reading.tree.has_drifted(block):
            before = int(block.get(SKIP, "0"))
            return block.attrib[AT], before + reading.counted.get(block, 0)
    return "", 0


def _words(found: Sequence[content.Piece], tree: Marked) -> str:
    """Give the first words of a page: the author's, or if there are none any.

    Those of a figure that has drifted here are not where the text of the page begins.
    """
    own = (p for p in found if p.text and not tree.is_added(p.element))
    in_place = (_said(p) for p in own if not tree.has_drifted(p.element))
    return _beginning(in_place) or _beginning(_said(p) for p in found if p.text)


def _said(piece: content.Piece) -> str:
    """Give the words of a piece; the number of a page may still change."""
    anchor = piece.element.get(PAGE_OF)
    return held(anchor) if anchor else piece.text or ""


def _beginning(texts: Iterable[str]) -> str:
    said = ""
    for text in texts:
        said += f" {text}"
        if len(said) >= FIRST_WORDS:
            break
    return " ".join(said.split())


def _count_on(found: Iterable[content.Piece], edge: float, reading: _Reading) -> None:
    """Count the letters of each block that stand on this page.

    The head of a table, said again on every page it goes on to, counts once.
    """
    begun = frozenset(reading.counted)
    for piece in found:
        block = reading.tree.block(piece.element)
        if block is None or piece.text is None:
            continue
        if block in begun and _is_head(piece.element, reading.tree):
            continue
        if piece.right > edge and countable(piece.text):
            reading.wide.setdefault(block.attrib[AT])
        if not reading.tree.is_added(piece.element):
            before = reading.counted.get(block, 0)
            if block not in reading.written:
                reading.written[block] = countable("".join(own_words(block)))
            source = reading.written[block]
            reading.counted[block] = before + len(
                as_written(piece.text, source, before)
            )


def _is_head(element: Element, tree: Marked) -> bool:
    return any(each.tag == "thead" for each in tree.above(element))


def _blocks(reading: _Reading) -> Iterator[BlockRow]:
    """Give each block its boxes; parts of what was cut are one block."""
    rows: dict[tuple[str, str, str], list[Box]] = {}
    anchors: dict[tuple[str, str, str], str] = {}
    notes: dict[str, str] = {}  # key → data-at: only the first part of a note has it
    for element in reading.tree.root.iter():
        at, note = element.get(AT), element.get(NOTE)
        if note is not None:
            at = notes.setdefault(note, at or "")
        if at and element in reading.boxes:
            key = at, reading.tree.note(element), element.tag
            rows.setdefault(key, []).extend(reading.boxes[element].values())
            anchors.setdefault(key, element.get("id", ""))
    for key, boxes in rows.items():
        at, note, _ = key
        yield BlockRow(span(at), "", anchors[key], tuple(boxes), note)


def _notes(reading: _Reading, anchors: Mapping[str, int]) -> Iterator[NoteRow]:
    """Give each note the pages of its parts, in the order of the parts."""
    links = calls(reading.tree.root)
    pages: dict[str, list[int]] = {}
    called: dict[str, int] = {}
    for element in reading.tree.root.iter():
        if key := element.get(NOTE):
            pages.setdefault(key, []).extend(reading.boxes.get(element, ()))
            if (link := links.get(element.get("id", ""))) is not None:
                called[key] = anchors.get(link.get("id", ""), 0)
    for key, stands in pages.items():
        yield NoteRow(key, called.get(key, 0), tuple(dict.fromkeys(stands)))


def _disordered(reading: _Reading) -> Iterator[str]:
    """Name the notes with a part that stands before what it should follow."""
    last = (0, 0.0)
    for element in reading.tree.root.iter():
        for box in (
            reading.boxes.get(element, {}).values() if NOTE in element.attrib else ()
        ):
            if (box.page, box.y) < last:
                yield element.attrib[NOTE]
            last = max(last, (box.page, box.y))
