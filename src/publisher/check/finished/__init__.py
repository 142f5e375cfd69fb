"""Files that were finished some time ago, held against what the manuscript makes now.

What the manuscript makes has passed every gate of a build. So a finished file that
passes the gates that can be asked of it alone, and does not differ from its fresh
counterpart in anything a reader or a press meets, has passed them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from publisher import rules
from publisher.artifacts import Artifact, PageMap
from publisher.check.finished.epub import epub_as_made
from publisher.check.finished.pdf import pdf_as_made
from publisher.check.finished.placing import placed
from publisher.check.press import preflight
from publisher.diagnostics import Diagnostic, Span
from publisher.model import Book

HINT = "build again; corrections belong in the manuscript, not in a finished file"


def as_made(
    out: Path, made: Iterable[Path], book: Book, pages: PageMap, epub: Artifact
) -> list[Diagnostic]:
    """Check the files in `out` against those just made of the manuscript."""
    found: list[Diagnostic] = []
    for fresh in sorted(made):
        there = out / fresh.name
        where = Span(PurePosixPath(fresh.name), 1)
        if not there.is_file():
            message = f"{fresh.name} is not in the folder of finished files"
            found.append(rules.FINISHED_LOST.at(where, message, HINT))
        elif there.read_bytes() == fresh.read_bytes():
            continue
        elif fresh.suffix == ".epub":
            found += epub_as_made(there, epub, book)
        elif fresh.suffix == ".pdf":
            found += _pdf(there, fresh, book, pages)
        else:
            found.append(_map(there, fresh, where))
    return found


def _pdf(there: Path, fresh: Path, book: Book, pages: PageMap) -> Iterator[Diagnostic]:
    kind = "print-pdf" if fresh.stem.endswith("-print") else "screen-pdf"
    found = pdf_as_made(Artifact(there, kind), fresh, pages)
    if kind == "print-pdf":
        judged = preflight(there, pages, book.info.print, places=book.info.places)
        codes = {each.code for each in judged}  # preflight knows the very place
        found = [each for each in found if each.code not in codes] + judged
    yield from placed(found, there, pages)


def _map(there: Path, fresh: Path, where: Span) -> Diagnostic:
    old, new = (path.read_bytes().splitlines() for path in (there, fresh))
    pairs = enumerate(zip(old, new, strict=False), 1)
    line = next((n for n, (a, b) in pairs if a != b), min(len(old), len(new)) + 1)
    message = "the page map says another thing here than the pages do"
    return rules.STALE_FILE.at(Span(where.path, line), message, HINT)
