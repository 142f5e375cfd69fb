"""A unit set in type, as often as its notes and figures need.

Each unit begins a page, so each is laid out alone, as a document of its own; the pages
of all are then drawn into one file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring

from publisher.artifacts import PrintUnit, Side
from publisher.layout import guessing, sight
from publisher.layout.byline import noted_by_line
from publisher.layout.drifting import fill_holes, has_holes
from publisher.layout.inside import content
from publisher.layout.inside.pictures import let_drawings_go
from publisher.layout.inside.plates import has_bare
from publisher.layout.inside.savings.kept_pages import leave, offer_drawn
from publisher.layout.inside.trials import Trials
from publisher.layout.lists import keep_numbers
from publisher.layout.longnotes import PART, of_columns, split_long_notes
from publisher.layout.markup import AT, add_class, classes
from publisher.layout.oneunit import SetUnit, render, set_once
from publisher.layout.outline import mark_outline
from publisher.layout.setting import Entry
from publisher.layout.sight import PATIENCE, drop, hush, within
from publisher.layout.spaces import close_up
from publisher.layout.stops import Measured
from publisher.layout.straying import call_back, is_worse, resign
from publisher.layout.tableheads import say_heads_again
from publisher.layout.unitmap import UnitMap
from publisher.layout.workshop import Workshop

BROKEN = (
    42.0  # pt of white paper that are better than a line broken off before a figure
)

HEADS = 12  # times that a unit is set to say heads of tables again, one page or more at a time


def set_unit(
    unit: PrintUnit, entry: Entry, shop: Workshop, trials: Trials | None = None
) -> SetUnit:
    """Lay a unit out: no hole above a figure, notes at home, no page of what is in sight.

    `trials` know of the settings it had before, and learn of those it has.
    """
    near = Near(entry.side, _likely(unit, entry.side, shop))
    hand = _Hand(unit, entry, shop, trials or Trials())
    made = None
    while made is None:
        made = _mended(_begun(near, hand), near, hand)
        made = made and noted_by_line(hand.whole(made), hand)
    made = hand.drawable(made)
    drop(made.root)
    return made


@dataclass(slots=True)
class _Hand:
    """Sets one unit, again and again, and holds no pages but those it set last.

    Of an earlier setting its markup and its map are there, by which settings are compared.
    """

    unit: PrintUnit
    entry: Entry
    shop: Workshop
    trials: Trials
    last: SetUnit | None = None

    def __call__(self, changed: Element) -> SetUnit:
        """Set the unit as a piece of markup."""
        if self.last is not None:
            self.trials.keep(self.last.document)
        return self._set(changed)

    def whole(self, made: SetUnit) -> SetUnit:
        """Give a setting with its pages: the same anew, if they were let go of."""
        return made if made is self.last else self(made.root)

    def drawable(self, made: SetUnit) -> SetUnit:
        """Give the last setting, each page of it as it can be drawn."""
        if not has_bare(made.document):
            return made
        offer_drawn()
        return self._set(made.root)

    def _set(self, changed: Element) -> SetUnit:
        if self.last is not None:
            let_drawings_go(self.shop.images)
            self.last.let_go()
        self.last = set_once(self.unit, changed, self.entry, self.shop)
        return self.last


@dataclass(slots=True)
class Near:
    """The references of a unit that do not say their page, round after round."""

    side: str  # of the unit's first page
    references: frozenset[str] = frozenset()
    rounds: int = 0

    def stands(self, made: SetUnit) -> bool:
        """Tell whether the pages are as they were believed to be; else believe them."""
        self.rounds += 1
        pages = _on_sides(made.map.anchors, self.side)
        believed, self.references = self.references, within(made.root, pages)
        if self.rounds >= PATIENCE:
            self.references &= believed
        return self.references == believed


def _likely(unit: PrintUnit, side: str, shop: Workshop) -> frozenset[str]:
    """Guess which references will be in sight: where that is right, once is enough."""
    copy = guessing.counted(unit.html)
    where = guessing.places(copy, shop.capacity)
    pages = {anchor: page + 1 for anchor, page in where.items()}
    return sight.near(copy.references, _on_sides(pages, side))


def _on_sides(pages: Mapping[str, int], side: str) -> dict[str, int]:
    """Count pages of a unit, from 1, so that 2 and 3 face each other wherever it begins."""
    before = 0 if side == Side.RECTO else 1
    return {anchor: page + before for anchor, page in pages.items()}


def _begun(near: Near, hand: _Hand) -> Element:
    """Prepare the markup of a unit, its long notes divided."""
    root = fromstring(hand.unit.html)
    close_up(root)
    mark_outline(root, hand.unit)
    hush(root, near.references)
    split_long_notes(
        root, lambda galley: hand.trials.lines(galley, lambda: _measured(galley, hand))
    )
    keep_numbers(root)
    return root


def _mended(
    root: Element, near: Near, set_again: Callable[[Element], SetUnit]
) -> SetUnit | None:
    """Set a unit; close the holes its figures leave; bring its notes home.

    None if a note that was divided must be divided anew.
    """
    made: SetUnit | None = set_again(root)
    if made and (narrowed(root, made.map.wide) or filled_up(root, made.map)):
        made = set_again(root)
    if made and has_holes(made.map):
        made = _settled(made, near, set_again, hopeful=False)
        made = made and _filled(made, near, set_again)
    made = made and _settled(made, near, set_again)
    return made and _headed(made, near, set_again)


def _headed(
    made: SetUnit, near: Near, set_again: Callable[[Element], SetUnit]
) -> SetUnit | None:
    """Say the heads of tables again with which the notes of a page begin."""
    for _ in range(HEADS):
        root = deepcopy(made.root)
        if not say_heads_again(root, made.map):
            break
        again = _settled(set_again(root), near, set_again)
        if again is None:
            return None
        made = again
    return made


def _filled(
    made: SetUnit, near: Near, set_again: Callable[[Element], SetUnit]
) -> SetUnit | None:
    """Let figures drift that leave holes; once more if other references are then in sight.

    A paragraph is cut where a line ends, and lines break anew where a page is named or is
    not named any more. What was cut for others would end in a line that is not full.
    """
    believed = near.references
    filled = _settled(fill_holes(made, set_again), near, set_again, hopeful=False)
    root = deepcopy(made.root)
    if filled is None or near.references == believed:
        return filled
    if _are_in_parts(root, hush(root, near.references)):
        return filled
    again = _settled(
        fill_holes(set_again(root), set_again), near, set_again, hopeful=False
    )
    return again and (again if _is_no_worse(again, filled) else filled)


def _is_no_worse(made: SetUnit, broken: SetUnit) -> bool:
    """Tell whether a setting is as good as one in which a line may be broken off."""
    *counts, white = made.faults()
    *others, hole = broken.faults()
    return (counts, white) <= (others, hole + BROKEN)


def _settled(
    made: SetUnit,
    near: Near,
    set_again: Callable[[Element], SetUnit],
    *,
    hopeful: bool = True,
) -> SetUnit | None:
    """Set a unit anew until no page is said of what is in sight.

    While hopeful, let go of the notes that are astray, as long as that is of use.
    """
    while True:
        root = deepcopy(made.root)
        stands = near.stands(made)
        if not stands and _are_in_parts(root, hush(root, near.references)):
            return None
        gone = resign(root, made.map) if hopeful else []
        if stands and not gone:
            return made
        again = set_again(root)
        hopeful = hopeful and not (gone and is_worse(again, made))
        if hopeful or not gone:
            made = again
        elif not stands:
            call_back(gone)
            made = set_again(root)


def _are_in_parts(root: Element, changed: Sequence[Element]) -> bool:
    """Tell whether some of these elements stand in notes that have been divided."""
    parts = (
        part
        for part in root.iter()
        if {"note-cut", "note-more"}.intersection(classes(part))
    )
    return any(each in changed for part in parts for each in part.iter())


def narrowed(root: Element, wide: Collection[str]) -> bool:
    """Set tables that are wider than the page in small type; tell if there are any."""
    tables = [
        element
        for element in root.iter("div")
        if "tbl" in classes(element) and element.get(AT) in wide
    ]
    for table in tables:
        add_class(table, "narrow")
    return bool(tables)


def filled_up(root: Element, pages: UnitMap) -> bool:
    """Take white out of a title page that holds more than its page; tell if it is one."""
    full = "title-page" in classes(root) and len(pages.pages) > 1
    if full:
        add_class(root, "full")
    return full


def _measured(galley: Element, hand: _Hand) -> list[Measured]:
    """Set some markup by itself and measure what is marked in it."""
    document = render(galley, Entry("recto", 1), hand.shop)
    found: dict[Element, list[str]] = {p: [] for p in galley.iter() if PART in p.attrib}
    tables: dict[Element, Measured] = {}
    ragged: set[Element] = set()
    for page in document.pages:
        for element, text in content.lines(page):
            if element in found:
                found[element].append(text)
        tables |= {each: of_columns(widths) for each, widths in content.columns(page)}
        ragged.update(content.ragged(page))
    hand.trials.keep_galley(document)
    leave(document)
    return [
        tables.get(each, Measured(lines, each in ragged))
        for each, lines in found.items()
    ]
