"""Paragraphs and notes that make way, so that notes stand with their calls, in order.

The remedy is the engine's (`straying`): where a note has left its page, the paragraph
that goes on after that page is told to keep a line more together, and a note for which
nothing helps is let go. Here it is done by anchors alone, for all notes of a round at
once, and nothing is taken back: so it ends, not always with the best pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from publisher.artifacts import NoteRow
from publisher.layout.markup import AT, NOTE, add_class
from publisher.layout.plain.standing import Owner, Standing

USUAL, MOST = 2, 4  # lines of a paragraph kept together, as a rule and at the most
RESIGNED = "resigned"  # class of a note that may go on to the next page


@dataclass(frozen=True, slots=True)
class Held:
    """What has been done so far."""

    lines: Mapping[str, int] = field(default_factory=dict)  # data-at → kept together
    resigned: frozenset[str] = frozenset()  # keys of notes

    def apply(self, root: Element) -> None:
        """Do it to the markup of a unit."""
        for element in root.iter():
            if kept := self.lines.get(element.get(AT, "")):
                element.set("style", f"orphans: {kept}")
            if element.get(NOTE) in self.resigned:
                add_class(element, RESIGNED)


def hold(before: Held, notes: Sequence[NoteRow], standing: Standing) -> Held:
    """Do a little more where notes are astray."""
    late = {row.key for row in notes if row.pages and row.pages[0] != row.call}
    astray = late | disordered(standing)
    lost = sorted({page for row in notes if row.key in astray for page in _lost(row)})
    lines = dict(before.lines)
    for page in lost:
        if at := _going_on(page, standing):
            lines[at] = min(MOST, before.lines.get(at, USUAL) + 1)
    if lines == before.lines:
        return Held(lines, before.resigned | astray)
    return Held(lines, before.resigned)


def disordered(standing: Standing) -> frozenset[str]:
    """Name the notes with a part that stands before what it should follow."""
    found = set()
    for owner in standing.owners:
        last = (0, 0.0)
        for element in owner.tree.root.iter():
            if NOTE in element.attrib:
                for box in standing.of(element).values():
                    if (box.page, box.y) < last:
                        found.add(element.attrib[NOTE])
                    last = max(last, (box.page, box.y))
    return frozenset(found)


def _lost(row: NoteRow) -> Iterator[int]:
    """List the pages a note may have been sent on from."""
    yield row.call
    for page in row.pages:
        yield from (page - 1, page)


def _going_on(page: int, standing: Standing) -> str:
    """Find the paragraph that goes on after a page, or begins the next."""
    for owner in standing.owners:
        here, there = ([*_paragraphs(owner, page + n)] for n in (0, 1))
        if here and there:
            last = next((each for each in reversed(here) if each in there), there[0])
            return last.attrib[AT]
    return ""


def _paragraphs(owner: Owner, page: int) -> Iterator[Element]:
    for each in owner.pages.get(page, ()):
        if each.tag == "p" and AT in each.attrib and not owner.marks.note(each):
            yield each
