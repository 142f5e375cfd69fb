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


def found(
    held: Held,
    marks: Sequence[Annotation],
    *,
    jobs: int | None = None,
    at_once: int = 16,
) -> list[Anchored]:
    """Anchor the marks of a file; the answers are in their order.

    jobs: how many processes, 0 for this one; None for what the pages to be read are worth.
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
    if jobs is None:
        jobs = usable_cores() if len(order) > _FEW and usable_cores() > 1 else 0
    answers: dict[int, Anchored] = {}
    tasks: list[tuple[str, tuple[object, ...]]] = [
        (held.path.name, ([marks[number] for number in chunk],)) for chunk in chunks
    ]
    with Workers(
        jobs, preload=[__name__], initial=_Desk, arguments=(held,), limit=_PATIENCE
    ) as pool:
        for index, result in pool.run(_Desk.anchored, tasks):
            if isinstance(result, Died):
                raise Lost(f"the process that read it {result.how}")
            answers.update(zip(chunks[index], result, strict=True))
    return [answers[number] for number in range(len(marks))]


class _Desk:
    """A process at work on a file: what it has open."""

    def __init__(self, held: Held) -> None:
        sheets = Sheets(held.path.read_bytes())
        self._anchors = Anchors(held.copy, sheets, held.chart, held.same.__contains__)

    def anchored(self, marks: Sequence[Annotation]) -> list[Anchored]:
        found = [self._anchors.anchor(mark) for mark in marks]
        self._anchors.forget()
        return found
