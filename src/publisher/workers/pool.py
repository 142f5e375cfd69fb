"""The side of those who have work to give."""

from __future__ import annotations

import contextlib
import pickle
import selectors
import threading
import traceback
from collections import deque
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Concatenate, Generic, Self, TypeVar, cast

from publisher.workers.cores import usable_cores
from publisher.workers.line import GONE, Line
from publisher.workers.memory import give_back
from publisher.workers.outcome import OUT_OF_MEMORY, Died, TaskFailed, told
from publisher.workers.starting import Started
from publisher.workers.twin import Twin
from publisher.workers.work import FAILED, LAST, OUT, PRESSING, STATE, TASK, Bounds

State = TypeVar("State")
Result = TypeVar("Result")
Task = tuple[str, tuple[object, ...]]  # its name for people, and its arguments


class _Setting:
    """What makes the state of a worker: a function and its arguments."""

    def __init__(
        self, initial: Callable[..., object] | None, arguments: tuple[object, ...]
    ) -> None:
        self.initial = initial
        self.arguments = arguments

    def pickled(self) -> bytes:
        """Tell it to another process: now and then, and with fonts of many megabytes."""
        return pickle.dumps((self.initial, self.arguments), pickle.HIGHEST_PROTOCOL)

    @cached_property
    def state(self) -> object:
        return self.initial(*self.arguments) if self.initial else None


@dataclass(slots=True, eq=False)
class _Worker:
    """A process at our command."""

    pid: int
    line: Line
    setting: _Setting | None = None  # the last it was told of


def _alone(_: object, function: Callable[..., Result], *arguments: object) -> Result:
    """Do what needs no state."""
    return function(*arguments)


class Workers(Generic[State]):
    """Processes that are started when there is work, and kept for more."""

    def __init__(
        self,
        jobs: int | None = None,
        *,
        preload: Sequence[str] = (),
        initial: Callable[..., State] | None = None,
        arguments: tuple[object, ...] = (),
        limit: float = 600.0,
        memory: int = 0,
        recycle: int = 0,
    ) -> None:
        """Say how to work; nothing is started yet.

        jobs: how many processes at most; None for as many as there are cores for us, 0 to
            work in this very process, without bounds, for tests and debuggers.
        preload: modules to import once, before the first worker is forked.
        initial, arguments: what makes the state, once in each worker.
        limit: seconds a task may take, and `initial` in each worker.
        memory: bytes a worker may allocate; 0 for no bound. Not every system heeds it.
        recycle: bytes; a worker that holds more after a task makes room for a new one. Where
            there are no more tasks than workers all answer at once, and tidy up behind it.
        """
        self.jobs = usable_cores() if jobs is None else jobs
        self._preload = tuple(preload)
        self._bounds = Bounds(limit, memory, recycle)
        self._setting = _Setting(initial, arguments)
        self._template: Started | None = None
        self._idle: list[_Worker] = []
        self._busy: dict[_Worker, int] = {}  # the index of the task each is at
        self._aside: list[
            _Worker
        ] = []  # those that do no tasks of a run, at work or idle
        self._twins: list[Twin[object]] = []

    def start(self) -> None:
        """Begin to import `preload`; returns at once. `run` does it if nobody has."""
        if self.jobs and self._template is None:
            self._template = Started(self._preload, self._bounds)

    def run(
        self,
        function: Callable[Concatenate[State, ...], Result],
        tasks: Sequence[Task],
        at_work: Callable[[], bool] = lambda: True,
        last: Container[int] = (),
    ) -> Iterator[tuple[int, Result | Died]]:
        """Yield index and result of each task when it is done; they begin in their order.

        `at_work` is called when as many are at work as there may be, if any are, and tells
        whether to go on: if not, what is at work is stopped. Who has done one of the
        tasks that are its `last`, by their indices, leaves, and what it remembers with it.

        Raises TaskFailed when a task raised an exception. Whoever leaves the loop early
        stops what is still at work. There is one run at a time. A worker that is done while
        the caller is busy with a result rests until the caller asks for the next.
        """
        if not self.jobs:
            yield from self._here(function, tasks)
            return
        if self._busy:
            raise RuntimeError("these workers are at work already")
        left = deque(range(len(tasks)))
        try:
            self._employ(function, tasks, left)
            if self._busy and not at_work():
                return
            give_back()  # who waits has no use for it
            while self._busy:
                for worker in self._answering():
                    index = self._busy[worker]
                    result = self._answer(worker, tasks[index][0], self._idle)
                    if index in last:
                        self._let_rest_go(worker)
                    self._employ(function, tasks, left)
                    yield index, cast("Result | Died", result)
                    del result  # it may be large, and the next may be long in coming
        finally:
            for worker in tuple(self._busy):
                self._dismiss(worker, kill=True)

    def aside(
        self, name: str, function: Callable[..., Result], *arguments: object
    ) -> Callable[[], Result | Died]:
        """Begin a task beside all others; give what waits for its result, to be called once.

        `function` is told its arguments alone, and no state is made for it: so a process of
        its own does it, and rests afterwards for another such task. Whoever waits meets
        TaskFailed if it raised an exception.
        """
        if not self.jobs:
            done = function(*arguments)
            return lambda: done
        content = pickle.dumps(
            (_alone, (function, *arguments)), pickle.HIGHEST_PROTOCOL
        )
        worker = self._aside.pop() if self._aside else self._hire()
        with contextlib.suppress(*GONE):  # who waits for the answer will know
            worker.line.send(PRESSING, content)
        return lambda: cast("Result | Died", self._answer(worker, name, self._aside))

    def twin(
        self, name: str, work: Callable[[], Result]
    ) -> Callable[[], Result | Died] | None:
        """Begin some work in a process that knows all this one knows; give what waits for it.

        None where that cannot be, or would save no time: beside other threads, and where no
        two processes are at work at a time. What waits is called once.
        """
        if self.jobs < 2 or threading.active_count() > 1:
            return None
        twin = Twin(name, work, self._bounds, self._leave)
        self._twins.append(cast("Twin[object]", twin))
        return twin.result

    def renew(self, *arguments: object) -> None:
        """Have each worker make its state anew, of these arguments, before its next task.

        If all are to be hired yet, one is, and makes it at once: the first task is not long
        in coming.
        """
        self._setting = _Setting(self._setting.initial, arguments)
        if self.jobs and not (self._idle or self._busy):
            self._idle.append(self._hire())
            with contextlib.suppress(*GONE):  # who gives it a task will know
                self._tell(self._idle[-1])

    def relieve(self) -> None:
        """Let those go who rest, with all they remember: others take the next tasks."""
        while self._idle:
            self._dismiss(self._idle.pop())

    def _let_rest_go(self, worker: _Worker) -> None:
        """Let a worker go, if it rests: it may have left already."""
        if worker in self._idle:
            self._idle.remove(worker)
            self._dismiss(worker)

    def close(self) -> None:
        """End all processes, and wait until they are gone. A later `run` starts others."""
        for worker in (*self._idle, *self._busy, *self._aside):
            worker.line.close()
        self._idle.clear()
        self._busy.clear()
        self._aside.clear()
        while self._twins:
            self._twins.pop().end()
        if self._template is not None:
            template, self._template = self._template, None
            template.close()

    def _leave(self) -> None:
        """Let go of all processes, in one that was forked from this: they are not its own."""
        for worker in (*self._idle, *self._busy, *self._aside):
            worker.line.close()
        for twin in self._twins:
            twin.leave()
        self._idle, self._busy, self._aside, self._twins = [], {}, [], []
        if self._template is not None:
            self._template.leave()
            self._template = None

    def __enter__(self) -> Self:
        """Give the workers, to be closed at the end."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close them."""
        self.close()

    def _here(
        self, function: Callable[..., Result], tasks: Sequence[Task]
    ) -> Iterator[tuple[int, Result | Died]]:
        for index, (name, arguments) in enumerate(tasks):
            try:
                result = function(self._setting.state, *arguments)
            except Exception as problem:
                raise TaskFailed(name, traceback.format_exc()) from problem
            yield index, result

    def _employ(
        self, function: Callable[..., object], tasks: Sequence[Task], left: deque[int]
    ) -> None:
        """Give tasks to as many workers as there may be; press those for whom it is all."""
        kind = PRESSING if len(tasks) <= self.jobs else TASK
        while left and len(self._busy) < self.jobs:
            index = left.popleft()
            content = pickle.dumps((function, tasks[index][1]), pickle.HIGHEST_PROTOCOL)
            while self._idle:
                worker = self._idle.pop()
                if self._give(worker, index, kind, content):
                    break
                self._dismiss(worker)  # it died at rest; no task is to blame
            else:
                self._give(self._hire(), index, kind, content)

    def _give(self, worker: _Worker, index: int, kind: bytes, content: bytes) -> bool:
        """Send a task, after the setting if that is news; tell whether somebody is there."""
        self._busy[worker] = index
        try:
            self._tell(worker)
            worker.line.send(kind, content)
        except GONE:
            return False
        return True

    def _tell(self, worker: _Worker) -> None:
        """Tell a worker of the setting, if it is news."""
        if worker.setting is not self._setting:
            worker.line.send(STATE, self._setting.pickled())
            worker.setting = self._setting

    def _hire(self) -> _Worker:
        """Have a worker forked; by a new template, should the old one have died."""
        self.start()
        assert self._template is not None
        try:
            return _Worker(*self._template.fork())
        except (EOFError, OSError):
            self._template.close()
            self._template = Started(self._preload, self._bounds)
            return _Worker(*self._template.fork())

    def _answering(self) -> list[_Worker]:
        """Wait until workers have something to say, or have died."""
        with selectors.DefaultSelector() as selector:
            for worker in self._busy:
                selector.register(worker.line, selectors.EVENT_READ, worker)
            return [key.data for key, _ in selector.select()]

    def _answer(self, worker: _Worker, name: str, resting: list[_Worker]) -> object:
        """Take the answer of a worker, which then rests among others or leaves."""
        try:
            kind, content = worker.line.receive()
        except GONE:
            return Died(name, self._dismiss(worker))
        if kind in (LAST, OUT):
            self._dismiss(worker)
        else:
            self._busy.pop(worker, None)
            resting.append(worker)
        if kind == OUT:
            return Died(name, OUT_OF_MEMORY)
        if kind == FAILED:
            raise TaskFailed(name, content.decode())
        return pickle.loads(content)

    def _dismiss(self, worker: _Worker, *, kill: bool = False) -> str:
        """Let a worker go, or make it; say how it ended."""
        self._busy.pop(worker, None)
        worker.line.close()
        if self._template is None:
            return "was lost"
        try:
            return told(self._template.end(worker.pid, kill=kill), self._bounds)
        except (EOFError, OSError):
            self._template.close()
            self._template = None
            return "was lost with the process that had forked it"
