"""Settings of a unit that were not its last, kept for the next time it is set.

A chapter is set again where a figure leaves a hole, a note is let go or a reference drops its
page; and its long notes are set by themselves before all else, in a galley, to see where
their lines end. After an edit all that is done again, to come to the same end. So what was
read on those pages is kept, too, as **bare plates**: plates that were never drawn
(`plates`). They stand in for a page as long as nobody wants to draw it; if what has stood in
is in the last setting now, that is set once more without them. Of a galley that is the same
to the letter the lines are kept as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from xml.etree.ElementTree import Element

from publisher.layout.inside import content
from publisher.layout.inside.plates import READERS, Cast, bare
from publisher.layout.inside.savings import kept_pages
from publisher.layout.markup import AT, CALL
from publisher.layout.stops import Measured
from publisher.layout.weasy import Document

MOST = 4  # settings of a unit that are kept, the first ones

Lines = list[Measured]
"""The lines of paragraphs, and what else a galley shows."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What is kept of a unit besides the plates of its last setting."""

    casts: tuple[Cast, ...] = ()
    galleys: Mapping[str, Lines] = field(default_factory=dict)  # by digest


@dataclass(slots=True)
class Trials:
    """The settings of the unit at hand that were not the last."""

    before: Tried = field(default_factory=Tried)
    _casts: list[Cast] = field(default_factory=list)
    _galleys: dict[str, Lines] = field(default_factory=dict)

    def begin(self, before: Tried) -> None:
        """Turn to a unit, of which something may be kept from the last time."""
        self.before = before
        self._casts, self._galleys = [], {}

    def lines(self, galley: Element, find: Callable[[], Lines]) -> Lines:
        """Give the lines of a galley: those kept of one that is the same, or find them."""
        name = sha256(
            repr([_said(each) for each in galley.iter()]).encode()
        ).hexdigest()
        for known in (self._galleys, self.before.galleys):
            if name in known:
                break
        else:
            known = {name: find()}
        self._galleys[name] = known[name]
        return known[name]

    def keep(self, document: Document) -> None:
        """Keep a setting that is let go of."""
        self._keep(bare(document, READERS))

    def keep_galley(self, document: Document) -> None:
        """Keep the pages of a galley, on which nothing but lines is read."""
        self._keep(bare(document, (content.lines, content.ragged)))

    def tried(self, last: Cast) -> Tried:
        """Tell what there is to keep besides the last setting, and its pages."""
        casts: list[Cast] = []
        for cast in reversed(self._casts):
            left = cast.without(last, *casts)
            casts += [left] if left else []
        return Tried(tuple(reversed(casts)), self._galleys)

    def _keep(self, cast: Cast | None) -> None:
        if cast is not None and len(self._casts) < MOST:
            self._casts.append(cast)


def _said(element: Element) -> tuple[Any, ...]:
    """Tell all of an element but where it stands in the manuscript."""
    attributes = {k: v for k, v in element.attrib.items() if k not in (AT, CALL)}
    return element.tag, len(element), element.text, element.tail, attributes


def offer(casts: Sequence[Cast]) -> None:
    """Have plates at hand for the documents that follow, those of the last setting first."""
    kept_pages.offer(*(each.session() for each in casts))
