"""Units to pages: every unit set in type, every page numbered, everything's place known.

Only this package knows WeasyPrint. Units go in, pages and the page map come out; that
each unit is set by itself, by some worker, and only if it was not set before, is nobody
else's concern.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from publisher.artifacts import Asset, Evenness, PageMap, PrintBook, PrintUnit
from publisher.diagnostics import Diagnostic
from publisher.fragments import Fragment, Placed
from publisher.layout.complaints import about_text
from publisher.layout.faults.telling import typeset_faults
from publisher.layout.findings import dead_links, misplaced, unsettled
from publisher.layout.guessing import guessed as guessed
from publisher.layout.joining import FullSheet, as_set, page_map
from publisher.layout.press import Press as Press
from publisher.layout.settling import settle
from publisher.layout.writing import write_pages as write_pages


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A book in pages."""

    book: PrintBook
    map: PageMap
    units: tuple[PrintUnit, ...]  # as they were set: figures may stand later
    names: Mapping[str, str]  # anchor → label of its page
    sheets: Sequence[FullSheet]  # in order, blank pages among them
    press: Press
    as_built: bool = True  # these are the pages of a build, whatever was set before

    def is_sure(self) -> bool:
        """Tell whether a build makes the very same pages; what it lacks for that is set."""
        if self.as_built:
            return True
        made = settle(self.book, self.press)
        jobs = [sheet.job for sheet in self.sheets]
        return made is not None and [each.job for each in made.sheets] == jobs

    def faults(self) -> list[Diagnostic]:
        """Say what a printer's reader would mark on the pages."""
        return list(typeset_faults(self.sheets))

    def evenness(self) -> Evenness:
        """Measure how evenly the lines of the book are filled."""
        each = (s.made.evenness for s in self.sheets if not s.place.blank)
        return sum(each, Evenness())

    def placed(self) -> list[Placed]:
        """Give the pages, unit by unit, each to be fetched when it is wanted."""
        return [self._placed(sheet) for sheet in self.sheets]

    def _placed(self, sheet: FullSheet) -> Placed:
        key = self.press.key(sheet.job)

        def load() -> Fragment:
            return self.press.pages(sheet.job)

        return Placed(load, sheet.start, sheet.place.labels, key)


def lay_out(
    book: PrintBook,
    assets: Mapping[PurePosixPath, Asset],
    fonts: Mapping[str, Asset],
    press: Press | None = None,
    *,
    hasty: bool = False,
) -> tuple[LaidOut | None, list[Diagnostic]]:
    """Set a book in pages and say where everything stands.

    None stands for a book with a unit that could not be set; the findings say which. In
    haste, most of an edited book is taken to stand where it stood: see `LaidOut.is_sure`.
    """
    press = press or Press()
    press.open(book, assets, fonts)
    made = settle(book, press, hasty=hasty)
    if made is None:
        return None, press.found
    names = made.names
    sheets = [
        FullSheet(each.place, each.gist, each.job, press.setting(each.job))
        for each in made.sheets
    ]
    pages = page_map(sheets, names)
    units = tuple(
        replace(sheet.place.unit, html=as_set(sheet, names))
        for sheet in sheets
        if not sheet.place.blank
    )
    said = [message for sheet in sheets for message in sheet.made.said]
    found = [
        *press.facts.found,
        *about_text(said, units, press.facts.characters),
        *misplaced(sheets, pages),
        *unsettled(sheets, names, steady=made.steady),
        *dead_links(units, names),
    ]
    return LaidOut(book, pages, units, names, sheets, press, made.as_built), found
