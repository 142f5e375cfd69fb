"""Those who set: this very process, or a crew of workers beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

from publisher.artifacts import Asset, PrintBook
from publisher.cache import Cache
from publisher.diagnostics import Diagnostic
from publisher.layout import store as stores
from publisher.layout.complaints import failure
from publisher.layout.setting import Gist, Job
from publisher.layout.store import Store
from publisher.layout.turns import in_turn
from publisher.workers import Died, Workers, give_back_large

if TYPE_CHECKING:
    from publisher.layout.works import Works

NO_ROOM = "there is no room on the disk for its pages"
LONG = 200_000  # characters of markup, some 55 pages
"""A unit so long goes to a worker that remembers nothing yet: it needs 100 MB and more."""
SHORT = 50_000  # characters; beside a long one, who has set more than that leaves
FEW = 4  # units, as after an edit: for so few it would only take time
PRELOAD = ("publisher.layout.inside.readiness",)


class Hands(Protocol):
    """Whoever sets units and keeps them in a store."""

    @property
    def store(self) -> Store:
        """Where units are kept."""

    @property
    def count(self) -> int:
        """How many units are set at the same time."""

    def open(
        self,
        book: PrintBook,
        assets: Mapping[PurePosixPath, Asset],
        fonts: Mapping[str, Asset],
    ) -> None:
        """Turn to a book; its units come later."""

    def found(self) -> tuple[Diagnostic, ...]:
        """Say what the book's style sheets get wrong."""

    def rest(self) -> bool:
        """Let go of what setting needs, if there is nothing more to set; tell whether."""

    def perform(
        self, jobs: Sequence[tuple[str, Job]]
    ) -> Iterator[tuple[str, Gist | str]]:
        """Set units and keep them by their keys, in any order; or say what went wrong."""


@dataclass(slots=True)
class Crew:
    """Workers beside this process. They keep what they set in the same folder."""

    store: Cache
    workers: Workers[Bench]
    lasting: bool = False  # the same units come again and again, a little edited
    at_work: Callable[[int], None] = lambda _: None  # told how many units are being set

    @property
    def count(self) -> int:
        """How many units are set at the same time."""
        return self.workers.jobs

    def open(
        self,
        book: PrintBook,
        assets: Mapping[PurePosixPath, Asset],
        fonts: Mapping[str, Asset],
    ) -> None:
        """Turn to a book; its units come later."""
        self.workers.renew(book, assets, fonts, self.store.folder)

    def found(self) -> tuple[Diagnostic, ...]:
        """Say what the book's style sheets get wrong."""
        for _, found in self.workers.run(_found, [("the styles", ())]):
            if not isinstance(found, Died):
                return found
        return ()

    def rest(self) -> bool:
        """Let the workers go, unless the next edit will soon need them; tell whether."""
        if not self.lasting:
            self.workers.relieve()
        return not self.lasting

    def perform(
        self, jobs: Sequence[tuple[str, Job]]
    ) -> Iterator[tuple[str, Gist | str]]:
        """Set units and keep them by their keys, in any order; or say what went wrong."""
        sizes = [len(job.unit.html) for _, job in jobs]
        if len(jobs) > FEW and not self.lasting:
            give_back_large()
        order = in_turn(sizes, self.workers.jobs)
        last: list[int] = []
        if max(sizes, default=0) > LONG and not self.lasting:
            self.workers.relieve()
            last = [at for at, each in enumerate(order) if sizes[each] > SHORT]
        jobs = [jobs[each] for each in order]
        tasks = [(job.unit.id, (key, job)) for key, job in jobs]
        for index, made in self.workers.run(
            _perform, tasks, lambda: self.at_work(len(tasks)), last
        ):
            yield jobs[index][0], made.how if isinstance(made, Died) else made


@dataclass(frozen=True, slots=True)
class Bench:
    """Where one worker works."""

    works: Works
    store: Store


def bench(
    book: PrintBook,
    assets: Mapping[PurePosixPath, Asset],
    fonts: Mapping[str, Asset],
    folder: Path,
) -> Bench:
    """Turn a worker to a book."""
    from publisher.layout.works import open_works

    return Bench(open_works(book, assets, fonts), Cache(folder))


def _found(at: Bench) -> tuple[Diagnostic, ...]:
    return at.works.shop.found


def _perform(at: Bench, key: str, job: Job) -> Gist | str:
    return _kept(at.works, at.store, key, job)


def _kept(works: Works, store: Store, key: str, job: Job) -> Gist | str:
    """Set a unit, keep it, and the plates of it for the next time; give the gist of it."""
    try:
        made = works.perform(job, stores.plates(store, job.plates))
    except (OSError, MemoryError):  # the machine, not the chapter
        raise
    except Exception as problem:  # noqa: BLE001 whatever it is, the book has to know it
        return failure(problem)
    if not stores.keep(store, key, made.setting, made.pages):
        return NO_ROOM
    if made.plates is not None and job.plates:
        stores.keep_plates(store, job.plates, made.plates)
    return made.setting.gist


@dataclass(slots=True)
class Alone:
    """This process."""

    store: Store
    works: Works | None = None

    @property
    def count(self) -> int:
        """One unit is set at a time."""
        return 1

    def open(
        self,
        book: PrintBook,
        assets: Mapping[PurePosixPath, Asset],
        fonts: Mapping[str, Asset],
    ) -> None:
        """Turn to a book; its units come later."""
        from publisher.layout.works import open_works

        self.works = open_works(book, assets, fonts)

    def found(self) -> tuple[Diagnostic, ...]:
        """Say what the book's style sheets get wrong."""
        assert self.works is not None
        return self.works.shop.found

    def rest(self) -> bool:
        """Keep the workshop: it is this process's own."""
        return False

    def perform(
        self, jobs: Sequence[tuple[str, Job]]
    ) -> Iterator[tuple[str, Gist | str]]:
        """Set units and keep them by their keys."""
        assert self.works is not None
        for key, job in jobs:
            yield key, _kept(self.works, self.store, key, job)
