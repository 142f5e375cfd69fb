"""Where the marks of a file are, found by as many processes as there are cores for us.

Most of the time goes into reading the letters of the marked pages, and pages have nothing to
do with each other. A file that ends a process (PDFium is not made of Python) ends only that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from publisher.proof.anchoring import Anchored, Anchors, Chart, CopyText, Sheets
from publisher.proof.annotations import Annotation
from publisher.workers import Died, Workers, usable_cores

_FEW = 60  # marked pages that are read sooner than a process is started
_PATIENCE = 120.0  # seconds for a task


class Lost(Exception):  # noqa: N818 the file is to blame
    """A process ended over a file; the message says how."""


@dataclass(frozen=True, slots=True)
class Held:
    """What marks of a file are held against."""

    path: Path  # of the file
    copy: CopyText
    chart: Chart | None
    same: frozenset[PurePosixPath]  # texts that are as they were when it was made


class Finder:
    """Who finds the marks of a file, with what they have open."""

    def __init__(self, held: Held) -> None:
        sheets = Sheets(held.path.read_bytes())
        self._anchors = Anchors(held.copy, sheets, held.chart, held.same.__contains__)

    def anchored(self, marks: Sequence[Annotation]) -> list[Anchored]:
        """Find what marks mean; pages are let go of afterwards."""
        found = [self._anchors.anchor(mark) for mark in marks]
        self._anchors.forget()
        return found


def finders(pages: int, jobs: int | None = None) -> Workers[Finder]:
    """Give those who find marks on so many pages; `start` has them get ready.

    jobs: how many processes, 0 for this one; None for what the pages are worth.
    """
    if jobs is None:
        jobs = usable_cores() if pages > _FEW and usable_cores() > 1 else 0
    return Workers(jobs, preload=[__name__], initial=Finder, limit=_PATIENCE)


def found(
    held: Held,
    marks: Sequence[Annotation],
    pool: Workers[Finder],
    *,
    at_once: int = 16,
) -> list[Anchored]:
    """Anchor the marks of a file; the answers are in their order.

    at_once: pages that a process takes on before it answers.
    Raises Lost.
    """
    pages: dict[int, list[int]] = defaultdict(list)
    for number, mark in enumerate(marks):
        pages[mark.sheet].append(number)
    order = sorted(pages)
    chunks = [
        [number for page in order[at : at + at_once] for number in pages[page]]
        for at in range(0, len(order), at_once)
    ]
    answers: dict[int, Anchored] = {}
    tasks: list[tuple[str, tuple[object, ...]]] = [
        (held.path.name, ([marks[number] for number in chunk],)) for chunk in chunks
    ]
    pool.renew(held)
    for index, result in pool.run(Finder.anchored, tasks):
        if isinstance(result, Died):
            raise Lost(f"the process that read it {result.how}")
        answers.update(zip(chunks[index], result, strict=True))
    return [answers[number] for number in range(len(marks))]
