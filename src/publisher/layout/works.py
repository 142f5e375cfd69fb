"""The work of one process: units of a book set in type and drawn, one after the other.

What comes of a job is a function of the job and of the book's styles, fonts and images,
never of what was made before; so it can be done anywhere, and kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publisher.artifacts import Asset, PrintBook
from publisher.fragments import Fragment
from publisher.layout.complaints import listening
from publisher.layout.emission import emit
from publisher.layout.faults import faults
from publisher.layout.faults.reading import read_lines
from publisher.layout.fonts import characters
from publisher.layout.inside import savings
from publisher.layout.inside.savings import kept_pages
from publisher.layout.labels import folio
from publisher.layout.oneunit import SetUnit
from publisher.layout.setting import Facts, Job, Setting
from publisher.layout.typesetting import set_unit
from publisher.layout.workshop import Workshop, open_workshop

DOCUMENTS = 5  # of edits: a unit is set two or three times, and its galley
PT = 0.75  # in one CSS pixel


@dataclass(frozen=True, slots=True)
class Works:
    """A workshop, and what its fonts are called."""

    shop: Workshop
    fonts: Mapping[str, Asset]
    files: Mapping[str, str]  # SHA-256 of a font → its file name
    lasting: bool = False  # hold the pages of the last unit: it may come again, edited
    _last: list[str] = field(default_factory=list)  # its id

    def facts(self) -> Facts:
        """Say what is to be known of the styles and fonts."""
        return Facts(self.shop.found, characters(self.fonts))

    def perform(self, job: Job) -> tuple[Setting, Fragment]:
        """Set a unit and draw its pages."""
        if self._last != [job.unit.id]:
            savings.forget("kept pages")
        self._last[:] = [job.unit.id]
        made = set_unit(job.unit, job.entry, self.shop)
        with listening() as said:
            drawn = emit(made.document, made.root, self.files, _folio(made))
        if not self.lasting:
            savings.forget("kept pages")
        page = made.document.pages[0]
        setting = Setting(
            html=made.html,
            map=made.map,
            said=(*made.said, *said),
            width=round(page.width * PT, 2),
            height=round(page.height * PT, 2),
            rigid=drawn.rigid,
            faults=tuple(faults(read_lines(made, (*made.said, *said)))),
        )
        return setting, drawn.fragment


def open_works(
    book: PrintBook,
    assets: Mapping[PurePosixPath, Asset],
    fonts: Mapping[str, Asset],
    *,
    lasting: bool = False,
) -> Works:
    """Open the workshop of a book; its units are not looked at."""
    savings.install()
    kept_pages.hold(DOCUMENTS if lasting else 2)
    files = {
        hashlib.sha256(each.data).hexdigest(): name for name, each in fonts.items()
    }
    return Works(open_workshop(book, assets, fonts), fonts, files, lasting)


def _folio(made: SetUnit) -> Callable[[int], str]:
    """Say which folio of a page may be changed later: none in roman figures."""
    if made.entry.roman:
        return lambda _: ""
    return lambda page: folio(made.entry.number + page, roman=False)
