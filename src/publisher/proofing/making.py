"""The proof of a book: its finished print pages, with all that is said of them around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from publisher import filing, rules, shelf
from publisher.diagnostics import Diagnostic, Span, any_errors, in_order
from publisher.making import make_pdf
from publisher.means import Means
from publisher.model import Node
from publisher.orders import PDF, Order, Say, quiet
from publisher.outcome import Outcome
from publisher.package.proof import package_proof
from publisher.package.proof.facts import facts_of, is_marked
from publisher.pipeline import check
from publisher.proof.changes import Paragraph, compared, paragraphs
from publisher.proof.marked import (
    flags,
    mark_pages,
    remarks,
    section_of_findings,
    section_of_remarks,
    show_changes,
)
from publisher.proof.marked.agreement import same_pages
from publisher.proof.printed import Impression
from publisher.proof.standing import Standing
from publisher.proofing.describing import Origin, ProofOrder, describe
from publisher.proofing.earlier import text_at
from publisher.proofing.revisions import here
from publisher.reports import identified

MM = 72 / 25.4  # pt
FOLDER = "proof"  # in the folder of finished files


def make_proof(
    home: Path, out: Path, means: Means, order: ProofOrder, *, say: Say = quiet
) -> Outcome:
    """Make `proof/SLUG-proof.pdf` in `out`, from the pages of the print edition.

    Raises NoRevision when there is no revision called `order.since`.
    """
    then = text_at(home, order.since, order.edition, say) if order.since else None
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
                target = bench / f"{outcome.book.info.slug}-proof.pdf"
                before = facts_of(folder / target.name)
                origin = Origin(order, here(home), int(before.get("round", 1)))
                _prove(outcome, printed, target, origin, then)
                if any(e.code == rules.PROOF_DIFFERS.code for e in outcome.found):
                    shelf.empty(bench)
                else:
                    outcome.add(list(_put_aside(folder / target.name)))
                outcome.made = shelf.put(bench, folder)
    except OSError as problem:
        outcome.add([filing.unwritable(folder, problem)])
    return outcome


def _put_aside(proof: Path) -> Iterator[Diagnostic]:
    """Keep a proof that has marks in it from being overwritten."""
    if proof.exists() and is_marked(proof):
        stem = proof.stem.removesuffix("-proof")
        names = (f"{stem}-marked-{number}.pdf" for number in count(1))
        aside = next(e for e in map(proof.with_name, names) if not e.exists())
        proof.rename(aside)
        yield rules.MARKED_PROOF.at(
            Span(PurePosixPath(proof.name), 1),
            f"somebody has written into this proof; it is kept as {aside.name}",
            hint=f"read the marks: inv proof.collect {FOLDER}/{aside.name}",
        )


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
    target: Path,
    origin: Origin,
    then: Sequence[Paragraph] | None,
) -> None:
    """Write a proof, and compare its pages with the printed ones."""
    book, pages, manuscript = outcome.book, outcome.pages, outcome.manuscript
    assert book is not None
    assert pages is not None
    assert manuscript is not None
    top, _, bottom, _ = (margin * MM for margin in book.info.print.margins)
    impression = Impression(printed, pages, (top, bottom))
    standing = Standing(pages, impression)
    made = mark_pages(standing, lines=origin.order.lines)
    labels = [row.label for row in pages.pages]
    sections = []
    if then is not None:
        now = paragraphs(book)
        found, since = compared(then, now), origin.order.since
        sections.append(show_changes(found, now, standing, made, since))
    sections.append(
        section_of_remarks(remarks(_nodes(outcome), standing, made), labels)
    )
    ordered = in_order(outcome.report(Path(), strict=False).found)
    listed = flags(identified(ordered, outcome.texts), standing, outcome.texts, made)
    sections.append(section_of_findings(listed, labels))
    proof = describe(outcome, origin, made, sections, listed)
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
