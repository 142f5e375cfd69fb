"""Those who set: this very process, or a crew of workers beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol, TypeAlias

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
    from publisher.layout.works import Performed, Works

NO_ROOM = "there is no room on the disk for its pages"
LONG = 200_000  # characters of markup, some 55 pages
"""A unit so long goes to a worker that remembers nothing yet: it needs 100 MB and more."""
SHORT = 50_000  # characters; beside a long one, who has set more than that leaves
FEW = 4  # units, as after an edit: for so few it would only take time
PRELOAD = ("publisher.layout.inside.readiness",)


Ways: TypeAlias = "Sequence[tuple[str, Job]]"
"""The ways in which one unit is to be set, each with its key: the one asked for is the last.
Another goes before where it will most likely be asked for next: its pages are then those
that stay for the next time, and the one asked for has few besides."""


def nothing() -> None:
    """Do nothing beside."""


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
        self, units: Sequence[Ways], beside: Callable[[], None] = nothing
    ) -> Iterator[tuple[str, Gist | str]]:
        """Set units and keep them by their keys, in any order; or say what went wrong.

        `beside` is what can be done here, while others set them.
        """


@dataclass(slots=True)
class Crew:
    """Workers beside this process. They keep what they set in the same folder."""

    store: Cache
    workers: Workers[Bench]
    lasting: bool = False  # the same units come again and again, a little edited
    at_work: Callable[[int], bool] = lambda _: True
    """Told how many units are being set; tells whether to go on."""

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
        self, units: Sequence[Ways], beside: Callable[[], None] = nothing
    ) -> Iterator[tuple[str, Gist | str]]:
        """Set units and keep them by their keys, in any order; or say what went wrong.

        Whose worker dies over several ways is set once more, in the one that is asked for.
        """
        again: list[Ways] = []
        for ways, made in self._performed(units, beside):
            if not isinstance(made, Died):
                yield from zip((key for key, _ in ways), made, strict=True)
            elif len(ways) > 1:
                again.append(ways[-1:])
            else:
                yield ways[-1][0], made.how
        if again:
            yield from self.perform(again)

    def _performed(
        self, units: Sequence[Ways], beside: Callable[[], None]
    ) -> Iterator[tuple[Ways, list[Gist | str] | Died]]:
        """Have units set by workers."""

        def at_work() -> bool:
            goes_on = self.at_work(len(units))
            if goes_on and not self.lasting:  # what lasts is at hand
                beside()
            return goes_on

        sizes = [len(ways[-1][1].unit.html) for ways in units]
        if len(units) > FEW and not self.lasting:
            give_back_large()
        order = in_turn(sizes, self.workers.jobs)
        last: list[int] = []
        if max(sizes, default=0) > LONG and not self.lasting:
            self.workers.relieve()
            last = [at for at, each in enumerate(order) if sizes[each] > SHORT]
        units = [units[each] for each in order]
        tasks = [(ways[-1][1].unit.id, tuple(ways)) for ways in units]
        for index, made in self.workers.run(_perform, tasks, at_work, last):
            yield units[index], made


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


def _perform(at: Bench, *ways: tuple[str, Job]) -> list[Gist | str]:
    return list(_set(at.works, at.store, ways))


def _set(works: Works, store: Store, ways: Ways) -> Iterator[Gist | str]:
    """Set a unit in some ways; the plates of the first are kept for the next time.

    Another way that begins in the same place is set by them, too.
    """
    plates: dict[str, object] = {}
    for number, (key, job) in enumerate(ways):
        if job.plates not in plates:
            plates[job.plates] = stores.plates(store, job.plates)
        made = _made(works, job, plates[job.plates])
        if isinstance(made, str):
            yield made
        elif isinstance(made, Gist):
            yield made if stores.keep_gist(store, key, made) else NO_ROOM
        elif not stores.keep(store, key, made.setting, made.pages):
            yield NO_ROOM
        else:
            if number == 0 and made.plates is not None and job.plates:
                plates[job.plates] = made.plates
                stores.keep_plates(store, job.plates, made.plates)
            yield made.setting.gist


def _made(works: Works, job: Job, before: object) -> Performed | Gist | str:
    """Set a unit by the plates it had, or say why it cannot be set."""
    try:
        return (works.glance if job.passing else works.perform)(job, before)
    except (OSError, MemoryError):  # the machine, not the chapter
        raise
    except Exception as problem:  # noqa: BLE001 whatever it is, the book has to know it
        return failure(problem)


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
        self,
        units: Sequence[Ways],
        beside: Callable[[], None] = nothing,  # noqa: ARG002
    ) -> Iterator[tuple[str, Gist | str]]:
        """Set units and keep them by their keys; nothing is done beside."""
        assert self.works is not None
        for ways in units:
            keys = (key for key, _ in ways)
            yield from zip(keys, _set(self.works, self.store, ways), strict=True)
