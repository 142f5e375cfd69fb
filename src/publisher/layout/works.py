"""The work of one process: units of a book set in type and drawn, one after the other.

What comes of a job is a function of the job and of the book's styles, fonts and images,
never of what was made before; so it can be done anywhere, and kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publisher.artifacts import Asset, PrintBook
from publisher.fragments import Fragment
from publisher.layout.complaints import listening
from publisher.layout.emission import Parts, emit, is_rigid
from publisher.layout.faults import faults
from publisher.layout.faults.evenness import evenness
from publisher.layout.faults.reading import read_lines
from publisher.layout.inside import savings
from publisher.layout.inside.pictures import let_drawings_go
from publisher.layout.inside.plates import Cast, Caster
from publisher.layout.inside.savings import kept_pages
from publisher.layout.inside.savings.parting import part, part_page
from publisher.layout.inside.trials import Trials, Tried, offer
from publisher.layout.labels import folio
from publisher.layout.oneunit import SetUnit
from publisher.layout.setting import Gist, Job, Setting
from publisher.layout.typesetting import set_unit
from publisher.layout.weasy import Page
from publisher.layout.workshop import Workshop, open_workshop

PT = 0.75  # in one CSS pixel


@dataclass(frozen=True, slots=True)
class Plates:
    """What is kept of a unit for the next time it is set."""

    last: Cast  # of its pages
    tried: Tried  # before they were as they are
    other: Cast | None = None  # pages it had the time before, and has not any more

    def casts(self) -> list[Cast]:
        """List all pages there are."""
        return [self.last, *self.tried.casts, *([self.other] if self.other else ())]


@dataclass(frozen=True, slots=True)
class Performed:
    """A unit set and drawn."""

    setting: Setting
    pages: Fragment
    plates: Plates | None  # None: of no page


@dataclass(frozen=True, slots=True)
class Works:
    """A workshop, and what its fonts are called."""

    shop: Workshop
    files: Mapping[str, str]  # SHA-256 of a font → its file name
    trials: Trials = field(default_factory=Trials)  # of the unit at hand

    def perform(self, job: Job, before: object = None) -> Performed:
        """Set a unit and draw its pages, but for those of an earlier setting that stay.

        `before` are the plates of that setting, as it gave them.
        """
        known = before if isinstance(before, Plates) else None
        with self._beginning_with(known):
            return self._performed(job, known)

    def glance(self, job: Job, before: object = None) -> Gist:
        """Set a unit of whose pages nothing is wanted but what `perform` would say first."""
        known = before if isinstance(before, Plates) else None
        with self._beginning_with(known), listening():
            made = set_unit(job.unit, job.entry, self.shop, self.trials)
            rigid = is_rigid(made.document, made.root, self.files, _folio(made))
            return Gist(len(made.map.pages), made.map.anchors, rigid)

    @contextmanager
    def _beginning_with(self, known: Plates | None) -> Iterator[None]:
        """Have what is known of a unit at hand while it is set, and nothing of it afterwards."""
        offer(known.casts() if known else [])
        self.trials.begin(known.tried if known else Tried())
        try:
            yield
        finally:
            savings.forget(kept_pages.SAVING.name)
            self.trials.begin(Tried())
            let_drawings_go(self.shop.images)
            part()

    def _performed(self, job: Job, known: Plates | None) -> Performed:
        made = set_unit(job.unit, job.entry, self.shop, self.trials)
        caster = Caster(made.document)

        def done(page: Page, number: int, parts: Parts) -> None:
            caster.page(page, number + 1, parts)
            part_page(page)  # its boxes are most of what is in memory

        with listening() as said:
            drawn = emit(made.document, made.root, self.files, _folio(made), done)
        page = made.document.pages[0]
        said = [*made.said, *said]
        pages = read_lines(made, said)
        setting = Setting(
            html=made.html,
            map=made.map,
            said=tuple(said),
            width=round(page.width * PT, 2),
            height=round(page.height * PT, 2),
            rigid=drawn.rigid,
            faults=tuple(faults(pages)),
            evenness=evenness(pages),
        )
        last = None if said else caster.cast()
        plates = None
        if last:
            plates = Plates(last, self.trials.tried(last), _other(known, last))
        return Performed(setting, drawn.fragment, plates)


def _other(known: Plates | None, last: Cast) -> Cast | None:
    """Keep what a unit had before: an edited book is set in two ways, one by one, again."""
    if known is None:
        return None
    return known.last.without(last) or (known.other and known.other.without(last))


def open_works(
    book: PrintBook,
    assets: Mapping[PurePosixPath, Asset],
    fonts: Mapping[str, Asset],
) -> Works:
    """Open the workshop of a book; its units are not looked at."""
    savings.install()
    files = {
        hashlib.sha256(each.data).hexdigest(): name for name, each in fonts.items()
    }
    return Works(open_workshop(book, assets, fonts), files)


def _folio(made: SetUnit) -> Callable[[int], str]:
    """Say which folio of a page may be changed later: none in roman figures."""
    if made.entry.roman:
        return lambda _: ""
    return lambda page: folio(made.entry.number + page, roman=False)
