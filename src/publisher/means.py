"""What builds work with and leave to one another: workers, and what they have made."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from publisher.cache import Cache, Recalling, default_folder, fingerprint, temporary
from publisher.layout import Press
from publisher.layout.hands import PRELOAD, Bench, Crew, bench
from publisher.meanwhile import meanwhile
from publisher.patience import be_patient
from publisher.workers import Died, Workers

T = TypeVar("T")

FEW = 4
"""Units: a book's contents and lists are not more, nor are the chapters that one edit changes."""

ENOUGH = 92 * 2**20  # bytes a worker holds, with what it shares, when it is replaced
"""After a long chapter. What a worker has let go of lies between what it keeps, and does not
go back to the system: the next chapter would be set on top of it. Another is there in a tenth
of a second, its style sheets read; one that has set nothing holds 64 MB."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a run works with, and may leave to the next: workers, and what they made."""

    press: Press = field(default_factory=Press)
    cache: Cache | None = None
    workers: Workers[Bench] | None = None

    @contextmanager
    def while_setting(
        self, look: Callable[[bool], bool], at_last: Callable[[], object] | None = None
    ) -> Iterator[None]:
        """Have something looked at when units are being set; where it is wrong, they stop.

        Looked at sooner, it would keep this process from finding out what there is to set.
        `look` is told whether few are being set, as after an edit.
        Workers that last are not stopped over a few: the lines they remember would be lost.
        What takes memory afterwards is done `at_last`, when few units are being set: beside
        an edit, or after the chapters.
        """
        crew = self.press.hands
        if not isinstance(crew, Crew):
            yield
            return
        left, lasting = [at_last] if at_last else [], crew.lasting

        def at_work(count: int) -> bool:
            few = count <= FEW
            if not look(few):
                return lasting and few
            if few and left:
                meanwhile(left.pop())
            return True

        before, crew.at_work = crew.at_work, at_work
        try:
            yield
        finally:
            crew.at_work = before

    def aside(
        self, name: str, work: Callable[..., T], *arguments: object
    ) -> Callable[[], T]:
        """Have some work done by another process; give what waits for its result.

        Without workers it is done here and now; if its process dies, here and then.
        """
        if self.workers is None:
            done = work(*arguments)
            return lambda: done
        result = self.workers.aside(name, work, *arguments)

        def wait() -> T:
            made = result()
            return work(*arguments) if isinstance(made, Died) else made

        return wait

    def twin(self, name: str, work: Callable[[], T]) -> Callable[[], T] | None:
        """Have some work done by a process as this one is; give what waits for its result.

        None where there is nobody to do it. If the process dies, it is done here and then.
        What it finds damaged in the cache is known here, too.
        """
        damaged = self.cache.damaged if self.cache else []

        def there() -> tuple[T, list[str]]:
            before = len(damaged)
            return work(), damaged[before:]

        result = self.workers.twin(name, there) if self.workers is not None else None
        if result is None:
            return None

        def wait() -> T:
            made = result()
            if isinstance(made, Died):
                return work()
            done, more = made
            damaged.extend(each for each in more if each not in damaged)
            return done

        return wait


@contextmanager
def hired(
    *, jobs: int | None = None, keep: bool = True, lasting: bool = False
) -> Iterator[Means]:
    """Hire workers, and open the cache; without `keep` one that goes with the run.

    What is `lasting` serves one edit after the other: workers are then not replaced, for
    they remember lines they broke.

    The workers begin to make themselves ready at once, while the book is read.
    """
    gc.freeze()  # what is imported stays; and a book is trees, of which none goes in parts
    be_patient()
    with ExitStack() as stack:
        cache = _opened(lasting=lasting) if keep else stack.enter_context(temporary())
        if not cache.writable:
            cache = stack.enter_context(temporary())
        workers = Workers(
            jobs, preload=PRELOAD, initial=bench, recycle=0 if lasting else ENOUGH
        )
        stack.callback(workers.close)
        workers.start()
        stack.callback(cache.tidy)
        press = Press(Crew(cache, workers, lasting), fingerprint())
        yield Means(press, cache, workers)


def _opened(*, lasting: bool) -> Cache:
    """Open the cache; in a process that makes the same book again and again it recalls."""
    return Recalling(default_folder()) if lasting else Cache(default_folder())
