"""The proof of a book: its finished print pages, with all that is said of them around."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from publisher import filing, rules, shelf
from publisher.diagnostics import any_errors, in_order
from publisher.layout import write_pages
from publisher.making import make_pdf
from publisher.marginalia import ProofBook, ProofPage, Section
from publisher.means import Means
from publisher.model import Node
from publisher.orders import PDF, Order, Say, quiet
from publisher.outcome import Outcome
from publisher.package.epub.archive import moment
from publisher.package.proof import package_proof
from publisher.package.proof.facts import facts_of
from publisher.pipeline import check
from publisher.proof.marked import (
    Flag,
    flags,
    mark_pages,
    remarks,
    section_of_findings,
    section_of_remarks,
)
from publisher.proof.marked.agreement import same_pages
from publisher.proof.printed import Impression
from publisher.proof.standing import Standing
from publisher.proofing.revisions import Revision, here
from publisher.reports import identified

MM = 72 / 25.4  # pt
SCHEMA = "publisher/proof/1"
FOLDER = "proof"  # in the folder of finished files


@dataclass(frozen=True, slots=True)
class ProofOrder:
    """What a proof can be asked for."""

    edition: str = ""
    since: str = ""  # a revision that changes are marked against
    lines: bool = False  # number the lines of each page
    round: int = 0  # of proofreading; 0: that of the last proof, or the first


def make_proof(
    home: Path, out: Path, means: Means, order: ProofOrder, *, say: Say = quiet
) -> Outcome:
    """Make `proof/SLUG-proof.pdf` in `out`, from the pages of the print edition.

    Raises NoRevision when there is no revision called `order.since`.
    """
    outcome = check(home, edition=order.edition, say=say, cache=means.cache)
    if outcome.book is None or any_errors(outcome.found):
        return outcome
    folder = out / FOLDER
    try:
        with (
            TemporaryDirectory(prefix="publisher-") as made,
            shelf.bench(folder) as bench,
        ):
            printed = _printed(outcome, Path(made), means, order, say)
            if printed is not None:
                say("writing the proof")
                _prove(outcome, printed, bench, folder, order, here(home))
                if any(e.code == rules.PROOF_DIFFERS.code for e in outcome.found):
                    shelf.empty(bench)
                outcome.made = shelf.put(bench, folder)
    except OSError as problem:
        outcome.add([filing.unwritable(folder, problem)])
    return outcome


def _printed(
    outcome: Outcome, made: Path, means: Means, order: ProofOrder, say: Say
) -> Path | None:
    """Make the print edition; where the press would refuse it, take it as it was set."""
    asked = Order(frozenset({PDF}), order.edition)
    make_pdf(outcome, made, means, asked, say)
    if outcome.pages is None:
        return None
    ready = (made.glob(f"*{end}") for end in ("-print.pdf", "-screen.pdf"))
    return next((file for files in ready for file in files), None)


def _prove(
    outcome: Outcome,
    printed: Path,
    bench: Path,
    folder: Path,
    order: ProofOrder,
    now: Revision | None,
) -> None:
    book, pages, manuscript = outcome.book, outcome.pages, outcome.manuscript
    assert book is not None
    assert pages is not None
    assert manuscript is not None
    target = bench / f"{book.info.slug}-proof.pdf"
    top, _, bottom, _ = (margin * MM for margin in book.info.print.margins)
    impression = Impression(printed, pages, (top, bottom))
    standing = Standing(pages, impression)
    made = mark_pages(standing, lines=order.lines)
    labels = [row.label for row in pages.pages]
    said = remarks(_nodes(outcome), standing, made)
    ordered = in_order(outcome.report(Path(), strict=False).found)
    listed = flags(identified(ordered, outcome.texts), standing, outcome.texts, made)
    sections = (section_of_remarks(said, labels), section_of_findings(listed, labels))
    proof = _proof(outcome, made, sections, listed, order, now, folder / target.name)
    package_proof(printed, target, pages, proof, manuscript.fonts)
    proved = Impression(target, pages, (top, bottom))
    outcome.add(list(same_pages(impression, proved)))
    impression.close()
    proved.close()


def _nodes(outcome: Outcome) -> Iterator[Node]:
    """Give everything that is written: the text of each unit, then the notes."""
    assert outcome.book is not None
    for unit in outcome.book.units:
        if unit.opener:
            yield unit.opener
        yield from unit.blocks
    for numbered in outcome.book.notes.values():
        yield from numbered.note.blocks


def _proof(
    outcome: Outcome,
    made: list[ProofPage],
    sections: tuple[Section, ...],
    listed: list[Flag],
    order: ProofOrder,
    now: Revision | None,
    before: Path,
) -> ProofBook:
    """Say of a proof what it is: the book, its revision, the round, the day."""
    assert outcome.book is not None
    assert outcome.pages is not None
    number = order.round or int(facts_of(before).get("round", 1))
    day = _today()
    facts = {
        "schema": SCHEMA,
        "slug": outcome.book.info.slug,
        "title": outcome.book.info.title,
        "edition": order.edition,
        "round": number,
        "date": day.isoformat(),
        "revision": now.told if now else "",
        "commit": now.commit if now else "",
        "changed": now.changed if now else False,
        "since": order.since,
        "pages": len(outcome.pages.pages),
        "sources": {
            str(path): hashlib.sha256(text.encode()).hexdigest()
            for path, text in sorted(outcome.texts.items())
        },
        "findings": [_fact(flag) for flag in listed],
    }
    return ProofBook(
        title=outcome.book.info.title,
        round=number,
        date=f"{day.day} {day:%B %Y}",
        stamp=day.isoformat(),
        revision=now.told if now else "",
        since=order.since,
        pages=tuple(made),
        sections=sections,
        facts=(json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode(),
        map=write_pages(outcome.pages),
    )


def _fact(flag: Flag) -> dict[str, object]:
    span = flag.finding.span
    return {
        "number": flag.number,
        "id": flag.id,
        "page": flag.page,
        "line": flag.line,
        "at": {"path": str(span.path), "line": span.line, "column": span.column},
    }


def _today() -> date:
    """Give the day of the proof: today, or the one that SOURCE_DATE_EPOCH sets."""
    seconds = moment()
    now = datetime.now(UTC) if seconds is None else datetime.fromtimestamp(seconds, UTC)
    return now.date()
