"""What a proof says of itself: the book, its revision, the round, the day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from publisher.artifacts import PageMap
from publisher.layout import write_pages
from publisher.marginalia import ProofBook, ProofPage, Section
from publisher.model import Book
from publisher.moment import moment
from publisher.outcome import Outcome
from publisher.proof.marked import Flag
from publisher.proofing.revisions import Revision

SCHEMA = "publisher/proof/1"


@dataclass(frozen=True, slots=True)
class ProofOrder:
    """What a proof can be asked for."""

    edition: str = ""
    since: str = ""  # a revision that changes are marked against
    lines: bool = False  # number the lines of each page
    round: int = 0  # of proofreading; 0: that of the last proof, or the first


@dataclass(frozen=True, slots=True)
class Origin:
    """What a proof comes from: what was asked for, and of which state of the book."""

    order: ProofOrder
    now: Revision | None
    last_round: int = 1

    @property
    def round(self) -> int:
        """Say which round of proofreading it is."""
        return self.order.round or self.last_round

    @property
    def revision(self) -> str:
        """Say which revision it is, as a reader is told."""
        return self.now.told if self.now else ""


def describe(
    outcome: Outcome,
    origin: Origin,
    made: Sequence[ProofPage],
    sections: Sequence[Section],
    listed: Sequence[Flag],
) -> ProofBook:
    """Put together all that a proof is drawn from."""
    assert outcome.book is not None
    assert outcome.pages is not None
    day = today()
    facts = {
        "schema": SCHEMA,
        "slug": outcome.book.info.slug,
        "title": outcome.book.info.title,
        "edition": origin.order.edition,
        "round": origin.round,
        "date": day.isoformat(),
        "revision": origin.revision,
        "commit": origin.now.commit if origin.now else "",
        "changed": origin.now.changed if origin.now else False,
        "since": origin.order.since,
        "pages": len(outcome.pages.pages),
        "sources": {
            str(path): hashlib.sha256(text.encode()).hexdigest()
            for path, text in sorted(outcome.texts.items())
        },
        "findings": [_fact(flag) for flag in listed],
    }
    return ProofBook(
        title=outcome.book.info.title,
        round=origin.round,
        date=f"{day.day} {day:%B %Y}",
        stamp=day.isoformat(),
        revision=origin.revision,
        since=origin.order.since,
        pages=tuple(made),
        sections=tuple(sections),
        outline=tuple(_outline(outcome.book, outcome.pages)),
        facts=_bytes(json.dumps(facts, ensure_ascii=False, indent=1) + "\n"),
        map=write_pages(outcome.pages),
    )


def _outline(book: Book, pages: PageMap) -> Iterator[tuple[str, int]]:
    """Name the pieces of a book, and the pages they begin on."""
    for unit in book.units:
        rows = (row for row in pages.pages if row.unit == unit.id)
        first = next(rows, None)
        target = book.targets.get(unit.target)
        if first is not None and target is not None:
            number = f"{target.number} " if target.number else ""
            yield f"{number}{target.plain}", first.index


def _fact(flag: Flag) -> dict[str, object]:
    span = flag.finding.span
    return {
        "number": flag.number,
        "id": flag.id,
        "page": flag.page,
        "line": flag.line,
        "at": {"path": str(span.path), "line": span.line, "column": span.column},
    }


def today() -> date:
    """Give the day of the proof: today, or the one that SOURCE_DATE_EPOCH sets."""
    seconds = moment()
    now = datetime.now(UTC) if seconds is None else datetime.fromtimestamp(seconds, UTC)
    return now.date()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")  # names of files need not be UTF-8
